"""Moments, what is on offer there, and how they were closed."""

from __future__ import annotations

from typing import Self

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField, fn

from db.models.base import BaseModel, Numbered, proxy, rows_of
from db.models.volunteers import Volunteer


class Moment(Numbered):
    """A meeting that is opened and closed by a volunteer; at most one is open."""

    key = TextField(unique=True)
    kind = TextField()
    day = TextField()
    state = TextField()
    opened_at = IntegerField()
    opened_by = ForeignKeyField(Volunteer, null=True)
    rule_percent = IntegerField()
    rule_rounding = TextField()
    float_cents = IntegerField()
    last_number = IntegerField(default=0)
    close_key = TextField(null=True, unique=True)
    closed_at = IntegerField(null=True)
    closed_by = ForeignKeyField(Volunteer, null=True)
    expected_cash = IntegerField(null=True)
    counted_cash = IntegerField(null=True)
    close_reason = TextField(null=True)
    money_rows = IntegerField(null=True)
    money_hash = TextField(null=True)

    @classmethod
    def current(cls) -> Self | None:
        """The open moment, or None."""
        return cls.first_of("SELECT * FROM moment WHERE state = 'open'")

    @classmethod
    def current_id(cls) -> int | None:
        """Which moment is open, if one is."""
        row = proxy.obj.sql("SELECT id FROM moment WHERE state = 'open'").fetchone()
        return row[0] if row else None

    @classmethod
    def next_number(cls, moment: int) -> int:
        """Take the next order number of a moment; within a transaction."""
        cls.update(last_number=cls.last_number + 1).where(cls.id == moment).execute()
        ((number,),) = rows_of(cls.select(cls.last_number).where(cls.id == moment))
        return int(number)

    @classmethod
    def close(cls, moment: int, **columns: object) -> None:
        """Close an open moment for good, with what was counted."""
        closed = cls.update(state="closed", **columns)
        closed.where((cls.id == moment) & (cls.state == "open")).execute()


class PlannedMoment(Numbered):
    """A moment still to come, for the welcome picture and the take-home strip."""

    kind = TextField()
    day = TextField()
    starts = TextField()
    ends = TextField(null=True)
    place = TextField(default="")
    cancelled_at = IntegerField(null=True)

    @classmethod
    def between(cls, first: str, last: str, *, cancelled: bool = False) -> list[Self]:
        """What is planned from one day to another, both included, in the order of time.

        What was ``cancelled`` only when that is asked for too.
        """
        rows = cls.select().where(cls.day.between(first, last))
        if not cancelled:
            rows = rows.where(cls.cancelled_at.is_null())
        return list(rows.order_by(cls.day, cls.starts, cls.id))

    @classmethod
    def cancel(cls, planned: int, at: int) -> None:
        """It does not take place."""
        cancelled = cls.update(cancelled_at=at)
        cancelled.where((cls.id == planned) & cls.cancelled_at.is_null()).execute()

    @classmethod
    def change(cls, planned: int, **columns: object) -> None:
        """Write other values in its columns."""
        cls.update(columns).where(cls.id == planned).execute()


