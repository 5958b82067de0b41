"""The driver killed at random moments; after each kill the kiosk starts on what is left.

Driver and check are forked from this process, which has everything imported and nothing open: so a
kill costs a fraction of a second, and also falls into the start and the migrations.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.power import checking, driver

KILLS_OF_ONE_LIFE = 25
"""Then a new, empty folder: so that first starts and migrations are killed as well."""

MOST_ACTS = 12
"""A driver lives until it has done at most so many acts, and a moment more."""

MOMENT = 0.05
PATIENCE = 60.0


@dataclass
class Figures:
    """What many kills did."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    slowest_start: float = 0.0
    quiet: int = 0
    """Kills before the first act of that start had returned."""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.acknowledged} acknowledged acts, "
            f"{self.quiet} kills during the start: {len(self.lost)} lost, {len(self.half)} half, "
            f"{len(self.other)} otherwise wrong; slowest opening of the data after a kill "
            f"{self.slowest_start:.2f} s"
        )

    @property
    def fine(self) -> bool:
        """Nothing was lost, nothing half."""
        return not (self.lost or self.half or self.other)


def kill_often(folder: Path, kills: int, flaw: Callable[[], None] | None = None) -> Figures:
    """Kill the driver so many times in folders inside this one; a flaw is put into it first."""
    dice = random.Random(20260314)
    figures = Figures()
    before = 0
    for kill in range(kills):
        life = folder / f"life-{kill // KILLS_OF_ONE_LIFE}"
        if kill % KILLS_OF_ONE_LIFE == 0:
            before = 0
        acts = before + dice.randrange(MOST_ACTS) if dice.random() < 0.8 else 0
        _kill(life, seed=kill, acts=acts, after=MOMENT * dice.random(), flaw=flaw)
        found = _in_a_process(life)
        figures.kills += 1
        figures.acknowledged += found.acknowledged - before
        figures.quiet += found.acknowledged == before
        figures.slowest_start = max(figures.slowest_start, found.seconds)
        before = found.acknowledged
        for wrong in found.wrong:
            kind = figures.half if "half" in wrong else figures.other
            (figures.lost if "is lost" in wrong else kind).append(f"kill {kill}: {wrong}")
    return figures


def _kill(
    folder: Path, *, seed: int, acts: int, after: float, flaw: Callable[[], None] | None
) -> None:
    """Let a driver live until that many acts are acknowledged, and so many seconds more."""
    child = os.fork()
    if child == 0:
        try:
            if flaw is not None:
                flaw()
            driver.run(folder, seed, 1_000_000)
        finally:  # only a driver that broke comes here
            traceback.print_exc()
            os._exit(1)
    deadline = time.monotonic() + PATIENCE
    while len(checking.acknowledged(folder)) < acts and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise RuntimeError(f"the driver ended by itself in {folder}, seed {seed}")


def _in_a_process(folder: Path) -> checking.Found:
    """Check in a process of its own, as a start is."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            found = checking.check(folder)
            os.write(writing, json.dumps([found.wrong, found.acknowledged, found.seconds]).encode())
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    with open(reading, "rb") as answer:
        wrong, acknowledged, seconds = json.loads(answer.read())
    os.waitpid(child, 0)
    return checking.Found(tuple(wrong), acknowledged, seconds)
