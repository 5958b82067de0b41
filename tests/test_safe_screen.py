"""The safe screen: drawn without the data or the kiosk, with two remedies that really work."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

import db
from db.models.base import proxy
from kiosk import safe_screen
from kiosk.watchdog import LAST_WORDS

ROOT = Path(__file__).parent.parent
AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

CHILD = """
import sys
from pathlib import Path
from kiosk import safe_screen

does, picture, data, ends = *sys.argv[1:4], len(sys.argv) > 4
safe_screen.HOLD_SECONDS = 0.3
configure = safe_screen.configure

def small():
    configure()
    from kivy.config import Config
    for name, value in (("fullscreen", "0"), ("width", "800"), ("height", "480")):
        Config.set("graphics", name, value)

ready = safe_screen.Watchdog.ready

def ready_and_touch(watchdog):
    from kivy.base import stopTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kivy.tests.common import UnitTestTouch
    ready(watchdog)
    touch = UnitTestTouch({"retry": 208, "hold": 592, "tap": 592}[does], 64)
    def down(_seconds):
        touch.touch_down()
        Clock.schedule_once(lambda _: touch.touch_up(), 0 if does == "tap" else 1.0)
    Clock.schedule_once(down, 0.3)
    def end(_seconds):
        Path(Window.screenshot(name=picture)).replace(picture)
        print("still there")
        stopTouchApp()
    Clock.schedule_once(end, 20 if ends else 2.5)

safe_screen.configure, safe_screen.Watchdog.ready = small, ready_and_touch
raise SystemExit(safe_screen.main(["--config", "/nowhere", "--data", data]))
"""


def touched(does: str, folder: Path, *, ends: bool = False) -> bool:
    """Run the safe screen and touch it; whether it is still there afterwards.

    When it should end by that, a slow machine is given the time for it.
    """
    runtime = folder / "run"
    runtime.mkdir(exist_ok=True)
    (runtime / "starts").write_text("1\n2\n3\n4\n5\n")
    (runtime / LAST_WORDS).write_text("De schijf is vol, maak 20 MB vrij.\n")
    words = [does, str(folder / "p.png"), str(folder / "data"), *(["ends"] if ends else [])]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(folder / "notify"))
        listener.settimeout(5)
        done = subprocess.run(
            [sys.executable, "-c", CHILD, *words],
            cwd=ROOT,
            env=os.environ
            | {
                "NOTIFY_SOCKET": str(folder / "notify"),
                "RUNTIME_DIRECTORY": str(runtime),
                "SDL_VIDEODRIVER": "offscreen",
                "SDL_AUDIODRIVER": "dummy",
            },
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert listener.recv(100) == b"READY=1"
    (folder / "notify").unlink()
    return "still there" in done.stdout


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a good copy, and a database that is no more."""
    folder = tmp_path / "data"
    opened = db.open_database(f"sqlite:///{folder / 'onthaal.db'}")
    db.backup_now(why="asked", at=AT, day=date(2026, 11, 22))
    opened.close()
    proxy.initialize(None)
    (folder / "onthaal.db").write_bytes(b"no database at all" * 1000)
    return folder


def test_trying_again_forgets_the_crashes(tmp_path: Path, data: Path) -> None:
    assert not touched("retry", tmp_path, ends=True)
    assert list((tmp_path / "run").iterdir()) == []
    assert (data / "onthaal.db").read_bytes().startswith(b"no database")


def test_a_tap_never_puts_a_copy_back(tmp_path: Path, data: Path) -> None:
    assert touched("tap", tmp_path)
    assert (data / "onthaal.db").read_bytes().startswith(b"no database")
    with Image.open(tmp_path / "p.png") as picture:
        colours = picture.convert("RGB").getcolors(picture.width * picture.height)
    assert len(colours or ()) > 300, "the pictures are missing"


def test_holding_puts_the_copy_back_and_starts_again(tmp_path: Path, data: Path) -> None:
    assert not touched("hold", tmp_path, ends=True)
    assert not (tmp_path / "run" / "starts").exists()
    db.open_database(f"sqlite:///{data / 'onthaal.db'}").close()
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert any(path.read_bytes().startswith(b"no database") for path in kept), "kept aside"


def test_without_a_copy_it_says_so_and_stays(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert touched("hold", tmp_path)
    assert safe_screen.put_copy_back(tmp_path / "data") == "Er is geen goede kopie."


def test_the_last_words(tmp_path: Path) -> None:
    assert safe_screen.last_words(tmp_path) == ""
    (tmp_path / LAST_WORDS).write_bytes(b"\xff\xfe")
    assert safe_screen.last_words(tmp_path) == ""
    (tmp_path / LAST_WORDS).write_text("De schijf is vol.\n")
    assert safe_screen.last_words(tmp_path) == "De schijf is vol."
