"""Kills and power cuts in large numbers, with their figures.

    python -m tests.power kills 1000     SIGKILL at random moments, then a start
    python -m tests.power cuts 60        every prefix of a run of 60 acts, un-synced writes lost or torn
    python -m tests.power starts 10      the real kiosk, started after so many kills
    python -m tests.power check FOLDER   start on a folder and hold it against its acts.ack

The exit code is 1 when anything was lost or half. With `--flaw NAME` the driver has a flaw on
purpose, and the exit code says whether it was found.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.power import checking, cuts, flaws, kills, starts

MOST_SHOWN = 5
SLOWEST_START = 5.0


def main(arguments: list[str]) -> int:
    """Do what is asked and print the figures; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.power")
    parser.add_argument("what", choices=("kills", "cuts", "starts", "check"))
    parser.add_argument("value", help="how many kills, how many acts, or which folder")
    parser.add_argument("--flaw", choices=sorted(flaws.FLAWS))
    parser.add_argument("--variants", type=int, default=cuts.VARIANTS)
    asked = parser.parse_args(arguments)
    if asked.what == "check":
        found = checking.check(Path(asked.value).absolute())
        print(f"{found.acknowledged} acknowledged acts; start {found.seconds:.2f} s")
        return _told(list(found.wrong))
    with tempfile.TemporaryDirectory(dir=cuts.memory()) as folder:
        if asked.what == "starts":
            seconds, cpu_seconds = starts.start_after_kills(Path(folder), int(asked.value))
            print(f"{asked.value} kills: the slowest start showed its first picture after")
            print(f"{seconds:.2f} s; the most work of one start was {cpu_seconds:.2f} s")
            return 0 if seconds < SLOWEST_START else 1
        if asked.what == "kills":
            flaw = flaws.FLAWS[asked.flaw] if asked.flaw else None
            killed = kills.kill_often(Path(folder), int(asked.value), flaw)
            print(killed)
            return _told(killed.lost + killed.half + killed.other)
        replayed = cuts.replay_run(
            Path(folder), acts=int(asked.value), flaw=asked.flaw, variants=asked.variants
        )
        print(replayed)
        return _told(replayed.wrong)


def _told(wrong: list[str]) -> int:
    for sentence in wrong[:MOST_SHOWN]:
        print(f"  {sentence}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
