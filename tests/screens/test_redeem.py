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
from tests.screens.hands import Hands, type_keys

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
    assert kiosk.screen.ids.verdict.task == "done" and kiosk.reads("Welkom!")
    assert kiosk.reads(SOUP) and kiosk.reads("0 / 3")
    assert kiosk.one(LET_IN) == before, "looking lets nobody in"
    kiosk.tap(word="één")
    assert kiosk.reads("1 / 3") and kiosk.one(LET_IN) == before + 1
    kiosk.tap(word="alle 2")
    assert kiosk.reads("3 / 3") and kiosk.one(LET_IN) == before + 3
    assert kiosk.screen.ids.verdict.task == "done"
    assert not kiosk.free(word="één") and kiosk.free("DoneTile", word="Goed")


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
    assert kiosk.screen.ids.verdict.task == "used" and kiosk.reads("Al binnen")
    assert kiosk.reads(f"{at:%H:%M}")
    (clock,) = kiosk.seen("ClockFace")
    assert clock.minutes == at.hour * 60 + at.minute
    assert kiosk.free("DoneTile", word="Goed"), "nobody can be let in"


def test_undo_within_five_minutes_only(kiosk: Hands) -> None:
    booking, before = sold(kiosk, 1, 0), kiosk.one(LET_IN)
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    kiosk.tap(word="Binnen")
    kiosk.now.shift += timedelta(minutes=4)
    kiosk.tap("TakeBack")
    assert kiosk.one(LET_IN) == before and not kiosk.seen("TakeBack")
    kiosk.tap(word="Binnen")
    kiosk.now.shift += timedelta(minutes=6)
    late = kiosk.place(kiosk.find("TakeBack"))
    kiosk.touch(*late)
    assert kiosk.one(LET_IN) == before + 1
    assert not kiosk.seen("TakeBack"), "and its tile is gone"


def test_whoever_was_let_in_can_be_taken_back_after_the_next_paper(kiosk: Hands) -> None:
    first, before = sold(kiosk, 2, 1), kiosk.one(LET_IN)
    kiosk.now.shift = timedelta(0)
    second = sold(kiosk, 1, 0)
    to_redeem(kiosk)
    for booking, word in ((first, "alle 3"), (second, "Binnen")):
        type_keys(kiosk, code_on(kiosk, booking))
        kiosk.tap(word=word)
        kiosk.tap("DoneTile", word="Goed")
        assert not kiosk.screen.shown
    assert [tile.seats for tile in kiosk.seen("TakeBack")] == [1, 3], "the last one first"
    assert kiosk.one(LET_IN) == before + 4
    kiosk.tap("TakeBack", seats=3)
    assert kiosk.one(LET_IN) == before + 1 and kiosk.reads("0 / 3")
    kiosk.tap(picture="arrow_back")
    kiosk.tap(picture="arrow_back")
    kiosk.tap(word="Binnenlaten")
    assert [tile.seats for tile in kiosk.seen("TakeBack")] == [1], "also after the desk"


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
    assert not kiosk.screen.shown and not kiosk.seen("TakeBack")


def test_the_code_typed_by_hand_lets_in_as_well(kiosk: Hands) -> None:
    booking = sold(kiosk)
    to_redeem(kiosk)
    type_code(kiosk, read_typed_code(voucher(booking).typed))
    assert kiosk.screen.ids.verdict.task == "done"
    kiosk.tap(word="alle 3")
    assert voucher(booking).redeemed == 3


def test_a_wrong_picture_is_taken_back(kiosk: Hands) -> None:
    booking = sold(kiosk)
    to_redeem(kiosk)
    kiosk.tap("PictureTile", picture="avatar_key")
    kiosk.tap("PictureTile", picture="backspace")
    type_code(kiosk, read_typed_code(voucher(booking).typed))
    assert kiosk.screen.ids.verdict.task == "done"


def test_wrong_codes_are_slowed_down_also_for_the_right_one(kiosk: Hands) -> None:
    booking = sold(kiosk)
    to_redeem(kiosk)
    for _ in range(5):
        type_code(kiosk, new_typed_code())
        assert kiosk.screen.ids.verdict.task == "stop"
        kiosk.tap(picture="arrow_back")
    keys = kiosk.seen("PictureTile", picture="avatar_key")
    assert keys[0].disabled and keys[0].hollow, "a pause runs"
    entry = kiosk.screen.ids.entry
    assert kiosk.seen("Picture", key="wait") and kiosk.reads(str(entry.pause))
    before = entry.pause
    kiosk.wait(3)
    assert before - 4 <= entry.pause <= before - 2 and kiosk.reads(str(entry.pause))
    kiosk.wait(9)
    assert not kiosk.seen("Picture", key="wait")
    type_code(kiosk, read_typed_code(voucher(booking).typed))
    assert kiosk.screen.ids.verdict.task == "done"


@pytest.mark.parametrize(
    "text", ["hello there", "ONV" + "B" * 44, "ONC" + "B" * 44, "[b]bon[/b]", "' OR 1=1 --"]
)
def test_whatever_is_not_ours_is_red(kiosk: Hands, text: str) -> None:
    before = kiosk.one(LET_IN)
    to_redeem(kiosk)
    type_keys(kiosk, text)
    assert kiosk.at == "redeem" and kiosk.screen.ids.verdict.task == "stop"
    assert kiosk.reads("Niet van ons") and kiosk.free("DoneTile", word="Goed")
    assert kiosk.one(LET_IN) == before


def test_a_code_of_another_group_is_red(kiosk: Hands) -> None:
    to_redeem(kiosk)
    type_keys(kiosk, new_ring().sign("V", new_serial()))
    assert kiosk.screen.ids.verdict.task == "stop" and kiosk.reads("Niet van ons")


def test_another_day_shows_which(kiosk: Hands) -> None:
    booking = sold(kiosk)
    kiosk.now.shift -= timedelta(days=1)
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    assert kiosk.screen.ids.verdict.task == "stop" and kiosk.reads("Andere dag")
    assert kiosk.find("CalendarSheet").day == booking.outing.day
    assert kiosk.free("DoneTile", word="Goed"), "nobody can be let in"


def test_a_cancelled_outing_lets_nobody_in(kiosk: Hands) -> None:
    booking = sold(kiosk)
    outings.cancel_outing(
        outing=booking.outing.id, reason="regen", at=kiosk.now.wall(), volunteer=None
    )
    to_redeem(kiosk)
    type_keys(kiosk, code_on(kiosk, booking))
    assert kiosk.screen.ids.verdict.task == "stop" and kiosk.reads("Geldt niet meer")
