"""Volunteers and their locks, nameless participants, check-ins, and who did what."""

from __future__ import annotations

import json
from typing import Any, Self

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

    @classmethod
    def note(
        cls, act: str, subject: str, subject_id: int, volunteer: int | None, at: int, **detail: Any
    ) -> None:
        """Write down an act of a volunteer (ids and numbers only); ``at`` in milliseconds."""
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
    def erase(cls, participant: int, at: int) -> None:
        """Leave an empty row, so that ids stay true."""
        empty = {"animal": None, "colour": None, "language": None, "card_code": None}
        cls.update(**empty, erased_at=at).where(cls.id == participant).execute()


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
            .order_by(cls.at.desc(), cls.id.desc())
            .first()
        )
        return found

    @classmethod
    def forget_participant(cls, participant: int) -> None:
        """Cut the tie of every visit to somebody."""
        cls.update(participant=None).where(cls.participant == participant).execute()

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
