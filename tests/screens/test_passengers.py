"""Who comes along with an outing: a copy, another day, no more; the list without names."""

from __future__ import annotations

from typing import Any

from kiosk.services import bookings, tickets
from kiosk.services.bookings import Booking
from tests.screens.hands import Hands
from tests.screens.outing_desk import (
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


def party(kiosk: Hands, booking: int) -> Any:
    """The tile of a party, on whatever page it is."""
    for _ in range(int(kiosk.screen.pages)):
        found = kiosk.seen("PartyTile", booking=booking)
        if found:
            return found[0]
        kiosk.tap("BarTile", picture="arrow_right")
    raise AssertionError("that party is not in the list")


def choose(kiosk: Hands, booking: Booking) -> None:
    """Tap a party."""
    kiosk.touch(*kiosk.place(party(kiosk, booking.id)))
    assert kiosk.screen.chosen == booking.id


def test_a_copy_has_the_same_code(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "confirmed")
    before = vouchers_of(booking)
    work_on(kiosk, ZOO, "Wie gaat mee")
    choose(kiosk, booking)
    kiosk.tap(word="Nog eens")
    assert vouchers_of(booking) == before == ["issued"]
    papers = "SELECT copy_of_id IS NOT NULL FROM print_job WHERE kind = 'voucher' ORDER BY id"
    assert kiosk.sql(papers)[-1] == 1
    kiosk.until(kiosk.printed("voucher"))


def test_the_list_has_no_names(kiosk: Hands) -> None:
    work_on(kiosk, ZOO, "Wie gaat mee")
    kiosk.tap(word="Lijst")
    kiosk.until(kiosk.printed("passenger_list"))


def test_a_party_that_does_not_come_has_its_money_back(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "confirmed")
    free = going(kiosk, ZOO).seats_free
    work_on(kiosk, ZOO, "Wie gaat mee")
    choose(kiosk, booking)
    kiosk.tap(word="Komt niet")
    kiosk.tap(word="Toch wel")
    assert again(booking).state == "confirmed", "not yet, and undone"
    kiosk.tap(word="Komt niet")
    kiosk.tap_with_two(kiosk.find(word="Kan niet"))
    assert again(booking).state == "cancelled"
    assert kiosk.sql(LAST_MONEY) == [("cash", -booking.total, "kan niet mee")]
    assert kiosk.reads("cash terug")
    assert going(kiosk, ZOO).seats_free == free + booking.seats
    assert vouchers_of(booking) == ["void"]
    kiosk.tap_with_two(kiosk.find(word="Toch mee"))
    assert again(booking).state == "confirmed"
    assert kiosk.sql(LAST_MONEY) == [("cash", booking.total, "toch mee")]
    assert going(kiosk, ZOO).seats_free == free
    assert vouchers_of(booking) == ["void", "issued"]
    assert not kiosk.free(word="Toch mee")


def test_a_party_moves_to_another_day_without_money_leaving_the_till(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "confirmed")
    till = kiosk.one("SELECT sum(amount) FROM money")
    soup = going(kiosk, SOUP)
    work_on(kiosk, ZOO, "Wie gaat mee")
    choose(kiosk, booking)
    kiosk.tap(word="Andere dag")
    kiosk.tap("OutingLine", outing=soup.id)
    assert again(booking).state == "cancelled" and vouchers_of(booking) == ["void"]
    assert going(kiosk, SOUP).seats_free == soup.seats_free - booking.seats
    assert kiosk.one("SELECT sum(amount) FROM money") == till
    assert (kiosk.screen.to_picture, kiosk.screen.to_day) == (soup.picture, soup.day)
    assert kiosk.find("CalendarSheet").day == soup.day
    kiosk.until(kiosk.printed("voucher"))


def test_a_move_is_undone(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "confirmed")
    free, till = going(kiosk, ZOO).seats_free, kiosk.one("SELECT sum(amount) FROM money")
    work_on(kiosk, ZOO, "Wie gaat mee")
    choose(kiosk, booking)
    kiosk.tap(word="Andere dag")
    kiosk.tap("OutingLine", outing=going(kiosk, SOUP).id)
    assert kiosk.reads("Samen soep koken")
    kiosk.tap_with_two(kiosk.find(word="Toch niet"))
    assert going(kiosk, ZOO).seats_free == free
    back = bookings.bookings_of(going(kiosk, ZOO).id)[-1]
    assert (back.state, back.seats, back.total) == ("confirmed", booking.seats, booking.total)
    assert vouchers_of(back) == ["issued"] and again(booking).state == "cancelled"
    assert kiosk.one("SELECT sum(amount) FROM money") == till
    assert not kiosk.free(word="Toch niet")


def test_a_party_shows_its_code_and_not_whom(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "confirmed")
    code = tickets.typed_codes(booking.outing.id)[booking.id]
    work_on(kiosk, ZOO, "Wie gaat mee")
    tile = party(kiosk, booking.id)
    assert (tuple(tile.pictures), tile.digits) == (code.pictures, code.digits)
    assert kiosk.reads(code.digits) and kiosk.seen("Picture", key=code.pictures[0])
    reserved = of_state(kiosk, ZOO, "reserved")
    assert party(kiosk, reserved.id).digits == "", "no voucher yet"


def test_who_never_paid_gets_nothing_back(kiosk: Hands) -> None:
    booking = reserve(kiosk, ZOO)
    work_on(kiosk, ZOO, "Wie gaat mee")
    choose(kiosk, booking)
    kiosk.tap(word="Komt niet")
    kiosk.tap(word="Vergissing")
    assert again(booking).state == "cancelled"
    assert kiosk.reads("De plaatsen zijn vrij") and not kiosk.reads("terug")
