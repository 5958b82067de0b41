"""A door to guess at: its clock, its machine that runs and is restarted, and a quick hash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from kiosk import running, slow_hash
from kiosk.errors import PinPause, WrongPin
from kiosk.running import Running
from kiosk.services import locks, pins
from tests.services.day import at


@dataclass
class Machine:
    """What the kiosk sees of time; ``ran`` is all the time that it really ran, in milliseconds."""

    boots: int = 1
    since_boot: int = 5_000
    ran: int = 0
    clock: timedelta = timedelta(0)

    def running(self) -> Running:
        """How long this boot runs."""
        return Running(f"boot-{self.boots}", self.since_boot)

    def run(self, seconds: float) -> None:
        """Time passes, on the wall as well."""
        passed = round(seconds * 1000)
        self.since_boot += passed
        self.ran += passed
        self.clock += timedelta(milliseconds=passed)

    def reboot(self, jump: timedelta = timedelta(0)) -> None:
        """The plug is pulled and put back; the clock is that far from the truth after it."""
        self.boots += 1
        self.since_boot = 0
        self.clock = timedelta(milliseconds=self.ran) + jump

    def guess(self, pin: str = "000000") -> str:
        """One guess at the door: its name, ``wrong`` or ``pause``."""
        try:
            return pins.check_pin(pin, at() + self.clock).name
        except PinPause:
            return "pause"
        except WrongPin:
            return "wrong"


@contextmanager
def machine() -> Iterator[Machine]:
    """Such a machine in the place of the real one, with a hash that costs next to nothing."""
    made = Machine()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "running", made.running)
        patch.setattr(slow_hash, "_hasher", PasswordHasher(1, 8, 1))
        yield made


def most_guesses(ran_ms: int) -> int:
    """How many wrong guesses the policy allows in so much time: after each its whole pause."""
    guesses, needed = 0, 0
    while True:
        guesses += 1
        needed += locks.pause_after(guesses) // timedelta(milliseconds=1)
        if needed > ran_ms:
            return guesses
