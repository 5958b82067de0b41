"""Checking in, once per visit, nameless."""

from __future__ import annotations

import pytest

from db import models
from kiosk.errors import BadQuantity, MomentClosed, NoMoment, NotCheckedIn
from kiosk.services import checkins, tally
from kiosk.services.checkins import CheckIn, Visits
from tests.services.day import GROUP, at, key, open_day

pytestmark = pytest.mark.usefixtures("db")


def come(
    name: str, adults: int = 1, children: int = 0, *helps: str, participant: int | None = None
) -> CheckIn:
    return checkins.check_in(
        key=name,
        adults=adults,
        children=children,
        helps=helps,
        participant=participant,
        language="nl",
        at=at(1),
    )


def test_a_visit_counts_once() -> None:
    moment = open_day().id
    first = come("a", 2, 3, "dishes", "coffee", "coffee")
    assert first.helps == ("coffee", "dishes")
    assert come("a", 1, 0) == first
    come("b", 0, 1)
    come("c", 1, 0, "coffee")
    assert checkins.visits(moment) == Visits(3, 3, 4, 2, {"coffee": 2, "dishes": 1})


def test_undone_is_not_counted_until_it_is_done_again() -> None:
    moment = open_day().id
    first = come("a", 2, 3, "coffee")
    assert checkins.undo_check_in(key="a", at=at(2)).undone
    assert checkins.undo_check_in(key="a", at=at(3)).undone
    assert checkins.visits(moment) == Visits(0, 0, 0, 0, {})
    again = come("a", 1, 1, "driving")
    assert again.id == first.id and not again.undone
    assert checkins.visits(moment) == Visits(1, 1, 1, 1, {"driving": 1})


@pytest.mark.parametrize(("adults", "children"), [(0, 0), (-1, 2), (21, 0), (1, 20)])
def test_a_party_that_cannot_be(adults: int, children: int) -> None:
    open_day()
    with pytest.raises(BadQuantity):
        come("a", adults, children)


def test_only_while_a_moment_is_open() -> None:
    with pytest.raises(NoMoment):
        come("a")
    with pytest.raises(NotCheckedIn):
        checkins.undo_check_in(key="a", at=at())
    moment = open_day().id
    first = come("a")
    undone = come("b")
    checkins.undo_check_in(key="b", at=at())
    tally.close_moment(key=key(), moment=moment, leftovers={}, counted={}, at=at(60), group=GROUP)
    assert come("a") == first
    with pytest.raises(MomentClosed):
        checkins.undo_check_in(key="a", at=at(61))
    open_day(minutes=62)
    with pytest.raises(NoMoment):
        come("b")
    assert undone.moment == moment


def test_a_way_to_help_is_one_we_know() -> None:
    open_day()
    with pytest.raises(ValueError, match="sleeping"):
        come("a", 1, 0, "sleeping")


def test_a_picture_is_found_or_made() -> None:
    def picture(animal: str, language: str = "nl") -> int:
        return checkins.my_picture(animal=animal, colour="red", language=language, at=at())

    cat = picture("cat")
    assert picture("dog") != cat
    assert picture("cat", "ar") == cat
    assert models.Participant.get_by_id(cat).language == "ar"
    open_day()
    assert come("a", participant=cat).participant == cat