class Offer(Numbered):
    """A product at a moment: its prices and its stock."""

    moment = ForeignKeyField(Moment)
    position = IntegerField()
    product = TextField()
    portion = TextField()
    free = IntegerField()
    shop_price = IntegerField()
    price = IntegerField()
    per_order = IntegerField(null=True)
    opening = IntegerField()
    available = IntegerField()

    moment_id: int

    class Meta:
        indexes = ((("moment", "product", "portion"), True),)

    @classmethod
    def of(cls, moment: int) -> list[Self]:
        """The offers of a moment in the order of the screen."""
        return list(cls.select().where(cls.moment == moment).order_by(cls.position, cls.id))

    @classmethod
    def with_id(cls, offer: int) -> Self | None:
        """The offer with this id, or None."""
        return cls.first_of("SELECT * FROM offer WHERE id = ?", offer)

    @classmethod
    def take_one(cls, offer: int) -> bool:
        """Reserve one if there is one: a single conditional UPDATE, so never the last one twice."""
        taken = "UPDATE offer SET available = available - 1 WHERE id = ? AND available >= 1"
        return bool(proxy.obj.sql(taken, (offer,)).rowcount)

    @classmethod
    def put_back(cls, offer: int, quantity: int) -> None:
        """Give back what was reserved or sold."""
        proxy.obj.sql("UPDATE offer SET available = available + ? WHERE id = ?", (quantity, offer))

    @classmethod
    def change_opening(cls, offer: int, by: int) -> bool:
        """Add to or take from the stock; False when less would be left than was already taken."""
        changed = cls.update(opening=cls.opening + by, available=cls.available + by).where(
            (cls.id == offer) & (cls.available + by >= 0)
        )
        return bool(changed.execute())

    @classmethod
    def last_list(cls) -> list[Self]:
        """The offers of the last moment that had any."""
        last = cls.select().order_by(cls.id.desc()).first()
        return cls.of(last.moment_id) if last else []


class CashCount(BaseModel):
    """How many of a coin or note were counted at the opening or the closing."""

    moment = ForeignKeyField(Moment)
    part = TextField()
    denomination = IntegerField()
    pieces = IntegerField()

    class Meta:
        primary_key = CompositeKey("moment", "part", "denomination")

    @classmethod
    def write(cls, moment: int, part: str, pieces: dict[int, int]) -> None:
        """Write down a count; denominations of which there are none are left out."""
        rows = [
            {"moment": moment, "part": part, "denomination": denomination, "pieces": count}
            for denomination, count in sorted(pieces.items())
            if count
        ]
        if rows:
            cls.insert_many(rows).execute()

    @classmethod
    def of(cls, moment: int, part: str) -> dict[int, int]:
        """What was counted: pieces per denomination in cents."""
        rows = cls.select(cls.denomination, cls.pieces).where(
            (cls.moment == moment) & (cls.part == part)
        )
        return {row[0]: row[1] for row in rows_of(rows)}


class TallyLine(BaseModel):
    """What became of one offer at the closing."""

    offer = ForeignKeyField(Offer, primary_key=True)
    opening = IntegerField()
    sold = IntegerField()
    soup = IntegerField()
    given = IntegerField()
    spoiled = IntegerField()
    back = IntegerField()
    difference = IntegerField()

    offer_id: int

    @classmethod
    def write(cls, offer: int, **counts: int) -> None:
        """Write down what became of an offer."""
        cls.insert(offer=offer, **counts).execute()

    @classmethod
    def of(cls, moment: int) -> dict[int, Self]:
        """The lines of a closed moment by offer."""
        rows = cls.select(cls).join(Offer).where(Offer.moment == moment)
        return {row.offer_id: row for row in rows}


class Estimate(BaseModel):
    """A box of the food-aid forms: a guess about the whole moment, never about a person."""

    moment = ForeignKeyField(Moment)
    box = TextField()
    people = IntegerField()

    class Meta:
        primary_key = CompositeKey("moment", "box")

    @classmethod
    def write(cls, moment: int, boxes: dict[str, int]) -> None:
        """The boxes of a moment, in place of what was written before."""
        cls.delete().where(cls.moment == moment).execute()
        rows = [{"moment": moment, "box": box, "people": people} for box, people in boxes.items()]
        if rows:
            cls.insert_many(rows).execute()

    @classmethod
    def of(cls, moment: int) -> dict[str, int]:
        """The boxes of a moment that were filled in."""
        rows = rows_of(cls.select(cls.box, cls.people).where(cls.moment == moment))
        return {row[0]: row[1] for row in rows}

    @classmethod
    def between(cls, first: str, last: str) -> dict[str, tuple[int, int]]:
        """Per box the sum over the moments of some days, ISO, and how many moments filled it in."""
        rows = cls.select(cls.box, fn.SUM(cls.people), fn.COUNT(cls.moment)).join(Moment)
        rows = rows.where(Moment.day.between(first, last)).group_by(cls.box)
        return {row[0]: (row[1], row[2]) for row in rows_of(rows)}
