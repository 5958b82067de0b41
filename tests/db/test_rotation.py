"""Which copies stay, over a year of days, both DST nights, and clocks that jump."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from db.rotation import DAYS, SPECIAL_DAYS, UNDOS, WEEKS, Kept, Why, superfluous

ZONE = ZoneInfo("Europe/Brussels")
KINDS: tuple[Why, ...] = ("close", "daily", "asked", "migration", "restore")


class Folder:
    """The copies as they come and go: each new one is followed by the rules."""

    def __init__(self) -> None:
        self.copies: list[Kept] = []
        self.made = 0

    def add(self, day: date, why: Why = "daily", version: int = 3) -> None:
        self.made += 1
        self.copies.append(Kept(self.made, day, why, version))
        gone = superfluous(self.copies)
        assert self.made not in gone, "the copy just made"
        self.copies = [copy for copy in self.copies if copy.number not in gone]

    def days(self, kinds: Iterable[Why] = ("close", "daily", "asked")) -> list[date]:
        return [copy.day for copy in self.copies if copy.why in kinds]


def test_after_a_year_of_days_there_are_seven_days_and_four_weeks() -> None:
    folder = Folder()
    first = date(2026, 1, 1)
    for number in range(400):
        today = first + timedelta(days=number)
        folder.add(today, "daily")
        if number % 3 == 0:
            folder.add(today, "close")
        if number < 60:
            continue
        days = folder.days()
        assert len(days) == DAYS + WEEKS
        assert days[-DAYS:] == [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
        weeks = days[:WEEKS]
        assert len({day.isocalendar()[:2] for day in weeks}) == WEEKS
        assert [day.weekday() for day in weeks[:-1]] == [6] * (WEEKS - 1), "the last of its week"
        assert (today - days[0]).days <= DAYS + 7 * WEEKS


def test_of_a_day_the_last_copy_stays() -> None:
    folder = Folder()
    for why in ("daily", "close", "asked"):
        folder.add(date(2026, 3, 1), why)
    assert [copy.number for copy in folder.copies] == [3]


def test_a_group_that_meets_four_times_a_year_keeps_two_years_and_more() -> None:
    folder = Folder()
    days = [date(2020 + year, month, 14) for year in range(6) for month in (2, 5, 9, 12)]
    for day in days:
        folder.add(day, "close")
    assert folder.days() == days[-DAYS - WEEKS :]


def test_hours_around_both_changes_of_the_clock_are_days_like_any_other() -> None:
    folder = Folder()
    for night in (datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)):
        for hour in range(10 * 24):
            folder.add((night + timedelta(hours=hour)).astimezone(ZONE).date())
        days = folder.days()[-DAYS:]
        assert days == [days[-1] - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]


def test_a_clock_in_2038_for_weeks_never_pushes_out_what_is_made_after_it() -> None:
    folder = Folder()
    for number in range(40):
        folder.add(date(2026, 1, 1) + timedelta(days=number))
    for number in range(30):
        folder.add(date(2038, 1, 1) + timedelta(days=number))
    for number in range(DAYS):
        today = date(2026, 2, 10) + timedelta(days=number)
        folder.add(today)
        assert folder.copies[-1].day == today
    assert [day.year for day in folder.days()[-DAYS:]] == [2026] * DAYS
    for number in range(60):
        folder.add(date(2026, 2, 20) + timedelta(days=number))
    assert {day.year for day in folder.days()} == {2026}


def test_a_clock_back_in_1970_keeps_what_is_there() -> None:
    folder = Folder()
    for number in range(40):
        folder.add(date(2026, 1, 1) + timedelta(days=number))
    before = folder.days()
    for _ in range(20):
        folder.add(date(1970, 1, 1))
    weeks, days = before[: WEEKS - 1], before[-DAYS:]
    assert folder.days() == [*weeks, *days, date(1970, 1, 1)]


def test_one_copy_stays_before_each_migration_for_a_quarter() -> None:
    folder = Folder()
    first = date(2026, 1, 1)
    for version in (3, 4, 4, 4, 5):
        folder.add(first, "migration", version)
    for number in range(SPECIAL_DAYS + 40):
        today = first + timedelta(days=number)
        folder.add(today, version=6)
        steps = [copy.version for copy in folder.copies if copy.why == "migration"]
        # On the first day the last of them is also a copy of that day, until the daily one.
        assert steps == ([3, 4, 5] if number <= SPECIAL_DAYS else [])
    assert len(folder.copies) == DAYS + WEEKS


def test_what_restores_replaced_can_be_put_back_three_times() -> None:
    folder = Folder()
    first = date(2026, 1, 1)
    for number in range(6):
        folder.add(first + timedelta(days=number), "restore")
        folder.add(first + timedelta(days=number), "daily")
    for number in range(50):
        folder.add(first + timedelta(days=6 + number))
    assert len([copy for copy in folder.copies if copy.why == "restore"]) == UNDOS
    for number in range(60):
        folder.add(first + timedelta(days=56 + number))
    assert folder.days(("restore",)) == []


@given(st.randoms(use_true_random=False), st.integers(1, 120))
def test_the_newest_always_stays_and_the_folder_never_grows(
    chance: random.Random, times: int
) -> None:
    folder = Folder()
    today = date(2026, 1, 1)
    for _ in range(times):
        jump = chance.choice((0, 0, 1, 1, 1, 2, 7, -1, -400, 5000))
        today = max(date(1970, 1, 1), min(today + timedelta(days=jump), date(2200, 1, 1)))
        folder.add(today, chance.choice(KINDS), chance.randint(1, 3))
    assert folder.copies[-1].number == times
    assert len(folder.copies) <= DAYS + WEEKS + 3 + UNDOS


def test_an_empty_folder_has_nothing_too_much() -> None:
    assert superfluous([]) == set()
