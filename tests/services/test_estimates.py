"""Estimates: seven optional boxes, once per moment, to be put right with a trace."""

from __future__ import annotations

import json
import sqlite3

import peewee
import pytest

from db import models
from kiosk.errors import BadQuantity, NoMoment
from kiosk.report_pages import BOXES as WORDS
from kiosk.services import checkins, estimates, tally
from tests.services.day import DAY, GROUP, at, key, open_day

pytestmark = pytest.mark.usefixtures("db")


def closed(minutes: float = 0) -> int:
    moment = open_day(minutes=minutes).id
    checkins.check_in(key=key(), adults=2, children=1, helps=(), language="nl", at=at(minutes))
    tally.close_moment(
        key=key(), moment=moment, leftovers={}, counted={}, at=at(minutes + 9), group=GROUP
    )
    return moment


def audits() -> list[dict[str, int]]:
    rows = models.Audit.select().where(models.Audit.act == "estimate").order_by(models.Audit.id)
    return [json.loads(row.detail) for row in rows]


def test_boxes_are_optional_and_can_be_put_right() -> None:
    moment = closed()
    for boxes in ({"total": 9, "women": 5}, {"total": 9, "women": 5}, {"total": 8}, {}):
        made = estimates.write(moment=moment, boxes=boxes, at=at(20), volunteer=None)
        assert made.boxes == boxes
    assert (made.day, made.people) == (DAY, 3)
    assert audits() == [{"total": 9, "women": 5}, {"total": 8}, {}]


def test_every_box_has_its_words() -> None:
    assert tuple(WORDS) == estimates.BOXES


def test_the_last_day_comes_first() -> None:
    assert estimates.last_estimate() is None
    first, second = closed(), closed(60)
    open_day(minutes=120)
    last = estimates.last_estimate()
    assert last and last.moment == second
    before = estimates.last_estimate(second)
    assert before and before.moment == first
    assert estimates.last_estimate(first) is None


@pytest.mark.parametrize(
    "boxes", [{"total": -1}, {"women": 10_000}, {"total": 5, "women": 6}, {"homeless": -2}]
)
def test_numbers_that_cannot_be(boxes: dict[str, int]) -> None:
    moment = closed()
    with pytest.raises(BadQuantity):
        estimates.write(moment=moment, boxes=boxes, at=at(), volunteer=None)
    assert audits() == []


def test_only_a_closed_day() -> None:
    moment = open_day().id
    with pytest.raises(NoMoment):
        estimates.write(moment=moment, boxes={"total": 3}, at=at(), volunteer=None)
    with pytest.raises((peewee.IntegrityError, sqlite3.IntegrityError)):
        models.Estimate.write(moment, {"total": 3})
    with pytest.raises(ValueError, match="names"):
        estimates.write(moment=moment, boxes={"names": 3}, at=at(), volunteer=None)
