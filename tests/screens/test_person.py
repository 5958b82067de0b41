"""What a person does: waking the kiosk, checking in, picking produce, handing the order in."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.services import orders
from tests.screens.hands import Hands

VISITS = "SELECT count(*) FROM check_in WHERE undone_at IS NULL"
OPEN = "SELECT count(*) FROM orders WHERE state = 'open'"
SLIPS = "SELECT count(*) FROM print_job WHERE kind = 'order_slip'"
BASKETS = "SELECT count(*) FROM orders WHERE state = 'basket'"


def available(kiosk: Hands, offer: float) -> int:
    """How many of an offer are neither sold nor in a basket."""
    return int(kiosk.one(f"SELECT available FROM offer WHERE id = {int(offer)}"))


def test_the_waking_touch_presses_nothing(kiosk: Hands) -> None:
    kiosk.wake()
    tiles = [kiosk.place(kiosk.find(picture="hand_wave")), kiosk.place(kiosk.find(task="produce"))]
    for x, y in tiles:
        kiosk.app.end_visit()
        kiosk.frames(2)
        kiosk.touch(x, y)
        assert kiosk.at == "home"
        assert not any(one.pressed for one in kiosk.seen())


def test_a_second_finger_of_the_waking_hand_presses_nothing(kiosk: Hands) -> None:
    kiosk.wake()
    here = kiosk.place(kiosk.find(picture="hand_wave"))
    kiosk.app.end_visit()
    kiosk.frames(2)
    fingers = [kiosk.finger(*here), kiosk.finger(here[0] + 9, here[1])]
    kiosk.frames()
    for finger in fingers:
        kiosk.lift(finger)
    kiosk.frames(3)
    assert kiosk.at == "home"


def test_check_in_counts_who_came_and_who_helps(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    adults, children = kiosk.seen("FigureCounter")
    for counter, times in ((adults, 1), (children, 3)):
        plus = next(one for one in counter.walk() if getattr(one, "picture", "") == "plus_white")
        for _ in range(times):
            kiosk.touch(*kiosk.place(plus))
    kiosk.tap(picture="dishes")
    kiosk.tap(word="Klaar")
    assert kiosk.at == "checked_in"
    last = "SELECT adults, children FROM check_in ORDER BY id DESC LIMIT 1"
    assert kiosk.sql(last) == [(2, 3)]
    assert kiosk.one("SELECT help FROM check_in_help ORDER BY check_in_id DESC LIMIT 1") == "dishes"


@pytest.mark.parametrize("seconds", [0.03, 0.15])
def test_check_in_tapped_twice_fast_counts_once_and_shows_it(kiosk: Hands, seconds: float) -> None:
    before = kiosk.one(VISITS)
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap_twice_fast(kiosk.find(word="Klaar"), seconds)
    assert kiosk.one(VISITS) == before + 1
    assert kiosk.at == "checked_in"


def test_check_in_with_two_fingers_counts_once(kiosk: Hands) -> None:
    before = kiosk.one(VISITS)
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap_with_two(kiosk.find(word="Klaar"))
    assert kiosk.at == "checked_in"
    assert kiosk.one(VISITS) == before + 1


def test_check_in_again_in_the_same_visit_counts_once(kiosk: Hands) -> None:
    before = kiosk.one(VISITS)
    kiosk.wake()
    for _ in range(2):
        kiosk.tap(picture="hand_wave")
        kiosk.tap(word="Klaar")
        kiosk.wait(0.5)
        kiosk.tap(word="Goed")
        assert kiosk.at == "home"
    assert kiosk.one(VISITS) == before + 1


def test_a_cancelled_basket_does_not_count_the_visit_again(kiosk: Hands) -> None:
    before = kiosk.one(VISITS)
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap(word="Klaar")
    kiosk.wait(0.5)
    kiosk.tap(word="Goed")
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap(picture="basket_back")
    kiosk.tap(picture="house")
    kiosk.tap(picture="hand_wave")
    kiosk.tap(word="Klaar")
    assert kiosk.one(VISITS) == before + 1


def test_undo_takes_the_check_in_back(kiosk: Hands) -> None:
    before = kiosk.one(VISITS)
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap(word="Klaar")
    kiosk.wait(0.5)
    assert kiosk.one(VISITS) == before + 1
    kiosk.tap(picture="undo")
    assert kiosk.at == "check_in"
    assert kiosk.one(VISITS) == before
    kiosk.tap(word="Klaar")
    assert kiosk.one(VISITS) == before + 1


def test_the_thanks_go_home_by_themselves(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap(word="Klaar")
    kiosk.wait(12)
    assert kiosk.at == "home"


def test_my_picture_is_two_taps(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap(word="prent")
    assert kiosk.at == "my_picture"
    kiosk.frames(3)
    kiosk.tap(picture="avatar_owl")
    kiosk.tap(marks=3)
    assert kiosk.at == "check_in"
    kiosk.find(picture="avatar_owl")
    kiosk.tap(word="Klaar")
    assert kiosk.one("SELECT animal FROM participant") == "owl"
    assert kiosk.one("SELECT count(*) FROM check_in WHERE participant_id IS NOT NULL") == 1


def test_a_tap_adds_one_and_the_minus_takes_it_back(kiosk: Hands) -> None:
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    stock = available(kiosk, tile.offer)
    minus = next(one for one in tile.walk() if getattr(one, "picture", "") == "minus")
    badge = tile.children[0]  # it lies over all others
    assert (tile.count, badge.shown, minus.opacity) == (0, "", 0)
    kiosk.take(tile, times=2)
    assert (tile.count, badge.shown, minus.opacity) == (2, "2", 1)
    assert available(kiosk, tile.offer) == stock - 2
    assert kiosk.screen.has_basket and kiosk.screen.total_shown
    kiosk.put_back(tile)
    assert (tile.count, badge.shown) == (1, "1")
    assert available(kiosk, tile.offer) == stock - 1
    kiosk.put_back(tile)
    assert (tile.count, badge.shown, minus.opacity) == (0, "", 0)
    assert available(kiosk, tile.offer) == stock
    assert not kiosk.screen.has_basket


def test_the_total_is_shown_as_digits_and_as_money(kiosk: Hands) -> None:
    kiosk.to_produce()
    for tile in kiosk.tiles()[:3]:
        kiosk.take(tile)
    basket = orders.basket(kiosk.app.visit.basket)
    assert basket is not None
    assert kiosk.reads(f"{basket.total // 100},{basket.total % 100:02d}")
    drawn = [money.pieces for money in kiosk.seen("Money") if money.amount]
    assert [sum(cents * n for cents, n in pieces.items()) for pieces in drawn] == [basket.total]


def test_two_fingers_on_one_tile_take_one(kiosk: Hands) -> None:
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    stock = available(kiosk, tile.offer)
    kiosk.tap_with_two(tile)
    assert tile.count == 1
    assert available(kiosk, tile.offer) == stock - 1


def test_two_fingers_on_two_tiles_take_both(kiosk: Hands) -> None:
    kiosk.to_produce()
    one, other = kiosk.tiles()[:2]
    kiosk.tap_with_two(one, other)
    assert (one.count, other.count) == (1, 1)
    assert kiosk.one(BASKETS) == 1


def test_only_what_is_held_hears_of_a_finger_that_trembles(kiosk: Hands) -> None:
    from kivy.base import EventLoop

    kiosk.to_produce()
    held, other = kiosk.tiles()[:2]
    heard: list[Any] = []
    for tile in (held, other):
        for event in ("on_touch_move", "on_touch_up"):
            tile.fbind(event, lambda tile, _touch: heard.append(tile))
    finger = kiosk.finger(*kiosk.place(held, 0.22, 0.5))
    EventLoop.post_dispatch_input("update", finger)
    kiosk.lift(finger)
    kiosk.frames()
    assert heard == [held, held]
    assert held.count == 1


def test_done_with_two_fingers_is_one_order_and_one_slip(kiosk: Hands) -> None:
    orders_before, slips = kiosk.one(OPEN), kiosk.one(SLIPS)
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap_with_two(kiosk.find(word="Klaar"))
    assert kiosk.at == "order_done"
    assert kiosk.one(OPEN) == orders_before + 1
    assert kiosk.one(SLIPS) == slips + 1
    kiosk.until(kiosk.printed("order_slip"))
    assert len(list(kiosk.papers.glob("*.png"))) == 1


@pytest.mark.parametrize("seconds", [0.03, 0.15])
def test_done_tapped_twice_fast_still_shows_the_number(kiosk: Hands, seconds: float) -> None:
    before = kiosk.one(OPEN)
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap_twice_fast(kiosk.find(word="Klaar"), seconds)
    assert kiosk.one(OPEN) == before + 1
    assert kiosk.at == "order_done"
    assert kiosk.reads(str(kiosk.one("SELECT max(number) FROM orders")))


def test_an_order_shows_its_number_and_its_paper_and_then_the_welcome(kiosk: Hands) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap(word="Klaar")
    assert kiosk.reads(str(kiosk.one("SELECT max(number) FROM orders")))
    kiosk.until(lambda: kiosk.screen.ids.feed.texture is not None)
    kiosk.wait(21)
    assert kiosk.at == "welcome"


def test_undo_of_an_order_is_the_same_basket_again(kiosk: Hands) -> None:
    before = kiosk.one(OPEN)
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    kiosk.take(tile, times=2)
    kiosk.tap(word="Klaar")
    kiosk.wait(0.5)
    kiosk.tap(picture="undo")
    assert kiosk.at == "produce"
    assert tile.count == 2
    assert kiosk.one(OPEN) == before
    kiosk.tap(word="Klaar")
    assert kiosk.one(OPEN) == before + 1
    kiosk.wait(6)
    assert not kiosk.seen(picture="undo")


def test_done_with_an_empty_basket_does_nothing(kiosk: Hands) -> None:
    before = kiosk.one(OPEN)
    kiosk.to_produce()
    kiosk.tap(word="Klaar")
    assert kiosk.at == "produce"
    assert kiosk.app.notice == ""
    assert kiosk.one(OPEN) == before


def test_a_sold_out_tile_is_an_empty_crate_that_takes_no_tap(kiosk: Hands) -> None:
    kiosk.to_produce()
    first = kiosk.tiles()[0].offer
    kiosk.tap(picture="house")
    for _ in range(available(kiosk, first)):
        orders.add(key="somebody", offer=int(first), at=kiosk.now.wall(), language="nl")
    kiosk.to_produce()
    sold_out = kiosk.find("ProduceTile", offer=first)
    pictures = [one.key for one in sold_out.walk() if hasattr(one, "key")]
    assert "crate_empty" in pictures and sold_out.picture not in pictures
    kiosk.take(sold_out)
    assert sold_out.count == 0
    assert not kiosk.screen.has_basket
    assert kiosk.app.notice == ""


def test_the_last_crate_taken_by_somebody_else_meanwhile(kiosk: Hands) -> None:
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    for _ in range(available(kiosk, tile.offer)):
        orders.add(key="somebody", offer=int(tile.offer), at=kiosk.now.wall(), language="nl")
    assert not tile.sold_out
    kiosk.take(tile)
    assert tile.sold_out and tile.hollow and tile.count == 0
    assert available(kiosk, tile.offer) == 0
    assert orders.basket(kiosk.app.visit.basket) is None
    kiosk.take(tile)
    assert available(kiosk, tile.offer) == 0


def test_the_last_one_in_my_own_basket_can_go_back(kiosk: Hands) -> None:
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    left = available(kiosk, tile.offer)
    for _ in range(left - 1):
        orders.add(key="somebody", offer=int(tile.offer), at=kiosk.now.wall(), language="nl")
    kiosk.take(tile, times=2)
    assert tile.count == 1
    assert not tile.hollow
    kiosk.put_back(tile)
    assert tile.count == 0
    assert not tile.sold_out
    assert available(kiosk, tile.offer) == 1


def test_cancel_puts_everything_back(kiosk: Hands) -> None:
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    stock = available(kiosk, tile.offer)
    kiosk.take(tile, times=2)
    kiosk.tap(picture="basket_back")
    assert kiosk.at == "produce"
    assert available(kiosk, tile.offer) == stock
    assert all(one.count == 0 for one in kiosk.seen("ProduceTile"))
    assert not kiosk.screen.has_basket
    kiosk.take(tile)
    assert tile.count == 1


def test_going_home_keeps_the_basket(kiosk: Hands) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[1], times=2)
    kiosk.tap(picture="house")
    assert kiosk.at == "home"
    kiosk.to_produce()
    assert kiosk.tiles()[1].count == 2


def test_where_nobody_is_counted_yet_one_sees_who_could_be(kiosk: Hands) -> None:
    from kivy.graphics import Color, Rectangle

    from kiosk.widgets.figures import CHILDREN, PALE, Figures

    def drawn(count: int, counted: bool) -> tuple[int, list[float]]:
        heads = Figures(keys=CHILDREN, count=count, counted=counted, size=(200, 60))
        kiosk.frames(1)
        inside = heads.canvas.children
        colours = [one.a for one in inside if isinstance(one, Color)]
        return sum(isinstance(one, Rectangle) for one in inside), colours

    assert drawn(0, counted=True) == (1, [PALE])
    assert drawn(2, counted=True) == (2, [1])
    assert drawn(0, counted=False) == (0, [])
