"""A thief at the door: 10,000 guesses over 200 restarts, with clocks that jump, never exceed the policy.

    python -m tests.services.guessing

The thief has a plan: now waits a pause out to the millisecond, now pulls the plug (also while a
guess is being checked), now sets the clock years ahead or back. At every guess the number that was
taken is compared with the most that the policy allows in the time that the machine really ran.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from db.connection import KioskDatabase, open_database
from kiosk.services import pins, volunteers
from tests.services.day import at
from tests.services.doors import Machine, machine, most_guesses

YEAR = timedelta(days=365)
JUMPS = (YEAR, -YEAR, 30 * YEAR, -30 * YEAR, timedelta(minutes=10), timedelta(0))


@dataclass
class Storm:
    """What came of it: how many guesses were asked for, and taken; the most that were allowed."""

    guesses: int = 0
    restarts: int = 0
    taken: int = 0
    most: int = 0
    exceeded: int = 0
    hours: float = 0.0


class Plug(BaseException):
    """The plug is pulled while a guess is being checked."""


def storm(folder: Path, *, guesses: int, restarts: int, seed: int) -> Storm:
    """Guess so often, restart so often, in a folder of its own; deterministic by ``seed``."""
    chance = random.Random(seed)
    found = Storm()
    every = guesses // restarts
    with machine() as thief:
        database = _open(folder)
        volunteers.first_volunteer("135790", at=at(), name="An")
        for found.guesses in range(1, guesses + 1):
            found.taken += _guess(thief, chance)
            found.most = most_guesses(thief.ran)
            found.exceeded += found.taken > found.most
            thief.run(_patience(chance))
            if found.guesses % every == 0:
                database.close()
                thief.reboot(chance.choice(JUMPS))
                database = _open(folder)
                found.restarts += 1
        found.hours = thief.ran / 3_600_000
        database.close()
    return found


def _guess(thief: Machine, chance: random.Random) -> bool:
    """Whether a guess was taken, so that it could have been the right one."""
    if chance.random() < 0.02:
        with pytest.MonkeyPatch.context() as patch, suppress(Plug):
            patch.setattr(pins, "_owner", _pull)
            return thief.guess() != "pause"
        return True
    return thief.guess(f"{chance.randrange(1_000_000):06}") == "wrong"


def _pull(*_: object) -> None:
    raise Plug


def _patience(chance: random.Random) -> float:
    """The thief taps on, waits a little, or exactly until the pause is over."""
    left = pins.pin_pause() / timedelta(seconds=1)
    return chance.choice((0.05, 0.2, 1.0, left / 2, left, left))


def _open(folder: Path) -> KioskDatabase:
    return open_database(f"sqlite:///{folder / 'onthaal.db'}")


def main() -> None:
    """Run it at full size and print the figures."""
    parser = argparse.ArgumentParser(prog="guessing", description="A thief at the door.")
    parser.add_argument("--guesses", type=int, default=10_000)
    parser.add_argument("--restarts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = storm(Path(folder), guesses=given.guesses, restarts=given.restarts, seed=given.seed)
    print(f"{found.guesses} guesses, {found.restarts} restarts, {found.hours:.1f} hours that ran")
    print(f"taken {found.taken}, at most {found.most}; exceeded {found.exceeded} times")


if __name__ == "__main__":
    main()
