"""People, nameless: giving a picture, its card, changing it, erasing it; checking in by card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import db
from db import models
from kiosk.codes import KeyRing, new_serial
from kiosk.errors import (
    NoFreePicture,
    NoMoment,
    NoSuchPerson,
    NotOurs,
    NotStored,
    PictureTaken,
)
from kiosk.keys import new_key
from kiosk.paper.card_documents import Card
from kiosk.person_pictures import PersonPicture, free_pictures, is_picture
from kiosk.services import checkins
from kiosk.services.acts import act, empty_log, look, to_ms
from kiosk.services.checkins import CheckIn
from kiosk.services.printing import Group
from kiosk.system_errors import why

REMEMBERED: Final = timedelta(days=396)
"""For 13 months a visit is tied to a picture, and so the party of last time is known."""


@dataclass(frozen=True, slots=True)
class Person:
    """A nameless record: its picture, its language, and whether a card was made for it."""

    id: int
    picture: PersonPicture
    language: str
    has_card: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who checked in by card, and the visit as it was counted.

    `is_next` where somebody else was counted with the key before.
    """

    person: Person
    seen: CheckIn
    is_next: bool


def people() -> list[Person]:
    """Everybody who has a picture, by animal and colour."""
    with look():
        return [_view(found) for found in models.Participant.given()]


def pictures_to_give() -> list[PersonPicture]:
    """The pictures that nobody has, the most different first. Raises NoFreePicture."""
    with look():
        taken = {_picture(found) for found in models.Participant.given()}
    free = list(free_pictures(taken))
    if not free:
        raise NoFreePicture()
    return free


def give_picture(
    *, picture: PersonPicture, language: str, at: datetime, volunteer: int | None
) -> Person:
    """Give a free picture to somebody. Raises PictureTaken: it is given once, however often asked.

    The picture itself is the key of this act.
    """
    _refuse_strange(picture)
    with act():
        if models.Participant.with_picture(*picture) is not None:
            raise PictureTaken()
        made = models.Participant.create(
            animal=picture.animal, colour=picture.colour, language=language, made_at=to_ms(at)
        )
        models.Audit.note("give_picture", "participant", made.id, volunteer, to_ms(at))
        return _view(made)


def change_picture(
    *, person: int, picture: PersonPicture, at: datetime, volunteer: int | None
) -> Person:
    """Give somebody another picture; a card with the old one no longer counts.

    Raises PictureTaken, NoSuchPerson.
    """
    _refuse_strange(picture)
    with act():
        found = _find(person)
        if _picture(found) == picture:
            return _view(found)
        if models.Participant.with_picture(*picture) is not None:
            raise PictureTaken()
        found.animal, found.colour, found.card_code = picture.animal, picture.colour, None
        found.save(
            only=[
                models.Participant.animal,
                models.Participant.colour,
                models.Participant.card_code,
            ]
        )
        models.Audit.note("change_picture", "participant", person, volunteer, to_ms(at))
        return _view(found)


def card_of(
    *, person: int, ring: KeyRing, group: Group, at: datetime, volunteer: int | None
) -> Card:
    """The card of somebody, to be printed; again gives the same code. Raises NoSuchPerson."""
    with act():
        found = _find(person)
        if found.card_code is None:
            found.card_code = new_serial()
            found.save(only=[models.Participant.card_code])
            models.Audit.note("make_card", "participant", person, volunteer, to_ms(at))
        picture = _picture(found)
        return Card(group.name, picture.key, picture.dots, ring.sign("C", found.card_code))


def erase(*, person: int, at: datetime, volunteer: int | None) -> None:
    """Forget somebody for good (GDPR, article 17); twice is once.

    The row is emptied and the ties of visits and bookings are cut; what stays counts for nobody.
    SQLite overwrites what stood there (secure_delete) and the log is emptied after it. Copies made
    before still have it until they are thrown away; put back, they forget it at the next start,
    since the number goes on a list beside the database first. Raises NoSuchPerson for an id never
    given, NotStored.
    """
    with look():
        found = models.Participant.get_or_none(models.Participant.id == person)
        if found is None:
            raise NoSuchPerson()
        if found.erased_at is not None:
            return
    try:
        db.list_erased(db.Erased(person, found.made_at))
    except OSError as error:
        raise NotStored(f"Het wissen kon niet bewaard worden ({why(error)}).") from error
    _erase([person], at, volunteer)


def erase_again(at: datetime) -> int:
    """Erase everybody who was erased before and is known again; returns how many.

    They are in an older copy that was put back, or the power went during the erasing. Belongs to
    every start, before anybody is served. Raises NotStored.
    """
    try:
        listed = db.erased()
    except OSError as error:
        raise NotStored(
            f"De lijst van wie gewist is kan niet gelezen worden ({why(error)})."
        ) from error
    with look():
        known = [one.id for one in sorted(listed) if models.Participant.known(*one)]
    if known:
        _erase(known, at, None)
    return len(known)


def _erase(people: Sequence[int], at: datetime, volunteer: int | None) -> None:
    with act():
        for person in people:
            if models.Participant.erase(person, to_ms(at)):
                models.CheckIn.forget_participant(person)
                models.Booking.forget_participant(person)
                models.Audit.note("erase", "participant", person, volunteer, to_ms(at))
    empty_log()


def find_by_card(scanned: str, *, ring: KeyRing, today: date) -> Person:
    """Whose card was scanned. Raises NotOurs before any look-up, NoSuchPerson."""
    code = ring.read(scanned, today)
    if code.kind != "C":
        raise NotOurs()
    with look():
        found = models.Participant.with_card(code.serial)
        if found is None:
            raise NoSuchPerson()
        return _view(found)


def check_in_by_card(
    scanned: str, *, key: str, ring: KeyRing, at: datetime, today: date
) -> Arrival:
    """Check in at once whoever's card this is, with the party of last time, else one adult.

    A card that was scanned before at this moment gives the visit of then, whatever the key. Where
    somebody else was counted with this key, who is next in the queue gets a visit of its own.
    Raises NotOurs, NoSuchPerson, NoMoment.
    """
    person = find_by_card(scanned, ring=ring, today=today)
    is_next = checkins.is_of_another(key, person.id)
    with look():
        moment = models.Moment.current()
        if moment is None:
            raise NoMoment()
        last = models.CheckIn.last_of(person.id, to_ms(at - REMEMBERED))
        if last is not None and last.moment_id == moment.id:
            return Arrival(person, checkins.view(last), is_next)
    seen = checkins.check_in(
        key=new_key() if is_next else key,
        adults=last.adults if last else 1,
        children=last.children if last else 0,
        helps=(),
        participant=person.id,
        language=person.language,
        at=at,
    )
    return Arrival(person, seen, is_next)


def _refuse_strange(picture: PersonPicture) -> None:
    if not is_picture(picture):
        raise ValueError(f"no such picture: {picture}")


def _find(person: int) -> models.Participant:
    found: models.Participant | None = models.Participant.get_or_none(
        (models.Participant.id == person) & models.Participant.erased_at.is_null()
    )
    if found is None:
        raise NoSuchPerson()
    return found


def _picture(found: models.Participant) -> PersonPicture:
    return PersonPicture(str(found.animal), str(found.colour))


def _view(found: models.Participant) -> Person:
    return Person(found.id, _picture(found), str(found.language), found.card_code is not None)
