"""Papers that must come out, what printers can tell, and half-filled forms."""

from __future__ import annotations

from typing import Self

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from db.models.base import BaseModel, Numbered
from db.models.bookings import Booking
from db.models.moments import Moment
from db.models.money import Money
from db.models.orders import Order

# Written out, not bound: only so does SQLite see that the indexes of the few such jobs will do.
_WAITING = SQL("state IN ('queued', 'sending')")
_TROUBLED = SQL("state IN ('failed', 'expired', 'unknown')")
"""A person must be told, since the paper is (perhaps) not there."""


class PrintJob(Numbered):
    """A paper as the data that stands on it, and how its printing went."""

    kind = TextField()
    document = TextField()
    state = TextField()
    number = IntegerField(null=True)
    moment = ForeignKeyField(Moment, null=True)
    order = ForeignKeyField(Order, null=True)
    money = ForeignKeyField(Money, null=True)
    booking = ForeignKeyField(Booking, null=True)
    copy_of = ForeignKeyField("self", null=True)
    made_at = IntegerField()
    sending_at = IntegerField(null=True)
    ended_at = IntegerField(null=True)
    told_at = IntegerField(null=True)
    note = TextField(default="")

    moment_id: int | None
    order_id: int | None
    money_id: int | None
    booking_id: int | None
    copy_of_id: int | None

    @classmethod
    def waiting(cls, state: str) -> list[Self]:
        """The jobs that are ``queued`` or ``sending``, oldest first."""
        return list(cls.select().where(_WAITING & (cls.state == state)).order_by(cls.id))

    @classmethod
    def first_queued(cls) -> Self | None:
        """The job that waits longest, or None."""
        query = cls.select().where(_WAITING & (cls.state == "queued")).order_by(cls.id)
        found: Self | None = query.first()
        return found

    @classmethod
    def move(cls, job: int, before: tuple[str, ...], after: str, **columns: object) -> bool:
        """Change the state if it still is one of ``before``; False when it is not."""
        moved = cls.update(state=after, **columns).where((cls.id == job) & cls.state.in_(before))
        return bool(moved.execute())

    @classmethod
    def call_off(
        cls,
        at: int,
        *,
        order: int | None = None,
        money: int | None = None,
        booking: int | None = None,
    ) -> None:
        """Cancel what still waits of an order, a payment or a booking that was undone."""
        about = cls.order == order if money is None else cls.money == money
        if booking is not None:
            about = cls.booking == booking
        called_off = cls.update(state="cancelled", ended_at=at)
        called_off.where(about & (cls.state == "queued")).execute()

    @classmethod
    def about(cls, order: int) -> list[Self]:
        """The jobs about an order, oldest first."""
        return list(cls.select().where(cls.order == order).order_by(cls.id))

    @classmethod
    def last_sent(cls) -> Self | None:
        """The newest job of which a byte went to the printer, or None."""
        query = cls.select().where(cls.sending_at.is_null(False)).order_by(cls.id.desc())
        found: Self | None = query.limit(1).first()
        return found

    @classmethod
    def since(cls, at: int, most: int) -> list[Self]:
        """The newest jobs made at or after a time that were not called off, newest first."""
        rows = cls.select().where((cls.made_at >= at) & (cls.state != "cancelled"))
        in_order = (cls.id + 0).desc()  # the numbers themselves would have all rows read by them
        return list(rows.order_by(in_order).limit(most))

    @classmethod
    def first_about_booking(cls, booking: int, kind: str) -> Self | None:
        """The first paper of a kind about a booking that was not called off, or None."""
        rows = cls.select().where(
            (cls.booking == booking) & (cls.kind == kind) & (cls.state != "cancelled")
        )
        found: Self | None = rows.order_by(cls.id).first()
        return found

    @classmethod
    def mark_told(cls, job: int, at: int) -> None:
        """Write down that a person saw that the paper did not come."""
        cls.update(told_at=at).where((cls.id == job) & cls.told_at.is_null()).execute()

    @classmethod
    def untold(cls) -> list[Self]:
        """The jobs in trouble that nobody was told about yet, oldest first."""
        rows = cls.select().where(cls.told_at.is_null() & _TROUBLED)
        return list(rows.order_by(cls.id))


class PrinterProfile(BaseModel):
    """What a model of printer can tell; None is not found out yet."""

    model = TextField(primary_key=True)
    tells_status = IntegerField(null=True)
    tells_done = IntegerField(null=True)

    @classmethod
    def keep(cls, model: str, tells_status: bool | None, tells_done: bool | None) -> None:
        """Put what was learned in place of what was known."""
        learned = {cls.tells_status: tells_status, cls.tells_done: tells_done}
        cls.insert({cls.model: model, **learned}).on_conflict(
            conflict_target=(cls.model,), update=learned
        ).execute()


class Draft(BaseModel):
    """A half-filled opening or closing, as JSON."""

    name = TextField(primary_key=True)
    data = TextField()

    @classmethod
    def keep(cls, name: str, data: str) -> None:
        """Put JSON under a name, in place of what was there."""
        cls.insert(name=name, data=data).on_conflict(
            conflict_target=(cls.name,), update={cls.data: data}
        ).execute()

    @classmethod
    def forget(cls, name: str) -> None:
        """Take away what is under a name, if anything is."""
        cls.delete().where(cls.name == name).execute()
