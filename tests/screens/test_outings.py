"""What a person does with outings: looking, booking, waiting, taking it back, a vote, a strip."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kiosk.keys import new_key
from kiosk.services import moments, outings, polls, tally
from tests.screens.hands import Hands
from tests.screens.walk import panel

BOOKED = "SELECT count(*) FROM booking WHERE state != 'cancelled'"
NEWEST = "SELECT state, adults, children FROM booking ORDER BY id DESC LIMIT 1"
VOTES = "SELECT sum(votes) FROM poll_choice"


def to_outings(kiosk: Hands) -> None:
    """From the welcome picture to the cards."""
    if kiosk.at == "welcome":
        kiosk.wake()
    kiosk.tap(task="outings")
    assert kiosk.at == "outings"
    kiosk.frames(3)


def card(kiosk: Hands, word: str) -> Any:
    """The card of this outing."""
    return kiosk.find("OutingCard", word=word)


def look_at(kiosk: Hands, word: str) -> None:
    """Tap the card of an outing."""
    to_outings(kiosk)
    kiosk.touch(*kiosk.place(card(kiosk, word)))
    assert kiosk.at == "outing"
    kiosk.frames(3)


def more(kiosk: Hands, which: int, times: int) -> None:
    """Tap the plus of the adults (0) or the children (1)."""
    counter = kiosk.seen("FigureCounter")[which]
    plus = next(one for one in counter.walk() if getattr(one, "picture", "") == "plus_white")
    for _ in range(times):
        kiosk.touch(*kiosk.place(plus))


def done(kiosk: Hands) -> Any:
    """The tile in the far corner."""
    return kiosk.find("DoneTile")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_free_seats_are_booked_in_four_taps_and_the_voucher_prints(
    kiosk: Hands, language: str
) -> None:
    kiosk.wake()
    kiosk.app.speak_language(language)
    kiosk.frames(3)
    before = kiosk.one(BOOKED)
    kiosk.tap(task="outings")
    kiosk.frames(3)
    kiosk.touch(*kiosk.place(card(kiosk, "Samen soep koken")))
    kiosk.frames(3)
    kiosk.touch(*kiosk.place(done(kiosk)))
    assert kiosk.at == "booked"
    assert kiosk.one(BOOKED) == before + 1
    assert kiosk.sql(NEWEST) == [("confirmed", 1, 0)]
    assert kiosk.one("SELECT language FROM booking ORDER BY id DESC LIMIT 1") == language
    kiosk.until(kiosk.printed("voucher"))
    kiosk.until(lambda: kiosk.screen.ids.feed.texture)
    kiosk.wait(1)
    kiosk.touch(*kiosk.place(done(kiosk)))
    assert kiosk.at == "home"


def test_what_is_paid_gives_a_number_for_the_counter(kiosk: Hands) -> None:
    look_at(kiosk, "Zoo van Antwerpen")
    more(kiosk, 0, 1)
    assert kiosk.screen.people == 2
    assert kiosk.reads("€\u00a010,40")
    kiosk.touch(*kiosk.place(done(kiosk)))
    assert kiosk.at == "booked"
    assert kiosk.sql(NEWEST) == [("reserved", 2, 0)]
    number = kiosk.one("SELECT number FROM booking ORDER BY id DESC LIMIT 1")
    assert kiosk.reads(str(number))
    assert kiosk.reads("Betaal")
    assert (
        kiosk.one("SELECT count(*) FROM voucher WHERE booking_id = (SELECT max(id) FROM booking)")
        == 0
    )
    kiosk.until(kiosk.printed("booking_slip"))


def test_nothing_shows_that_somebody_else_pays_more(kiosk: Hands) -> None:
    look_at(kiosk, "Zoo van Antwerpen")
    assert not kiosk.reads("26,00")
    assert not kiosk.reads("10,40")
    assert kiosk.reads("5,20")


def test_a_party_that_does_not_fit_is_told_before_it_waits(kiosk: Hands) -> None:
    look_at(kiosk, "Zoo van Antwerpen")
    free = int(kiosk.screen.free)
    more(kiosk, 1, free - 1)
    assert done(kiosk).picture == "check"
    more(kiosk, 1, 1)
    assert done(kiosk).picture == "waiting_line"
    kiosk.touch(*kiosk.place(done(kiosk)))
    assert kiosk.sql(NEWEST) == [("waiting", 1, free)]
    assert kiosk.reads("1.")


def test_a_full_outing_has_a_waiting_line_in_order(kiosk: Hands) -> None:
    to_outings(kiosk)
    full = card(kiosk, "Circus")
    assert full.state == "full"
    kiosk.touch(*kiosk.place(full))
    kiosk.frames(3)
    kiosk.touch(*kiosk.place(done(kiosk)))
    assert kiosk.at == "booked"
    waiting = kiosk.one(
        "SELECT count(*) FROM booking WHERE state = 'waiting' AND outing_id ="
        " (SELECT outing_id FROM booking ORDER BY id DESC LIMIT 1)"
    )
    assert kiosk.reads(f"{waiting}.")


@pytest.mark.parametrize(
    ("word", "state"), [("Film in de cinema", "late"), ("Dagje aan zee", "cancelled")]
)
def test_too_late_or_cancelled_is_shown_and_cannot_be_tapped(
    kiosk: Hands, word: str, state: str
) -> None:
    to_outings(kiosk)
    gone = card(kiosk, word)
    assert gone.state == state
    assert gone.hollow
    kiosk.touch(*kiosk.place(gone))
    assert kiosk.at == "outings"


def test_undo_gives_the_seats_back_and_keeps_the_party(kiosk: Hands) -> None:
    look_at(kiosk, "Zoo van Antwerpen")
    free = kiosk.screen.free
    more(kiosk, 1, 2)
    kiosk.touch(*kiosk.place(done(kiosk)))
    kiosk.wait(1)
    kiosk.tap(picture="undo")
    assert kiosk.at == "outing"
    assert kiosk.sql(NEWEST) == [("cancelled", 1, 2)]
    assert (kiosk.screen.free, kiosk.screen.people) == (free, 3)
    kiosk.touch(*kiosk.place(done(kiosk)))
    assert kiosk.sql(NEWEST) == [("reserved", 1, 2)]


def test_undo_is_gone_after_five_seconds(kiosk: Hands) -> None:
    look_at(kiosk, "Samen soep koken")
    kiosk.touch(*kiosk.place(done(kiosk)))
    kiosk.wait(kiosk.app.settings.times.undo_seconds + 0.5)
    assert not kiosk.free(picture="undo")


def test_tapped_twice_or_with_two_fingers_it_is_one_booking(kiosk: Hands) -> None:
    before = kiosk.one(BOOKED)
    look_at(kiosk, "Samen soep koken")
    kiosk.tap_twice_fast(done(kiosk), 0.1)
    assert kiosk.at == "booked"
    kiosk.app.go_home()
    kiosk.wait(1.0)  # home is deaf at first: the hand that woke the kiosk may still be there
    look_at(kiosk, "Samen soep koken")
    kiosk.tap_with_two(done(kiosk))
    assert kiosk.at == "booked"
    assert kiosk.one(BOOKED) == before + 2


def test_a_basket_waits_while_somebody_books(kiosk: Hands) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap(picture="house")
    look_at(kiosk, "Samen soep koken")
    kiosk.touch(*kiosk.place(done(kiosk)))
    kiosk.wait(21)
    assert kiosk.at == "home"
    assert kiosk.one("SELECT count(*) FROM orders WHERE state = 'basket'") == 1


def test_what_was_cancelled_meanwhile_goes_back_to_the_cards(kiosk: Hands) -> None:
    look_at(kiosk, "Zoo van Antwerpen")
    outings.cancel_outing(
        outing=kiosk.screen._going.id, reason="mist", at=kiosk.now.wall(), volunteer=None
    )
    kiosk.touch(*kiosk.place(done(kiosk)))
    assert kiosk.at == "outings"
    kiosk.frames(3)
    assert card(kiosk, "Zoo van Antwerpen").state == "cancelled"


def test_while_the_group_is_closed_one_can_look_but_not_book(kiosk: Hands) -> None:
    kiosk.settle_orders()
    moment = moments.current_moment()
    assert moment is not None
    tally.close_moment(
        key=new_key(),
        moment=moment.id,
        leftovers={},
        counted={},
        reason="",
        at=kiosk.now.wall(),
        volunteer=1,
        group=kiosk.app.group,
    )
    look_at(kiosk, "Samen soep koken")
    assert done(kiosk).disabled
    kiosk.touch(*kiosk.place(done(kiosk)))
    assert kiosk.at == "outing"


def test_many_outings_take_two_pages_with_a_large_arrow(kiosk: Hands) -> None:
    going = outings.coming(kiosk.app.today())[0]
    for days in range(1, 10):
        outings.add_outing(
            key=new_key(),
            plan=outings.copy_plan(going, going.day + timedelta(days=days)),
            at=kiosk.now.wall(),
            volunteer=None,
        )
    to_outings(kiosk)
    first = [one.outing for one in kiosk.seen("OutingCard")]
    kiosk.tap(picture="arrow_right")
    kiosk.frames(3)
    second = [one.outing for one in kiosk.seen("OutingCard")]
    assert len(first) + len(second) == 14
    assert not set(first) & set(second)
    kiosk.tap(picture="arrow_left")
    assert kiosk.screen.page == 0


def test_a_panel_that_stands_shows_as_many_events_as_it_holds(kiosk: Hands) -> None:
    with panel(kiosk, (720, 1280)):
        kiosk.wake()
        kiosk.tap(task="coming")
        kiosk.frames(3)
        lines, rows = kiosk.screen.ids.lines, kiosk.seen("ComingRow")
        assert len(rows) == 2
        assert lines.y - 1 <= min(row.y for row in rows)
        assert max(row.top for row in rows) == pytest.approx(lines.top, abs=1)
        kiosk.screen.choices = 3  # one row of tiles
        kiosk.frames(3)
        assert len(kiosk.seen("ComingRow")) == 3


def test_a_vote_is_a_tap_and_a_second_tap_takes_it_back(kiosk: Hands) -> None:
    before = kiosk.one(VOTES)
    kiosk.wake()
    kiosk.tap(task="coming")
    kiosk.frames(3)
    first, second = kiosk.seen("VoteTile")[:2]
    kiosk.touch(*kiosk.place(first))
    kiosk.touch(*kiosk.place(second))
    assert kiosk.one(VOTES) == before + 2
    assert first.chosen and second.chosen
    kiosk.touch(*kiosk.place(first))
    assert kiosk.one(VOTES) == before + 1
    assert not first.chosen
    kiosk.tap(picture="house")
    kiosk.tap(task="coming")
    kiosk.frames(3)
    assert [one.chosen for one in kiosk.seen("VoteTile")[:2]] == [False, True]
    shown = [
        str(words.text)
        for tile in kiosk.seen("VoteTile")
        for words in tile.walk()
        if hasattr(words, "text")
    ]
    assert not [
        text for text in shown if any(sign.isdigit() for sign in text)
    ]  # counts are not shown


def test_a_vote_that_was_closed_meanwhile_goes_away(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(task="coming")
    kiosk.frames(3)
    tile = kiosk.seen("VoteTile")[0]
    poll = polls.current_poll()
    assert poll is not None
    polls.close_poll(poll=poll.id, at=kiosk.now.wall(), volunteer=None)
    kiosk.touch(*kiosk.place(tile))
    kiosk.frames(3)
    assert kiosk.at == "coming"
    assert not kiosk.seen("VoteTile")


def test_the_strip_is_taken_home(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(task="coming")
    kiosk.frames(3)
    kiosk.tap(picture="printer")
    assert not kiosk.free(picture="printer")
    kiosk.until(kiosk.printed("coming_strip"))
    kiosk.until(lambda: kiosk.screen.ids.feed.texture)
    kiosk.wait(7)
    assert kiosk.free(picture="printer")
