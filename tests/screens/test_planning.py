"""What volunteers do with outings before anybody books: planning, copying, changing; a vote."""

from __future__ import annotations

from datetime import timedelta

from kiosk.services import outings, polls
from tests.screens.hands import Hands
from tests.screens.outing_desk import going, to_list, work_on


def test_a_new_outing_is_planned_part_by_part(kiosk: Hands) -> None:
    to_list(kiosk)
    kiosk.tap(word="Nieuw")
    assert kiosk.at == "plan_outing"
    kiosk.frames(3)
    kiosk.tap("PickTile", key="outing_museum")
    kiosk.frames(3)
    for letter in " mas":
        kiosk.screen.ids.keyboard.write(letter)
    kiosk.tap(word="nl")
    for letter in "le mas":
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
    assert (made.name("fr").lower(), made.name("ar")) == ("le mas", "Museum mas")
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


def test_a_vote_is_asked_closed_and_its_counts_shown(kiosk: Hands) -> None:
    to_list(kiosk)
    kiosk.tap(word="Stemming")
    kiosk.frames(3)
    assert kiosk.seen("VoteBar")
    kiosk.tap(word="allen")
    hidden = polls.current_poll()
    assert hidden is not None and not hidden.show_results
    kiosk.tap(picture="pencil")
    kiosk.frames(3)
    for key in ("trip", "soup", "outing_zoo"):
        kiosk.tap("PickTile", key=key)
        kiosk.frames(2)
    kiosk.tap(word="Vraag")
    kiosk.frames(3)
    asked = polls.current_poll()
    assert asked is not None
    assert [one.picture for one in asked.choices] == ["trip", "soup", "outing_zoo"]
    kiosk.tap(word="Sluiten")
    assert polls.current_poll() is None
