"""The splash: kept once for each look, shown upright, and a touch of it is answered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from PIL import Image, ImageChops

from db import files

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0

CHILD = """
import ctypes, struct, sys
import main
from kiosk.widgets import window
configure = window.configure

def configure_and_watch(size):
    configure(size)
    from kivy.core.window import Window
    from kiosk.widgets import splash
    show, flip = splash.show, Window.flip

    def flip_and_look():
        from kivy.graphics.opengl import glReadPixels
        from PIL import Image
        wide, high = Window.size
        seen = Image.frombytes("RGB", Window.size, glReadPixels(0, 0, wide, high, 0x1907, 0x1401))
        seen.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(sys.argv[-1] + "/seen.png")
        flip()

    def show_and_touch(settings):
        Window.flip = flip_and_look
        has_splash = show(settings)
        Window.flip = flip
        print("splash", has_splash, "kiosk.app" in sys.modules, flush=True)
        from kiosk.loop.sdl import Sdl
        for kind, pressed in ((0x401, 1), (0x402, 0)):  # the button of a mouse, down and up
            place = struct.pack("IIIIBBBBii20x", kind, 0, 1, 0, 1, pressed, 1, 0, 400, 240)
            if has_splash and Sdl.found()._library.SDL_PushEvent(place) != 1:
                raise SystemExit("SDL takes no event")
        from kiosk.app import KioskApp
        begin_visit = KioskApp.begin_visit
        KioskApp.begin_visit = lambda self: print("visit", flush=True) or begin_visit(self)
        return has_splash

    splash.show = show_and_touch

window.configure = configure_and_watch
raise SystemExit(main.main(sys.argv[1:]))
"""


class Started:
    """A kiosk in a process of its own; it says what happens at its start."""

    def __init__(self, folder: Path) -> None:
        words = ["--windowed", "800x480", "--data", str(folder)]
        environment = os.environ | {"SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy"}
        self.child = subprocess.Popen(
            [sys.executable, "-c", CHILD, *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.watch = Timer(PATIENCE, self.child.kill)
        self.watch.start()

    def says(self) -> str:
        assert self.child.stdout
        return self.child.stdout.readline().strip()

    def stop(self) -> None:
        self.child.send_signal(signal.SIGTERM)
        self.watch.cancel()
        with self.child:
            assert self.child.wait(PATIENCE) == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    return data


def splashes(folder: Path) -> list[Path]:
    return list(folder.glob("groet-*.png"))


def test_the_second_start_shows_it_first_and_hears_a_touch_of_it(folder: Path) -> None:
    first = Started(folder)
    assert first.says() == "splash False False"
    until = time.monotonic() + PATIENCE
    while not splashes(folder) and time.monotonic() < until:
        time.sleep(0.1)
    first.stop()
    (kept,) = splashes(folder)

    second = Started(folder)
    assert second.says() == "splash True False", "before most of the program is loaded"
    assert second.says() == "visit", "the touch of the splash is not lost"
    second.stop()
    with Image.open(kept) as drawn, Image.open(folder / "seen.png") as seen:
        assert seen.size == drawn.size == (800, 480)
        assert len(drawn.getcolors(2**20) or ()) > 100, "there is something on it"
        assert ImageChops.difference(seen, drawn).getbbox() is None


@pytest.fixture
def splash(app: Any) -> Iterator[Any]:
    from kiosk.widgets import splash

    yield splash


def test_another_look_has_another_splash(app: Any, splash: Any, folder: Path) -> None:
    usual = replace(app.settings, data=folder)
    turned = replace(usual, screen=replace(usual.screen, left_handed=True))
    renamed = replace(usual, group=replace(usual.group, name="De Vaart"))
    louder = replace(usual, sound=replace(usual.sound, volume=10))
    assert len({splash.file_of(one) for one in (usual, turned, renamed)}) == 3
    assert splash.file_of(louder) == splash.file_of(usual)
    for one in (usual, turned):
        splash.keep(Image.new("RGB", (8, 8)), splash.file_of(one))
    assert list(folder.iterdir()) == [splash.file_of(turned)]
    assert splash.show(turned) and not splash.show(renamed)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a nothing", b"\0" * 4096])
def test_a_broken_one_is_as_good_as_none(
    app: Any, splash: Any, folder: Path, content: bytes
) -> None:
    settings = replace(app.settings, data=folder)
    splash.file_of(settings).write_bytes(content)
    assert not splash.show(settings)


def test_a_full_disk_keeps_none_and_breaks_nothing(
    app: Any, splash: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    file = splash.file_of(replace(app.settings, data=folder))
    monkeypatch.setattr(files, "sync_file", full)
    splash.keep(Image.new("RGB", (8, 8)), file)
    assert list(folder.iterdir()) == []
