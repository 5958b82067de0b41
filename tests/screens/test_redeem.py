"""Letting people in: a voucher scanned by real keys or typed by real touches, once and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db import models
from kiosk.codes import new_ring, new_serial
from kiosk.keys import new_key
from kiosk.services import outings, sales
from kiosk.services.bookings import Booking
from kiosk.typed_code import TypedCode, new_typed_code, read_typed_code
from tests.screens.hands import Hands
from tests.screens.test_cards import type_keys

LET_IN = "SELECT sum(redeemed) FROM voucher"
SOUP = "Samen soep koken"


def sold(kiosk: Hands, adults: int = 2, children: int = 1, word: str = SOUP) -> Booking:
    """Seats of an outing of the practice day, and the kiosk on the day of that outing."""
    going = next(one for one in outings.coming(kiosk.app.today()) if one.name("nl") == word)
    sale = sales.sell_seats(
        key=new_key(),
        outing=going.id,
        adults=adults,
        children=children,
        method="cash",
        at=kiosk.now.wall(),
        volunteer=None,
        group=kiosk.app.group,
        ring=kiosk.app.ring,
    )
    kiosk.now.shift += going.day - kiosk.app.today()
    return sale.booking


def voucher(booking: Booking) -> models.Voucher:
    """The voucher of a booking, whatever became of it."""
    found: models.Voucher = models.Voucher.get(models.Voucher.booking == booking.id)
    return found


def code_on(kiosk: Hands, booking: Booking) -> str:
    """What a scanner reads off the paper."""
    found = voucher(booking)
    return str(kiosk.app.ring.sign("V", found.serial, found.key_id))


def to_redeem(kiosk: Hands) -> None:
    """The volunteer comes to the door."""
    kiosk.to_desk()
    kiosk.tap(word="Binnenlaten")
    assert kiosk.at == "redeem"
    kiosk.frames(3)


def type_code(kiosk: Hands, code: TypedCode) -> None:
    """Three pictures, then six digits."""
    for picture in code.pictures:
        kiosk.tap("PictureTile", picture=picture)
        kiosk.frames(3)
    for digit in code.digits:
        kiosk.tap("WordTile", word=digit)
    kiosk.frames(3)


def test_a_party_comes_in_one_by_one_and_then_the_rest(kiosk: Hands) -> None:
    booking, before = sold(kiosk), kiosk.one(LET_IN)
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    assert kiosk.screen.task == "here" and kiosk.reads("Welkom!")
    assert kiosk.reads(SOUP) and kiosk.reads("0 van 3")
    assert kiosk.one(LET_IN) == before, "looking lets nobody in"
    kiosk.tap(word="één")
    assert kiosk.reads("1 van 3") and kiosk.one(LET_IN) == before + 1
    kiosk.tap(word="alle 2")
    assert kiosk.reads("3 van 3") and kiosk.one(LET_IN) == before + 3
    assert kiosk.screen.task == "here"
    assert not kiosk.free(word="één") and not kiosk.free("DoneTile")


def test_two_fingers_on_one_let_one_in(kiosk: Hands) -> None:
    booking, before = sold(kiosk), kiosk.one(LET_IN)
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    kiosk.tap_with_two(kiosk.find(word="één"))
    assert kiosk.one(LET_IN) == before + 1


def test_the_second_time_says_since_when(kiosk: Hands) -> None:
    booking = sold(kiosk, 1, 0)
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    kiosk.tap(word="Binnen")
    at = kiosk.app.local_now()
    kiosk.now.shift += timedelta(minutes=20)
    type_keys(kiosk, code_on(kiosk, booking))
    assert kiosk.screen.task == "produce" and kiosk.reads("Al binnen")
    assert kiosk.reads(f"{at:%H:%M}")
    assert not kiosk.free("DoneTile")


def test_undo_within_five_minutes_only(kiosk: Hands) -> None:
    booking, before = sold(kiosk, 1, 0), kiosk.one(LET_IN)
    to_redeem(kiosk)
    for minutes, inside in ((4, before), (6, before + 1)):
        type_keys(kiosk, code_on(kiosk, booking))
        kiosk.tap(word="Binnen")
        kiosk.now.shift += timedelta(minutes=minutes)
        kiosk.tap(picture="undo")
        assert kiosk.one(LET_IN) == inside


def test_a_verdict_stays_until_it_is_put_away(kiosk: Hands) -> None:
    booking = sold(kiosk)
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    kiosk.wait(60)
    assert kiosk.screen.shown
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "redeem" and not kiosk.screen.shown
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "desk"


def test_nothing_stays_for_whoever_comes_next(kiosk: Hands) -> None:
    booking = sold(kiosk)
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    kiosk.wait(100)
    assert kiosk.at == "welcome"
    to_redeem(kiosk)
    assert not kiosk.screen.shown and not kiosk.free(picture="undo")


def test_the_code_typed_by_hand_lets_in_as_well(kiosk: Hands) -> None:
    booking = sold(kiosk)
    to_redeem(kiosk)
    type_code(kiosk, read_typed_code(voucher(booking).typed))
    assert kiosk.screen.task == "here"
    kiosk.tap(word="alle 3")
    assert voucher(booking).redeemed == 3


def test_a_wrong_picture_is_taken_back(kiosk: Hands) -> None:
    booking = sold(kiosk)
    to_redeem(kiosk)
    kiosk.tap("PictureTile", picture="avatar_key")
    kiosk.tap("PictureTile", picture="backspace")
    type_code(kiosk, read_typed_code(voucher(booking).typed))
    assert kiosk.screen.task == "here"


def test_wrong_codes_are_slowed_down_also_for_the_right_one(kiosk: Hands) -> None:
    booking = sold(kiosk)
    to_redeem(kiosk)
    for _ in range(5):
        type_code(kiosk, new_typed_code())
        assert kiosk.screen.task == "warn"
        kiosk.tap(picture="arrow_back")
    type_code(kiosk, read_typed_code(voucher(booking).typed))
    assert not kiosk.screen.left, "a pause runs"
    assert "seconden" in kiosk.app.notice
    kiosk.wait(11)
    type_code(kiosk, read_typed_code(voucher(booking).typed))
    assert kiosk.screen.task == "here"


@pytest.mark.parametrize(
    "text", ["hello there", "ONV" + "B" * 44, "ONC" + "B" * 44, "[b]bon[/b]", "' OR 1=1 --"]
)
def test_whatever_is_not_ours_is_red(kiosk: Hands, text: str) -> None:
    before = kiosk.one(LET_IN)
    to_redeem(kiosk)
    type_keys(kiosk, text)
    assert kiosk.at == "redeem" and kiosk.screen.task == "warn"
    assert kiosk.reads("Niet van ons") and not kiosk.free("DoneTile")
    assert kiosk.one(LET_IN) == before


def test_a_code_of_another_group_is_red(kiosk: Hands) -> None:
    to_redeem(kiosk)
    type_keys(kiosk, new_ring().sign("V", new_serial()))
    assert kiosk.screen.task == "warn" and kiosk.reads("Niet van ons")


def test_another_day_shows_which(kiosk: Hands) -> None:
    booking = sold(kiosk)
    kiosk.now.shift -= timedelta(days=1)
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    assert kiosk.screen.task == "warn" and kiosk.reads("Andere dag")
    assert kiosk.find("CalendarSheet").day == booking.outing.day
    assert not kiosk.free("DoneTile")


def test_a_cancelled_outing_lets_nobody_in(kiosk: Hands) -> None:
    booking = sold(kiosk)
    outings.cancel_outing(
        outing=booking.outing.id, reason="regen", at=kiosk.now.wall(), volunteer=None
    )
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    assert kiosk.screen.task == "warn" and kiosk.reads("Geldt niet meer")
