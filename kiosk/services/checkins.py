"""Checking in: who is here, nameless, and who helps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from db import models
from kiosk.errors import BadQuantity, MomentClosed, NoMoment, NotCheckedIn
from kiosk.services.acts import act, look, to_ms

HELPS = ("coffee", "dishes", "kitchen", "produce", "driving")
"""The ways to help, each counted with the same weight."""

LARGEST_PARTY = 20
"""More people in one check-in than that is palms on the glass."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A visit as it was counted; ``undone`` when it was taken back."""

    id: int
    key: str
    moment: int
    adults: int
    children: int
    helps: tuple[str, ...]
    participant: int | None
    undone: bool


@dataclass(frozen=True, slots=True)
class Visits:
    """A moment in numbers: visits, people, and per way of helping how many visits helped.

    ``helping`` is the number of visits that helped with anything at all.
    """

    count: int
    adults: int
    children: int
    helping: int
    helps: Mapping[str, int]


def check_in(
    *,
    key: str,
    adults: int,
    children: int,
    helps: Collection[str],
    participant: int | None = None,
    language: str,
    at: datetime,
) -> CheckIn:
    """Count a visit, once per key: a second tap returns what was counted.

    After ``undo_check_in`` the same key counts again, with the new numbers: somebody went back to
    correct them. Raises NoMoment, BadQuantity (nobody, or more than ``LARGEST_PARTY``).
    """
    if adults < 0 or children < 0 or not 1 <= adults + children <= LARGEST_PARTY:
        raise BadQuantity()
    if unknown := set(helps) - set(HELPS):
        raise ValueError(f"no such way to help: {sorted(unknown)}")
    with act():
        seen = models.CheckIn.get_or_none(models.CheckIn.key == key)
        if seen and seen.undone_at is None:
            return view(seen)
        moment = models.Moment.current()
        if moment is None or (seen and seen.moment_id != moment.id):
            raise NoMoment()
        columns = {
            "key": key,
            "moment": moment.id,
            "participant": participant,
            "adults": adults,
            "children": children,
            "language": language,
            "at": to_ms(at),
            "undone_at": None,
        }
        if seen:
            models.CheckIn.update(columns).where(models.CheckIn.id == seen.id).execute()
            models.CheckInHelp.forget(seen.id)
        else:
            models.CheckIn.insert(columns).execute()
        seen = models.CheckIn.get(models.CheckIn.key == key)
        models.CheckInHelp.write(seen.id, sorted(set(helps)))
        return view(seen)


def is_of_another(key: str, participant: int) -> bool:
    """Whether somebody other than this participant is counted with the key."""
    with look():
        seen = models.CheckIn.get_or_none(models.CheckIn.key == key)
        return bool(seen and seen.undone_at is None and seen.participant_id != participant)


def undo_check_in(*, key: str, at: datetime) -> CheckIn:
    """Take a visit back while its moment is open; twice is once.

    Raises NotCheckedIn when there is none, MomentClosed when it is final.
    """
    with act():
        seen = models.CheckIn.get_or_none(models.CheckIn.key == key)
        if seen is None:
            raise NotCheckedIn()
        if seen.undone_at is None:
            moment = models.Moment.current()
            if moment is None or seen.moment_id != moment.id:
                raise MomentClosed()
            seen.undone_at = to_ms(at)
            seen.save(only=[models.CheckIn.undone_at])
        return view(seen)


def visits(moment: int) -> Visits:
    """How many came and helped at a moment, without what was undone."""
    with look():
        number, adults, children = models.CheckIn.totals(moment)
        helping = models.CheckInHelp.helping_visits(moment)
        return Visits(number, adults, children, helping, models.CheckInHelp.totals(moment))


def my_picture(*, animal: str, colour: str, language: str, at: datetime) -> int:
    """The id of the nameless record with this picture, made if nobody has it yet.

    The record keeps the language in which it was last chosen.
    """
    with act():
        found = models.Participant.with_picture(animal, colour)
        if found is None:
            found = models.Participant.create(
                animal=animal, colour=colour, language=language, made_at=to_ms(at)
            )
        elif found.language != language:
            found.language = language
            found.save(only=[models.Participant.language])
        return found.id


def view(seen: models.CheckIn) -> CheckIn:
    """A visit as plain data; call it within an act or a look."""
    return CheckIn(
        seen.id,
        seen.key,
        seen.moment_id,
        seen.adults,
        seen.children,
        models.CheckInHelp.of(seen.id),
        seen.participant_id,
        seen.undone_at is not None,
    )
