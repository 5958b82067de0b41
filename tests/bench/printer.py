"""The largest gap between frames while people order and the printer is frozen."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from kiosk.keys import new_key
from kiosk.services import moments, orders
from tests.bench.figures import compare, figure
from tests.bench.touch import start
from tests.printer.simulated import SimulatedPrinter

if TYPE_CHECKING:
    from kiosk.app import KioskApp

FRAMES = 20
"""After each act."""


def gaps(kiosk: KioskApp, printer: str, rounds: int) -> list[float]:
    """The work of this thread in each frame, in milliseconds, while orders are handed in."""
    from kivy.base import EventLoop

    kiosk.choose("printer", "url", printer)
    until = time.monotonic() + 3.0
    while time.monotonic() < until:
        EventLoop.idle()
    moment = moments.current_moment()
    assert moment is not None
    worked: list[float] = []

    def frame() -> None:
        before = time.thread_time()
        EventLoop.idle()
        worked.append((time.thread_time() - before) * 1000)

    for number in range(rounds):
        kiosk.begin_visit()
        key = kiosk.visit.basket = new_key()
        offer = moment.offers[number % len(moment.offers)].id
        orders.add(key=key, offer=offer, at=kiosk.now(), language="nl")
        kiosk.show("produce")
        for _ in range(FRAMES):
            frame()
        before = time.thread_time()
        kiosk.screen("produce").done()
        worked.append((time.thread_time() - before) * 1000)
        for _ in range(FRAMES):
            frame()
        kiosk.end_visit()
        frame()
    return worked


def measure(folder: Path, *, quick: bool) -> None:
    """The same orders with papers as pictures, then with a printer that freezes at the first."""
    rounds = 5 if quick else 40
    kiosk = start(folder / "data")
    kiosk.spooler.start()
    gaps(kiosk, "", 2)  # by now every screen on the way is built
    usual = gaps(kiosk, "", rounds)
    printer = SimulatedPrinter()
    printer.after_row = lambda row: printer.suffer(frozen=True) if row == 20 else None
    frozen = gaps(kiosk, printer.url, rounds)
    figure(max(usual), "ms", f"largest gap of {len(usual)} frames, papers as pictures")
    figure(max(frozen), "ms", f"largest gap of {len(frozen)} frames, printer frozen")
    figure(median(frozen), "ms", "median of these")
    figure(compare(frozen, usual), "x", "the median against that without a printer")
    kiosk.stop()


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
