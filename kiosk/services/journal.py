"""The journal of money: its rows as payments, taking them back, and checking the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, cast

import db
from db import models
from kiosk.errors import BadQuantity, BadReason, NotEnoughCash, PaymentTakenBack
from kiosk.money import cash_total, euros, fewest_pieces
from kiosk.paper.documents import PaperLine, Receipt
from kiosk.script import one_line
from kiosk.services.acts import from_ms, local_time, look, to_ms
from kiosk.services.moments import is_exact
from kiosk.services.printing import Group

Method = Literal["cash", "bank", "group"]
Kind = Literal["payment", "undo", "counter_entry", "correction"]

MOST_CASH: Final = 1_000_000
"""More cash in cents than anybody hands over the counter: a mistake in tapping."""

LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Payment:
    """A row of the journal. Amounts in cents, negative when money was given back.

    It is about an ``order`` or a ``booking``, with the ``number`` of its slip (0: none).
    ``total`` is the sum of the lines, ``due`` what was to be paid after legal cash rounding.
    ``received``, ``change`` and ``change_pieces`` (the fewest coins and notes) only with cash.
    ``taken_back`` tells that a payment was undone or reversed, ``reverses`` of which payment this
    row is the reversal. ``moment`` is the one whose till it was; None outside a moment.
    """

    id: int
    key: str
    kind: Kind
    order: int | None
    booking: int | None
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


def to_give_back(reversal: Payment) -> str:
    """What a volunteer does with the money that a reversing row gives back: how much, and how."""
    amount = euros(abs(reversal.due))
    return {
        "cash": f"Geef {amount} cash terug.",
        "bank": f"Stort {amount} terug via de bank.",
        "group": "Geen geld terug: de groep betaalde.",
    }[reversal.method]


def verify_money() -> MoneyCheck:
    """Read the whole journal and check every seal.

    Finds a row that was changed, put in, taken out or cut off at the end, and a journal that does
    not agree with what the closings sealed.
    """
    with look():
        chain = db.check_money()
    return MoneyCheck(chain.rows, chain.first_bad is None, chain.first_bad)


def due(total: int, method: Method, moment: models.Moment | None) -> int:
    """What a total costs: rounded as the law says, in cash and where prices are to the cent."""
    exact = method == "cash" and moment is not None and is_exact(moment)
    return cash_total(total) if exact else total


def enter(
    *,
    key: str,
    order: int | None = None,
    booking: int | None = None,
    method: Method,
    total: int,
    amount: int,
    received: int | None,
    reason: str,
    at: datetime,
    volunteer: int | None,
    till: int | None,
) -> Payment:
    """Write a payment down, within an act; ``till`` is the moment whose till it goes into.

    ``received`` is the cash given, None for exactly the ``amount``. Raises NotEnoughCash,
    BadQuantity.
    """
    given = _given(method, amount, received)
    row = models.Money.append(
        key=key,
        kind="payment",
        moment_id=till,
        order_id=order,
        booking_id=booking,
        method=method,
        total=total,
        amount=amount,
        received=given,
        change=None if given is None else given - amount,
        reason=reason,
        volunteer_id=volunteer,
        at=to_ms(at),
    )
    models.Audit.note("payment", "money", row.id, volunteer, to_ms(at))
    return payment_of(row)


def reverse(
    paid: models.Money,
    *,
    key: str,
    kind: Literal["undo", "counter_entry"],
    reason: str,
    at: datetime,
    volunteer: int | None,
    till: int | None,
) -> Payment:
    """Write down that a payment is given back, within an act; its papers are called off."""
    models.PrintJob.call_off(to_ms(at), money=paid.id)
    models.Audit.note(kind, "money", paid.id, volunteer, to_ms(at))
    row = models.Money.append(
        key=key,
        kind=kind,
        moment_id=till,
        order_id=paid.order_id,
        booking_id=paid.booking_id,
        reverses_id=paid.id,
        method=paid.method,
        total=-paid.total,
        amount=-paid.amount,
        reason=reason,
        volunteer_id=volunteer,
        at=to_ms(at),
    )
    return payment_of(row)


def standing(payment: int) -> models.Money:
    """The row of a payment that was not taken back. Raises PaymentTakenBack."""
    paid = models.Money.get_or_none(models.Money.id == payment)
    if paid is None or paid.kind != "payment" or models.Money.reversal_of(payment):
        raise PaymentTakenBack()
    return paid


def payment_of(row: models.Money) -> Payment:
    """A row of the journal as plain data, within an act."""
    about: models.Order | models.Booking = (
        models.Order.get_by_id(row.order_id)
        if row.booking_id is None
        else models.Booking.get_by_id(row.booking_id)
    )
    return Payment(
        id=row.id,
        key=row.key,
        kind=cast(Kind, row.kind),
        order=row.order_id,
        booking=row.booking_id,
        number=about.number or 0,
        moment=row.moment_id,
        method=method_of(row),
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


def method_of(row: models.Money) -> Method:
    """How a row was paid."""
    return cast(Method, row.method)


def check_reason(reason: str, *, needed: bool) -> str:
    """A reason as it is kept: on one line. Raises BadReason."""
    reason = one_line(reason)
    if needed and not reason:
        raise BadReason()
    if len(reason) > LONGEST_REASON:
        raise BadReason(f"Houd het kort: hoogstens {LONGEST_REASON} tekens.")
    return reason


def receipt(
    payment: Payment, lines: tuple[PaperLine, ...], day: str, language: str, group: Group
) -> Receipt:
    """The paper that proves a payment; ``day`` is that of the moment, ISO."""
    return Receipt(
        group=group.name,
        day=day,
        time=local_time(payment.at, group.time_zone),
        number=payment.number,
        lines=lines,
        total=payment.total,
        due=payment.due,
        method=payment.method,
        received=payment.received or 0,
        change=payment.change or 0,
        reason=payment.reason,
        language=language,
    )


def _given(method: Method, due: int, received: int | None) -> int | None:
    if method != "cash":
        return None
    given = due if received is None else received
    if not 0 <= given <= MOST_CASH:
        raise BadQuantity()
    if given < due:
        raise NotEnoughCash()
    return given
