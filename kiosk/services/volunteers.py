"""Volunteers: the first one, adding, another sign, leaving. At least one always remains."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import db
from db import models
from kiosk.door_errors import DoorTaken, LastVolunteer
from kiosk.errors import NotStored
from kiosk.rescue_code import new_rescue_code
from kiosk.script import one_line
from kiosk.services.acts import act, look, to_ms
from kiosk.services.pins import Volunteer, active, set_pin, view
from kiosk.services.rescue import Rescued
from kiosk.slow_hash import DEAD, slow_hash
from kiosk.system_errors import why

NAME_LIMIT: Final = 24

FIRST_NAME: Final = "Vrijwilliger"
"""What the first one is called until they choose a name or a picture."""


def volunteers() -> list[Volunteer]:
    """Who can open the door, in the order in which they came."""
    with look():
        return [view(found) for found in models.Volunteer.active()]


def any_volunteer() -> bool:
    """Whether there is, or ever was, a volunteer; if not, the first PIN may be chosen."""
    with look():
        return models.Volunteer.select().exists()


def first_volunteer(pin: str, *, at: datetime, name: str = FIRST_NAME) -> Rescued:
    """The first PIN of a new kiosk, with the code of the first rescue paper, in one act.

    Only while there never was a volunteer: of two at once, one gets the door. Slow on purpose: not
    on the UI thread. Raises DoorTaken and what ``pins.set_pin`` raises.
    """
    code = new_rescue_code()
    code_hash = slow_hash(code)

    def write(pin_hash: str) -> Rescued:
        if models.Volunteer.select().exists():
            raise DoorTaken()
        added = models.Volunteer.create(name=name, pin_hash=pin_hash, added_at=to_ms(at))
        models.RescueCode.renew(code_hash, to_ms(at))
        models.Audit.note("add_volunteer", "volunteer", added.id, None, to_ms(at))
        return Rescued(view(added), code)

    return set_pin(pin, write)


def keep_door(copy: Path | None, *, at: datetime) -> int:
    """After an empty start: those of a copy keep the door, with their PINs and the rescue paper.

    Without a copy there is nobody to know. Returns how many. Raises NotStored.
    """
    if copy is None:
        return 0
    try:
        people, codes = db.door_of(copy)
    except OSError as error:
        raise NotStored(f"De kopie kan niet gelezen worden ({why(error)}).") from error
    with act():
        if people and not models.Volunteer.select().exists():
            models.Volunteer.insert_many(people).execute()
            if codes:
                models.RescueCode.insert_many(codes).execute()
            models.Audit.note("keep_door", "volunteer", None, None, to_ms(at), kept=len(people))
    return len(people)


def add_volunteer(name: str, pin: str, *, at: datetime, by: int, picture: str = "") -> Volunteer:
    """Add a volunteer with a PIN of their own, by one who is there. Not on the UI thread.

    Raises what ``pins.set_pin`` raises, and NoSuchVolunteer when ``by`` has left.
    """
    name = _name(name)

    def write(pin_hash: str) -> Volunteer:
        active(by)
        added = models.Volunteer.create(
            name=name, picture=picture, pin_hash=pin_hash, added_at=to_ms(at)
        )
        models.Audit.note("add_volunteer", "volunteer", added.id, by, to_ms(at))
        return view(added)

    return set_pin(pin, write)


def change_sign(name: str, *, picture: str, at: datetime, by: int) -> Volunteer:
    """Give oneself another name or picture. Raises NoSuchVolunteer."""
    name = _name(name)
    with act():
        own = active(by)
        own.name, own.picture = name, picture
        own.save(only=[models.Volunteer.name, models.Volunteer.picture])
        models.Audit.note("change_sign", "volunteer", by, by, to_ms(at))
        return view(own)


def leave(volunteer: int, *, at: datetime, by: int) -> list[Volunteer]:
    """Somebody has left: their PIN is dead at once, what they did stays theirs in the audit.

    Returns those who remain, at least one. Raises LastVolunteer, NoSuchVolunteer.
    """
    with act():
        active(by)
        active(volunteer)
        if len(models.Volunteer.active()) < 2:
            raise LastVolunteer()
        models.Volunteer.leave(volunteer, DEAD, to_ms(at))
        models.Audit.note("leave", "volunteer", volunteer, by, to_ms(at))
        return [view(one) for one in models.Volunteer.active()]


def _name(name: str) -> str:
    name = one_line(name)[:NAME_LIMIT]
    if not name:
        raise ValueError("a volunteer needs a name or a sign")
    return name
