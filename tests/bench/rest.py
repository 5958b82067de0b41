"""What the kiosk takes while nobody touches it, beside a bare window."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from tests.bench.figures import compare, figure, open_day, open_folder, run_json

SECONDS = 5


def measure(folder: Path, *, quick: bool) -> None:
    """Let both stand for a while, in turns."""
    opened = open_folder(folder / "data")
    open_day()
    opened.close()
    idle: dict[str, list[float]] = {"kiosk": [], "bare": []}
    pss: dict[str, list[float]] = {"kiosk": [], "bare": []}
    for _ in range(1 if quick else 3):
        for what in ("kiosk", "bare"):
            result = run_json("window", what, str(folder / "data"), str(SECONDS))
            idle[what].append(result["idle"])
            pss[what].append(result["pss"])
    figure(median(idle["kiosk"]), "%", f"kiosk: share of one core, over {SECONDS} s")
    figure(median(idle["bare"]), "%", "bare window: share of one core")
    figure(compare(idle["kiosk"], idle["bare"]), "x", "the kiosk against the bare window, idle")
    figure(median(pss["kiosk"]), "MB", "kiosk: memory (PSS) with all screens built")
    figure(median(pss["bare"]), "MB", "bare window: memory (PSS)")
    figure(compare(pss["kiosk"], pss["bare"]), "x", "the kiosk against the bare window, in memory")


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
