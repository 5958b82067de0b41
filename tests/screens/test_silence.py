"""Silence: the warning, the way back, and nothing of a person left behind."""

from __future__ import annotations

from datetime import timedelta

from kiosk import produce
from tests.screens.hands import Hands
from tests.screens.test_person import BASKETS, available


def test_silence_asks_and_more_time_gives_the_basket_back(kiosk: Hands) -> None:
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    kiosk.take(tile, times=2)
    kiosk.wait(58)
    assert kiosk.at == "produce"
    kiosk.wait(4)
    assert kiosk.at == "still_there"
    kiosk.wait(15)
    kiosk.tap(picture="more_time")
    assert kiosk.at == "produce"
    assert tile.count == 2
    kiosk.wait(50)
    assert kiosk.at == "produce"
    kiosk.tap(word="Klaar")
    assert kiosk.at == "order_done"


def test_a_touch_starts_the_silence_anew(kiosk: Hands) -> None:
    kiosk.wake()
    key = kiosk.app.visit.key
    for _ in range(3):
        kiosk.wait(50)
        assert kiosk.at == "home"
        kiosk.touch(640, 790)
    assert kiosk.app.visit.key == key


def test_the_sun_shrinks_and_then_nothing_of_the_person_is_left(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap(word="prent")
    kiosk.frames(3)
    kiosk.tap(picture="avatar_owl")
    kiosk.tap(marks=3)
    plus = kiosk.seen(picture="plus_white")[0]
    kiosk.touch(*kiosk.place(plus))
    kiosk.tap(picture="dishes")
    kiosk.tap(picture="house")
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    stock = available(kiosk, tile.offer)
    kiosk.take(tile, times=3)
    key = kiosk.app.visit.key
    kiosk.wait(62)
    assert kiosk.at == "still_there"
    kiosk.wait(10)
    assert 0.2 < kiosk.screen.left < 0.8
    kiosk.wait(11)
    assert kiosk.at == "welcome"
    assert available(kiosk, tile.offer) == stock
    assert kiosk.one(BASKETS) == 0
    visit = kiosk.app.visit
    assert visit.key != key
    assert (visit.participant, visit.animal) == (None, "")
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    assert [counter.count for counter in kiosk.seen("FigureCounter")] == [1, 0]
    assert kiosk.screen.helps == [] and kiosk.screen.animal == ""
    assert not kiosk.seen(picture="avatar_owl")
    kiosk.tap(picture="house")
    kiosk.to_produce()
    assert all(one.count == 0 for one in kiosk.seen("ProduceTile"))
    assert not kiosk.screen.has_basket


def test_home_while_it_asks_is_the_end_of_the_visit(kiosk: Hands) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.wait(62)
    kiosk.tap(picture="house")
    assert kiosk.at == "welcome"
    assert kiosk.one(BASKETS) == 0
    kiosk.wait(30)
    assert kiosk.at == "welcome"


def test_the_welcome_stays(kiosk: Hands) -> None:
    kiosk.wait(200)
    assert kiosk.at == "welcome"


def test_the_desk_locks_and_the_closing_is_kept(kiosk: Hands) -> None:
    kiosk.settle_orders()
    kiosk.to_desk()
    assert kiosk.app.volunteer is not None
    kiosk.tap(word="Dag sluiten")
    kiosk.tap("FieldTile", label="soep")
    kiosk.type("7")
    product = kiosk.screen.product
    kiosk.tap(word="Kassa")
    kiosk.tap("PieceCounter", cents=5000, times=3)
    kiosk.wait(85)
    assert kiosk.at == "close_cash"
    kiosk.wait(7)
    assert kiosk.at == "welcome"
    assert kiosk.app.volunteer is None and kiosk.app.volunteer_name == ""
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap(key=product)
    assert kiosk.screen.soup == "7"
    kiosk.tap(word="Kassa")
    assert kiosk.find("PieceCounter", cents=5000).count == 3


def test_the_desk_locks_and_the_opening_is_kept(empty: Hands) -> None:
    empty.first_pin("246810")
    empty.tap(word="Dag openen")
    empty.frames(3)
    first = produce.in_season(11)[0].key
    empty.tap(key=first)
    empty.type("149")
    empty.tap(picture="tick")
    empty.type("20")
    empty.wait(92)
    assert empty.at == "welcome"
    empty.to_desk("246810")
    empty.tap(word="Dag openen")
    assert empty.find(key=first).badge == "20"


def test_the_pin_screen_gives_up_too(kiosk: Hands) -> None:
    kiosk.hold_logo()
    kiosk.type("123")
    kiosk.wait(92)
    assert kiosk.at == "welcome"
    kiosk.hold_logo()
    assert kiosk.screen.ids.pad.shown == ""


def test_the_welcome_turns_its_calendar_at_midnight(kiosk: Hands) -> None:
    assert kiosk.screen.day.isoformat() == "2026-11-28"
    kiosk.now.shift += timedelta(hours=10)
    kiosk.wait(12)
    assert kiosk.at == "welcome"
    assert kiosk.screen.day.isoformat() == "2026-11-29"
