"""One process with a window and the loop of the kiosk; it prints what woke it and how soon."""

from __future__ import annotations

import ctypes
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.kivy_environment import close_environment

REST_SECONDS = 2.0
TIMES = (0.05, 0.4, 1.1)


def main(folder: Path) -> None:
    """Let a thread do to the window what happens to the kiosk, one thing after the other."""
    close_environment(folder)
    from kiosk.widgets.window import configure

    configure((800, 480))
    from kivy.animation import Animation
    from kivy.app import App
    from kivy.base import EventLoop
    from kivy.clock import Clock, mainthread
    from kivy.core.window import Window

    from kiosk import loop, widgets

    widgets.load(("words",))
    from kiosk.widgets.words import Words

    result: dict[str, Any] = {"driver": os.environ["SDL_VIDEODRIVER"]}
    rounds: list[float] = []
    idle = EventLoop.idle

    def counted() -> None:
        idle()
        rounds.append(time.monotonic())

    def waited(start: Callable[[Callable[..., None]], object]) -> float:
        """The milliseconds until what `start` was given is called."""
        done, at = threading.Event(), 0.0

        def call(*_args: object) -> None:
            nonlocal at
            at = time.monotonic()
            done.set()

        began = time.monotonic()
        start(call)
        if not done.wait(60):
            raise TimeoutError("it never woke")
        return (at - began) * 1000

    def drawn(label: Words) -> Callable[[Callable[..., None]], object]:
        def begin(call: Callable[..., None]) -> None:
            Window.bind(on_flip=call)
            mainthread(lambda: setattr(label, "text", "2"))()

        return begin

    def watch(label: Words) -> None:
        time.sleep(2)
        before = len(rounds)
        time.sleep(REST_SECONDS)
        result["rounds_at_rest"] = len(rounds) - before
        woken, late = [], []
        for _ in range(4):
            time.sleep(0.3)
            woken.append(waited(lambda call: mainthread(call)()))
        result["thread_ms"] = max(woken)
        for seconds in TIMES:
            time.sleep(0.5)  # asleep by then, so that its last round is long ago
            taken = waited(lambda call, s=seconds: Clock.schedule_once(call, s))  # type: ignore[misc]
            late.append(taken - seconds * 1000)
        result["early_ms"], result["late_ms"] = -min(late), max(late)
        result["frame_ms"] = waited(drawn(label))
        before = len(rounds)
        mainthread(lambda: Animation(x=300, duration=1.0).start(label))()
        time.sleep(1.0)
        result["rounds_while_moving"] = len(rounds) - before
        if result["driver"] == "x11":
            time.sleep(0.5)
            result["touched_ms"] = waited(lambda call: touch(label, call))
        mainthread(app.stop)()  # and it ends, or whoever started this loses patience

    class Resting(App):  # type: ignore[misc]
        def build(self) -> Words:
            return Words(text="1")

        def on_start(self) -> None:
            threading.Thread(target=watch, args=(self.root,), daemon=True).start()

    EventLoop.idle = counted
    loop.install()
    app = Resting()
    app.run()
    print(json.dumps(result))


def touch(label: Any, call: Callable[..., None]) -> None:
    """A finger on the glass, as the X server tells it."""
    label.bind(on_touch_down=call)
    x11, test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    test.XTestFakeMotionEvent(display, -1, 400, 240, 0)
    test.XTestFakeButtonEvent(display, 1, 1, 0)
    x11.XFlush(display)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
