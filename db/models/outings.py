"""Outings: what they are called, and how many seats are free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField, fn

from db.models.base import BaseModel, Numbered, rows_of


class Outing(Numbered):
    """Any activity with seats; prices and shares per seat in cents."""

    key = TextField(unique=True)
    kind = TextField()
    picture = TextField()
    day = TextField()
    starts = TextField()
    ends = TextField(null=True)
    meeting_place = TextField(default="")
    meeting_time = TextField(null=True)
    transport = TextField()
    quota = IntegerField()
    seats_free = IntegerField()
    partner = TextField(default="")
    partner_seats = IntegerField(default=0)
    regular_price = IntegerField()
    participant_price = IntegerField()
    group_share = IntegerField()
    town_share = IntegerField()
    priority_day = TextField(null=True)
    deadline_at = IntegerField(null=True)
    state = TextField()
    cancel_reason = TextField(default="")
    copied_from = ForeignKeyField("self", null=True)
    made_at = IntegerField()
    changed_at = IntegerField(null=True)

    copied_from_id: int | None

    @classmethod
    def with_key(cls, key: str) -> Self | None:
        """The outing of this key, or None."""
        return cls.get_or_none(cls.key == key)

    @classmethod
    def between(cls, first: str, last: str) -> list[Self]:
        """The outings from one day to another, both included, in the order of time."""
        rows = cls.select().where(cls.day.between(first, last))
        return list(rows.order_by(cls.day, cls.starts, cls.id))

    @classmethod
    def last_day(cls) -> str | None:
        """The day of the last outing of all, ISO, or None."""
        ((day,),) = rows_of(cls.select(fn.MAX(cls.day)))
        return None if day is None else str(day)

    @classmethod
    def take_seats(cls, outing: int, seats: int) -> bool:
        """Take seats if there are so many: a single conditional UPDATE, so never one twice."""
        taken = cls.update(seats_free=cls.seats_free - seats).where(
            (cls.id == outing) & (cls.seats_free >= seats)
        )
        return bool(taken.execute())

    @classmethod
    def put_back(cls, outing: int, seats: int) -> None:
        """Give back seats that were taken."""
        cls.update(seats_free=cls.seats_free + seats).where(cls.id == outing).execute()

    @classmethod
    def change_quota(cls, outing: int, by: int) -> bool:
        """Add or take seats; False when fewer would be left than were taken already."""
        changed = cls.update(quota=cls.quota + by, seats_free=cls.seats_free + by).where(
            (cls.id == outing) & (cls.seats_free + by >= 0)
        )
        return bool(changed.execute())

    @classmethod
    def change(cls, outing: int, **columns: object) -> None:
        """Write other values in columns that have nothing to do with seats."""
        cls.update(columns).where(cls.id == outing).execute()


class OutingName(BaseModel):
    """What an outing is called in one language."""

    outing = ForeignKeyField(Outing)
    language = TextField()
    name = TextField()

    class Meta:
        primary_key = CompositeKey("outing", "language")

    @classmethod
    def write(cls, outing: int, names: Mapping[str, str]) -> None:
        """Give an outing these names in place of those that it had."""
        cls.delete().where(cls.outing == outing).execute()
        rows = [
            {"outing": outing, "language": language, "name": name}
            for language, name in names.items()
        ]
        cls.insert_many(rows).execute()

    @classmethod
    def of(cls, outings: Sequence[int]) -> dict[int, dict[str, str]]:
        """The names of several outings by language."""
        names: dict[int, dict[str, str]] = {outing: {} for outing in outings}
        rows = cls.select(cls.outing, cls.language, cls.name).where(cls.outing.in_(outings))
        for outing, language, name in rows_of(rows):
            names[outing][language] = name
        return names
