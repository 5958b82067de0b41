"""The counter sells seats: paying for a booking, or selling some without any record of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db import models
from kiosk.codes import KeyRing
from kiosk.errors import AlreadyPaid, NoMoment
from kiosk.outing_errors import BookingNotOpen
from kiosk.services import journal, seats, tickets
from kiosk.services.acts import act, local_day, look, to_ms
from kiosk.services.journal import Method, Payment, check_reason
from kiosk.services.printing import Group, queue_job
from kiosk.services.seats import Booking


@dataclass(frozen=True, slots=True)
class Sale:
    """Seats sold at the counter; no payment for what is free."""

    booking: Booking
    payment: Payment | None


def due_for_booking(total: int) -> int:
    """What seats for ``total`` cents cost in cash now, rounded as the law says where it must be."""
    with look():
        return journal.due(total, "cash", models.Moment.current())


def pay_booking(
    *,
    key: str,
    booking: int,
    method: Method,
    received: int | None = None,
    reason: str = "",
    at: datetime,
    volunteer: int | None,
    group: Group,
    ring: KeyRing,
) -> Payment:
    """Take payment of a reserved booking: it is confirmed, voucher and receipt are queued.

    Cash goes into the till of the open moment; bank and group work without one too. The same key
    again returns the same payment. Raises NoBooking, BookingNotOpen, AlreadyPaid, NoMoment,
    OutingCancelled, NotEnoughCash, BadQuantity, BadReason.
    """
    reason = check_reason(reason, needed=method == "group")
    with act():
        paid = models.Money.with_key(key)
        if paid:
            return journal.payment_of(paid)
        found = seats.find(booking)
        if found.state != "reserved":
            raise AlreadyPaid() if found.state == "confirmed" else BookingNotOpen()
        seats.refuse_cancelled(found)
        return _pay(found, key, method, received, reason, at, volunteer, group, ring)


def sell_seats(
    *,
    key: str,
    outing: int,
    adults: int,
    children: int,
    method: Method,
    received: int | None = None,
    reason: str = "",
    language: str = "nl",
    past_line: bool = False,
    at: datetime,
    volunteer: int | None,
    group: Group,
    ring: KeyRing,
) -> Sale:
    """Sell seats at the counter in one act, without any record of a person; the voucher is queued.

    Also after the deadline: a volunteer knows why. Nobody who waits is passed unless the volunteer
    says so (``past_line``). The same key again returns the same sale. Raises NoOuting,
    OutingCancelled, TooLateToBook (its day is over), OutingFull, BadQuantity, NoMoment,
    NotEnoughCash, BadReason.
    """
    reason = check_reason(reason, needed=method == "group")
    with act():
        sold = models.Booking.with_key(key)
        if sold is None:
            sold = seats.take_seats(
                key=key,
                outing=outing,
                adults=adults,
                children=children,
                language=language,
                past_line=past_line,
                at=at,
                zone=group.time_zone,
            )
            if past_line:
                models.Audit.note("sell_past_line", "booking", sold.id, volunteer, to_ms(at))
            if sold.state == "confirmed":
                tickets.queue_voucher(sold, at=at, group=group, ring=ring)
            else:
                _pay(sold, key, method, received, reason, at, volunteer, group, ring)
        paid = models.Money.with_key(key)
        return Sale(seats.reload(sold.id), journal.payment_of(paid) if paid else None)


def _pay(
    found: models.Booking,
    key: str,
    method: Method,
    received: int | None,
    reason: str,
    at: datetime,
    volunteer: int | None,
    group: Group,
    ring: KeyRing,
) -> Payment:
    moment = models.Moment.current()
    if moment is None and method == "cash":
        raise NoMoment()
    total = found.participant_price * found.seats
    models.Booking.move(found.id, "reserved", "confirmed", confirmed_at=to_ms(at))
    payment = journal.enter(
        key=key,
        booking=found.id,
        method=method,
        total=total,
        amount=journal.due(total, method, moment),
        received=received,
        reason=reason,
        at=at,
        volunteer=volunteer,
        till=moment.id if moment else None,
    )
    tickets.queue_voucher(found, at=at, group=group, ring=ring, money=payment.id)
    day = moment.day if moment else local_day(at, group.time_zone).isoformat()
    receipt = journal.receipt(
        payment, tickets.receipt_lines(found, group), day, found.language, group
    )
    queue_job(receipt, at=at, moment=payment.moment, booking=found.id, money=payment.id)
    return payment
