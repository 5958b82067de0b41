"""Cards by real keys: what a scanner types checks in, and nothing it types reaches a widget."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kiosk.codes import new_ring, new_serial
from kiosk.person_pictures import PersonPicture
from kiosk.services import people
from tests.screens.hands import Hands, type_keys

FOX = PersonPicture("fox", "green")


def card_of(kiosk: Hands, picture: PersonPicture = FOX, language: str = "nl") -> str:
    """The code on a new card."""
    person = people.give_picture(
        picture=picture, language=language, at=kiosk.now.wall(), volunteer=None
    )
    made = people.card_of(
        person=person.id,
        ring=kiosk.app.ring,
        group=kiosk.app.group,
        at=kiosk.now.wall(),
        volunteer=None,
    )
    return made.code


def visits(kiosk: Hands) -> list[Any]:
    """Who is here by a card: adults, children."""
    return kiosk.sql(
        "SELECT adults, children FROM check_in WHERE undone_at IS NULL"
        " AND participant_id = (SELECT max(id) FROM participant)"
    )


@pytest.mark.parametrize("where", ["welcome", "home", "check_in", "my_picture"])
@pytest.mark.parametrize("end", [13, 9, 271])
def test_a_card_checks_in_at_once(kiosk: Hands, where: str, end: int) -> None:
    code = card_of(kiosk)
    if where != "welcome":
        kiosk.wake()
    if where in ("check_in", "my_picture"):
        kiosk.app.show(where)
        kiosk.frames(3)
    type_keys(kiosk, code, end)
    assert kiosk.at == "checked_in"
    assert kiosk.find("PersonDisc").person == FOX
    assert visits(kiosk) == [(1, 0)]
    kiosk.wait(8)
    assert kiosk.at == "home"


def test_the_kiosk_speaks_the_language_of_the_card(kiosk: Hands) -> None:
    from kiosk.widgets.ui import ui

    type_keys(kiosk, card_of(kiosk, language="ar"))
    assert kiosk.at == "checked_in"
    assert (ui.language, ui.rtl) == ("ar", True)
    kiosk.app.end_visit()
    assert ui.language == "nl"


def test_one_tap_takes_it_back(kiosk: Hands) -> None:
    type_keys(kiosk, card_of(kiosk))
    kiosk.wait(0.5)
    kiosk.tap(picture="undo")
    assert kiosk.at == "check_in"
    assert visits(kiosk) == []


def test_two_cards_after_each_other_are_two_visits(kiosk: Hands) -> None:
    codes = [card_of(kiosk), card_of(kiosk, PersonPicture("owl", "red"))]
    for code in codes:
        type_keys(kiosk, code)
        assert kiosk.at == "checked_in"
        kiosk.app.end_visit()
        kiosk.frames(3)
    assert kiosk.one("SELECT count(*) FROM check_in WHERE participant_id IS NOT NULL") == 2


@pytest.mark.parametrize("how", ["card", "tap"])
def test_who_is_next_in_the_queue_has_a_visit_of_their_own(kiosk: Hands, how: str) -> None:
    """Nobody goes back to the welcome picture in between."""
    first, second = card_of(kiosk), card_of(kiosk, PersonPicture("owl", "red"))
    counted = "SELECT count(*) FROM check_in WHERE undone_at IS NULL"
    before = kiosk.one(counted)
    if how == "card":
        type_keys(kiosk, first)
    else:
        kiosk.wake()
        kiosk.app.show("check_in")
        kiosk.frames(3)
        kiosk.screen.done()
    kiosk.wait(8)
    assert kiosk.at == "home"
    kiosk.app.show("produce")
    kiosk.frames(3)
    kiosk.take(kiosk.tiles()[0])
    basket = kiosk.app.visit.basket
    kiosk.app.go_home()
    type_keys(kiosk, second)
    assert kiosk.one(counted) == before + 2
    assert kiosk.app.visit.basket != basket
    assert kiosk.one(f"SELECT state FROM orders WHERE key = '{basket}'") == "cancelled"
    kiosk.wait(0.5)
    kiosk.tap(picture="undo")
    assert kiosk.one(counted) == before + 1, "the first of the two stays counted"


def test_ones_own_card_again_keeps_the_basket(kiosk: Hands) -> None:
    code = card_of(kiosk)
    type_keys(kiosk, code)
    kiosk.wait(8)
    kiosk.app.show("produce")
    kiosk.frames(3)
    kiosk.take(kiosk.tiles()[0])
    basket = kiosk.app.visit.basket
    kiosk.app.go_home()
    type_keys(kiosk, code)
    assert kiosk.at == "checked_in" and kiosk.app.visit.basket == basket
    assert kiosk.one(f"SELECT state FROM orders WHERE key = '{basket}'") == "basket"


@pytest.mark.parametrize(
    "text",
    [
        new_ring().sign("C", new_serial()),
        "https://example.org/",
        "'; drop table participant; --",
        "[b]hello[/b]",
        "\x1b@\x1dV0",
        "q" * 1024,
    ],
    ids=["stranger", "address", "sql", "markup", "printer", "long"],
)
@pytest.mark.parametrize("where", ["welcome", "home"])
def test_any_other_paper_is_a_picture_and_nothing_else(kiosk: Hands, where: str, text: str) -> None:
    if where == "home":
        kiosk.wake()
    before = kiosk.one("SELECT total_changes()")
    type_keys(kiosk, text)
    assert kiosk.at == "not_ours"
    assert kiosk.screen.picture == "code_unknown"
    assert kiosk.one("SELECT total_changes()") == before
    kiosk.wait(5)
    assert kiosk.at == where


def test_an_erased_card_is_a_picture_and_a_touch_goes_on(kiosk: Hands) -> None:
    code = card_of(kiosk)
    person = kiosk.one("SELECT max(id) FROM participant")
    people.erase(person=person, at=kiosk.now.wall(), volunteer=None)
    kiosk.wake()
    type_keys(kiosk, code)
    assert kiosk.at == "not_ours"
    kiosk.wait(0.5)
    kiosk.touch(*kiosk.place(kiosk.screen))
    assert kiosk.at == "home"


def test_the_next_card_counts_at_once(kiosk: Hands) -> None:
    type_keys(kiosk, "zomaar iets")
    assert kiosk.at == "not_ours"
    type_keys(kiosk, card_of(kiosk))
    assert kiosk.at == "checked_in"


def test_a_card_never_disturbs_choosing_produce(kiosk: Hands) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    type_keys(kiosk, card_of(kiosk))
    type_keys(kiosk, "zomaar iets")
    assert kiosk.at == "produce"
    assert visits(kiosk) == []
    assert kiosk.one("SELECT count(*) FROM orders WHERE state = 'basket'") == 1


def test_a_pin_is_never_typed_on_a_keyboard(kiosk: Hands) -> None:
    kiosk.hold_logo()
    type_keys(kiosk, "123456")
    assert kiosk.at == "pin" and kiosk.screen.ids.pad.shown == ""


def to_people(kiosk: Hands) -> None:
    kiosk.to_desk()
    kiosk.tap(word="Mensen")
    assert kiosk.at == "people"
    kiosk.frames(3)


def test_a_new_card_is_given_and_printed(kiosk: Hands, tmp_path: Path) -> None:
    to_people(kiosk)
    before = kiosk.one("SELECT count(*) FROM participant")
    kiosk.tap(word="Nieuwe kaart")
    first = kiosk.screen.shown
    kiosk.tap(word="Andere")
    other = kiosk.screen.shown
    assert other != first
    kiosk.tap(word="Geven")
    assert kiosk.one("SELECT count(*) FROM participant") == before + 1
    assert kiosk.screen.shown == other
    kiosk.until(lambda: list(kiosk.papers.glob("*card*")))
    kiosk.until(lambda: kiosk.screen.ids.feed.texture)
    assert kiosk.one("SELECT count(*) FROM print_job WHERE kind = 'card'") == 0
    kiosk.tap(word="Kaart")
    kiosk.until(lambda: len(list(kiosk.papers.glob("*card*"))) == 2)
    kiosk.app.spooler.stop()
    one, two = sorted(kiosk.papers.glob("*card*"))
    assert one.read_bytes() == two.read_bytes()


def test_without_a_printer_the_card_says_so(start: Any) -> None:
    kiosk = start(printer="tcp://127.0.0.1:1")
    to_people(kiosk)
    kiosk.tap(word="Nieuwe kaart")
    kiosk.tap(word="Geven")
    kiosk.until(lambda: kiosk.app.notice)
    assert any(one.has_card for one in people.people())


def test_somebody_gets_another_picture(kiosk: Hands) -> None:
    old = card_of(kiosk)
    to_people(kiosk)
    kiosk.tap("PersonTile", person=FOX)
    kiosk.tap(word="Prent")
    wanted = kiosk.screen.shown
    kiosk.tap(word="Geven")
    assert kiosk.seen("PersonTile", person=FOX) == []
    assert kiosk.seen("PersonTile", person=wanted)
    type_keys(kiosk, old)
    assert kiosk.app.notice == "Die prent is van niemand (meer)."


def test_erasing_is_held_and_a_tap_does_nothing(kiosk: Hands) -> None:
    card_of(kiosk)
    to_people(kiosk)
    kiosk.tap("PersonTile", person=FOX)
    kiosk.tap(word="Wissen")
    kiosk.wait(4)
    kiosk.touch(*kiosk.place(kiosk.find(word="Wissen")), seconds=2.0)
    assert kiosk.seen("PersonTile", person=FOX)
    kiosk.touch(*kiosk.place(kiosk.find(word="Wissen")), seconds=3.4)
    assert kiosk.seen("PersonTile", person=FOX) == []
    assert kiosk.screen.mode == ""
    assert kiosk.one("SELECT count(*) FROM participant WHERE animal = 'fox'") == 0


def test_a_card_that_is_scanned_is_chosen(kiosk: Hands) -> None:
    code = card_of(kiosk)
    to_people(kiosk)
    type_keys(kiosk, code)
    assert (kiosk.screen.mode, kiosk.screen.shown) == ("chosen", FOX)
    assert visits(kiosk) == []


def test_many_people_are_on_pages(kiosk: Hands) -> None:
    for picture in people.pictures_to_give()[:60]:
        people.give_picture(picture=picture, language="nl", at=kiosk.now.wall(), volunteer=None)
    everybody = {one.picture for one in people.people()}
    to_people(kiosk)
    seen = set()
    for _ in range(int(kiosk.screen.pages)):
        seen |= {tile.person for tile in kiosk.seen("PersonTile")}
        kiosk.tap(picture="arrow_right")
    assert seen == everybody
    assert kiosk.screen.page == 0
