"""Picking and handing in."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest

import db as store
from kiosk.errors import (
    AlreadyPaid,
    BadQuantity,
    EmptyBasket,
    EnoughForHousehold,
    KioskError,
    MomentClosed,
    NoMoment,
    OrderNotOpen,
    SoldOut,
)
from kiosk.paper.documents import OrderSlip, Receipt
from kiosk.services import moments, orders, printing, tally
from kiosk.services.moments import OfferDraft
from tests.services.day import (
    DAY,
    FREE,
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


def stock() -> list[int]:
    moment = moments.current_moment()
    assert moment is not None
    return [offer.available for offer in moment.offers]


def test_a_basket_waits_for_no_card_and_an_order_does(
    db: store.KioskDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    prei, *_ = (offer.id for offer in open_day().offers)
    synced: list[bool] = []
    real = store.connection.transaction

    def transaction(*, durable: bool = True) -> AbstractContextManager[None]:
        synced.append(durable)
        return real(durable=durable)

    monkeypatch.setattr(store, "transaction", transaction)
    visit = pick(prei, prei)
    orders.take_back(key=visit, offer=prei, at=at(2))
    orders.hand_in_order(key=visit, at=at(2), group=GROUP)
    orders.undo_hand_in(key=visit, at=at(3))
    orders.cancel_basket(visit, at(4))
    assert synced == [False, False, False, True, True, False]


def test_a_tap_reserves_and_a_minus_gives_back() -> None:
    prei, wortel, _ = (offer.id for offer in open_day().offers)
    visit = pick(prei, prei, wortel)
    basket = orders.basket(visit)
    assert basket is not None
    assert [(line.product, line.quantity, line.amount) for line in basket.lines] == [
        ("prei", 2, 170),
        ("wortel", 1, 115),
    ]
    assert (basket.total, basket.number, basket.state) == (285, None, "basket")
    assert stock() == [3, 9, 3]
    orders.take_back(key=visit, offer=prei, at=at(2))
    orders.take_back(key=visit, offer=wortel, at=at(2))
    left = orders.take_back(key=visit, offer=wortel, at=at(2))
    assert [(line.product, line.quantity) for line in left.lines] == [("prei", 1)]
    assert stock() == [4, 10, 3]
    check_invariants()


def test_the_last_one_is_sold_out_and_leaves_no_empty_basket() -> None:
    appel = open_day().offers[2].id
    visit = pick(appel, appel, appel)
    with pytest.raises(SoldOut):
        pick(appel, visit="second")
    assert orders.order_of("second") is None
    with pytest.raises(SoldOut):
        pick(appel, visit=visit)
    orders.take_back(key=visit, offer=appel, at=at(2))
    pick(appel, visit="second")
    assert stock() == [5, 10, 0]


def test_the_same_product_at_a_new_price_gives_the_newest_back_first() -> None:
    opened = open_day()
    prei = opened.offers[0].id
    visit = pick(prei)
    moments.amend_offers(moment=opened.id, offers=(OfferDraft("prei", "bunch", 199, 5),), at=at(2))
    pick(prei, visit=visit)
    assert orders.take_back(key=visit, offer=prei, at=at(3)).total == 85


def test_free_goods_are_shared() -> None:
    banaan = open_day((FREE,)).offers[0].id
    visit = pick(banaan, banaan)
    with pytest.raises(EnoughForHousehold):
        pick(banaan, visit=visit)
    assert orders.hand_in_order(key=visit, at=at(2), group=GROUP).total == 0
    assert stock() == [18]


def test_nobody_carries_a_hundred() -> None:
    prei = open_day((OfferDraft("prei", "bunch", 149, 200),)).offers[0].id
    visit = pick(*[prei] * orders.MOST_OF_ONE)
    with pytest.raises(BadQuantity):
        pick(prei, visit=visit)


def test_only_what_is_on_offer_now() -> None:
    with pytest.raises(NoMoment):
        pick(1)
    opened = open_day()
    with pytest.raises(NoMoment):
        pick(99)
    tally.close_moment(key=key(), moment=opened.id, leftovers={}, counted={}, at=at(9), group=GROUP)
    open_day(minutes=10)
    with pytest.raises(MomentClosed):
        pick(opened.offers[0].id)


def test_handing_in_gives_a_number_and_a_slip() -> None:
    prei, wortel, _ = (offer.id for offer in open_day().offers)
    first = hand_in(prei, prei, wortel)
    second = hand_in(prei)
    assert (first.number, second.number, first.state) == (1, 2, "open")
    assert [order.number for order in orders.open_orders()] == [1, 2]
    job = printing.next_job(at(2))
    assert job is not None and isinstance(job.document, OrderSlip)
    assert job.number == 1
    assert (job.document.group, job.document.day) == ("De Brug", DAY.isoformat())
    assert (job.document.number, job.document.total) == (1, 285)
    assert [(line.picture, line.quantity, line.amount) for line in job.document.lines] == [
        ("prei", 2, 170),
        ("wortel", 1, 115),
    ]


@pytest.mark.parametrize(
    ("language", "word", "own_word"),
    [("ar", "prei", "كراث"), ("nl", "prei", ""), (None, "prei", "")],
)
def test_papers_follow_the_language_of_the_person_under_that_of_the_volunteers(
    language: str | None, word: str, own_word: str
) -> None:
    order = orders.hand_in_order(
        key=pick(open_day().offers[0].id), at=at(2), group=GROUP, language=language
    )
    assert order.language == (language or "nl")
    pay(order)
    papers = [job.document for job in printing.jobs_of(order=order.id)]
    assert {type(paper) for paper in papers} == {OrderSlip, Receipt}
    for paper in papers:
        assert isinstance(paper, OrderSlip | Receipt)
        assert paper.language == (language or "nl")
        assert [(line.word, line.own_word) for line in paper.lines] == [(word, own_word)]


def test_handing_in_twice_is_once() -> None:
    prei = open_day().offers[0].id
    visit = pick(prei)
    first = orders.hand_in_order(key=visit, at=at(2), group=GROUP)
    assert orders.hand_in_order(key=visit, at=at(2), group=GROUP) == first
    pay(first)
    again = orders.hand_in_order(key=visit, at=at(4), group=GROUP)
    assert (again.id, again.number, again.state) == (first.id, 1, "paid")
    assert len([job for job in printing.jobs_of(order=first.id) if job.kind == "order_slip"]) == 1
    orders.cancel_basket(visit, at(5))
    assert stock()[0] == 4


def test_an_empty_basket_is_not_handed_in() -> None:
    prei = open_day().offers[0].id
    with pytest.raises(EmptyBasket):
        orders.hand_in_order(key="nobody", at=at(), group=GROUP)
    with pytest.raises(EmptyBasket):
        orders.take_back(key="nobody", offer=prei, at=at())
    with pytest.raises(EmptyBasket):
        orders.undo_hand_in(key="nobody", at=at())
    visit = pick(prei)
    orders.take_back(key=visit, offer=prei, at=at())
    with pytest.raises(EmptyBasket):
        orders.hand_in_order(key=visit, at=at(), group=GROUP)
    orders.cancel_basket(visit, at())
    with pytest.raises(OrderNotOpen):
        orders.hand_in_order(key=visit, at=at(), group=GROUP)


def test_undoing_the_hand_in_goes_back_to_picking_with_the_same_number() -> None:
    prei, wortel, _ = (offer.id for offer in open_day().offers)
    visit = pick(prei)
    orders.hand_in_order(key=visit, at=at(2), group=GROUP)
    hand_in(wortel)
    back = orders.undo_hand_in(key=visit, at=at(2))
    assert back.state == "basket"
    assert orders.undo_hand_in(key=visit, at=at(2)) == back
    assert [job.state for job in printing.jobs_of(order=back.id)] == ["cancelled"]
    assert [order.number for order in orders.open_orders()] == [2]
    pick(wortel, visit=visit)
    again = orders.hand_in_order(key=visit, at=at(3), group=GROUP)
    assert (again.number, again.total) == (1, 200)
    assert [job.state for job in printing.jobs_of(order=back.id)] == ["cancelled", "queued"]
    pay(again)
    with pytest.raises(AlreadyPaid):
        orders.undo_hand_in(key=visit, at=at(4))
    with pytest.raises(AlreadyPaid):
        pick(prei, visit=visit)
    check_invariants()


def test_giving_up_gives_back() -> None:
    prei, wortel, _ = (offer.id for offer in open_day().offers)
    visit = pick(prei, wortel)
    orders.cancel_basket(visit, at(2))
    orders.cancel_basket(visit, at(2))
    orders.cancel_basket("nobody", at(2))
    assert stock() == [5, 10, 3]
    assert orders.basket(visit) is None
    with pytest.raises(OrderNotOpen):
        pick(prei, visit=visit)


def test_a_restart_releases_every_basket_and_no_order() -> None:
    prei, wortel, _ = (offer.id for offer in open_day().offers)
    pick(prei)
    pick(wortel)
    hand_in(prei)
    assert orders.release_baskets(at(5)) == 2
    assert orders.release_baskets(at(5)) == 0
    assert stock() == [4, 10, 3]
    check_invariants()


def test_the_volunteer_cancels_an_order() -> None:
    prei = open_day().offers[0].id
    order = hand_in(prei, prei)
    cancelled = orders.cancel_order(order=order.id, at=at(3), volunteer=None)
    assert cancelled.state == "cancelled"
    assert orders.cancel_order(order=order.id, at=at(3), volunteer=None) == cancelled
    assert stock()[0] == 5
    assert [job.state for job in printing.jobs_of(order=order.id)] == ["cancelled"]
    paid = hand_in(prei)
    pay(paid)
    with pytest.raises(AlreadyPaid):
        orders.cancel_order(order=paid.id, at=at(4), volunteer=None)
    with pytest.raises(OrderNotOpen):
        orders.cancel_order(order=99, at=at(4), volunteer=None)


def test_many_hands_never_take_the_last_crate_twice() -> None:
    prei = open_day((OfferDraft("prei", "bunch", 149, 25),)).offers[0].id
    ready = threading.Barrier(6)

    def grab(person: int) -> int:
        ready.wait()
        taken = 0
        for round_ in range(10):
            try:
                pick(prei, visit=f"{person}-{round_ // 4}")
                taken += 1
            except SoldOut:
                pass
        store.close_connection()
        return taken

    with ThreadPoolExecutor(6) as people:
        taken = sum(people.map(grab, range(6)))
    assert taken == 25
    assert stock() == [0]
    check_invariants()


def test_two_fingers_hand_in_one_order() -> None:
    prei = open_day().offers[0].id
    visit = pick(prei)
    ready = threading.Barrier(4)

    def done(_finger: int) -> int | None:
        ready.wait()
        order = orders.hand_in_order(key=visit, at=at(2), group=GROUP)
        store.close_connection()
        return order.number

    with ThreadPoolExecutor(4) as fingers:
        assert list(fingers.map(done, range(4))) == [1, 1, 1, 1]
    assert len(orders.open_orders()) == 1


def test_every_refusal_has_a_sentence_and_a_picture() -> None:
    with pytest.raises(KioskError) as refusal:
        pick(1)
    assert str(refusal.value) == "Er is nog geen dag geopend."
    assert refusal.value.picture == "closed"
