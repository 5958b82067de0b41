"""The periods that a group reports about: quarters, calendar years, and 1 November to 31 October."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kiosk.i18n import month

SEASON_STARTS: Final = 11
"""The month in which the working year of many groups begins."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one day to another, both included. Raises ValueError when the last is the earlier."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends after it begins")

    @property
    def name(self) -> str:
        """As people write it: ``1 nov 2025 – 31 okt 2026``."""
        return f"{day_named(self.first)} – {day_named(self.last)}"

    @property
    def short(self) -> str:
        """As short as it can be: ``2026``, whole months as ``nov 2025 – okt 2026``, else by days."""
        first, last = self.first, self.last
        if first.day != 1 or (last + timedelta(days=1)).day != 1:
            return self.name
        same_year = first.year == last.year
        if same_year and (first.month, last.month) == (1, 12):
            return str(first.year)
        year = "" if same_year else f" {first.year}"
        return f"{month(first, 'nl')}{year} – {month(last, 'nl')} {last.year}"


def this_quarter(today: date) -> Period:
    """The three months of the calendar in which today lies."""
    return _months(today.year, 3 * ((today.month - 1) // 3) + 1, 3)


def last_quarter(today: date) -> Period:
    """The three months before those."""
    return this_quarter(this_quarter(today).first - timedelta(days=1))


def this_year(today: date) -> Period:
    """The calendar year."""
    return _months(today.year, 1, 12)


def last_year(today: date) -> Period:
    """The calendar year before."""
    return _months(today.year - 1, 1, 12)


def this_season(today: date) -> Period:
    """1 November to 31 October, with today in it."""
    return _months(today.year - (today.month < SEASON_STARTS), SEASON_STARTS, 12)


def last_season(today: date) -> Period:
    """The 1 November to 31 October before: what a group reports about in November."""
    return _months(this_season(today).first.year - 1, SEASON_STARTS, 12)


PRESETS: Final[Mapping[str, tuple[str, Callable[[date], Period]]]] = {
    "this_quarter": ("Dit kwartaal", this_quarter),
    "last_quarter": ("Vorig kwartaal", last_quarter),
    "this_year": ("Dit jaar", this_year),
    "last_year": ("Vorig jaar", last_year),
    "this_season": ("Dit werkjaar", this_season),
    "last_season": ("Vorig werkjaar", last_season),
}
"""Each with its Dutch words, in the order of the screen."""


def day_named(day: date) -> str:
    """A day of whatever year: ``1 nov 2025``."""
    return f"{day.day} {month(day, 'nl')} {day.year}"


def _months(year: int, first_month: int, count: int) -> Period:
    after = first_month - 1 + count
    last = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Period(date(year, first_month, 1), last)
