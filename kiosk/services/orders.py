"""Picking produce: a basket that reserves stock, handed in as an order with a number.

A start releases every basket, so the taps that fill one need not outlast a power cut: each is one
act, but waits for no card. What hands it in does, and keeps what came before with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from db import models
from kiosk.errors import (
    AlreadyPaid,
    BadQuantity,
    EmptyBasket,
    EnoughForHousehold,
    MomentClosed,
    NoMoment,
    OrderNotOpen,
    SoldOut,
)
from kiosk.services.acts import act, look, to_ms
from kiosk.services.order_papers import order_slip
from kiosk.services.printing import Group, queue_job

OrderState = Literal["basket", "open", "paid", "cancelled"]

MOST_OF_ONE = 99
"""More portions of one offer than anybody carries."""


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one offer at one price; ``amount`` is the whole line, in cents.

    An offer whose price was changed while it was in the basket stands on two lines.
    """

    offer: int
    product: str
    portion: str
    quantity: int
    price: int
    amount: int


@dataclass(frozen=True, slots=True)
class Order:
    """A basket or an order; ``total`` in cents.

    The number comes at the first handing in and stays, also when the order goes back to a basket.
    """

    id: int
    key: str
    moment: int
    number: int | None
    state: OrderState
    language: str
    lines: tuple[Line, ...]
    total: int


def add(*, key: str, offer: int, at: datetime, language: str) -> Order:
    """Put one more of an offer in the basket of this visit and reserve it.

    The basket is made with the first one. Raises SoldOut (nothing is written), EnoughForHousehold,
    BadQuantity (more than ``MOST_OF_ONE``), NoMoment, MomentClosed, OrderNotOpen or AlreadyPaid
    when the basket of this key is one no more.
    """
    with act(durable=False):
        moment = models.Moment.current_id()
        wanted = models.Offer.with_id(offer)
        if wanted is None or moment is None:
            raise NoMoment()
        if wanted.moment_id != moment:
            raise MomentClosed()
        basket_ = _basket(key) or models.Order.create(
            key=key, moment=moment, state="basket", language=language, started_at=to_ms(at)
        )
        if not models.Offer.take_one(offer):
            raise SoldOut()
        models.OrderLine.add_one(basket_.id, wanted)
        order = view(basket_)
        has = sum(line.quantity for line in order.lines if line.offer == offer)
        if wanted.per_order is not None and has > wanted.per_order:
            raise EnoughForHousehold()
        if has > MOST_OF_ONE:
            raise BadQuantity()
        return order


def take_back(*, key: str, offer: int, at: datetime) -> Order:
    """Put one of an offer back from the basket of this visit; what is not in it stays out.

    Raises EmptyBasket without a basket, OrderNotOpen or AlreadyPaid when it is one no more.
    """
    with act(durable=False):
        basket_ = _basket(key)
        if basket_ is None:
            raise EmptyBasket()
        line = models.OrderLine.newest(basket_.id, offer)
        if line:
            models.OrderLine.drop_one(line)
            models.Offer.put_back(offer, 1)
        return view(basket_)


def basket(key: str) -> Order | None:
    """The basket of a visit, or None when it has none (any more)."""
    with look():
        found = models.Order.with_key(key)
        return view(found) if found and found.state == "basket" else None


def order_of(key: str) -> Order | None:
    """The basket or order of a visit in whatever state, or None."""
    with look():
        found = models.Order.with_key(key)
        return view(found) if found else None


def cancel_basket(key: str, at: datetime) -> None:
    """Everything in the basket of a visit goes back; an order handed in stays as it is."""
    with act(durable=False):
        found = models.Order.with_key(key)
        if found and found.state == "basket":
            _release(found, at)


def release_baskets(at: datetime) -> int:
    """After a start: baskets that a power cut left behind go back; returns how many."""
    with act():
        return release_all(at)


def release_all(at: datetime) -> int:
    """Release every basket, within an act; returns how many."""
    left_behind = models.Order.live("basket")
    for found in left_behind:
        _release(found, at)
    return len(left_behind)


