"""The journal of money: rows are only added, each sealed with a running hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, Self

from peewee import SQL, ForeignKeyField, IntegerField, TextField, fn

from db.models.base import Numbered, rows_of
from db.models.bookings import Booking
from db.models.moments import Moment
from db.models.orders import Order
from db.models.volunteers import Volunteer

FIRST_HASH: Final = "0" * 64
"""What stands before the first row."""

SEALED: Final = (
    "id",
    "key",
    "kind",
    "moment_id",
    "order_id",
    "booking_id",
    "reverses_id",
    "method",
    "total",
    "amount",
    "received",
    "change",
    "reason",
    "volunteer_id",
    "at",
)
"""The columns in the running hash; an older schema lacks some, a newer one only adds."""


class Money(Numbered):
    """Money that changed hands, or was carried by the group; amounts in cents."""

    key = TextField(unique=True)
    kind = TextField()
    moment = ForeignKeyField(Moment, null=True)
    order = ForeignKeyField(Order, null=True)
    booking = ForeignKeyField(Booking, null=True)
    reverses = ForeignKeyField("self", null=True, unique=True)
    method = TextField()
    total = IntegerField()
    amount = IntegerField()
    received = IntegerField(null=True)
    change = IntegerField(null=True)
    reason = TextField(default="")
    volunteer = ForeignKeyField(Volunteer, null=True)
    at = IntegerField()
    previous = TextField()
    hash = TextField(unique=True)

    moment_id: int | None
    order_id: int | None
    booking_id: int | None
    reverses_id: int | None

    @classmethod
    def with_key(cls, key: str) -> Self | None:
        """The row of this key, or None."""
        return cls.get_or_none(cls.key == key)

    @classmethod
    def reversal_of(cls, payment: int) -> Self | None:
        """The row that took a payment back, or None."""
        return cls.get_or_none(cls.reverses == payment)

    @classmethod
    def standing(cls, booking: int) -> Self | None:
        """The payment of a booking that was not taken back, or None."""
        rows = cls._payments().where(cls.booking == booking)
        found: Self | None = rows.order_by(cls.id.desc()).first()
        return found

    @classmethod
    def _payments(cls) -> Any:
        """Those that nobody took back."""
        back = cls.alias()
        taken_back = fn.EXISTS(back.select(back.id).where(back.reverses == cls.id))
        return cls.select().where((cls.kind == "payment") & ~taken_back)

    @classmethod
    def head(cls) -> tuple[int, str]:
        """The id and the hash of the last row."""
        last = rows_of(cls.select(cls.id, cls.hash).order_by(cls.id.desc()).limit(1))
        return (last[0][0], last[0][1]) if last else (0, FIRST_HASH)

    @classmethod
    def append(cls, **columns: Any) -> Self:
        """Add a row, sealed onto the last one; within a transaction that holds the write lock.

        ``columns`` are those of the table, references as ``order_id=3``.
        """
        last, previous = cls.head()
        sealed = {name: columns.get(name) for name in SEALED} | {"id": last + 1}
        sealed["reason"] = columns.get("reason", "")
        row = {name.removesuffix("_id"): value for name, value in sealed.items()}
        cls.insert(row, previous=previous, hash=seal(previous, sealed)).execute()
        return cls.get_by_id(last + 1)

    @classmethod
    def recent(cls, limit: int, before: int) -> list[Self]:
        """The last payments that nobody took back, newest first: those with a lower id than that."""
        rows = cls._payments().where(cls.id < before)
        return list(rows.order_by(cls.id.desc()).limit(limit))

    @classmethod
    def sums(cls, moment: int) -> dict[str, int]:
        """What was paid per method at a moment, less what was given back, in cents."""
        rows = (
            cls.select(cls.method, fn.SUM(cls.amount))
            .where(cls.moment == moment)
            .group_by(cls.method)
        )
        return {row[0]: row[1] for row in rows_of(rows)}

    @classmethod
    def sums_of_outing(cls, outing: int) -> dict[str, tuple[int, int]]:
        """Per method what seats of an outing cost and what was given for them, all told."""
        rows = (
            cls.select(cls.method, fn.SUM(cls.total), fn.SUM(cls.amount))
            .join(Booking)
            .where(Booking.outing == outing)
            .group_by(cls.method)
        )
        return {row[0]: (row[1], row[2]) for row in rows_of(rows)}

    @classmethod
    def outside(cls, since: int, before: int) -> list[tuple[Any, ...]]:
        """Money in no till from one time until another: about an order or a booking, and its sums.

        Booking or not, order or not, method, and the sums of totals and amounts.
        """
        about = (cls.booking.is_null(False), cls.order.is_null(False))
        rows = cls.select(*about, cls.method, fn.SUM(cls.total), fn.SUM(cls.amount))
        # Written out, not bound: only so does SQLite see that the index of those few will do.
        rows = rows.where(SQL("moment_id IS NULL") & (cls.at >= since) & (cls.at < before))
        return rows_of(rows.group_by(*about, cls.method))


def seal(previous: str, row: dict[str, Any]) -> str:
    """The running hash: SHA-256 over the hash before it and the row in one canonical form.

    Columns that are NULL are left out, so that a column added later changes no older seal.
    """
    filled = {name: value for name, value in row.items() if value is not None}
    canonical = json.dumps(filled, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()
