"""Closing the day."""

from __future__ import annotations

import pytest

from kiosk.errors import BadQuantity, BadReason, MomentClosed, NoMoment, NoPaper, OpenOrders
from kiosk.paper.documents import TallyStrip
from kiosk.services import checkins, moments, orders, payments, printing, tally
from kiosk.services.backups import make_backup
from tests.services.day import (
    DAY,
    GROUP,
    at,
    check_invariants,
    hand_in,
    key,
    open_day,
    pay,
    pick,
)

pytestmark = pytest.mark.usefixtures("db")


def close(
    moment: int,
    leftovers: dict[int, dict[str, int]] | None = None,
    counted: dict[int, int] | None = None,
    reason: str = "",
    name: str = "",
) -> tally.Tally:
    return tally.close_moment(
        key=name or key("close"),
        moment=moment,
        leftovers=leftovers or {},
        counted=counted or {},
        reason=reason,
        at=at(120),
        volunteer=None,
        group=GROUP,
    )


def test_the_day_adds_up() -> None:
    opened = open_day()
    prei, wortel, appel = (offer.id for offer in opened.offers)
    checkins.check_in(
        key="v", adults=2, children=1, helps=("coffee", "dishes"), language="nl", at=at(1)
    )
    pay(hand_in(prei, prei, wortel))
    for method, reason in (("bank", ""), ("group", "nieuw in de buurt")):
        payments.take_payment(
            key=key(),
            order=hand_in(appel).id,
            method="bank" if method == "bank" else "group",
            reason=reason,
            at=at(3),
            volunteer=None,
            group=GROUP,
        )
    pick(wortel)  # somebody walked away
    shown = tally.preview(opened.id)
    assert [(line.opening, line.sold, line.left) for line in shown.lines] == [
        (5, 2, 3),
        (10, 1, 9),
        (3, 2, 1),
    ]
    assert (shown.baskets, shown.open_orders, shown.visits.count) == (1, (), 1)

    closed = close(
        opened.id,
        {prei: {"soup": 1, "spoiled": 1}, wortel: {"back": 10}, appel: {"given": 1}},
        {200: 10, 100: 1, 2: 1},
        " een muntje zoek ",
        name="c",
    )
    assert [line.difference for line in closed.lines] == [-1, 1, 0]
    assert (closed.expected_cash, closed.counted_cash, closed.cash_difference) == (2285, 2102, -183)
    assert (closed.cash, closed.bank, closed.on_group) == (285, 175, 175)
    assert closed.reason == "een muntje zoek"
    assert tally.tally(opened.id) == closed
    assert close(opened.id, name="c") == closed
    assert moments.current_moment() is None

    strips = [job for number in range(1, 20) if (job := _job(number)) and job.kind == "tally_strip"]
    assert len(strips) == 1
    strip = strips[0].document
    assert isinstance(strip, TallyStrip)
    assert (strip.day, strip.visits, strip.adults, strip.children) == (DAY.isoformat(), 1, 2, 1)
    assert strip.helps == 1
    assert strip.lines[0].leftovers == {"soep": 1, "bedorven": 1}
    assert [line.difference for line in strip.lines] == [-1, 1, 0]
    assert (strip.expected_cash, strip.counted_cash) == (2285, 2102)
    assert (strip.cash_payments, strip.bank, strip.on_group) == (285, 175, 175)
    check_invariants()


def _job(number: int) -> printing.Job | None:
    try:
        return printing.find_job(number)
    except NoPaper:
        return None


def test_nothing_counted_never_blocks() -> None:
    opened = open_day()
    closed = close(opened.id)
    assert [line.difference for line in closed.lines] == [-5, -10, -3]
    assert closed.cash_difference == -2000
    check_invariants()


def test_open_orders_come_first_and_nothing_is_half_closed() -> None:
    opened = open_day()
    order = hand_in(opened.offers[0].id)
    visit = pick(opened.offers[0].id)
    with pytest.raises(OpenOrders):
        close(opened.id)
    assert [waiting.id for waiting in tally.preview(opened.id).open_orders] == [order.id]
    assert orders.basket(visit) is not None
    orders.cancel_order(order=order.id, at=at(100), volunteer=None)
    assert close(opened.id).lines[0].sold == 0


def test_counts_that_cannot_be() -> None:
    opened = open_day()
    prei = opened.offers[0].id
    for leftovers in ({99: {"soup": 1}}, {prei: {"eaten": 1}}, {prei: {"soup": -1}}):
        with pytest.raises(BadQuantity):
            close(opened.id, leftovers)
    with pytest.raises(BadQuantity):
        close(opened.id, counted={7: 1})
    with pytest.raises(BadReason):
        close(opened.id, reason="x" * 501)
    with pytest.raises(NoMoment):
        tally.tally(opened.id)
    assert moments.current_moment() is not None


def test_closed_is_final() -> None:
    opened = open_day()
    close(opened.id)
    with pytest.raises(MomentClosed):
        close(opened.id)
    with pytest.raises(MomentClosed):
        tally.preview(opened.id)
    with pytest.raises(NoMoment):
        close(99)


def test_the_backup_after_it_is_a_good_copy() -> None:
    import db as store

    close(open_day().id)
    copy = make_backup(at(121), "close")
    assert copy.parent.name == "backups"
    assert store.is_good(copy)
