"""The power goes at every step of a run of the driver; the kiosk starts on what may be left."""

from __future__ import annotations

import random
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.power import checking
from tests.power.recording import record
from tests.power.replay import cuts, write_out

ROOT: Final = Path(__file__).parents[2]
VARIANTS: Final = 3


@dataclass
class Replayed:
    """What the cuts of one run did."""

    steps: int = 0
    states: int = 0
    acknowledged: int = 0
    slowest_start: float = 0.0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.steps} writes, syncs, renames and removals, {self.states} different states after "
            f"a power cut, up to {self.acknowledged} acknowledged acts: {len(self.wrong)} wrong; "
            f"slowest opening {self.slowest_start:.2f} s; {self.seconds:.0f} s in all"
        )


def memory() -> Path | None:
    """A folder in memory, if there is one: nothing here tests a disk, and a disk is slow."""
    folder = Path("/dev/shm")
    return folder if folder.is_dir() else None


def replay_run(
    folder: Path,
    *,
    acts: int,
    seed: int = 1,
    flaw: str | None = None,
    variants: int = VARIANTS,
    every: int = 1,
    newest: bool = False,
) -> Replayed:
    """Record the driver in ``folder / "run"``, then cut the power after each (``every``) step.

    With a flaw it ends as soon as that is found.
    """
    run, now = folder / "run", folder / "now"
    run.mkdir()
    command = [sys.executable, "-m", "tests.power.driver", str(run)]
    command += ["--seed", str(seed), "--acts", str(acts)]
    command += [*(["--newest"] if newest else []), *(["--flaw", flaw] if flaw else [])]
    ops = record(command, run, folder / "trace", ROOT)
    done = Replayed(steps=len(ops))
    began = time.monotonic()
    seen: set[int] = set()
    for step, state in cuts(ops, run, variants, random.Random(seed), every):
        known = hash(tuple(state.items()))
        if known in seen:
            continue
        seen.add(known)
        write_out(state, run, now)
        found = checking.check(now)
        shutil.rmtree(now)
        done.states += 1
        done.acknowledged = max(done.acknowledged, found.acknowledged)
        done.slowest_start = max(done.slowest_start, found.seconds)
        done.wrong += [f"after step {step}, {ops[step]!r:.80}: {wrong}" for wrong in found.wrong]
        if flaw and done.wrong:
            break  # it is found
    done.seconds = time.monotonic() - began
    return done
