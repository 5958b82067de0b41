"""Ten thousand visits at one kiosk: what it keeps of them in memory and in open files.

Real touches, the real services and the real drawing; only nobody waits between two of them. A
visit wakes the kiosk, checks in, fills a basket and cancels it or orders, looks at the outings and
their first one, and goes; each tenth is in another language with the ear on.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.figures import figure
from tests.bench.touch import start
from tests.bench.window import memory_mb

VISITS = 10_000
WARM = 300
"""By then each language, screen and picture was seen, and what is kept of them is there."""

LANGUAGES = ("ar", "fr", "uk", "fa", "en", "tr", "pl")


def frames(number: int) -> None:
    """Let so many frames pass as fast as they can, of which the last is drawn."""
    from kivy.base import EventLoop
    from kivy.clock import Clock
    from kivy.lang import Builder

    steps = (Clock.tick, EventLoop.dispatch_input, Builder.sync, Clock.tick_draw, Builder.sync)
    for _ in range(number - 1):
        for step in steps:
            step()
    EventLoop.idle()


def touch(x: float, y: float) -> None:
    """A finger on the glass, and off it."""
    from kiosk.play.player import Finger

    finger = Finger(x, y, 1)
    finger.down()
    frames(2)
    finger.up()
    frames(2)


def tap(kiosk: Any, kind: str, **wanted: Any) -> bool:
    """Tap the first thing of a kind that can be seen now; False when there is none."""
    for widget in kiosk.root.current_screen.walk():
        names = {base.__name__ for base in type(widget).__mro__}
        can_be_seen = widget.opacity and min(widget.size) > 1
        fits = all(getattr(widget, name, None) == value for name, value in wanted.items())
        if kind in names and can_be_seen and fits:
            touch(*widget.to_window(*widget.center))
            return True
    return False


def visit(kiosk: Any, turn: int) -> None:
    """One person, from the touch that wakes the kiosk to the end."""
    touch(400, 600)
    if turn % 10 == 0:
        kiosk.speak_language(LANGUAGES[turn // 10 % len(LANGUAGES)])
        kiosk.toggle_ear()
    kiosk.show("check_in")
    frames(2)
    tap(kiosk, "Pressable", task="done")
    kiosk.show("produce")
    frames(2)
    tiles = [tile for tile in kiosk.root.current_screen.ids.grid.children if tile.offer]
    for place in (turn, turn * 5 + 1):
        tile = tiles[place % len(tiles)]
        touch(*tile.to_window(*tile.center))
    if turn % 50 == 0:
        kiosk.root.current_screen.done()
        frames(2)
        kiosk.root.current_screen.undo()
    else:
        kiosk.root.current_screen.cancel()
    frames(1)
    kiosk.show("outings")
    frames(2)
    tap(kiosk, "OutingCard")
    frames(2)
    kiosk.end_visit()
    frames(2)
    kiosk.tidy()


def state() -> tuple[float, int, int]:
    """Memory in MB, open files, and objects that Python looks after, with no garbage among them."""
    gc.collect()
    return memory_mb("Rss"), len(os.listdir("/proc/self/fd")), len(gc.get_objects())


def visits(kiosk: Any, number: int) -> Iterator[tuple[int, tuple[float, int, int]]]:
    """The state after the first visits, and after each tenth of them all."""
    for turn in range(1, number + 1):
        visit(kiosk, turn)
        if turn == WARM or turn % (number // 10) == 0:
            yield turn, state()


def measure(folder: Path, *, quick: bool) -> None:
    """Let them all come, and print what is left of them."""
    kiosk = start(folder / "data")
    from kivy.clock import Clock

    from kiosk.loop.chores import keep
    from kiosk.screens import FOR_PEOPLE

    Clock._max_fps = 0
    frames(5)
    kiosk.chores.forget()
    kiosk.listen()
    for name in FOR_PEOPLE:
        kiosk.screen(name)
    keep()
    began = time.monotonic()
    print(f"  before any     {state()[0]:7.1f} MB", flush=True)
    number = VISITS // 10 if quick else VISITS
    first: tuple[float, int, int] | None = None
    for turn, (memory, files, objects) in visits(kiosk, number):
        first = first or (memory, files, objects)
        print(
            f"  {turn:7,d} visits  {memory:7.1f} MB  {files:3d} files  {objects:9,d} objects",
            flush=True,
        )
    if first is not None:
        figure(100 * (memory / first[0] - 1), "%", f"more memory since visit {WARM}")
        figure(files - first[1], "", f"more open files since visit {WARM}")
    figure(time.monotonic() - began, "s", "for all of it")
    kiosk.stop()


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
