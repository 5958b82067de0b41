"""What volunteers do with outings: seats paid and sold at the counter, parties, who bore what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import models
from kiosk import photos
from kiosk.keys import new_key
from kiosk.services import bookings, outings
from kiosk.services.bookings import Booking
from kiosk.services.outings import Outing
from tests.screens.hands import Hands
from tests.screens.test_cards import type_keys

ZOO, SOUP, CIRCUS = "Zoo van Antwerpen", "Samen soep koken", "Circus"
MONEY = "SELECT count(*) FROM money"
LAST = "SELECT method, total, reason FROM money ORDER BY id DESC LIMIT 1"


def outing(kiosk: Hands, word: str) -> Outing:
    """An outing of the practice day."""
    return next(one for one in outings.coming(kiosk.app.today()) if one.name("nl") == word)


def of_outing(kiosk: Hands, word: str, picture: str) -> None:
    """From the welcome picture to one of the volunteers' screens about an outing."""
    kiosk.to_desk()
    kiosk.tap(word="Uitstappen")
    kiosk.frames(3)
    line = next(one for one in kiosk.seen("OutingLine") if one.outing == outing(kiosk, word).id)
    kiosk.touch(*kiosk.place(line))
    kiosk.tap("OutingAction", picture=picture)
    kiosk.frames(3)


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


def of_state(kiosk: Hands, word: str, state: str) -> Booking:
    """The first party of an outing that is in this state."""
    found = bookings.bookings_of(outing(kiosk, word).id)
    return next(one for one in found if one.state == state)


def again(booking: Booking) -> Booking:
    """A booking as it stands now."""
    found = bookings.booking_of(booking.key)
    assert found is not None
    return found


def vouchers_of(booking: Booking) -> list[str]:
    """The states of its vouchers."""
    rows = models.Voucher.select().where(models.Voucher.booking == booking.id)
    return [row.state for row in rows]


def reserve(kiosk: Hands, word: str, adults: int = 1) -> Booking:
    """A party that reserved and still has to pay."""
    return bookings.reserve(
        key=new_key(),
        outing=outing(kiosk, word).id,
        adults=adults,
        children=0,
        language="nl",
        at=kiosk.now.wall(),
        group=kiosk.app.group,
        ring=kiosk.app.ring,
    )


def test_from_the_card_to_the_door(kiosk: Hands) -> None:
    """Reserved by the person, paid at the counter, let in with the voucher."""
    kiosk.wake()
    kiosk.tap(task="outings")
    kiosk.frames(3)
    kiosk.touch(*kiosk.place(kiosk.find("OutingCard", word=ZOO)))
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
    assert kiosk.reads(ZOO)
    kiosk.tap(word="Binnen")
    assert kiosk.reads("1 van 1")


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
    assert kiosk.sql(LAST) == [(method, booking.total, reason)]
    assert again(booking).state == "confirmed"
    kiosk.until(kiosk.printed("voucher"))


def test_a_payment_of_seats_is_undone_and_the_voucher_counts_no_more(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "reserved")
    of_outing(kiosk, ZOO, "people")
    choose(kiosk, booking)
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
    free = outing(kiosk, ZOO).seats_free
    of_outing(kiosk, ZOO, "people")
    choose(kiosk, booking)
    kiosk.tap(word="Betalen")
    kiosk.tap(picture="bin_bag")
    assert again(booking).state == "cancelled"
    assert outing(kiosk, ZOO).seats_free == free + booking.seats


def test_seats_are_sold_without_any_record_of_a_person(kiosk: Hands) -> None:
    free, money = outing(kiosk, ZOO).seats_free, kiosk.one(MONEY)
    of_outing(kiosk, ZOO, "till")
    assert kiosk.at == "sell_seats"
    plus = [one for one in kiosk.seen(picture="plus_white") if not one.disabled]
    kiosk.touch(*kiosk.place(plus[0]))
    total = int(kiosk.screen.total)
    assert total == 2 * outing(kiosk, ZOO).participant_price
    kiosk.tap(word="Toog")
    assert kiosk.at == "counter" and kiosk.screen.due_shown
    assert outing(kiosk, ZOO).seats_free == free, "nothing is sold before it is paid"
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap_with_two(kiosk.find(word="Betaald"))
    assert kiosk.at == "paid"
    assert kiosk.one(MONEY) == money + 1
    assert outing(kiosk, ZOO).seats_free == free - 2
    newest = "SELECT participant_id, adults, state FROM booking ORDER BY id DESC LIMIT 1"
    assert kiosk.sql(newest) == [(None, 2, "confirmed")]
    kiosk.until(kiosk.printed("voucher"))


