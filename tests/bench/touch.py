"""What a tap and a full produce screen cost in CPU; nothing is drawn, since that is the GPU's."""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from kiosk.kivy_environment import close_environment
from kiosk.services import moments, orders
from kiosk.services.moments import MomentView
from kiosk.settings import load_settings
from tests.bench.figures import KINDS, figure, open_day, open_folder, run_json
from tests.bench.plain import make_pictures

if TYPE_CHECKING:
    from kiosk.app import KioskApp

SIZE = (1280, 800)
AFTER_SECONDS = 0.2
JOURNEY = ("welcome", "home", "check_in", "produce", "outings")


def cpu_ms(work: Callable[[], object]) -> float:
    """The CPU that some work takes, on all threads together, in milliseconds."""
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def start(data: Path) -> KioskApp:
    """The kiosk with a full table of produce, run by hand from here."""
    settings = load_settings(data=data, window=SIZE)
    close_environment(data)
    from kiosk.widgets.window import configure

    configure(SIZE)
    logging.disable(logging.CRITICAL)  # what Kivy says about shaders that are not there
    from kivy.base import runTouchApp

    from kiosk.app import KioskApp

    logging.disable(logging.NOTSET)

    open_folder(data)
    open_day()
    kiosk = KioskApp(settings)
    kiosk._run_prepare()
    runTouchApp(embedded=True)
    return kiosk


def frames(number: int) -> None:
    """Let the kiosk do what it does in so many frames."""
    from kivy.base import EventLoop

    for _ in range(number):
        EventLoop.idle()


def touch_at(x: float, y: float) -> None:
    """Touch and let go, with the frame after each."""
    from kivy.base import EventLoop

    from kiosk.play.player import Finger

    finger = Finger(x, y, 1)
    finger.down()
    EventLoop.idle()
    finger.up()
    EventLoop.idle()


def wait() -> None:
    """Let the frames go by that come before anybody taps again."""
    from kivy.base import EventLoop

    end = time.monotonic() + AFTER_SECONDS
    while time.monotonic() < end:
        EventLoop.idle()


def taps(kiosk: KioskApp, rounds: int) -> None:
    """Tap each tile once, visit after visit, so that the basket holds half of them on average.

    The processor rests between frames and is slow to start again, on a shared machine above all;
    how long it works is measured without that rest too.
    """
    from kivy.clock import Clock

    tapped(kiosk, rounds)
    at_most, Clock._max_fps = Clock._max_fps, 0
    print("  the same on a processor that never rests:")
    tapped(kiosk, rounds)
    Clock._max_fps = at_most


def tapped(kiosk: KioskApp, rounds: int) -> None:
    """The taps at the pace of the clock."""
    from kiosk.widgets.produce_tile import ProduceTile

    whole: list[float] = []
    services: list[float] = []
    after: list[float] = []
    frame: list[float] = []
    inside: list[float] = []
    add = orders.add

    def timed_add(**given: Any) -> orders.Order:
        before = time.process_time()
        try:
            return add(**given)
        finally:
            inside.append((time.process_time() - before) * 1000)

    screen = kiosk.root.current_screen
    tiles = [tile for tile in screen.walk() if isinstance(tile, ProduceTile) and tile.offer]
    with patch.object(orders, "add", timed_add):
        for _ in range(rounds):
            for tile in tiles:
                x, y = tile.to_window(tile.x + tile.width * 0.25, tile.center_y)
                inside.clear()
                whole.append(cpu_ms(partial(touch_at, x, y)))
                if len(inside) != 1 or tile.count != 1:
                    raise SystemExit(f"the tap on {tile.word} was not one act")
                services.append(inside[0])
                after.append(cpu_ms(wait))
            frame.append(cpu_ms(wait))
            screen.cancel()
            frames(3)
    screens = [total - part for total, part in zip(whole, services, strict=True)]
    page = f"{len(tiles)} of {KINDS} offers on its page"
    worst = sorted(whole)[int(len(whole) * 0.95)]
    figure(median(whole), "ms", f"a tap on a tile, touch and release ({len(whole)} taps, {page})")
    figure(median(services), "ms", "of that in the services: the act, its transaction and sync")
    figure(median(screens), "ms", "of that in the screen: touch, counts, total, layout, two frames")
    figure(worst, "ms", "the tap that 95 of 100 stay below")
    moved = median(after) - median(frame)
    figure(moved, "ms", f"the movement after it, in {AFTER_SECONDS} s at 60 frames, idling apart")


