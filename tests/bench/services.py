"""Orders per second and the cost of each act, on a new database and after ten years."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench import history
from tests.bench.figures import compare, figure, run_json

NEW, OLD = "new", "ten years"

ACTS = {
    "check_in": "a visit is counted",
    "add": "a tap on a tile: one portion reserved",
    "hand_in_order": "the basket becomes an order with its slip",
    "take_payment": "paid in cash, journal and receipt",
    "open_orders": "the counter asks for the four orders that wait",
    "current_moment": "a screen asks for the moment and its 18 offers",
    "next_job": "the spooler asks whether a paper waits; none does",
    "jobs_to_tell": "the spooler asks which papers did not come; none",
    "open_database": "at the start: the whole file is examined",
}


def measure(folder: Path, *, quick: bool) -> None:
    """Write ten years, then time the same acts on both databases, in turns."""
    before = time.perf_counter()
    file = history.write_history(folder / OLD)
    took, size = time.perf_counter() - before, file.stat().st_size / 1e6
    rounds, number = (2, 50) if quick else (5, 120)
    wall: dict[str, dict[str, list[float]]] = {NEW: defaultdict(list), OLD: defaultdict(list)}
    cpu: dict[str, dict[str, list[float]]] = {NEW: defaultdict(list), OLD: defaultdict(list)}
    speed: dict[str, list[float]] = {NEW: [], OLD: []}
    money: dict[str, dict[str, float]] = {}
    for turn in range(rounds):
        for which, data in ((NEW, folder / f"{NEW} {turn}"), (OLD, folder / OLD)):
            run_once = run_json("acts", str(data), str(number))
            speed[which].append(run_once["per_second"])
            money[which] = run_once["money"]
            for act, times in run_once["times"].items():
                wall[which][act] += [one[0] for one in times]
                cpu[which][act] += [one[1] for one in times]
    figure(median(speed[NEW]), "/s", "orders (three taps, handed in, paid), new database")
    figure(median(speed[OLD]), "/s", f"the same after ten years ({size:.0f} MB on the disk)")
    figure(compare(speed[NEW], speed[OLD]), "x", "slower by ten years of data")
    print("\n     new  10 years  ratio   ratio")
    print("      ms        ms    time     CPU   median of an act")
    for act, meaning in ACTS.items():
        new, old = wall[NEW][act], wall[OLD][act]
        in_cpu = compare(cpu[OLD][act], cpu[NEW][act])
        print(
            f"{median(new):8.2f}{median(old):10.2f}{compare(old, new):8.2f}{in_cpu:8.2f}   "
            f"{act}: {meaning}"
        )
    print()
    whole = money[OLD]
    rows, word = f"{whole['rows']:,.0f} rows", "whole" if whole["ok"] else "BROKEN"
    figure(whole["seconds"], "s", f"reading the journal of money ({rows}): it is {word}")
    figure(took, "s", "writing the ten years, before all this")


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
