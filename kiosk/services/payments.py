"""The counter: taking payment, undoing it, and the counter-entry for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final, Literal, cast
from zoneinfo import ZoneInfo

from db import models
from kiosk.errors import (
    AlreadyPaid,
    BadQuantity,
    BadReason,
    MomentClosed,
    NotEnoughCash,
    OrderNotOpen,
    PaymentTakenBack,
    TooLate,
)
from kiosk.money import cash_total, fewest_pieces
from kiosk.paper.documents import Receipt
from kiosk.services.acts import act, from_ms, look, to_ms
from kiosk.services.moments import is_exact
from kiosk.services.orders import Order, find, paper_lines, view
from kiosk.services.printing import Group, queue_job

Method = Literal["cash", "bank", "group"]
Kind = Literal["payment", "undo", "counter_entry", "correction"]

UNDO_WITHIN: Final = timedelta(minutes=5)
"""How long a payment can simply be undone; afterwards it takes a counter-entry."""

MOST_CASH: Final = 1_000_000
"""More cash in cents than anybody hands over the counter: a mistake in tapping."""

LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Payment:
    """A row of the journal. Amounts in cents, negative when money was given back.

    ``total`` is the sum of the lines, ``due`` what was to be paid after legal cash rounding.
    ``received``, ``change`` and ``change_pieces`` (the fewest coins and notes) only with cash.
    ``taken_back`` tells that a payment was undone or reversed, ``reverses`` of which payment this
    row is the reversal. ``moment`` is the one whose till it was; None outside a moment.
    """

    id: int
    key: str
    kind: Kind
    order: int
    number: int
    moment: int | None
    method: Method
    total: int
    due: int
    received: int | None
    change: int | None
    change_pieces: Mapping[int, int]
    reason: str
    at: datetime
    reverses: int | None
    taken_back: bool


@dataclass(frozen=True, slots=True)
class MoneyCheck:
    """Whether the journal is as it was written: ``rows`` looked at, id of the first bad one."""

    rows: int
    ok: bool
    first_bad: int | None


def due_in_cash(order: int) -> int:
    """What an order costs in cash, in cents: rounded only where prices are to the cent.

    Raises OrderNotOpen when there is no such order.
    """
    with look():
        found = find(order)
        return _due(view(found), "cash", models.Moment.get_by_id(found.moment_id))


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
    reason = _reason(reason, needed=method == "group")
    with act():
        paid = models.Money.with_key(key)
        if paid:
            return _payment(paid)
        found = find(order)
        if found.state != "open":
            raise AlreadyPaid() if found.state == "paid" else OrderNotOpen()
        bought, moment = view(found), models.Moment.get_by_id(found.moment_id)
        due = _due(bought, method, moment)
        given = _given(method, due, received)
        models.Order.move(
            order,
            "open",
            "paid",
            number=found.number,
            handed_in_at=found.handed_in_at,
            ended_at=to_ms(at),
        )
        row = models.Money.append(
            key=key,
            kind="payment",
            moment_id=moment.id,
            order_id=order,
            method=method,
            total=bought.total,
            amount=due,
            received=given,
            change=None if given is None else given - due,
            reason=reason,
            volunteer_id=volunteer,
            at=to_ms(at),
        )
        payment = _payment(row)
        receipt = _receipt(payment, bought, moment.day, group)
        queue_job(receipt, at=at, moment=moment.id, order=order, money=row.id)
        return payment


def undo_payment(*, key: str, payment: int, at: datetime, volunteer: int | None) -> Payment:
    """Undo a payment within five minutes: the order waits again, a reversing row is written.

    Returns that row; the same key again returns it too. A clock that went backwards since the
    payment cannot tell how long ago it was, so that is too late as well: a counter-entry always
    works. Raises TooLate, MomentClosed, PaymentTakenBack.
    """
    with act():
        done = models.Money.with_key(key)
        if done:
            return _payment(done)
        paid = _payment_row(payment)
        found = find(paid.order_id or 0)
        if models.Moment.get_by_id(found.moment_id).state != "open":
            raise MomentClosed()
        if not timedelta(0) <= at - from_ms(paid.at) <= UNDO_WITHIN:
            raise TooLate()
        models.Order.move(
            found.id,
            "paid",
            "open",
            number=found.number,
            handed_in_at=found.handed_in_at,
            ended_at=None,
        )
        row = _reverse(paid, key, "undo", "", at, volunteer, found.moment_id)
        return _payment(row)


def counter_entry(
    *, key: str, payment: int, reason: str, at: datetime, volunteer: int | None
) -> Payment:
    """Take a payment back at any later time, with a reason; returns the reversing row.

    While the moment of the order is open the order is cancelled and its goods go back to stock.
    Afterwards the moment stays as it was closed; the money comes out of the till of the moment
    that is open now, or of none. The same key again returns the same row. Raises BadReason,
    PaymentTakenBack.
    """
    reason = _reason(reason, needed=True)
    with act():
        done = models.Money.with_key(key)
        if done:
            return _payment(done)
        paid = _payment_row(payment)
        found = find(paid.order_id or 0)
        now = models.Moment.current()
        if now and now.id == found.moment_id:
            models.Order.move(
                found.id,
                "paid",
                "cancelled",
                number=found.number,
                handed_in_at=found.handed_in_at,
                ended_at=to_ms(at),
            )
            models.OrderLine.put_back(found.id)
        till = now.id if now else None
        return _payment(_reverse(paid, key, "counter_entry", reason, at, volunteer, till))


def recent_payments(limit: int = 20) -> list[Payment]:
    """The last payments of the open moment, newest first; none when no moment is open."""
    with look():
        moment = models.Moment.current()
        rows = models.Money.recent(moment.id, limit) if moment else []
        return [_payment(row) for row in rows]


def verify_money() -> MoneyCheck:
    """Read the whole journal and check every seal.

    Finds a row that was changed, put in, taken out or cut off at the end, and a journal that does
    not agree with what the closings sealed.
    """
    with look():
        sealed = models.Moment.seals()
        last, before = 0, models.FIRST_HASH
        for number, previous, written, should_be in models.Money.journal():
            follows = number == last + 1 and previous == before
            if not follows or written != should_be or sealed.get(number, {written}) != {written}:
                return MoneyCheck(last, False, number)
            last, before = number, written
        if last != max(models.Money.highest_id_ever(), *sealed, 0):
            return MoneyCheck(last, False, last + 1)
        return MoneyCheck(last, True, None)


def _due(order: Order, method: Method, moment: models.Moment) -> int:
    return cash_total(order.total) if method == "cash" and is_exact(moment) else order.total


def _given(method: Method, due: int, received: int | None) -> int | None:
    if method != "cash":
        return None
    given = due if received is None else received
    if not 0 <= given <= MOST_CASH:
        raise BadQuantity()
    if given < due:
        raise NotEnoughCash()
    return given


def _reason(reason: str, *, needed: bool) -> str:
    reason = reason.strip()
    if needed and not reason:
        raise BadReason()
    if len(reason) > LONGEST_REASON:
        raise BadReason(f"Houd het kort: hoogstens {LONGEST_REASON} tekens.")
    return reason


def _payment_row(payment: int) -> models.Money:
    """A payment that still stands. Raises PaymentTakenBack."""
    paid = models.Money.get_or_none(models.Money.id == payment)
    if paid is None or paid.kind != "payment" or models.Money.reversal_of(payment):
        raise PaymentTakenBack()
    return paid


def _reverse(
    paid: models.Money,
    key: str,
    kind: Kind,
    reason: str,
    at: datetime,
    volunteer: int | None,
    till: int | None,
) -> models.Money:
    models.PrintJob.call_off(to_ms(at), money=paid.id)
    models.Audit.note(kind, "money", paid.id, volunteer, to_ms(at))
    return models.Money.append(
        key=key,
        kind=kind,
        moment_id=till,
        order_id=paid.order_id,
        reverses_id=paid.id,
        method=paid.method,
        total=-paid.total,
        amount=-paid.amount,
        reason=reason,
        volunteer_id=volunteer,
        at=to_ms(at),
    )


def _payment(row: models.Money) -> Payment:
    order = find(row.order_id or 0)
    return Payment(
        id=row.id,
        key=row.key,
        kind=cast(Kind, row.kind),
        order=order.id,
        number=order.number or 0,
        moment=row.moment_id,
        method=cast(Method, row.method),
        total=row.total,
        due=row.amount,
        received=row.received,
        change=row.change,
        change_pieces=fewest_pieces(row.change) if row.change else {},
        reason=row.reason,
        at=from_ms(row.at),
        reverses=row.reverses_id,
        taken_back=models.Money.reversal_of(row.id) is not None,
    )


def _receipt(payment: Payment, order: Order, day: str, group: Group) -> Receipt:
    return Receipt(
        group=group.name,
        day=day,
        time=f"{payment.at.astimezone(_zone(group.time_zone)):%H:%M}",
        number=payment.number,
        lines=paper_lines(order, group.language),
        total=payment.total,
        due=payment.due,
        method=payment.method,
        received=payment.received or 0,
        change=payment.change or 0,
        reason=payment.reason,
    )


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
