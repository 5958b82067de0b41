"""What volunteers do with outings: planning, selling, letting in, cancelling, a vote, the figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db import models
from kiosk import photos
from kiosk.keys import new_key
from kiosk.services import bookings, counter, outings, polls, sales
from kiosk.typed_code import read_typed_code
from tests.screens.hands import Hands

NEWEST = "SELECT state, adults, children FROM booking ORDER BY id DESC LIMIT 1"
VOUCHERS = "SELECT count(*) FROM voucher"
REDEEMED = "SELECT sum(redeemed) FROM voucher"


def going(kiosk: Hands, picture: str) -> Any:
    """The outing of the practice day with this picture."""
    return next(one for one in outings.coming(kiosk.app.today()) if one.picture == picture)


def to_list(kiosk: Hands) -> None:
    """The volunteer comes to the outings."""
    kiosk.app.unlock(1, "Wim")
    kiosk.frames(3)
    kiosk.tap(word="Uitstappen")
    assert kiosk.at == "plan_outings"
    kiosk.frames(3)


def work_on(kiosk: Hands, picture: str, word: str) -> None:
    """Choose an outing in the list, then what to do with it."""
    to_list(kiosk)
    kiosk.tap("OutingLine", picture=picture)
    kiosk.tap("OutingAction", word=word)
    kiosk.frames(3)


def more(kiosk: Hands, which: int, times: int = 1) -> None:
    """Tap the plus of the adults (0) or the children (1)."""
    figures = kiosk.seen("FigureCounter")[which]
    plus = next(one for one in figures.walk() if getattr(one, "picture", "") == "plus_white")
    for _ in range(times):
        kiosk.touch(*kiosk.place(plus))


def soup_voucher(kiosk: Hands) -> str:
    """What a scanner reads from the voucher of three people for the soup, on its day."""
    soup = going(kiosk, "soup")
    kiosk.now.shift += timedelta(days=(soup.day - kiosk.app.today()).days)
    party = next(one for one in bookings.bookings_of(soup.id) if one.seats == 3)
    voucher = models.Voucher.issued(party.id)
    assert voucher is not None
    return str(kiosk.app.ring.sign("V", voucher.serial, voucher.key_id))


def to_redeem(kiosk: Hands) -> None:
    """The volunteer stands at the door of the bus."""
    kiosk.app.unlock(1, "Wim")
    kiosk.frames(3)
    kiosk.tap(word="Binnenlaten")
    assert kiosk.at == "redeem"
    kiosk.frames(3)


def test_a_new_outing_is_planned_part_by_part(kiosk: Hands) -> None:
    to_list(kiosk)
    kiosk.tap(word="Nieuw")
    assert kiosk.at == "plan_outing"
    kiosk.frames(3)
    kiosk.tap("PickTile", key="outing_museum")
    kiosk.frames(3)
    for letter in " mas":
        kiosk.screen.ids.keyboard.write(letter)
    kiosk.tap(word="Verder")
    kiosk.frames(3)
    day = kiosk.app.today() + timedelta(days=9)
    kiosk.tap("DayTile", day=day)
    kiosk.frames(3)
    kiosk.tap(word="Verder")  # the hours are right
    kiosk.frames(3)
    kiosk.tap(word="Verder")  # no place
    kiosk.frames(3)
    kiosk.tap("OptionTile", value="train")
    kiosk.frames(3)
    kiosk.type("25")
    kiosk.tap(word="Verder")
    kiosk.frames(3)
    kiosk.type("1250")
    assert kiosk.find("FieldTile", label="deelnemer").value == "€\u00a02,50"
    kiosk.tap("FieldTile", label="deelnemer")
    kiosk.type("200")
    assert kiosk.find("FieldTile", label="groep").value == "€\u00a05,25"
    kiosk.tap(word="Verder")
    kiosk.frames(3)
    kiosk.tap(word="Bewaar")
    assert kiosk.at == "plan_outings"
    made = next(one for one in outings.coming(kiosk.app.today()) if one.picture == "outing_museum")
    assert (made.name("nl"), made.day, made.transport, made.quota) == (
        "Museum mas",
        day,
        "train",
        25,
    )
    assert (made.participant_price, made.group_share, made.town_share) == (200, 525, 525)
    assert kiosk.screen.chosen == made.id


def test_what_is_missing_is_asked_before_it_is_kept(kiosk: Hands) -> None:
    to_list(kiosk)
    kiosk.tap(word="Nieuw")
    kiosk.frames(3)
    kiosk.tap(picture="arrow_back")
    kiosk.frames(3)
    kiosk.tap(word="Bewaar")
    assert kiosk.screen.part == "what"


def test_a_copy_comes_a_week_later_with_everything_else_the_same(kiosk: Hands) -> None:
    zoo = going(kiosk, "outing_zoo")
    work_on(kiosk, "outing_zoo", "Kopiëren")
    assert kiosk.at == "plan_outing"
    kiosk.tap(picture="arrow_back")
    kiosk.frames(3)
    kiosk.tap(word="Bewaar")
    copy = outings.find_outing(int(kiosk.screen.chosen))
    assert copy.day == zoo.day + timedelta(days=7)
    assert (copy.quota, copy.seats_free, copy.names) == (zoo.quota, zoo.quota, zoo.names)


def test_a_change_keeps_what_was_sold(kiosk: Hands) -> None:
    zoo = going(kiosk, "outing_zoo")
    work_on(kiosk, "outing_zoo", "Wijzigen")
    kiosk.tap("TallField", label="plaatsen")
    kiosk.frames(3)
    kiosk.type("30")
    kiosk.tap(word="Verder")
    kiosk.frames(3)
    kiosk.tap(word="Bewaar")
    changed = outings.find_outing(zoo.id)
    assert (changed.quota, changed.seats_free) == (30, zoo.seats_free + 10)


def test_an_outing_is_cancelled_with_a_reason(kiosk: Hands) -> None:
    zoo = going(kiosk, "outing_zoo")
    work_on(kiosk, "outing_zoo", "Afgelasten")
    assert outings.find_outing(zoo.id).state == "planned"
    kiosk.tap(word="Het weer")
    cancelled = outings.find_outing(zoo.id)
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "slecht weer")
    assert not kiosk.free(word="Verkopen")


def test_seats_are_sold_at_the_counter_without_a_person(kiosk: Hands) -> None:
    before = kiosk.one(VOUCHERS)
    work_on(kiosk, "outing_zoo", "Verkopen")
    more(kiosk, 1)
    kiosk.tap(word="Toog")
    assert kiosk.at == "counter"
    kiosk.tap("PieceTile", cents=1000)
    kiosk.tap("PieceTile", cents=50)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid"
    assert kiosk.sql(NEWEST) == [("confirmed", 1, 1)]
    assert kiosk.one("SELECT participant_id FROM booking ORDER BY id DESC LIMIT 1") is None
    assert kiosk.one(VOUCHERS) == before + 1


def test_free_seats_print_their_voucher_at_once(kiosk: Hands) -> None:
    before = kiosk.one(VOUCHERS)
    work_on(kiosk, "soup", "Verkopen")
    kiosk.tap(word="Bon")
    kiosk.until(kiosk.printed("voucher"))
    assert kiosk.at == "sell_seats"
    assert kiosk.one(VOUCHERS) == before + 1


def test_who_waits_goes_first_unless_the_volunteer_says_so(kiosk: Hands) -> None:
    circus = going(kiosk, "outing_circus")
    outings.change_outing(
        outing=circus.id,
        plan=_more_seats(circus, 1),
        at=kiosk.now.wall(),
        volunteer=1,
    )
    work_on(kiosk, "outing_circus", "Verkopen")
    assert not kiosk.free(word="Toog")
    kiosk.tap(word="toch eerst")
    kiosk.tap(word="Toog")
    assert kiosk.at == "counter"


def _more_seats(one: Any, seats: int) -> Any:
    plan = outings.plan_of(one)
    return replace(plan, quota=plan.quota + seats)


@pytest.mark.parametrize(("picture", "method"), [("bank_qr", "bank"), ("gift_of_group", "group")])
def test_reserved_seats_wait_at_the_counter_and_are_paid_there(
    kiosk: Hands, picture: str, method: str
) -> None:
    kiosk.settle_orders()
    first = bookings.waiting_at_counter()[0]
    kiosk.to_counter()
    assert kiosk.seen("OrderTile")[0].due == counter.of_booking(first)
    kiosk.tap(picture=picture)
    kiosk.frames(3)
    kiosk.tap(word="Betaald" if method == "bank" else "Van harte")
    assert kiosk.at == "paid"
    paid = bookings.booking_of(first.key)
    assert paid is not None and (paid.state, paid.has_voucher) == ("confirmed", True)
    kiosk.wait(1)
    kiosk.tap(picture="undo")
    assert kiosk.at == "counter"
    waits = bookings.booking_of(first.key)
    assert waits is not None and (waits.state, waits.has_voucher) == ("reserved", False)


def test_a_party_is_let_in_one_by_one_and_taken_back(kiosk: Hands) -> None:
    code = soup_voucher(kiosk)
    to_redeem(kiosk)
    kiosk.screen.scanned(code)
    kiosk.frames(3)
    assert (kiosk.screen.task, kiosk.reads("0 van 3")) == ("here", True)
    kiosk.tap(word="één")
    assert kiosk.reads("1 van 3")
    kiosk.tap(word="alle 2")
    assert kiosk.reads("3 van 3")
    assert kiosk.screen.task == "here"
    assert not kiosk.free("DoneTile")
    kiosk.tap(picture="undo")
    assert kiosk.reads("1 van 3")
    assert kiosk.one(REDEEMED) == 1


def test_a_used_voucher_is_amber_and_says_when(kiosk: Hands) -> None:
    code = soup_voucher(kiosk)
    to_redeem(kiosk)
    kiosk.screen.scanned(code)
    kiosk.frames(3)
    kiosk.tap_twice_fast(kiosk.find(word="alle 3"), 0.1)
    assert kiosk.one(REDEEMED) == 3
    kiosk.screen.scanned(code)
    kiosk.frames(3)
    assert kiosk.screen.task == "produce"
    assert kiosk.reads("Al binnen")
    assert kiosk.reads("om ")
    assert not kiosk.free(picture="undo")


def test_what_is_not_ours_is_red_and_lets_nobody_in(kiosk: Hands) -> None:
    to_redeem(kiosk)
    for scanned in ("https://example.org", "V" * 40, ""):
        kiosk.screen.scanned(scanned)
        kiosk.frames(2)
        assert (kiosk.screen.task, kiosk.reads("Niet van ons")) == ("warn", True)
        assert not kiosk.free("DoneTile")
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "redeem"
    assert not kiosk.screen.shown


def test_a_voucher_of_another_day_is_red_and_shows_its_day(kiosk: Hands) -> None:
    code = soup_voucher(kiosk)
    kiosk.now.shift += timedelta(days=1)
    to_redeem(kiosk)
    kiosk.screen.scanned(code)
    kiosk.frames(3)
    assert kiosk.screen.task == "warn"
    assert kiosk.reads("Andere dag")
    assert kiosk.find("CalendarSheet").day == kiosk.app.today() - timedelta(days=1)


def test_a_code_is_typed_by_pictures_and_digits(kiosk: Hands) -> None:
    soup_voucher(kiosk)
    soup = going(kiosk, "soup")
    party = next(one for one in bookings.bookings_of(soup.id) if one.seats == 3)
    code = read_typed_code(models.Voucher.issued(party.id).typed)
    to_redeem(kiosk)
    for picture in code.pictures:
        kiosk.tap("PictureTile", picture=picture)
        kiosk.frames(3)
    kiosk.type(code.digits)
    assert kiosk.reads("0 van 3")


def test_a_party_moves_to_another_day_with_what_it_paid(kiosk: Hands) -> None:
    zoo, film = going(kiosk, "outing_zoo"), going(kiosk, "soup")
    work_on(kiosk, "outing_zoo", "Wie gaat mee")
    party = next(one for one in kiosk.screen._parties if one.state == "confirmed")
    kiosk.tap("PartyTile", booking=party.id)
    kiosk.tap(word="Andere dag")
    kiosk.frames(3)
    kiosk.tap("OutingLine", outing=film.id)
    assert bookings.booking_of(party.key).state == "cancelled"
    moved = bookings.bookings_of(film.id)[-1]
    assert (moved.state, moved.seats, moved.total) == ("confirmed", party.seats, party.total)
    assert outings.find_outing(zoo.id).seats_free == zoo.seats_free + party.seats


def test_a_party_that_does_not_come_gets_its_money_back(kiosk: Hands) -> None:
    work_on(kiosk, "outing_zoo", "Wie gaat mee")
    party = next(one for one in kiosk.screen._parties if one.state == "confirmed")
    kiosk.tap("PartyTile", booking=party.id)
    kiosk.tap(word="Komt niet")
    kiosk.tap(word="Kan niet")
    assert bookings.booking_of(party.key).state == "cancelled"
    assert "terug" in kiosk.app.notice
    last = "SELECT kind, amount FROM money ORDER BY id DESC LIMIT 1"
    assert kiosk.sql(last) == [("counter_entry", -party.total)]


def test_a_voucher_is_printed_again_as_a_copy_and_the_list_without_names(kiosk: Hands) -> None:
    work_on(kiosk, "outing_zoo", "Wie gaat mee")
    party = next(one for one in kiosk.screen._parties if one.state == "confirmed")
    kiosk.tap("PartyTile", booking=party.id)
    kiosk.tap(word="Bon")
    kiosk.until(kiosk.printed("voucher"))
    assert kiosk.one("SELECT copy_of_id FROM print_job ORDER BY id DESC LIMIT 1") is not None
    kiosk.tap(word="Lijst")
    kiosk.until(kiosk.printed("passenger_list"))


def test_a_vote_is_asked_closed_and_its_counts_shown(kiosk: Hands) -> None:
    to_list(kiosk)
    kiosk.tap(word="Stemming")
    kiosk.frames(3)
    assert kiosk.seen("VoteBar")
    kiosk.tap(word="iedereen ziet")
    assert not polls.current_poll().show_results
    kiosk.tap(picture="pencil")
    kiosk.frames(3)
    for key in ("trip", "soup", "outing_zoo"):
        kiosk.tap("PickTile", key=key)
        kiosk.frames(2)
    kiosk.tap(word="Vraag")
    kiosk.frames(3)
    asked = polls.current_poll()
    assert [one.picture for one in asked.choices] == ["trip", "soup", "outing_zoo"]
    kiosk.tap(word="Sluiten")
    assert polls.current_poll() is None


def test_the_figures_say_who_bears_what(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoo = going(kiosk, "outing_zoo")
    sales.sell_seats(
        key=new_key(),
        outing=zoo.id,
        adults=1,
        children=0,
        method="group",
        reason="van harte",
        at=kiosk.now.wall(),
        volunteer=1,
        group=kiosk.app.group,
        ring=kiosk.app.ring,
    )
    work_on(kiosk, "outing_zoo", "Wie betaalt")
    assert kiosk.at == "shares"
    assert kiosk.reads("€\u00a05,20")
    kiosk.tap(word="Strook")
    kiosk.until(kiosk.printed("shares_strip"))
    monkeypatch.setattr(photos, "sticks", list)
    kiosk.tap(word="Tabel")
    assert kiosk.app.notice == "Steek een USB-stick in de kiosk."
    monkeypatch.setattr(photos, "sticks", lambda: [tmp_path])
    kiosk.tap(word="Tabel")
    table = tmp_path / "uitstappen-2026-01-01-2026-12-31.csv"
    assert "Zoo van Antwerpen" in table.read_text(encoding="utf-8-sig")
