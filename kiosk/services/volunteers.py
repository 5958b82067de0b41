"""Volunteers and their PINs: slow to guess, kept only as a hash, never on the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

from db import models
from kiosk.errors import BadPin, WrongPin
from kiosk.services.acts import act, look, to_ms
from kiosk.services.locks import count_guess, pause_left, settle_guess

LEAST_DIGITS: Final = 6
MOST_DIGITS: Final = 32

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

    Wrong ones in a row are slowed down, see ``count_guess``. Raises PinPause (not counted), WrongPin.
    """
    guess = count_guess("pin", at)
    with look():
        known = models.Volunteer.active()
    owner = _owner(pin, known)
    settle_guess(guess, right=owner is not None, volunteer=owner.id if owner else None)
    if owner is None:
        raise WrongPin()
    return Volunteer(owner.id, owner.name)


def pin_pause(at: datetime) -> timedelta:
    """How long no PIN is taken yet; zero when one is."""
    return pause_left("pin", at)


def _owner(pin: str, volunteers: list[models.Volunteer]) -> models.Volunteer | None:
    for found in volunteers:
        try:
            if _hasher.verify(found.pin_hash, pin):
                return found
        except VerifyMismatchError:
            continue
    return None