def screens(kiosk: KioskApp, runs: int) -> None:
    """Build more produce screens, enter each for the first time, then put other produce on it."""
    from kivy.core.window import Window

    from kiosk.screens.produce import ProduceScreen

    manager, turn = kiosk.root, 0
    real = moments.current_moment

    def turned() -> MomentView | None:
        moment = real()
        if moment is None:
            return None
        return replace(moment, offers=moment.offers[turn:] + moment.offers[:turn])

    def enter(screen: Any) -> None:
        screen.enter()
        manager.current = screen.name
        frames(3)

    def build(name: str) -> Any:
        screen = ProduceScreen()
        screen.name, screen.size = name, Window.size
        manager.add_widget(screen)
        return screen

    def refill(screen: Any) -> None:
        screen.refill()
        frames(3)

    built, first, other, same = [], [], [], []
    with patch.object(moments, "current_moment", turned):
        for run in range(runs):
            made: list[Any] = []
            name = f"bench-{run}"
            built.append(cpu_ms(lambda name=name, made=made: made.append(build(name))))  # type: ignore[misc]
            first.append(cpu_ms(lambda made=made: enter(made[0])))  # type: ignore[misc]
            for _ in range(5):
                turn = (turn + 7) % KINDS
                other.append(cpu_ms(lambda made=made: refill(made[0])))  # type: ignore[misc]
                same.append(cpu_ms(lambda made=made: refill(made[0])))  # type: ignore[misc]
            kiosk.show("welcome")
            manager.remove_widget(made[0])
            frames(3)
    figure(median(built), "ms", f"building the produce screen, all its tiles ({runs} runs)")
    figure(median(first), "ms", f"entering it for the first time with {KINDS} offers, with layout")
    figure(median(other), "ms", f"refilling it with {KINDS} other offers, with layout")
    figure(median(same), "ms", "refilling it with what is on it already")


def switches(kiosk: KioskApp, rounds: int) -> None:
    """Go from screen to screen as a person does, each built already."""
    took: dict[str, list[float]] = {name: [] for name in JOURNEY}
    for turn in range(rounds + 1):
        for name, spent in took.items():
            cost = cpu_ms(lambda name=name: kiosk.show(name))  # type: ignore[misc]
            layout = cpu_ms(lambda: frames(1))
            if turn:  # the first time each is built
                spent.append(cost + layout)
    for name, spent in took.items():
        figure(median(spent), "ms", f"going to {name}, with the frame that shows it")


@contextmanager
def pauses() -> Iterator[list[float]]:
    """Each time that Python looks for garbage meanwhile, in milliseconds of CPU."""
    begun = 0.0
    spent: list[float] = []

    def told(phase: str, _found: object) -> None:
        nonlocal begun
        if phase == "start":
            begun = time.process_time()
        else:
            spent.append((time.process_time() - begun) * 1000)

    gc.callbacks.append(told)
    try:
        yield spent
    finally:
        gc.callbacks.remove(told)


def garbage(kiosk: KioskApp, in_use: list[float]) -> None:
    """How long the kiosk stands still for it: in use, when touched no more, when the desk closes."""
    from kiosk.loop.chores import sweep

    figure(max(in_use, default=0.0), "ms", "the longest look for garbage while somebody touches")
    with pauses() as quiet:
        sweep()
    figure(max(quiet, default=0.0), "ms", "the look two seconds after the last touch")
    kiosk.unlock(1, "Bench")
    kiosk.show("counter")
    frames(3)
    kiosk.end_visit()
    frames(3)
    with pauses() as left:
        kiosk.tidy()
    figure(
        max(left, default=0.0), "ms", "the look after a volunteer has gone, on the welcome screen"
    )


def measure(folder: Path, *, quick: bool) -> None:
    """Taps, then whole screens."""
    plain = folder / "plain"
    make_pictures(plain)
    rounds = 1 if quick else 6
    for name, spent in run_json("plain", str(plain), str(rounds)).items():
        figure(median(spent), "ms", f"a tap on the plainest tile, the processor {name}")
    kiosk = start(folder / "data")
    from kiosk.loop.chores import keep
    from kiosk.screens import FOR_PEOPLE

    frames(10)
    kiosk.begin_visit()
    frames(5)
    kiosk.show("produce")
    frames(10)
    for name in FOR_PEOPLE:
        kiosk.screen(name)
    keep()
    with pauses() as in_use:
        taps(kiosk, rounds)
        switches(kiosk, 5 if quick else 30)
    garbage(kiosk, in_use)
    kiosk.show("welcome")
    screens(kiosk, 3 if quick else 11)
    kiosk.stop()


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
