"""Who bore what: every cent of what was sold, and nothing of what was given back."""

from __future__ import annotations

import csv
import io
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from db import models
from kiosk.errors import NotStored
from kiosk.money import PriceRule
from kiosk.outing_errors import NoOuting
from kiosk.paper.outing_documents import SharesStrip
from kiosk.services import outings, shares, vouchers
from kiosk.services.shares import shares_of
from tests.services.day import DAY, GROUP, at, key, open_day
from tests.services.trips import TRIP_DAY, add, book, cancel, free, priced, settle

pytestmark = pytest.mark.usefixtures("db")
AFTER = TRIP_DAY + timedelta(days=1)


def test_participants_group_and_town_bear_the_whole() -> None:
    open_day()
    zoo = add()
    settle(book(zoo, 2, 1))
    settle(book(zoo, 1), "bank")
    settle(book(zoo, 2), "group")
    cancel_paid = book(zoo, 1)
    settle(cancel_paid)
    cancel(cancel_paid)
    book(zoo, 1)
    seen = shares_of(zoo.id, DAY)
    assert (seen.quota, seen.seats, seen.adults, seen.children) == (10, 6, 5, 1)
    assert (seen.paid, seen.on_group, seen.group, seen.town) == (1600, 800, 4800, 4800)
    assert seen.paid + seen.on_group + seen.group + seen.town == 6 * 2000
    assert (seen.rounding, seen.redeemed, seen.no_shows) == (0, 0, None)


def test_rounding_by_law_stands_apart() -> None:
    open_day(rule=PriceRule(60, "exact"))
    zoo = add(priced(403))
    settle(book(zoo))
    seen = shares_of(zoo.id, DAY)
    assert (seen.paid, seen.rounding) == (405, 2)
    assert seen.paid - seen.rounding + seen.town == 2000


def test_no_shows_are_known_once_the_day_is_over() -> None:
    open_day()
    zoo = add(free())
    came = models.Voucher.issued(book(zoo, 3).id)
    assert came
    book(zoo, 2)
    vouchers.redeem(key=key(), voucher=came.id, seats=2, at=at(), today=TRIP_DAY, volunteer=None)
    assert shares_of(zoo.id, TRIP_DAY).no_shows is None
    assert (shares_of(zoo.id, AFTER).redeemed, shares_of(zoo.id, AFTER).no_shows) == (2, 3)


def test_a_period_has_its_outings_in_order() -> None:
    later, zoo = add(day=AFTER), add()
    found = shares.shares_between(TRIP_DAY, AFTER, DAY)
    assert [one.outing for one in found] == [zoo.id, later.id]
    assert shares.shares_between(AFTER + timedelta(days=1), date.max, DAY) == []
    with pytest.raises(NoOuting):
        shares_of(99, DAY)


def test_the_strip_says_the_same() -> None:
    open_day()
    settle(book(add(), 2))
    job = shares.print_shares(first=DAY, last=AFTER, at=at(), today=AFTER, group=GROUP)
    assert isinstance(job.document, SharesStrip)
    (line,) = job.document.lines
    assert (line.name, line.seats, line.paid, line.group) == ("Zoo van Antwerpen", 2, 800, 1600)


def test_the_table_is_read_back_and_holds_no_formula(tmp_path: Path) -> None:
    open_day()
    settle(book(add(names={"nl": '=HYPERLINK("http://x";"zoo")'}), 2))
    found = shares.shares_between(DAY, AFTER, DAY)
    stick = tmp_path / "stick"
    stick.mkdir()
    path = shares.write_table(stick, DAY, AFTER, found)
    assert os.listdir(stick) == [path.name] == ["uitstappen-2026-03-14-2026-04-12.csv"]
    text = path.read_bytes().decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text), delimiter=";")
    assert tuple(head) == shares.COLUMNS
    assert row[:2] == ["2026-04-11", '\'=HYPERLINK("http://x";"zoo")']
    assert row[2:] == ["10", "2", "2", "0", "8,00", "0,00", "16,00", "16,00", "0,00", "0", ""]


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotStored, match="bestaat niet"):
        shares.write_table(tmp_path / "stick", DAY, AFTER, [])


def test_nobody_bears_anything_of_what_does_not_take_place() -> None:
    """Not even before everybody has the money back; the report says so too."""
    open_day()
    zoo = add()
    settle(book(zoo, 2, 1))
    outings.cancel_outing(outing=zoo.id, reason="ziek", at=at(5), volunteer=None)
    shown = shares_of(zoo.id, TRIP_DAY + timedelta(days=1))
    assert (shown.seats, shown.group, shown.town, shown.no_shows) == (0, 0, 0, None)
    assert shown.paid > 0, "still to be given back"
