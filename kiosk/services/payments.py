"""The counter: taking payment, undoing it, and the counter-entry for later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from db import models
from kiosk.errors import AlreadyPaid, MomentClosed, OrderNotOpen, TooLate
from kiosk.outing_errors import VoucherUsed
from kiosk.services import journal, waiting_line
from kiosk.services.acts import act, from_ms, look, to_ms
from kiosk.services.journal import Method, Payment, check_reason
from kiosk.services.order_papers import paper_lines
from kiosk.services.orders import find, view
from kiosk.services.printing import Group, queue_job

__all__ = [
    "UNDO_WITHIN",
    "Method",
    "Payment",
    "counter_entry",
    "due_in_cash",
    "recent_payments",
    "take_payment",
    "undo_payment",
]

UNDO_WITHIN: Final = timedelta(minutes=5)
"""How long a payment can simply be undone; afterwards it takes a counter-entry."""


def due_in_cash(order: int) -> int:
    """What an order costs in cash, in cents: rounded only where prices are to the cent.

    Raises OrderNotOpen when there is no such order.
    """
    with look():
        found = find(order)
        moment = models.Moment.get_by_id(found.moment_id)
        return journal.due(view(found).total, "cash", moment)


def take_payment(
    *,
    key: str,
    order: int,
    method: Method,
    received: int | None = None,
    reason: str = "",
    at: datetime,
    volunteer: int | None,
    group: Group,
) -> Payment:
    """Take payment of an order that waits; the same key again returns the same payment.

    ``received`` is the cash given in cents, None for exactly what is due. The receipt is queued in
    the same transaction. Raises NotEnoughCash, BadReason (the group pays only with a reason),
    BadQuantity, AlreadyPaid, OrderNotOpen.
    """
    reason = check_reason(reason, needed=method == "group")
    with act():
        paid = models.Money.with_key(key)
        if paid:
            return journal.payment_of(paid)
        found = find(order)
        if found.state != "open":
            raise AlreadyPaid() if found.state == "paid" else OrderNotOpen()
        bought, moment = view(found), models.Moment.get_by_id(found.moment_id)
        models.Order.move(
            order,
            "open",
            "paid",
            number=found.number,
            handed_in_at=found.handed_in_at,
            ended_at=to_ms(at),
        )
        payment = journal.enter(
            key=key,
            order=order,
            method=method,
            total=bought.total,
            amount=journal.due(bought.total, method, moment),
            received=received,
            reason=reason,
            at=at,
            volunteer=volunteer,
            till=moment.id,
        )
        lines = paper_lines(bought, group.language)
        receipt = journal.receipt(payment, lines, moment.day, bought.language, group)
        queue_job(receipt, at=at, moment=moment.id, order=order, money=payment.id)
        return payment


def undo_payment(*, key: str, payment: int, at: datetime, volunteer: int | None) -> Payment:
    """Undo a payment within five minutes: the order or booking waits again at the counter.

    The voucher of a booking counts no more. Returns the reversing row; the same key again returns
    it too. A clock that went backwards since the payment cannot tell how long ago it was, so that
    is too late as well: a counter-entry always works. Raises TooLate, MomentClosed,
    PaymentTakenBack, VoucherUsed.
    """
    with act():
        done = models.Money.with_key(key)
        if done:
            return journal.payment_of(done)
        paid = journal.standing(payment)
        if paid.moment_id and models.Moment.get_by_id(paid.moment_id).state != "open":
            raise MomentClosed()
        if not timedelta(0) <= at - from_ms(paid.at) <= UNDO_WITHIN:
            raise TooLate()
        if paid.order_id is not None:
            found = find(paid.order_id)
            models.Order.move(
                found.id,
                "paid",
                "open",
                number=found.number,
                handed_in_at=found.handed_in_at,
                ended_at=None,
            )
        elif paid.booking_id is not None:
            _unconfirm(models.Booking.get_by_id(paid.booking_id), at)
        return journal.reverse(
            paid,
            key=key,
            kind="undo",
            reason="",
            at=at,
            volunteer=volunteer,
            till=paid.moment_id,
        )


def counter_entry(
    *, key: str, payment: int, reason: str, at: datetime, volunteer: int | None
) -> Payment:
    """Take a payment back at any later time, with a reason; returns the reversing row.

    While the moment of an order is open the order is cancelled and its goods go back to stock;
    afterwards the moment stays as it was closed. A booking is cancelled and its seats are free
    again, unless somebody was let in with it already. The money comes out of the till of the
    moment that is open now, or of none. The same key again returns the same row. Raises
    BadReason, PaymentTakenBack.
    """
    reason = check_reason(reason, needed=True)
    with act():
        done = models.Money.with_key(key)
        if done:
            return journal.payment_of(done)
        paid = journal.standing(payment)
        now = models.Moment.current()
        if paid.order_id is not None:
            _cancel_paid_order(find(paid.order_id), now, at)
        elif paid.booking_id is not None:
            booking = models.Booking.get_by_id(paid.booking_id)
            voucher = models.Voucher.issued(booking.id)
            if booking.state == "confirmed" and not (voucher and voucher.redeemed):
                waiting_line.leave(booking, at, reason)
        return journal.reverse(
            paid,
            key=key,
            kind="counter_entry",
            reason=reason,
            at=at,
            volunteer=volunteer,
            till=now.id if now else None,
        )


def recent_payments(limit: int, before: int | None = None) -> list[Payment]:
    """The last payments that nobody took back, newest first: all, or those before that one.

    Of whatever day, in a till or not: a mistake may be found long after.
    """
    with look():
        rows = models.Money.recent(limit, before or models.Money.head()[0] + 1)
        return [journal.payment_of(row) for row in rows]


def _unconfirm(booking: models.Booking, at: datetime) -> None:
    """It is to be paid again, unless its outing does not take place any more."""
    if models.Outing.get_by_id(booking.outing_id).state == "cancelled":
        waiting_line.leave(booking, at, "gaat niet door")
        return
    if not models.Voucher.make_void(booking.id, to_ms(at)):
        raise VoucherUsed()
    models.Booking.move(booking.id, "confirmed", "reserved", confirmed_at=None)


def _cancel_paid_order(found: models.Order, now: models.Moment | None, at: datetime) -> None:
    if now is None or now.id != found.moment_id:
        return
    models.Order.move(
        found.id,
        "paid",
        "cancelled",
        number=found.number,
        handed_in_at=found.handed_in_at,
        ended_at=to_ms(at),
    )
    models.OrderLine.put_back(found.id)
