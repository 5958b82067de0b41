"""Opening and amending a moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from db.connection import KioskDatabase
from kiosk.errors import (
    BadPrice,
    BadQuantity,
    ClockBehind,
    KioskError,
    MomentClosed,
    MomentOpen,
    NotStored,
    OfferTwice,
    PriceOutOfRange,
    PriceTooLow,
)
from kiosk.money import PriceRule
from kiosk.services import clock, moments, orders, payments, tally
from kiosk.services.moments import OfferDraft
from tests.services.day import (
    DAY,
    FREE,
    GROUP,
    LIST,
    at,
    check_invariants,
    hand_in,
    key,
    open_day,
    pay,
    pick,
)

pytestmark = pytest.mark.usefixtures("db")


def close_day(moment: int, minutes: float = 60) -> tally.Tally:
    return tally.close_moment(
        key=key("close"), moment=moment, leftovers={}, counted={}, at=at(minutes), group=GROUP
    )


def test_opening_prices_the_list() -> None:
    assert moments.current_moment() is None
    opened = open_day((*LIST, FREE))
    assert opened.float_cents == 2000
    assert [(o.product, o.price, o.available, o.position) for o in opened.offers] == [
        ("prei", 85, 5, 0),
        ("wortel", 115, 10, 1),
        ("appel", 175, 3, 2),
        ("banaan", 0, 20, 3),
    ]
    assert moments.current_moment() == opened


def test_opening_twice_is_once() -> None:
    def opening(name: str) -> moments.MomentView:
        return moments.open_moment(
            key=name,
            kind="soup",
            offers=LIST,
            float_pieces={},
            rule=PriceRule(55, "exact"),
            at=at(),
            day=DAY,
        )

    first = opening("one")
    assert opening("one") == first
    assert first.rule == PriceRule(55, "exact")
    with pytest.raises(MomentOpen):
        opening("two")
    close_day(first.id)
    assert opening("one").id == first.id
    assert moments.current_moment() is None


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (OfferDraft("ajuin", "bunch", 0, 1), PriceTooLow),
        (OfferDraft("ajuin", "bunch", 8, 1), PriceTooLow),
        (OfferDraft("ajuin", "bunch", -149, 1), PriceOutOfRange),
        (OfferDraft("ajuin", "bunch", 10_000, 1), PriceOutOfRange),
        (OfferDraft("ajuin", "bunch", 149, -1), BadQuantity),
        (OfferDraft("ajuin", "bunch", 149, 10_000), BadQuantity),
        (OfferDraft("ajuin", "bunch", 0, 1, free=True, per_order=0), BadQuantity),
        (OfferDraft("ajuin", "bunch", 149, 1, free=True), BadPrice),
        (OfferDraft("wortel", "bag_1kg", 149, 1), OfferTwice),
    ],
)
def test_a_list_that_cannot_be_opens_nothing(draft: OfferDraft, refusal: type[KioskError]) -> None:
    with pytest.raises(refusal):
        open_day((*LIST, draft))
    assert moments.current_moment() is None


@pytest.mark.parametrize("pieces", [{3: 1}, {200: -1}, {200: 10_000}])
def test_a_float_that_cannot_be_opens_nothing(pieces: Mapping[int, int]) -> None:
    with pytest.raises(BadQuantity):
        open_day(pieces=pieces)
    assert moments.current_moment() is None


def test_the_last_list_comes_back_as_it_was() -> None:
    assert moments.last_offers() == ()
    first = open_day((*LIST, FREE))
    close_day(first.id)
    assert moments.last_offers() == (*LIST, FREE)
    soup = open_day((), minutes=70)
    assert moments.last_offers() == (*LIST, FREE)
    close_day(soup.id, minutes=80)


def test_amending_changes_what_is_named_and_only_later_taps() -> None:
    opened = open_day()
    prei = opened.offers[0].id
    visit = pick(prei)
    changes = (
        OfferDraft("prei", "bunch", 199, 7),
        OfferDraft("ajuin", "bag_1kg", 99, 4),
    )
    amended = moments.amend_offers(moment=opened.id, offers=changes, at=at(5))
    assert amended == moments.amend_offers(moment=opened.id, offers=changes, at=at(6))
    assert [(o.product, o.price, o.opening, o.available) for o in amended.offers] == [
        ("prei", 115, 7, 6),
        ("wortel", 115, 10, 10),
        ("appel", 175, 3, 3),
        ("ajuin", 55, 4, 4),
    ]
    basket = orders.add(key=visit, offer=prei, at=at(7), language="nl")
    assert [(line.quantity, line.price) for line in basket.lines] == [(1, 85), (1, 115)]
    assert basket.total == 200
    check_invariants()


def test_stock_cannot_be_amended_below_what_is_taken() -> None:
    opened = open_day()
    prei = opened.offers[0].id
    pick(prei, prei)
    with pytest.raises(BadQuantity, match="Er is al meer"):
        moments.amend_offers(
            moment=opened.id, offers=(OfferDraft("prei", "bunch", 199, 1),), at=at(5)
        )
    now = moments.current_moment()
    assert now is not None and now.offers[0].price == 85
    moments.amend_offers(moment=opened.id, offers=(OfferDraft("prei", "bunch", 149, 2),), at=at(5))
    close_day(opened.id)
    with pytest.raises(MomentClosed):
        moments.amend_offers(moment=opened.id, offers=LIST, at=at(90))


@pytest.mark.parametrize(
    ("last", "closing"),
    [
        # The clock went back while the moment was open ...
        (lambda opened: pick(opened.offers[0].id, minutes=30), 20),
        (lambda opened: pay(hand_in(opened.offers[0].id), minutes=30), 20),
        # ... or after it was closed.
        (lambda opened: moments.amend_offers(moment=opened.id, offers=(), at=at(20)), 30),
    ],
)
def test_a_clock_before_the_last_record_keeps_the_day_closed(
    last: Callable[[moments.MomentView], object], closing: float
) -> None:
    opened = open_day()
    last(opened)
    close_day(opened.id, minutes=closing)

    def opening(minutes: float) -> moments.MomentView:
        return moments.open_moment(
            key=key("open"),
            kind="produce",
            offers=(),
            float_pieces={},
            rule=PriceRule(),
            at=at(minutes),
            day=DAY,
        )

    with pytest.raises(ClockBehind, match=r"14/03/2026.*14/03/2026"):
        opening(29)
    # A week earlier, confirmed by the volunteer: from now on that is the time.
    week = -7 * 24 * 60
    clock.confirm(at(week), was=at(29), boot="", uptime=timedelta(0), volunteer=None)
    confirmed = opening(week)
    close_day(confirmed.id, minutes=week + 1)
    with pytest.raises(ClockBehind):
        opening(week)
    later = opening(week + 2)
    assert later.opened_at == at() - timedelta(days=7) + timedelta(minutes=2)


def test_a_full_disk_is_told_and_changes_nothing(db: KioskDatabase) -> None:
    opened = open_day()
    order = hand_in(opened.offers[0].id)
    db.pragma("max_page_count", db.pragma("page_count"))
    with pytest.raises(NotStored, match="vol"):
        for number in range(1000):
            payments.take_payment(
                key=f"full {number}",
                order=order.id,
                method="group",
                reason="x" * 500,
                at=at(3),
                volunteer=None,
                group=GROUP,
            )
            payments.undo_payment(
                key=f"undo {number}", payment=number * 2 + 1, at=at(3), volunteer=None
            )
    db.pragma("max_page_count", 1_000_000)
    check_invariants()
    assert pick(opened.offers[0].id)
