"""Seats at the counter: reserved ones paid, others sold without any record of a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db import models
from kiosk.services import bookings, counter, outings
from tests.screens.hands import Hands, type_keys
from tests.screens.outing_desk import (
    CIRCUS,
    LAST_MONEY,
    SOUP,
    ZOO,
    again,
    going,
    of_state,
    reserve,
    vouchers_of,
    work_on,
)

MONEY = "SELECT count(*) FROM money"


def test_from_the_card_to_the_door(kiosk: Hands) -> None:
    """Reserved by the person, paid at the counter, let in with the voucher."""
    kiosk.wake()
    kiosk.tap(task="outings")
    kiosk.frames(3)
    kiosk.touch(*kiosk.place(kiosk.find("OutingCard", word="Zoo van Antwerpen")))
    kiosk.frames(3)
    kiosk.touch(*kiosk.place(kiosk.find("DoneTile")))
    assert kiosk.at == "booked"
    key = kiosk.one("SELECT key FROM booking ORDER BY id DESC LIMIT 1")
    booking = bookings.booking_of(key)
    assert booking is not None and booking.state == "reserved"
    kiosk.app.end_visit()
    kiosk.frames(3)
    kiosk.to_counter()
    for _ in range(int(kiosk.screen.pages)):
        tiles = [one for one in kiosk.seen("OrderTile") if one.due.kind == "booking"]
        mine = [one for one in tiles if one.due.id == booking.id]
        if mine:
            break
        kiosk.tap("BarTile", picture="arrow_right")
    kiosk.touch(*kiosk.place(mine[0]))
    assert int(kiosk.screen.number) == booking.number and kiosk.screen.due == booking.total
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid"
    assert again(booking).state == "confirmed" and vouchers_of(booking) == ["issued"]
    kiosk.until(kiosk.printed("voucher"))
    kiosk.until(kiosk.printed("receipt"))
    found = models.Voucher.issued(booking.id)
    assert found is not None
    code = kiosk.app.ring.sign("V", found.serial, found.key_id)
    kiosk.app.end_visit()
    kiosk.now.shift += booking.outing.day - kiosk.app.today()
    kiosk.frames(3)
    kiosk.to_desk()
    kiosk.tap(word="Binnenlaten")
    type_keys(kiosk, code)
    assert kiosk.reads("Zoo van Antwerpen")
    kiosk.tap(word="Binnen")
    assert kiosk.reads("1 / 1")


@pytest.mark.parametrize(
    ("way", "word", "expected"),
    [("bank_qr", "Betaald", ("bank", "")), ("gift_of_group", "Van harte", ("group", "van harte"))],
)
def test_a_booking_is_paid_by_bank_or_by_the_group(
    kiosk: Hands, way: str, word: str, expected: tuple[str, str]
) -> None:
    booking = reserve(kiosk, ZOO)
    kiosk.settle_orders()
    kiosk.to_counter()
    while int(kiosk.screen.number) != booking.number:
        tiles = kiosk.seen("OrderTile")
        found = [one for one in tiles if one.due.id == booking.id]
        if found:
            kiosk.touch(*kiosk.place(found[0]))
        else:
            kiosk.tap("BarTile", picture="arrow_right")
    kiosk.tap(picture=way)
    kiosk.frames(3)
    kiosk.tap(word=word)
    assert kiosk.at == "paid"
    method, reason = expected
    assert kiosk.sql(LAST_MONEY) == [(method, booking.total, reason)]
    assert again(booking).state == "confirmed"
    kiosk.until(kiosk.printed("voucher"))


def test_a_payment_of_seats_is_undone_and_the_voucher_counts_no_more(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "reserved")
    work_on(kiosk, ZOO, "Wie gaat mee")
    kiosk.tap("PartyTile", booking=booking.id)
    kiosk.tap(word="Betalen")
    assert kiosk.at == "counter"
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    kiosk.wait(0.5)
    kiosk.tap(picture="undo")
    assert kiosk.at == "counter"
    assert again(booking).state == "reserved" and vouchers_of(booking) == ["void"]


def test_seats_that_are_not_wanted_are_free_again(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "reserved")
    free = going(kiosk, ZOO).seats_free
    work_on(kiosk, ZOO, "Wie gaat mee")
    kiosk.tap("PartyTile", booking=booking.id)
    kiosk.tap(word="Betalen")
    kiosk.tap(picture="bin_bag")
    kiosk.tap(picture="bin_bag")
    assert again(booking).state == "cancelled"
    assert going(kiosk, ZOO).seats_free == free + booking.seats


def test_seats_are_sold_without_any_record_of_a_person(kiosk: Hands) -> None:
    free, money = going(kiosk, ZOO).seats_free, kiosk.one(MONEY)
    work_on(kiosk, ZOO, "Verkopen")
    assert kiosk.at == "sell_seats"
    plus = [one for one in kiosk.seen(picture="plus_white") if not one.disabled]
    kiosk.touch(*kiosk.place(plus[0]))
    total = int(kiosk.screen.total)
    assert total == 2 * going(kiosk, ZOO).participant_price
    kiosk.tap(word="Toog")
    assert kiosk.at == "counter" and kiosk.screen.due_shown
    assert going(kiosk, ZOO).seats_free == free, "nothing is sold before it is paid"
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap_with_two(kiosk.find(word="Betaald"))
    assert kiosk.at == "paid"
    assert kiosk.one(MONEY) == money + 1
    assert going(kiosk, ZOO).seats_free == free - 2
    newest = "SELECT participant_id, adults, state FROM booking ORDER BY id DESC LIMIT 1"
    assert kiosk.sql(newest) == [(None, 2, "confirmed")]
    kiosk.until(kiosk.printed("voucher"))


def test_free_seats_print_their_voucher_at_once(kiosk: Hands) -> None:
    free, money = going(kiosk, SOUP).seats_free, kiosk.one(MONEY)
    work_on(kiosk, SOUP, "Verkopen")
    kiosk.tap(word="Bon")
    assert going(kiosk, SOUP).seats_free == free - 1 and kiosk.one(MONEY) == money
    kiosk.until(kiosk.printed("voucher"))


def test_who_waits_is_only_passed_on_purpose(kiosk: Hands) -> None:
    circus = going(kiosk, CIRCUS)
    plan = replace(outings.plan_of(circus), quota=circus.quota + 1)  # the first party needs three
    outings.change_outing(outing=circus.id, plan=plan, at=kiosk.now.wall(), volunteer=None)
    assert going(kiosk, CIRCUS).seats_free == 1
    work_on(kiosk, CIRCUS, "Verkopen")
    assert not kiosk.free("DoneTile")
    kiosk.tap(word="toch eerst")
    kiosk.touch(*kiosk.place(kiosk.find("DoneTile")))
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid" and going(kiosk, CIRCUS).seats_free == 0
    assert kiosk.one("SELECT count(*) FROM audit WHERE act = 'sell_past_line'") == 1


def test_seats_are_sold_from_the_counter(kiosk: Hands) -> None:
    zoo = going(kiosk, ZOO)
    kiosk.to_counter()
    kiosk.tap(picture="bus")
    assert kiosk.at == "sell_seats" and not kiosk.free("DoneTile")
    kiosk.frames(3)
    shown = {line.outing for line in kiosk.seen("OutingLine")}
    assert zoo.id in shown and going(kiosk, CIRCUS).id not in shown, "it is full"
    kiosk.tap("OutingLine", outing=zoo.id)
    assert kiosk.free(word="Toog")
    kiosk.tap(picture="arrow_back")
    assert kiosk.seen("OutingLine"), "another outing after all"
    kiosk.tap("OutingLine", outing=zoo.id)
    kiosk.tap(word="Toog")
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid" and going(kiosk, ZOO).seats_free == zoo.seats_free - 1


def test_giving_up_seats_twice_is_once(kiosk: Hands) -> None:
    due = counter.of_booking(reserve(kiosk, ZOO))
    free = going(kiosk, ZOO).seats_free
    for _ in range(2):
        counter.cancel(due, key="once", at=kiosk.now.wall(), volunteer=None)
    assert going(kiosk, ZOO).seats_free == free + 1
    assert kiosk.one("SELECT count(*) FROM audit WHERE act = 'cancel_booking'") == 1