def test_free_seats_print_their_voucher_at_once(kiosk: Hands) -> None:
    free, money = outing(kiosk, SOUP).seats_free, kiosk.one(MONEY)
    of_outing(kiosk, SOUP, "till")
    kiosk.tap(word="Bon")
    assert outing(kiosk, SOUP).seats_free == free - 1 and kiosk.one(MONEY) == money
    kiosk.until(kiosk.printed("voucher"))


def test_who_waits_is_only_passed_on_purpose(kiosk: Hands) -> None:
    circus = outing(kiosk, CIRCUS)
    plan = replace(outings.plan_of(circus), quota=circus.quota + 1)  # the first party needs three
    outings.change_outing(outing=circus.id, plan=plan, at=kiosk.now.wall(), volunteer=None)
    assert outing(kiosk, CIRCUS).seats_free == 1
    of_outing(kiosk, CIRCUS, "till")
    assert not kiosk.free("DoneTile")
    kiosk.tap(word="toch eerst")
    kiosk.touch(*kiosk.place(kiosk.find("DoneTile")))
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid" and outing(kiosk, CIRCUS).seats_free == 0
    assert kiosk.one("SELECT count(*) FROM audit WHERE act = 'sell_past_line'") == 1


def test_a_copy_has_the_same_code(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "confirmed")
    before = vouchers_of(booking)
    of_outing(kiosk, ZOO, "people")
    choose(kiosk, booking)
    kiosk.tap(word="Bon")
    assert vouchers_of(booking) == before == ["issued"]
    papers = "SELECT copy_of_id IS NOT NULL FROM print_job WHERE kind = 'voucher' ORDER BY id"
    assert kiosk.sql(papers)[-1] == 1
    kiosk.until(kiosk.printed("voucher"))


def test_the_list_has_no_names(kiosk: Hands) -> None:
    of_outing(kiosk, ZOO, "people")
    kiosk.tap(word="Lijst")
    kiosk.until(kiosk.printed("passenger_list"))


def test_a_party_that_does_not_come_has_its_money_back(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "confirmed")
    free = outing(kiosk, ZOO).seats_free
    of_outing(kiosk, ZOO, "people")
    choose(kiosk, booking)
    kiosk.tap(word="Komt niet")
    kiosk.tap(word="Toch wel")
    assert again(booking).state == "confirmed", "not yet, and undone"
    kiosk.tap(word="Komt niet")
    kiosk.tap_with_two(kiosk.find(word="Kan niet"))
    assert again(booking).state == "cancelled"
    assert kiosk.sql(LAST) == [("cash", -booking.total, "kan niet mee")]
    assert "terug" in kiosk.app.notice
    assert outing(kiosk, ZOO).seats_free == free + booking.seats
    assert vouchers_of(booking) == ["void"]


def test_a_party_moves_to_another_day_without_money_leaving_the_till(kiosk: Hands) -> None:
    booking = of_state(kiosk, ZOO, "confirmed")
    till = kiosk.one("SELECT sum(amount) FROM money")
    soup = outing(kiosk, SOUP)
    of_outing(kiosk, ZOO, "people")
    choose(kiosk, booking)
    kiosk.tap(word="Andere dag")
    kiosk.tap("OutingLine", outing=soup.id)
    assert again(booking).state == "cancelled" and vouchers_of(booking) == ["void"]
    assert outing(kiosk, SOUP).seats_free == soup.seats_free - booking.seats
    assert kiosk.one("SELECT sum(amount) FROM money") == till
    kiosk.until(kiosk.printed("voucher"))


def test_the_shares_come_on_paper(kiosk: Hands) -> None:
    of_outing(kiosk, ZOO, "balance")
    assert kiosk.at == "shares" and kiosk.reads("gemeente")
    kiosk.tap(word="Strook")
    kiosk.until(kiosk.printed("shares_strip"))


def test_the_table_goes_to_a_stick(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(photos, "sticks", lambda: [stick])
    of_outing(kiosk, ZOO, "balance")
    kiosk.tap(word="Tabel")
    kiosk.until(lambda: [*stick.glob("*.csv")])
    (table,) = stick.glob("*.csv")
    kiosk.until(lambda: table.name in kiosk.app.notice)
    assert ZOO in table.read_text(encoding="utf-8-sig")
