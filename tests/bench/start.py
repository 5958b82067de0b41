"""How long a start takes, beside a bare window; the runs alternate, so that both meet the same."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from tests.bench.figures import compare, figure, open_day, open_folder, run_json


def measure(folder: Path, *, quick: bool) -> None:
    """Start both a few times and print the medians; one start of each first, to warm the disk."""
    opened = open_folder(folder / "data")
    open_day()
    opened.close()
    wall: dict[str, list[float]] = {"kiosk": [], "bare": []}
    cpu: dict[str, list[float]] = {"kiosk": [], "bare": []}
    runs = 3 if quick else 11
    for run in range(runs + 1):
        for what in ("kiosk", "bare"):
            before = time.monotonic()
            result = run_json("window", what, str(folder / "data"))
            if run:
                wall[what].append((result["at"] - before) * 1000)
                cpu[what].append(result["cpu"] * 1000)
    figure(median(wall["kiosk"]), "ms", f"kiosk: until the welcome screen is drawn ({runs} runs)")
    figure(median(wall["bare"]), "ms", "bare Kivy window of the same size: until it is drawn")
    figure(compare(wall["kiosk"], wall["bare"]), "x", "the kiosk against the bare window, in time")
    figure(median(cpu["kiosk"]), "ms", "kiosk: CPU spent until then, on all cores together")
    figure(median(cpu["bare"]), "ms", "bare window: CPU spent until then")
    figure(compare(cpu["kiosk"], cpu["bare"]), "x", "the kiosk against the bare window, in CPU")


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
