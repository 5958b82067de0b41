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
