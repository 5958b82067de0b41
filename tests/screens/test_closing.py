"""Closing the day: orders that wait come first, then crates, cash, the result, and it is final."""

from __future__ import annotations

import pytest

from kiosk.services import orders
from tests.screens.hands import Hands

STATE = "SELECT state FROM moment ORDER BY id DESC LIMIT 1"
EXPECTED = """SELECT float_cents + (SELECT coalesce(sum(amount), 0) FROM money
    WHERE method = 'cash' AND moment_id = moment.id) FROM moment"""


def count_cash(kiosk: Hands, cents: int) -> None:
    """Count so much, tapping as few coins and notes as possible."""
    for piece in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1):
        kiosk.tap("PieceCounter", cents=piece, times=cents // piece)
        cents %= piece


def test_orders_that_wait_come_first(kiosk: Hands) -> None:
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    assert kiosk.at == "counter"
    assert kiosk.reads("open bestellingen")
    kiosk.frames(3)
    for _ in orders.open_orders():
        kiosk.tap(picture="bin_bag")
        kiosk.tap(picture="bin_bag")
    kiosk.tap(picture="arrow_back")
    kiosk.tap(word="Dag sluiten")
    assert kiosk.at == "close_crates"


def test_a_number_before_its_reason_is_asked_about(kiosk: Hands) -> None:
    kiosk.settle_orders()
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.type("4")
    assert kiosk.reads("Tik eerst waar de rest naartoe gaat")
    kiosk.tap("FieldTile", label="soep")
    kiosk.type("4")
    assert kiosk.screen.soup == "4"


def test_an_order_that_came_in_meanwhile_is_not_lost(kiosk: Hands) -> None:
    kiosk.settle_orders()
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap(word="Kassa")
    kiosk.tap(word="Geteld")
    offer = kiosk.one("SELECT id FROM offer WHERE available > 0 LIMIT 1")
    orders.add(key="late", offer=offer, at=kiosk.now.wall(), language="nl")
    orders.hand_in_order(key="late", at=kiosk.now.wall(), group=kiosk.app.group)
    kiosk.tap(word="Sluiten")
    assert kiosk.one(STATE) == "open"
    assert kiosk.reads("bestellingen")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [(0, "De kas klopt precies."), (-120, "1,20 minder dan verwacht"), (35, "0,35 meer dan")],
)
def test_the_result_is_one_sentence_and_final(kiosk: Hands, more: int, sentence: str) -> None:
    kiosk.settle_orders()
    expected = int(kiosk.one(EXPECTED))
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap("FieldTile", label="soep")
    kiosk.tap("FieldTile", label="bedorven")
    kiosk.type("2")
    product, left = kiosk.screen.product, int(kiosk.screen.left)
    kiosk.tap(word="Kassa")
    assert not any(kiosk.reads(word) for word in ("verwacht", "verschil"))
    count_cash(kiosk, expected + more)
    kiosk.tap(word="Geteld")
    assert kiosk.at == "close_result"
    assert kiosk.reads(sentence)
    reason = ""
    if more:
        reason = "wisselfout"
        kiosk.tap(word=reason)
    kiosk.tap(word="Sluiten")
    assert kiosk.one(STATE) == "closed"
    cash = "SELECT expected_cash, counted_cash, close_reason FROM moment"
    assert kiosk.sql(cash) == [(expected, expected + more, reason)]
    crate = f"""SELECT soup, spoiled FROM tally_line JOIN offer ON offer.id = offer_id
        WHERE product = '{product}'"""
    assert kiosk.sql(crate) == [(left, 2)]
    kiosk.until(kiosk.printed("tally_strip"))
    assert not kiosk.free(picture="arrow_back")
    kiosk.tap(word="Tot ziens")
    assert kiosk.at == "welcome"
    assert not kiosk.screen.is_open
    kiosk.wake()
    assert not kiosk.free(task="produce")


def test_sluiten_with_two_fingers_closes_once(kiosk: Hands) -> None:
    kiosk.settle_orders()
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap(word="Kassa")
    kiosk.tap(word="Geteld")
    kiosk.tap_with_two(kiosk.find(word="Sluiten"))
    assert kiosk.one("SELECT count(*) FROM print_job WHERE kind = 'tally_strip'") == 1
    assert kiosk.screen.closed
