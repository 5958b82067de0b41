"""The whole storm: ``python -m tests.storm [--jobs 1000] [--kills 50] [--chance 0.75] [--seed 1]``.

Prints what happened and what is wrong; the exit code is 1 when anything is. Takes some minutes.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.storm.storm import rage


def main() -> int:
    """Let it rage once."""
    parser = argparse.ArgumentParser(prog="python -m tests.storm", description=__doc__)
    parser.add_argument("--jobs", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--chance", type=float, default=0.75, help="of a fault per paper")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        storm = rage(
            Path(folder),
            jobs=given.jobs,
            kills=given.kills,
            chance=given.chance,
            seed=given.seed,
        )
    verdict = storm.verdict
    print(f"papers asked for   {storm.jobs}, and {verdict.copies} copies")
    print(f"kills              {storm.kills}")
    print(f"faults             {storm.faults.total()}: {_listed(storm.faults)}")
    print(f"jobs by state      {_listed(verdict.states)}")
    print(f"truth              {_listed(verdict.on_paper)}")
    print(f"sheets cut         {verdict.papers}")
    print(f"vouchers read      {verdict.vouchers_read}, seats let in {verdict.seats_let_in}")
    print(f"lost               {len(verdict.lost)}")
    print(f"came out twice     {len(verdict.unmarked_duplicates)}")
    print(f"vouchers twice     {len(verdict.used_twice)}")
    print(f"not true           {len(verdict.untrue)}")
    print(f"seconds            {storm.seconds:.0f}")
    for line in verdict.wrong:
        print(f"  {line}")
    return 1 if verdict.wrong else 0


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    raise SystemExit(main())