def hand_in_order(*, key: str, at: datetime, group: Group, language: str | None = None) -> Order:
    """Hand the basket in: it gets a number, its slip is queued. The same key again: same order.

    ``language`` is that of the person now, when it is not the one of the first tap any more: the
    papers of the order follow it.

    Raises EmptyBasket, OrderNotOpen when the basket was given up.
    """
    with act():
        found = models.Order.with_key(key)
        if found is None:
            raise EmptyBasket()
        if found.handed_in_at is not None:
            return view(found)
        if found.state != "basket":
            raise OrderNotOpen()
        if language and language != found.language:
            found.language = language
            found.save(only=[models.Order.language])
        order = view(found)
        if not order.lines:
            raise EmptyBasket()
        number = found.number or models.Moment.next_number(found.moment_id)
        _move(found, "open", number=number, handed_in_at=to_ms(at))
        moment = models.Moment.get_by_id(found.moment_id)
        slip = order_slip(order, number, moment.day, group)
        queue_job(slip, at=at, moment=moment.id, order=found.id)
        return reload(found.id)


def undo_hand_in(*, key: str, at: datetime) -> Order:
    """Back to picking: the order is a basket again and a slip that still waits does not print.

    The number stays with it, so that a slip that came out already is not somebody else's.
    Twice is once. Raises EmptyBasket, AlreadyPaid, OrderNotOpen when it was cancelled.
    """
    with act():
        found = models.Order.with_key(key)
        if found is None:
            raise EmptyBasket()
        if found.state == "basket":
            return view(found)
        _refuse_unless(found, "open")
        _move(found, "basket", number=found.number)
        models.PrintJob.call_off(to_ms(at), order=found.id)
        return reload(found.id)


def open_orders() -> list[Order]:
    """The orders that wait at the counter, oldest first."""
    with look():
        return [view(found) for found in models.Order.live("open")]


def cancel_order(*, order: int, at: datetime, volunteer: int | None) -> Order:
    """A volunteer cancels an order that waits: its stock goes back. Twice is once.

    Raises AlreadyPaid, OrderNotOpen.
    """
    with act():
        found = find(order)
        if found.state == "cancelled":
            return view(found)
        _refuse_unless(found, "open")
        _move(
            found,
            "cancelled",
            number=found.number,
            handed_in_at=found.handed_in_at,
            ended_at=to_ms(at),
        )
        models.OrderLine.put_back(found.id)
        models.PrintJob.call_off(to_ms(at), order=found.id)
        models.Audit.note("cancel_order", "order", found.id, volunteer, to_ms(at))
        return reload(found.id)


def find(order: int) -> models.Order:
    """The row of an order, within an act. Raises OrderNotOpen when there is none."""
    found = models.Order.get_or_none(models.Order.id == order)
    if found is None:
        raise OrderNotOpen()
    return found


def reload(order: int) -> Order:
    """The order as it was just written, within an act."""
    return view(find(order))


def view(found: models.Order) -> Order:
    """The row of an order with its lines as plain data."""
    lines = tuple(
        Line(row.offer, row.product, row.portion, row.quantity, row.price, row.quantity * row.price)
        for row in models.OrderLine.of(found.id)
    )
    return Order(
        id=found.id,
        key=found.key,
        moment=found.moment_id,
        number=found.number,
        state=cast(OrderState, found.state),
        language=found.language,
        lines=lines,
        total=sum(line.amount for line in lines),
    )


def _basket(key: str) -> models.Order | None:
    """The basket of this key, None when there is none yet."""
    found = models.Order.with_key(key)
    if found is not None:
        _refuse_unless(found, "basket")
    return found


def _refuse_unless(found: models.Order, state: OrderState) -> None:
    if found.state == state:
        return
    raise AlreadyPaid() if found.state == "paid" else OrderNotOpen()


def _release(found: models.Order, at: datetime) -> None:
    _move(found, "cancelled", number=found.number, ended_at=to_ms(at))
    models.OrderLine.put_back(found.id)


def _move(
    found: models.Order,
    state: OrderState,
    *,
    number: int | None,
    handed_in_at: int | None = None,
    ended_at: int | None = None,
) -> None:
    moved = models.Order.move(
        found.id,
        found.state,
        state,
        number=number,
        handed_in_at=handed_in_at,
        ended_at=ended_at,
    )
    if not moved:
        raise OrderNotOpen()
