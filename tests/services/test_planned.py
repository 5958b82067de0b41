"""What is coming: planned moments, and the strip to take home."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from kiosk.outing_errors import BadOuting, NothingComing
from kiosk.paper.outing_documents import ComingStrip
from kiosk.services import outings, planned
from kiosk.services.planned import Planned
from tests.services.day import DAY, GROUP, at
from tests.services.trips import add

pytestmark = pytest.mark.usefixtures("db")
NEXT = DAY + timedelta(days=7)


def plan(kind: str = "soup", day: date = NEXT, starts: time = time(14)) -> Planned:
    return planned.plan_moment(
        kind=kind, day=day, starts=starts, place=" De  Brug ", at=at(), volunteer=None
    )


def test_moments_are_planned_once_and_in_order() -> None:
    later, soup = plan(day=NEXT + timedelta(days=1)), plan()
    assert plan() == soup
    assert soup.place == "De Brug"
    assert planned.planned_moments(DAY) == [soup, later]
    assert planned.planned_moments(DAY, days=7) == [soup]
    for _ in range(2):
        planned.cancel_planned(planned=soup.id, at=at(), volunteer=None)
    assert planned.planned_moments(DAY) == [later]


def test_what_cannot_be_planned() -> None:
    with pytest.raises(BadOuting):
        plan(kind="holiday")


def test_the_strip_has_moments_and_outings_by_day_without_a_price() -> None:
    add()
    plan()
    gone = add(names={"nl": "Circus"})
    outings.cancel_outing(outing=gone.id, reason="weg", at=at(), volunteer=None)
    job = planned.print_coming(at=at(), language="fr", group=GROUP)
    strip = job.document
    assert isinstance(strip, ComingStrip)
    assert [(line.picture, line.name) for line in strip.lines] == [
        ("soup", "soep"),
        ("outing_zoo", "Zoo van Antwerpen"),
    ]
    assert strip.lines[1].own_name == "Zoo d'Anvers"
    assert "400" not in strip.to_json()


def test_nothing_to_take_home() -> None:
    with pytest.raises(NothingComing):
        planned.print_coming(at=at(), language="nl", group=GROUP)


def test_another_day_and_place() -> None:
    soup = plan()
    for _ in range(2):
        changed = planned.change_planned(
            planned=soup.id,
            kind="feast",
            day=NEXT,
            starts=time(15),
            ends=time(18),
            at=at(),
            volunteer=None,
        )
    assert (changed.id, changed.kind, changed.place) == (soup.id, "feast", "")
    assert planned.planned_moments(DAY) == [changed]
    with pytest.raises(BadOuting):
        planned.change_planned(
            planned=soup.id, kind="x", day=NEXT, starts=time(1), at=at(), volunteer=None
        )


def test_what_was_cancelled_takes_place_after_all() -> None:
    soup = plan()
    planned.cancel_planned(planned=soup.id, at=at(), volunteer=None)
    (gone,) = planned.calendar(DAY)
    assert gone.cancelled
    for _ in range(2):
        planned.keep_planned(planned=soup.id, at=at(), volunteer=None)
    assert planned.planned_moments(DAY) == [soup]


def test_the_calendar_looks_back_to_the_month_before() -> None:
    first = DAY.replace(month=DAY.month - 1, day=1)
    kept, _older = plan(day=first), plan(day=first - timedelta(days=1))
    assert planned.calendar(DAY) == [kept]
    assert planned.planned_moments(DAY) == []


def test_the_same_next_month() -> None:
    soup = plan(day=date(2026, 3, 21))  # the third Saturday
    again = planned.plan_month_later(planned=soup.id, at=at(), volunteer=None)
    assert (again.day, again.starts, again.place) == (date(2026, 4, 18), soup.starts, soup.place)
    assert planned.plan_month_later(planned=soup.id, at=at(), volunteer=None) == again


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2026-01-31", "2026-02-28"),  # a fifth Saturday where February has four
        ("2026-12-05", "2027-01-02"),  # a first Saturday, over the year
        ("2026-05-29", "2026-06-26"),
        ("2026-07-31", "2026-08-28"),
        ("2026-03-01", "2026-04-05"),
    ],
)
def test_a_month_later_is_the_same_weekday(day: str, later: str) -> None:
    assert planned.month_later(date.fromisoformat(day)) == date.fromisoformat(later)


def test_no_month_is_skipped() -> None:
    for days in range(1500):
        day = date(2024, 1, 1) + timedelta(days=days)
        later = planned.month_later(day)
        assert later.weekday() == day.weekday()
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == 1
