"""Volunteers and their PINs: slow to guess, kept only as a hash, never on the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from db import models
from kiosk.errors import BadPin, PinPause, WrongPin
from kiosk.services.acts import act, from_ms, look, to_ms

LEAST_DIGITS: Final = 6
MOST_DIGITS: Final = 32

FREE_TRIES: Final = 5
"""So many wrong PINs in a row, and a pause follows each from then on."""

FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(minutes=10)

# RFC 9106, second recommended option (64 MiB, 3 passes), which a Raspberry Pi also has room for.
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody behind the counter."""

    id: int
    name: str


def add_volunteer(name: str, pin: str, *, at: datetime, by: int | None = None) -> Volunteer:
    """Add a volunteer with a PIN of their own. Slow on purpose: not on the UI thread.

    Raises BadPin when it is not 6 to 32 digits or opens for somebody already.
    """
    name = name.strip()[:60]
    if not name:
        raise ValueError("a volunteer needs a name or a sign")
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise BadPin()
    pin_hash = _hasher.hash(pin)
    seen: set[int] = set()
    while True:
        with look():
            others = [found for found in models.Volunteer.active() if found.id not in seen]
        if _owner(pin, others):
            raise BadPin()
        seen.update(found.id for found in others)
        with act():
            if any(found.id not in seen for found in models.Volunteer.active()):
                continue  # somebody was added while we compared: compare with them too
            added = models.Volunteer.create(name=name, pin_hash=pin_hash, added_at=to_ms(at))
            models.Audit.note("add_volunteer", "volunteer", added.id, by, to_ms(at))
            return Volunteer(added.id, added.name)


def any_volunteer() -> bool:
    """Whether there is a volunteer at all; if not, the first one is to be made."""
    with look():
        return bool(models.Volunteer.active())


def check_pin(pin: str, at: datetime) -> Volunteer:
    """Whose PIN this is. Slow on purpose: not on the UI thread.

    The try is counted and committed before the PIN is looked at, so that pulling the plug does not
    give it back. After five wrong ones in a row a pause follows each: 10 s, 20 s, 40 s ... at most
    10 minutes, over restarts too. A clock that went back starts the pause again from now, so that
    nobody is locked out for longer than one pause. Raises PinPause (not counted), WrongPin.
    """
    attempt = _count_try(at)
    with look():
        known = models.Volunteer.active()
    owner = _owner(pin, known)
    with act():
        models.Attempt.settle(attempt, volunteer=owner.id if owner else None)
    if owner is None:
        raise WrongPin()
    return Volunteer(owner.id, owner.name)


def pin_pause(at: datetime) -> timedelta:
    """How long no PIN is taken yet; zero when one is."""
    with look():
        last = models.Attempt.last("pin")
        return _pause_left(last, at) if last else timedelta(0)


def _count_try(at: datetime) -> int:
    with act():
        last = models.Attempt.last("pin")
        left = _pause_left(last, at) if last else timedelta(0)
        if last and left and to_ms(at) < last.at:
            models.Attempt.restart_pause(last.id, to_ms(at))
        if not left:
            made = models.Attempt.create(
                lock="pin",
                outcome="pending",
                streak=(last.streak if last else 0) + 1,
                at=to_ms(at),
            )
            return made.id
    seconds = -(-left // timedelta(seconds=1))
    raise PinPause(f"Te veel foute codes. Wacht nog {seconds} seconden.")


def _pause_left(last: models.Attempt, at: datetime) -> timedelta:
    if last.streak < FREE_TRIES:
        return timedelta(0)
    doublings = min(last.streak - FREE_TRIES, 10)
    pause = min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
    gone = max(at - from_ms(last.at), timedelta(0))
    return max(pause - gone, timedelta(0))


def _owner(pin: str, volunteers: list[models.Volunteer]) -> models.Volunteer | None:
    for found in volunteers:
        try:
            if _hasher.verify(found.pin_hash, pin):
                return found
        except VerifyMismatchError:
            continue
    return None
