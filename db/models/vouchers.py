"""Vouchers, and each time that somebody was let in with one."""

from __future__ import annotations

from typing import Self

from peewee import ForeignKeyField, IntegerField, TextField, fn

from db.models.base import Numbered, rows_of
from db.models.bookings import Booking
from db.models.volunteers import Volunteer


class Voucher(Numbered):
    """The signed paper for a confirmed booking; redeemed seat by seat."""

    booking = ForeignKeyField(Booking)
    serial = TextField(unique=True)
    typed = TextField(unique=True)
    key_id = IntegerField()
    state = TextField()
    seats = IntegerField()
    redeemed = IntegerField(default=0)
    valid_day = TextField()
    issued_at = IntegerField()
    void_at = IntegerField(null=True)

    booking_id: int

    @classmethod
    def with_serial(cls, serial: str) -> Self | None:
        """The voucher of a scanned code, or None."""
        return cls.get_or_none(cls.serial == serial)

    @classmethod
    def with_typed(cls, typed: str) -> Self | None:
        """The voucher of a typed code, or None."""
        return cls.get_or_none(cls.typed == typed)

    @classmethod
    def issued(cls, booking: int) -> Self | None:
        """The voucher of a booking that counts, or None."""
        return cls.get_or_none((cls.booking == booking) & (cls.state == "issued"))

    @classmethod
    def issued_of(cls, outing: int) -> dict[int, Self]:
        """The vouchers of an outing that count, by booking."""
        rows = cls.select(cls).join(Booking)
        rows = rows.where((Booking.outing == outing) & (cls.state == "issued"))
        return {row.booking_id: row for row in rows}

    @classmethod
    def redeemed_of(cls, outing: int) -> int:
        """How many seats of an outing were let in."""
        row = cls.select(fn.COALESCE(fn.SUM(cls.redeemed), 0)).join(Booking)
        ((seats,),) = rows_of(row.where((Booking.outing == outing) & (cls.state == "issued")))
        return int(seats)

    @classmethod
    def redeem(cls, voucher: int, seats: int) -> bool:
        """Let seats in if so many are left: a single conditional UPDATE, so never one twice."""
        redeemed = cls.update(redeemed=cls.redeemed + seats).where(
            (cls.id == voucher) & (cls.state == "issued") & (cls.redeemed + seats <= cls.seats)
        )
        return bool(redeemed.execute())

    @classmethod
    def take_back(cls, voucher: int, seats: int) -> bool:
        """The seats were not let in after all; False when the voucher is void meanwhile."""
        back = cls.update(redeemed=cls.redeemed - seats).where(
            (cls.id == voucher) & (cls.state == "issued") & (cls.redeemed >= seats)
        )
        return bool(back.execute())

    @classmethod
    def make_void(cls, booking: int, at: int) -> bool:
        """Let the voucher of a booking count no more; False when seats of it were let in."""
        void = cls.update(state="void", void_at=at).where(
            (cls.booking == booking) & (cls.state == "issued")
        )
        unused = void.where(cls.redeemed == 0)
        return bool(unused.execute()) or cls.issued(booking) is None

    @classmethod
    def move_day(cls, outing: int, day: str) -> None:
        """The outing takes place on another day: its vouchers count then."""
        bookings = Booking.select(Booking.id).where(Booking.outing == outing)
        cls.update(valid_day=day).where(
            cls.booking.in_(bookings) & (cls.state == "issued")
        ).execute()


class Redeeming(Numbered):
    """One time that seats of a voucher were let in."""

    key = TextField(unique=True)
    voucher = ForeignKeyField(Voucher)
    seats = IntegerField()
    volunteer = ForeignKeyField(Volunteer, null=True)
    at = IntegerField()
    undone_at = IntegerField(null=True)

    voucher_id: int

    @classmethod
    def with_key(cls, key: str) -> Self | None:
        """What was let in under this key, or None."""
        return cls.get_or_none(cls.key == key)

    @classmethod
    def last_of(cls, voucher: int) -> Self | None:
        """The last time that stands for a voucher, or None."""
        rows = cls.select().where((cls.voucher == voucher) & cls.undone_at.is_null())
        found: Self | None = rows.order_by(cls.id.desc()).first()
        return found

    @classmethod
    def latest(cls, limit: int) -> list[Self]:
        """The last so many times that stand, newest first; read from the end of the table."""
        return list(
            cls.select().where(cls.undone_at.is_null()).order_by(cls.id.desc()).limit(limit)
        )

    @classmethod
    def undo(cls, redeeming: int, at: int) -> bool:
        """Take it back; False when it was taken back before."""
        undone = cls.update(undone_at=at).where((cls.id == redeeming) & cls.undone_at.is_null())
        return bool(undone.execute())
