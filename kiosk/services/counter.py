"""The counter: everything that waits to be paid there, orders and seats alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.codes import KeyRing
from kiosk.outing import Outing
from kiosk.services import bookings, orders, payments, sales
from kiosk.services.journal import Method, Payment
from kiosk.services.orders import Order
from kiosk.services.printing import Group
from kiosk.services.seats import Booking


@dataclass(frozen=True, slots=True)
class Due:
    """Something to pay: an order, a booking, or seats that are sold on the spot (no ``id`` yet).

    ``number`` is that of the slip, 0 for seats on the spot; ``total`` in cents, before the legal
    rounding of cash; ``lines`` are pictures with how many of each.
    """

    kind: Literal["order", "booking", "seats"]
    id: int
    number: int
    total: int
    lines: tuple[tuple[str, int], ...]
    adults: int = 0
    children: int = 0
    past_line: bool = False


def waiting() -> list[Due]:
    """What waits at the counter now: the orders of this moment, then the reserved seats."""
    return [
        *(_of_order(order) for order in orders.open_orders()),
        *(of_booking(booking) for booking in bookings.waiting_at_counter()),
    ]


def seats(outing: Outing, adults: int, children: int, *, past_line: bool = False) -> Due:
    """Seats to be sold on the spot, without any record of a person."""
    count = adults + children
    return Due(
        kind="seats",
        id=outing.id,
        number=0,
        total=outing.participant_price * count,
        lines=((outing.picture, count),),
        adults=adults,
        children=children,
        past_line=past_line,
    )


def of_booking(booking: Booking) -> Due:
    """Reserved seats that wait to be paid."""
    return Due(
        kind="booking",
        id=booking.id,
        number=booking.number or 0,
        total=booking.total,
        lines=((booking.outing.picture, booking.seats),),
        adults=booking.adults,
        children=booking.children,
    )


def _of_order(order: Order) -> Due:
    return Due(
        kind="order",
        id=order.id,
        number=order.number or 0,
        total=order.total,
        lines=tuple((line.product, line.quantity) for line in order.lines),
    )


def in_cash(due: Due) -> int:
    """What it costs in cash, in cents. Raises OrderNotOpen."""
    if due.kind == "order":
        return payments.due_in_cash(due.id)
    return sales.due_for_booking(due.total)


def pay(
    due: Due,
    *,
    key: str,
    method: Method,
    received: int | None = None,
    reason: str = "",
    at: datetime,
    volunteer: int | None,
    group: Group,
    ring: KeyRing,
) -> Payment | None:
    """Take the payment; nothing is paid for free seats, None. The same key again is the same one.

    Raises what ``payments.take_payment``, ``sales.pay_booking`` and ``sales.sell_seats`` raise.
    """
    if due.kind == "order":
        return payments.take_payment(
            key=key,
            order=due.id,
            method=method,
            received=received,
            reason=reason,
            at=at,
            volunteer=volunteer,
            group=group,
        )
    if due.kind == "booking":
        return sales.pay_booking(
            key=key,
            booking=due.id,
            method=method,
            received=received,
            reason=reason,
            at=at,
            volunteer=volunteer,
            group=group,
            ring=ring,
        )
    return sales.sell_seats(
        key=key,
        outing=due.id,
        adults=due.adults,
        children=due.children,
        method=method,
        received=received,
        reason=reason,
        past_line=due.past_line,
        at=at,
        volunteer=volunteer,
        group=group,
        ring=ring,
    ).payment


def cancel(due: Due, *, key: str, at: datetime, volunteer: int | None) -> Payment | None:
    """It is not wanted any more: the goods or the seats are free again.

    The same key again is the same act. Returns the row that gives back what was paid meanwhile, or
    None. Raises what ``orders.cancel_order`` and ``bookings.cancel_booking`` raise.
    """
    if due.kind == "order":
        orders.cancel_order(order=due.id, at=at, volunteer=volunteer)
    elif due.kind == "booking":
        return bookings.cancel_booking(
            key=key, booking=due.id, reason="niet betaald", at=at, volunteer=volunteer
        ).refund
    return None
