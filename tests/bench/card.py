"""What is written to the card: by an order from the first tap to its receipt, and by standing still.

The kernel counts what a process has it write to a disk; where the folder is in memory that is 0.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.bench import acts
from tests.bench.figures import figure, open_day, open_folder

ROOT = Path(__file__).resolve().parents[2]
ORDERS = 200
SETTLED_SECONDS = 45.0
"""By then the copy of the day is made."""

HOUR = 3600.0


def written(process: int | str = "self") -> int:
    """The bytes that a process has had written so far."""
    lines = Path(f"/proc/{process}/io").read_text(encoding="utf-8").splitlines()
    fields = dict(line.split(": ") for line in lines)
    return int(fields["write_bytes"])


def per_order(folder: Path, orders: int) -> float:
    """Three taps, handed in, paid, and both papers printed."""
    open_folder(folder)
    offers = [offer.id for offer in open_day().offers]
    acts.pay(acts.order(offers, 0))
    before = written()
    for turn in range(orders):
        acts.pay(acts.order(offers, turn))
        acts.drain()
    os.sync()
    return (written() - before) / orders


def at_rest(folder: Path, seconds: float) -> int:
    """The kiosk itself on its welcome picture, once all that follows a start is done."""
    command = [
        sys.executable,
        "main.py",
        "--practice",
        "--windowed",
        "1280x800",
        "--data",
        str(folder),
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as kiosk:
        try:
            time.sleep(SETTLED_SECONDS)
            before = written(kiosk.pid)
            time.sleep(seconds)
            return written(kiosk.pid) - before
        finally:
            kiosk.send_signal(signal.SIGTERM)


def measure(folder: Path, *, quick: bool) -> None:
    """First the orders, then an hour or a part of it."""
    orders = ORDERS // 10 if quick else ORDERS
    figure(per_order(folder / "orders", orders) / 1000, "kB", f"an order ({orders} orders)")
    seconds = HOUR / 60 if quick else HOUR / 6
    figure(at_rest(folder / "rest", seconds) / 1000, "kB", f"{seconds / 60:.0f} minutes at rest")


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
