"""The outside version: no count of people under five can be read from it, nor calculated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from kiosk.outside import FEWEST, boxes_shown, merged, outside
from kiosk.report import Report, Sale, Span, Taken, Trip

DAY = date(2026, 3, 14)
MONTHS = tuple(date(2026, month, 1) for month in range(1, 13))
SALE = Sale("prei", "bunch", 3, 1, 0, 0, 0, 0, 447, 255, 85)


def span(month: int, people: int) -> Span:
    return Span(MONTHS[month - 1], MONTHS[month - 1].replace(day=28), 1, people)


def trip(seats: int, **changes: Any) -> Trip:
    whole = Trip("Zoo", "outing_zoo", DAY, False, 20, seats, seats, 0, 400, 800, 800, 0, 1)
    return replace(whole, **changes)


REPORT = Report(
    first=MONTHS[0],
    last=date(2026, 12, 31),
    outside=False,
    moments=3,
    spans=(span(1, 20), span(2, 3), span(3, 30)),
    visits=25,
    people=53,
    adults=40,
    children=13,
    pictures=9,
    pictures_since=None,
    helping=12,
    helps={"coffee": 9, "dishes": 6},
    sales=(SALE,),
    money=(Taken("produce", "cash", 170, 170), Taken("outing", "cash", 400, 400)),
    trips=(trip(12), trip(8)),
    small_trips=0,
    boxes={"total": 50, "women": 30},
    box_moments={"total": 2, "women": 2},
)


def feasible(most: int, cells: int, publish: Callable[[tuple[int, ...]], object]) -> None:
    """Whoever knows the rule and sees the result never learns a small count.

    All counts that together are at most ``most`` are tried. Where one under five may lie behind a
    result, at least three different ones may, or larger ones too.
    """
    behind: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        if sum(counts) <= most:
            behind[publish(counts)].append(counts)
    for seen, possible in behind.items():
        for place in range(cells):
            could_be = {counts[place] for counts in possible}
            assert min(could_be) >= FEWEST or len(could_be) >= 3, (seen, place, could_be)


def test_months_of_few_people_cannot_be_calculated() -> None:
    def publish(counts: tuple[int, ...]) -> object:
        spans = merged(span(month, count) for month, count in enumerate(counts, start=1))
        total = sum(counts)
        return (tuple(spans), total if total >= FEWEST else None)

    feasible(22, 3, publish)


def test_what_is_put_together_still_adds_up() -> None:
    for counts in product(range(0, 14, 3), repeat=4):
        spans = merged(span(month, count) for month, count in enumerate(counts, start=1))
        if sum(counts) >= FEWEST:
            assert sum(one.people for one in spans) == sum(counts)
            assert sum(one.moments for one in spans) == 4
        assert all(one.people >= FEWEST for one in spans)
    two = merged((span(1, 20), span(2, 3), span(3, 30)))
    assert [(one.first.month, one.last.month, one.people) for one in two] == [
        (1, 1, 20),
        (2, 3, 33),
    ]


def test_adults_and_children_cannot_be_calculated() -> None:
    def publish(counts: tuple[int, ...]) -> object:
        adults, children = counts
        seen = outside(
            replace(REPORT, adults=adults, children=children, people=adults + children, spans=())
        )
        return (seen.people, seen.adults, seen.children)

    feasible(24, 2, publish)


def test_estimates_leave_no_few_outside_them() -> None:
    def publish(counts: tuple[int, ...]) -> object:
        inside, others = counts
        return tuple(boxes_shown({"total": inside + others, "women": inside}).items())

    feasible(24, 2, publish)


def test_the_ages_between_cannot_be_calculated() -> None:
    def publish(counts: tuple[int, ...]) -> object:
        young, old, _between = counts
        boxes = {"total": sum(counts), "up_to_15": young, "from_65": old}
        return tuple(boxes_shown(boxes).items())

    feasible(22, 3, publish)


def test_a_kind_of_help_is_not_told_by_all_who_helped() -> None:
    few = outside(replace(REPORT, helps={"coffee": 9, "dishes": 2}, helping=11))
    assert (few.helps, few.helping) == ({"coffee": 9, "dishes": None}, None)
    assert outside(REPORT).helping == 12


def test_a_small_outing_is_left_out_with_its_money() -> None:
    seen = outside(replace(REPORT, trips=(trip(12), trip(4), trip(3, cancelled=True))))
    assert [one.seats for one in seen.trips] == [12]
    assert seen.small_trips == 1
    assert (seen.trips[0].adults, seen.trips[0].children, seen.trips[0].no_shows) == (None,) * 3


def test_the_journal_is_that_of_produce_only() -> None:
    assert [one.about for one in outside(REPORT).money] == ["produce"]


def test_what_is_large_stays() -> None:
    seen = outside(REPORT)
    assert seen.outside
    assert (seen.visits, seen.people, seen.adults, seen.children) == (25, 53, 40, 13)
    assert (seen.pictures, seen.boxes) == (9, {"total": 50, "women": 30})
    assert seen.sales == REPORT.sales  # of things, not of people
    assert outside(seen) == seen


def test_few_people_at_all() -> None:
    seen = outside(replace(REPORT, spans=(span(1, 4),), people=4, adults=4, children=0, visits=3))
    assert (seen.people, seen.visits, seen.adults, seen.spans) == (None, None, None, ())
