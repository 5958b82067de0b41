"""The volunteers' door, and opening the day by touches."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from kiosk import produce
from kiosk.services import moments, pins
from tests.screens.hands import Hands

SENTENCE_WRONG = "Die code klopt niet."
PIN = "246810"


def first_start(empty: Hands) -> None:
    """The volunteer of a new kiosk chooses a PIN."""
    empty.first_pin(PIN)


def to_opening(empty: Hands) -> list[str]:
    """Begin to open the day; the products of this month, as shown."""
    first_start(empty)
    empty.tap(word="Dag openen")
    assert empty.at == "open_day"
    empty.frames(3)
    return [product.key for product in produce.in_season(11)][:6]


def offer(empty: Hands, product: str, price: str, stock: str) -> None:
    """Type what one product costs and how much of it there is."""
    empty.tap(key=product)
    empty.type(price)
    empty.tap(picture="tick")
    empty.type(stock)
    empty.tap(picture="tick")


def test_a_tap_on_the_logo_is_only_a_waking_touch(kiosk: Hands) -> None:
    kiosk.touch(*kiosk.place(kiosk.find("Logo")))
    assert kiosk.at == "home"


def test_holding_anything_else_opens_nothing(kiosk: Hands) -> None:
    kiosk.touch(640, 400, seconds=4)
    assert kiosk.at == "home"


def test_a_wrong_pin_says_so_and_a_right_one_opens(kiosk: Hands) -> None:
    kiosk.hold_logo()
    kiosk.type("111111")
    kiosk.tap(picture="tick")
    kiosk.until(lambda: kiosk.reads(SENTENCE_WRONG))
    assert kiosk.at == "pin" and kiosk.screen.ids.pad.shown == ""
    kiosk.type("123456")
    kiosk.tap(picture="tick")
    kiosk.until(lambda: kiosk.at == "desk")
    assert kiosk.reads("Wim")


def test_the_slow_check_does_not_hold_the_screen(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on, threads = threading.Event(), threading.Event(), []
    check_pin = pins.check_pin

    def slow(pin: str, at: Any) -> pins.Volunteer:
        threads.append(threading.current_thread())
        began.set()
        assert go_on.wait(10)
        return check_pin(pin, at)

    monkeypatch.setattr(pins, "check_pin", slow)
    kiosk.hold_logo()
    kiosk.type("123456")
    kiosk.tap(picture="tick", times=2)
    kiosk.until(began.is_set)
    kiosk.frames(5)
    assert kiosk.at == "pin" and kiosk.screen.ids.pad.busy
    go_on.set()
    kiosk.until(lambda: kiosk.at == "desk")
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_going_away_during_the_check_opens_nothing(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    check_pin = pins.check_pin

    def slow(pin: str, at: Any) -> pins.Volunteer:
        assert go_on.wait(10)
        return check_pin(pin, at)

    monkeypatch.setattr(pins, "check_pin", slow)
    kiosk.hold_logo()
    kiosk.type("123456")
    kiosk.tap(picture="tick")
    (checking,) = (one for one in threading.enumerate() if one.name == "background")
    kiosk.tap(picture="house")
    go_on.set()
    checking.join(10)
    kiosk.frames(5)
    assert kiosk.at == "welcome"
    assert kiosk.app.volunteer is None


def test_a_short_pin_is_not_even_looked_at(kiosk: Hands) -> None:
    kiosk.hold_logo()
    kiosk.type("12345")
    kiosk.tap(picture="tick")
    assert not kiosk.screen.ids.pad.busy
    assert kiosk.one("SELECT count(*) FROM attempt") == 0


def test_the_first_pin_is_typed_twice(empty: Hands) -> None:
    empty.hold_logo()
    assert empty.reads("Kies een code")
    empty.type(PIN)
    empty.tap(picture="tick")
    assert empty.reads("Nog een keer")
    empty.type("864202")
    empty.tap(picture="tick")
    assert empty.reads("niet gelijk") and empty.reads("Kies een code")
    assert empty.one("SELECT count(*) FROM volunteer") == 0
    for _ in range(2):
        empty.type(PIN)
        empty.tap(picture="tick")
    empty.until(lambda: empty.at == "rescue_paper")
    assert empty.one("SELECT count(*) FROM volunteer") == 1
    empty.tap(word="Klaar")
    empty.tap(picture="house")
    empty.to_desk(PIN)


def test_without_a_day_only_opening_can_be_tapped(empty: Hands) -> None:
    empty.wake()
    assert not empty.free(task="produce") and not empty.free(picture="hand_wave")
    empty.app.end_visit()
    empty.frames(2)
    first_start(empty)
    for word in ("Toog", "Dag sluiten"):
        empty.tap(word=word)
        assert empty.at == "desk"


def test_the_day_opens_by_touches(empty: Hands) -> None:
    one, free, low, none = to_opening(empty)[:4]
    empty.tap(key=one)
    empty.type("149")
    assert empty.reads("0,85")
    empty.tap(picture="tick")
    empty.type("20")
    empty.tap(picture="tick")
    offer(empty, free, "0", "5")
    empty.tap(key=low)
    empty.type("8")
    empty.tap(picture="tick")
    assert empty.reads("te laag")
    assert empty.screen.field == "price"
    empty.tap(picture="bin_bag")
    empty.tap(key=none)
    empty.type("199")
    empty.tap(picture="tick")
    empty.tap(picture="check")
    assert empty.at == "open_float"
    empty.tap("PieceCounter", cents=1000, times=2)
    empty.tap(word="Open")
    assert empty.at == "desk"
    offers = "SELECT product, shop_price, price, free, opening FROM offer ORDER BY position"
    assert empty.sql(offers) == [(one, 149, 85, 0, 20), (free, 0, 0, 1, 5)]
    assert empty.one("SELECT float_cents FROM moment") == 2000
    empty.tap(picture="house")
    empty.to_produce()
    assert len(empty.tiles()) == 2


def test_a_free_product_says_gratis(empty: Hands) -> None:
    product = to_opening(empty)[0]
    empty.tap(key=product)
    empty.type("0")
    assert empty.reads("gratis")


def test_a_number_before_its_product_is_asked_about(empty: Hands) -> None:
    to_opening(empty)
    empty.type("1")
    assert empty.reads("Tik eerst op wat te koop is")


def test_a_portion_is_asked_only_of_a_product(empty: Hands) -> None:
    product = to_opening(empty)[0]
    assert len(empty.seen("FieldTile")) == 3
    empty.tap(key=product)
    assert len(empty.seen("FieldTile")) == 4
    assert all(tile.label for tile in empty.seen("FieldTile"))


def test_what_is_free_is_shared_and_the_limit_stays(empty: Hands) -> None:
    product, priced = to_opening(empty)[:2]
    empty.tap(key=product)
    empty.type("0")
    empty.tap("FieldTile", label="per gezin")
    empty.type("2")
    empty.tap(picture="tick")
    empty.type("20")
    empty.tap(picture="tick")
    offer(empty, priced, "149", "20")
    empty.tap(key=priced)
    assert not empty.seen("FieldTile", label="per gezin")
    empty.tap(picture="check")
    empty.tap(word="Open")
    limits = "SELECT product, per_order FROM offer ORDER BY position"
    assert empty.sql(limits) == [(product, 2), (priced, None)]
    empty.app.show("open_day")
    empty.frames(3)
    empty.tap(picture="check")
    assert empty.sql(limits) == [(product, 2), (priced, None)]
    empty.tap(picture="house")
    empty.to_produce()
    tile = next(tile for tile in empty.tiles() if tile.picture == product)
    for count in (1, 2, 2):
        empty.take(tile)
        assert tile.count == count
        assert empty.reads(f"{count}/2")
    empty.app.end_visit()
    empty.frames(3)
    empty.to_desk("246810")
    empty.tap(word="Dag sluiten")
    empty.tap(word="Kassa")
    empty.tap(word="Geteld")
    empty.tap(word="Sluiten")
    empty.tap(word="Tot ziens")
    empty.to_desk("246810")
    empty.tap(word="Dag openen")
    empty.tap(word="vorige keer")
    empty.tap(picture="check")
    empty.tap(word="Open")
    assert empty.sql(limits + ", id") == [
        (product, 2),
        (product, 2),
        (priced, None),
        (priced, None),
    ]


def test_a_price_too_low_never_costs_the_volunteer_the_list(empty: Hands) -> None:
    good, low = to_opening(empty)[:2]
    offer(empty, good, "149", "20")
    empty.tap(key=low)
    empty.type("8")
    empty.tap("FieldTile", label="aantal")
    empty.type("5")
    empty.tap(picture="check")
    if empty.at == "open_float":
        empty.tap(word="Open")
    assert empty.at in ("open_day", "open_float")
    assert empty.reads("te laag")
    assert empty.one("SELECT count(*) FROM moment") == 0
    assert empty.app.volunteer is not None


def test_the_last_list_is_one_tap(kiosk: Hands) -> None:
    kiosk.settle_orders()
    before = kiosk.sql("SELECT product, shop_price, opening FROM offer ORDER BY position")
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap(word="Kassa")
    kiosk.tap(word="Geteld")
    kiosk.tap(word="Sluiten")
    kiosk.tap(word="Tot ziens")
    kiosk.to_desk()
    kiosk.tap(word="Dag openen")
    kiosk.tap(word="vorige keer")
    assert kiosk.reads(f"{len(before)} soorten")
    kiosk.tap(picture="check")
    kiosk.tap(word="Open")
    assert kiosk.at == "desk"
    now = "SELECT product, shop_price, opening FROM offer WHERE moment_id = 2 ORDER BY position"
    assert kiosk.sql(now) == before


def test_a_clock_that_runs_behind_is_asked_about_once(empty: Hands) -> None:
    product = to_opening(empty)[0]
    offer(empty, product, "149", "20")
    empty.tap(picture="check")
    empty.now.shift -= timedelta(days=3)
    empty.tap(word="Open")
    assert empty.at == "set_clock"
    assert empty.reads("klok")
    empty.tap(word="Klopt")
    assert empty.at == "desk"
    empty.tap(word="Dag openen")
    empty.tap(picture="check")
    empty.tap(word="Open")
    assert empty.at == "desk"
    assert empty.one("SELECT state FROM moment") == "open"
    empty.now.shift += timedelta(days=3)


def test_what_is_on_sale_keeps_its_portion_and_the_rule_of_its_day(kiosk: Hands) -> None:
    def offers() -> list[tuple[str, str, int]]:
        moment = moments.current_moment()
        assert moment is not None
        return [(one.product, one.portion, one.price) for one in moment.offers]

    before = offers()
    product, portion, _ = next(one for one in before if one[0] == "wortel")
    kiosk.to_desk()
    kiosk.app.choose("price", "percent", 50)
    kiosk.app.show("open_day")
    kiosk.frames(3)
    kiosk.tap(key=product)
    kiosk.screen.next_portion()
    kiosk.frames(2)
    assert kiosk.reads("kan niet meer veranderen")
    for digit in "200":
        kiosk.screen.digit(digit)
    assert kiosk.screen.ours == "€ 1,20"
    kiosk.screen.forward()
    assert [one[:2] for one in offers()] == [one[:2] for one in before]
    assert (product, portion, 120) in offers()
