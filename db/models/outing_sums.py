"""The outings of some days with what they came to: five questions, however many outings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peewee import fn

from db.models.base import rows_of
from db.models.bookings import Booking
from db.models.money import Money
from db.models.outings import Outing, OutingName
from db.models.vouchers import Voucher


@dataclass(frozen=True, slots=True)
class SeatSums:
    """The confirmed seats of an outing: who sits there, and what they cost whom, in cents."""

    adults: int = 0
    children: int = 0
    participants: int = 0
    group: int = 0
    town: int = 0


@dataclass(frozen=True, slots=True)
class OutingSums:
    """One outing; ``money`` in cents is by method the total and the amount that came in for it,
    less what was given back. ``redeemed`` seats were let in.
    """

    id: int
    day: str
    picture: str
    state: str
    quota: int
    names: Mapping[str, str]
    seats: SeatSums
    money: Mapping[str, tuple[int, int]]
    redeemed: int


def outings_between(first: str, last: str) -> list[OutingSums]:
    """The outings from one ISO day to another, both included, in the order of time."""
    days = Outing.day.between(first, last)
    columns = (Outing.id, Outing.day, Outing.picture, Outing.state, Outing.quota)
    rows = rows_of(
        Outing.select(*columns).where(days).order_by(Outing.day, Outing.starts, columns[0])
    )
    names: dict[int, dict[str, str]] = {row[0]: {} for row in rows}
    told = OutingName.select(OutingName.outing, OutingName.language, OutingName.name)
    # Not joined to the outings: grouped by them, SQLite would then read all bookings in order.
    wanted = Outing.select(Outing.id).where(days)
    for outing, language, name in rows_of(told.where(OutingName.outing.in_(wanted))):
        names[outing][language] = name
    seats, redeemed = _seats(wanted), _redeemed(wanted)
    money: dict[int, dict[str, tuple[int, int]]] = {}
    paid = Money.select(Booking.outing, Money.method, fn.SUM(Money.total), fn.SUM(Money.amount))
    paid = paid.join(Booking).where(Booking.outing.in_(wanted))
    for outing, method, total, amount in rows_of(paid.group_by(Booking.outing, Money.method)):
        money.setdefault(outing, {})[method] = (total, amount)
    return [
        OutingSums(
            id=row[0],
            day=row[1],
            picture=row[2],
            state=row[3],
            quota=row[4],
            names=names[row[0]],
            seats=seats.get(row[0], SeatSums()),
            money=money.get(row[0], {}),
            redeemed=redeemed.get(row[0], 0),
        )
        for row in rows
    ]


def _seats(wanted: Any) -> dict[int, SeatSums]:
    seats = Booking.adults + Booking.children
    shares = (Booking.participant_price, Booking.group_share, Booking.town_share)
    sums = (Booking.adults, Booking.children, *(share * seats for share in shares))
    query = Booking.select(Booking.outing, *(fn.SUM(one) for one in sums))
    query = query.where(Booking.outing.in_(wanted) & (Booking.state == "confirmed"))
    return {row[0]: SeatSums(*row[1:]) for row in rows_of(query.group_by(Booking.outing))}


def _redeemed(wanted: Any) -> dict[int, int]:
    query = Voucher.select(Booking.outing, fn.SUM(Voucher.redeemed)).join(Booking)
    query = query.where(Booking.outing.in_(wanted) & (Voucher.state == "issued"))
    return {row[0]: row[1] for row in rows_of(query.group_by(Booking.outing))}
