"""PINs: each opens for one volunteer, kept only as a hash, slow to guess."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from db import models
from kiosk.door_errors import NoSuchVolunteer
from kiosk.errors import BadPin, WrongPin
from kiosk.pin_rules import refuse_form
from kiosk.services.acts import act, look, to_ms
from kiosk.services.locks import count_guess, pause_left, settle_guess
from kiosk.slow_hash import fits, slow_hash

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody behind the counter, by a name or by the ``picture`` that is their sign."""

    id: int
    name: str
    picture: str = ""


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
    return view(owner)


def pin_pause() -> timedelta:
    """How long no PIN is taken yet; zero when one is."""
    return pause_left("pin")


def change_pin(pin: str, *, at: datetime, by: int) -> Volunteer:
    """Give oneself another PIN; the old one is gone. Slow on purpose: not on the UI thread.

    Raises what ``set_pin`` raises, and NoSuchVolunteer.
    """

    def write(pin_hash: str) -> Volunteer:
        own = active(by)
        own.pin_hash = pin_hash
        own.save(only=[models.Volunteer.pin_hash])
        models.Audit.note("change_pin", "volunteer", by, by, to_ms(at))
        return view(own)

    return set_pin(pin, write)


def set_pin(pin: str, write: Callable[[str], R]) -> R:
    """Let ``write`` store the hash of a new PIN within an act, if it opens for nobody yet.

    Slow on purpose: not on the UI thread. Raises BadPin when it is not 6 to 12 digits or is
    somebody's already.
    """
    refuse_form(pin)
    pin_hash = slow_hash(pin)
    compared: set[str] = set()
    while True:
        with look():
            others = [one for one in models.Volunteer.active() if one.pin_hash not in compared]
        if _owner(pin, others):
            raise BadPin()
        compared.update(one.pin_hash for one in others)
        with act():
            if any(one.pin_hash not in compared for one in models.Volunteer.active()):
                continue  # somebody got a PIN while we compared: compare with that one too
            return write(pin_hash)


def active(volunteer: int) -> models.Volunteer:
    """The row of a volunteer who did not leave; within an act. Raises NoSuchVolunteer."""
    found = models.Volunteer.active_one(volunteer)
    if found is None:
        raise NoSuchVolunteer()
    return found


def view(found: models.Volunteer) -> Volunteer:
    """A volunteer as plain data."""
    return Volunteer(found.id, found.name, found.picture)


def _owner(pin: str, volunteers: Iterable[models.Volunteer]) -> models.Volunteer | None:
    return next((one for one in volunteers if fits(one.pin_hash, pin)), None)
