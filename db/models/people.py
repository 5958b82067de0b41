"""Volunteers and their locks, nameless participants, check-ins, and who did what."""

from __future__ import annotations

import json
from typing import Self

from peewee import (
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
    fn,
)

from db.models.base import BaseModel, Numbered, rows_of
from db.models.moments import Moment
from db.models.volunteers import Volunteer


class Audit(Numbered):
    """Who did what: ids only, never changed."""

    at = IntegerField()
    volunteer = ForeignKeyField(Volunteer, null=True)
    act = TextField()
    subject = TextField()
    subject_id = IntegerField(null=True)
    detail = TextField(default="{}")

    volunteer_id: int | None

    @classmethod
    def note(
        cls,
        act: str,
        subject: str,
        subject_id: int | None,
        volunteer: int | None,
        at: int,
        **detail: int,
    ) -> None:
        """Write down an act of a volunteer; ``at`` in milliseconds.

        Raises TypeError for a detail that is no number, since text could be about a person.
        """
        if not all(isinstance(value, int) for value in detail.values()):
            raise TypeError(f"only numbers may be noted with {act}")
        cls.insert(
            at=at,
            volunteer=volunteer,
            act=act,
            subject=subject,
            subject_id=subject_id,
            detail=json.dumps(detail, sort_keys=True),
        ).execute()


class Participant(Numbered):
    """A nameless record: a picture (animal and colour) and a language; empty once erased."""

    animal = TextField(null=True)
    colour = TextField(null=True)
    language = TextField(null=True)
    card_code = TextField(null=True, unique=True)
    made_at = IntegerField()
    erased_at = IntegerField(null=True)

    class Meta:
        indexes = ((("animal", "colour"), True),)

    @classmethod
    def with_picture(cls, animal: str, colour: str) -> Self | None:
        """The record that has this picture, or None."""
        return cls.get_or_none((cls.animal == animal) & (cls.colour == colour))

    @classmethod
    def with_card(cls, serial: str) -> Self | None:
        """The record to which the card of this serial belongs, or None."""
        return cls.get_or_none(cls.card_code == serial)

    @classmethod
    def given(cls) -> list[Self]:
        """Every record that is not erased, by picture."""
        return list(cls.select().where(cls.animal > "").order_by(cls.animal, cls.colour))

    @classmethod
    def known(cls, participant: int, made_at: int) -> bool:
        """Whether this very one is not erased (yet, or any more: in an older copy)."""
        same = (cls.id == participant) & (cls.made_at == made_at)
        return bool(cls.select().where(same & cls.erased_at.is_null()).exists())

    @classmethod
    def erase(cls, participant: int, at: int) -> bool:
        """Leave an empty row, so that ids stay true; False when it is empty already."""
        empty = {"animal": None, "colour": None, "language": None, "card_code": None}
        this = (cls.id == participant) & cls.erased_at.is_null()
        emptied: int = cls.update(**empty, erased_at=at).where(this).execute()
        return emptied == 1


class CheckIn(Numbered):
    """A visit at a moment: adults, children, language; without a name."""

    key = TextField(unique=True)
    moment = ForeignKeyField(Moment)
    participant = ForeignKeyField(Participant, null=True)
    adults = IntegerField()
    children = IntegerField()
    language = TextField()
    at = IntegerField()
    undone_at = IntegerField(null=True)

    moment_id: int
    participant_id: int | None

    @classmethod
    def last_of(cls, participant: int, since: int) -> Self | None:
        """The last visit of somebody since then, without what was undone, or None."""
        found: Self | None = (
            cls.select()
            .where((cls.participant == participant) & (cls.at >= since) & cls.undone_at.is_null())
            .order_by(cls.id.desc())
            .first()
        )
        return found

    @classmethod
    def forget_participant(cls, participant: int) -> None:
        """Cut the tie of every visit to somebody."""
        cls.update(participant=None).where(cls.participant == participant).execute()

    @classmethod
    def untie(cls, before: int) -> int:
        """Cut the tie to a picture of every visit from before then; returns how many."""
        tied = (cls.at < before) & cls.participant.is_null(False)
        cut: int = cls.update(participant=None).where(tied).execute()
        return cut

    @classmethod
    def totals(cls, moment: int) -> tuple[int, int, int]:
        """Visits, adults and children of a moment, without what was undone."""
        query = cls.select(
            fn.COUNT(cls.id),
            fn.COALESCE(fn.SUM(cls.adults), 0),
            fn.COALESCE(fn.SUM(cls.children), 0),
        ).where((cls.moment == moment) & cls.undone_at.is_null())
        ((visits, adults, children),) = rows_of(query)
        return visits, adults, children


class CheckInHelp(BaseModel):
    """One way in which a visit helped (coffee, dishes, kitchen, produce, driving)."""

    check_in = ForeignKeyField(CheckIn)
    help = TextField()

    class Meta:
        primary_key = CompositeKey("check_in", "help")

    @classmethod
    def write(cls, check_in: int, helps: list[str]) -> None:
        """Write down how a visit helps."""
        if helps:
            rows = [{"check_in": check_in, "help": help_} for help_ in helps]
            cls.insert_many(rows).execute()

    @classmethod
    def forget(cls, check_in: int) -> None:
        """Take away how a visit helps, before it is counted again."""
        cls.delete().where(cls.check_in == check_in).execute()

    @classmethod
    def of(cls, check_in: int) -> tuple[str, ...]:
        """The helps of one check-in, in alphabetical order."""
        query = cls.select(cls.help).where(cls.check_in == check_in).order_by(cls.help)
        return tuple(row[0] for row in rows_of(query))

    @classmethod
    def totals(cls, moment: int) -> dict[str, int]:
        """How many visits of a moment helped with what."""
        query = (
            cls.select(cls.help, fn.COUNT(cls.help))
            .join(CheckIn)
            .where((CheckIn.moment == moment) & CheckIn.undone_at.is_null())
            .group_by(cls.help)
            .order_by(cls.help)
        )
        return {row[0]: row[1] for row in rows_of(query)}

    @classmethod
    def helping_visits(cls, moment: int) -> int:
        """How many visits of a moment helped with anything at all."""
        query = (
            cls.select(fn.COUNT(fn.DISTINCT(cls.check_in)))
            .join(CheckIn)
            .where((CheckIn.moment == moment) & CheckIn.undone_at.is_null())
        )
        ((visits,),) = rows_of(query)
        return int(visits)
