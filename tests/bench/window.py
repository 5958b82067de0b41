"""One process with a window: the kiosk, or one of the same size to compare with.

``window kiosk FOLDER``, ``window plain FOLDER`` (a page of tiles) or ``window bare FOLDER`` (nothing)
ends after the first frame and tells when that was; with a number of seconds behind it, it stays that
long and tells what resting takes.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

SIZE = (1280, 800)
SETTLE = 10.0  # by then every screen is built


def memory_mb(kind: str) -> float:
    """The memory of this process: ``Rss`` with all of what it shares, ``Pss`` its part of that."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"no {kind} in smaps_rollup")


def is_drawn(root: Any) -> bool:
    """Whether the picture is there, with every picture in it."""
    reader = getattr(sys.modules.get("kiosk.widgets.pictures"), "_reader", None)
    waits = reader is not None and (reader._asked.unfinished_tasks or not reader._done.empty())
    return root is not None and not waits


def is_open(root: Any) -> bool:
    """Whether the data are checked and what is in them is shown too."""
    return bool(getattr(getattr(root, "current_screen", None), "is_known", True))


def watch(rest: float) -> None:
    """Note the first frame that an app draws, and after `rest` seconds what resting took.

    From the first frame on, no touch is lost; from `open_at` on, it is answered at once.
    """
    from kivy.app import App
    from kivy.base import EventLoop
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kivy.graphics.opengl import glFinish

    result: dict[str, float] = {}
    flip = Window.flip

    def flip_and_note() -> None:
        flip()
        if rest > 0:
            glFinish()  # a screen makes a program wait for it too: no heap of frames in memory
        is_splash = App.get_running_app() is None  # drawn before there is an app
        root = App.get_running_app().root if EventLoop.status == "started" else None
        if "open_at" in result or not (is_splash or is_drawn(root)):
            return
        glFinish()
        now, cpu = time.monotonic(), time.process_time()
        if "at" not in result:
            result.update(at=now, cpu=cpu)
        if is_splash or not is_open(root):
            return
        result.update(open_at=now, open_cpu=cpu)
        if rest > 0:
            Clock.schedule_once(begin, SETTLE)
        else:
            tell()

    def begin(_seconds: float) -> None:
        wall, cpu = time.monotonic(), time.process_time()

        def end(_seconds: float) -> None:
            share = (time.process_time() - cpu) / (time.monotonic() - wall)
            result.update(
                idle=100 * share, fps=Clock.get_fps(), memory=memory_mb("Rss"), pss=memory_mb("Pss")
            )
            tell()

        Clock.schedule_once(end, rest)

    def tell() -> None:
        print(json.dumps(result), flush=True)
        App.get_running_app().stop()

    Window.flip = flip_and_note


def kiosk(folder: Path, rest: float) -> None:
    """The real start of the kiosk, command line and all."""
    sys.modules["fontTools"] = None  # type: ignore[assignment]
    # only tests have it; arabic_reshaper would load it whenever it is there

    import main

    place: Any = main  # where an earlier kiosk has it
    with suppress(ImportError):
        from kiosk import kivy_environment as place
    close_environment = place.close_environment

    def close_and_watch(data: Path, *, offscreen: bool = False) -> None:
        close_environment(data, offscreen=offscreen)
        from kiosk.widgets import window

        configure: Callable[[tuple[int, int] | None], None] = window.configure

        def configure_and_watch(size: tuple[int, int] | None) -> None:
            configure(size)
            watch(rest)

        window.configure = configure_and_watch

    place.close_environment = close_and_watch
    main.main(["--windowed", f"{SIZE[0]}x{SIZE[1]}", "--data", str(folder)])


def plain(folder: Path, rest: float) -> None:
    """The plainest page of tiles, with the libraries that any kiosk like this one has to load."""
    from tests.bench.plain import page, plain_environment

    plain_environment(folder, SIZE)
    import escpos.printer
    import peewee
    import qrcode

    used = escpos.printer.Dummy, peewee.Model, qrcode.QRCode
    _show(lambda: page(folder), rest, used)


def bare(folder: Path, rest: float) -> None:
    """The least that Kivy can show: an app with one empty widget."""
    from tests.bench.plain import plain_environment

    plain_environment(folder, SIZE)
    from kivy.uix.widget import Widget

    _show(Widget, rest)


def _show(build: Callable[[], Any], rest: float, used: object = None) -> None:
    from kivy.app import App

    class ShownApp(App):  # type: ignore[misc]
        def build(self) -> Any:
            return build()

    watch(rest)
    ShownApp().run()


if __name__ == "__main__":
    show = {"kiosk": kiosk, "plain": plain, "bare": bare}[sys.argv[1]]
    show(Path(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.0)
