"""Bookings: seats for a party, and the line of those who wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from peewee import SQL, ForeignKeyField, IntegerField, TextField, fn

from db.models.base import Numbered, rows_of
from db.models.moments import Moment
from db.models.outings import Outing
from db.models.people import CheckIn, Participant


class Booking(Numbered):
    """Seats on an outing for one party, at the prices of when it was booked."""

    key = TextField(unique=True)
    outing = ForeignKeyField(Outing)
    participant = ForeignKeyField(Participant, null=True)
    moment = ForeignKeyField(Moment, null=True)
    number = IntegerField(null=True)
    state = TextField()
    adults = IntegerField()
    children = IntegerField()
    participant_price = IntegerField()
    group_share = IntegerField()
    town_share = IntegerField()
    language = TextField()
    made_at = IntegerField()
    promoted_at = IntegerField(null=True)
    confirmed_at = IntegerField(null=True)
    cancelled_at = IntegerField(null=True)
    cancel_reason = TextField(default="")
    moved_from = ForeignKeyField("self", null=True, unique=True)

    outing_id: int
    moment_id: int | None
    participant_id: int | None

    class Meta:
        indexes = ((("moment", "number"), True),)

    @property
    def seats(self) -> int:
        """Everybody of the party."""
        return int(self.adults + self.children)

    @classmethod
    def with_key(cls, key: str) -> Self | None:
        """The booking of this key, or None."""
        return cls.get_or_none(cls.key == key)

    @classmethod
    def forget_participant(cls, participant: int) -> None:
        """Cut the tie of every booking to somebody."""
        cls.update(participant=None).where(cls.participant == participant).execute()

    @classmethod
    def untie(cls, before: int) -> int:
        """Cut the tie to a picture of every booking from before then; returns how many."""
        tied = (cls.made_at < before) & cls.participant.is_null(False)
        cut: int = cls.update(participant=None).where(tied).execute()
        return cut

    @classmethod
    def untied(cls, before: int) -> list[int]:
        """Who got a picture before then and is tied to no visit and no booking any more."""
        visits = CheckIn.select().where(CheckIn.participant == Participant.id)
        bookings = cls.select().where(cls.participant == Participant.id)
        rows = Participant.select(Participant.id).where(
            (Participant.made_at < before)
            & Participant.erased_at.is_null()
            & ~fn.EXISTS(visits)
            & ~fn.EXISTS(bookings)
        )
        return [row[0] for row in rows_of(rows)]

    @classmethod
    def of(cls, outing: int, *states: str) -> list[Self]:
        """The bookings of an outing in these states, oldest first."""
        rows = cls.select().where((cls.outing == outing) & cls.state.in_(states))
        return list(rows.order_by(cls.id))

    @classmethod
    def reserved(cls) -> list[Self]:
        """The bookings that hold seats but were not paid, oldest first."""
        # Written out, not bound: only so does SQLite see that the index of those few will do.
        return list(cls.select().where(SQL("state = 'reserved'")).order_by(cls.id))

    @classmethod
    def first_waiting(cls, outing: int) -> Self | None:
        """Whose turn it is in the waiting line, or None."""
        rows = cls.select().where((cls.outing == outing) & (cls.state == "waiting"))
        found: Self | None = rows.order_by(cls.id).first()
        return found

    @classmethod
    def place(cls, booking: Self) -> int:
        """The place of a waiting booking in its line, from 1."""
        line = cls.select(fn.COUNT(cls.id)).where(
            (cls.outing == booking.outing_id) & (cls.state == "waiting") & (cls.id <= booking.id)
        )
        ((place,),) = rows_of(line)
        return int(place)

    @classmethod
    def lines(cls, outings: Sequence[int]) -> dict[int, int]:
        """How many parties wait for each of several outings; those without any left out."""
        rows = (
            cls.select(cls.outing, fn.COUNT(cls.id))
            .where(cls.outing.in_(outings) & (cls.state == "waiting"))
            .group_by(cls.outing)
        )
        return {row[0]: row[1] for row in rows_of(rows)}

    @classmethod
    def totals(cls, outing: int) -> tuple[int, int, int, int]:
        """Adults, children and the shares of group and town of all confirmed seats, in cents."""
        seats = cls.adults + cls.children
        sums = [cls.adults, cls.children, cls.group_share * seats, cls.town_share * seats]
        row = cls.select(*(fn.COALESCE(fn.SUM(one), 0) for one in sums)).where(
            (cls.outing == outing) & (cls.state == "confirmed")
        )
        ((adults, children, group, town),) = rows_of(row)
        return adults, children, group, town

    @classmethod
    def move(cls, booking: int, before: str, after: str, **columns: object) -> bool:
        """Change the state if it still is ``before``; False when it is not."""
        moved = cls.update(state=after, **columns).where(
            (cls.id == booking) & (cls.state == before)
        )
        return bool(moved.execute())
