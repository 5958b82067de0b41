"""A date and a time while a volunteer turns them right, as on the wheels of an old clock."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

Part = Literal["day", "month", "year", "hour", "minute"]

YEARS: Final = (2000, 2199)
"""The first and the last year that can be turned to."""

_TIMES: Final = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}


def turned(shown: datetime, part: Part, by: int) -> datetime:
    """The time on the wall of a zone after one part of it is turned ``by`` steps.

    Hours and minutes are those that pass, so that every hour of the nights on which the clock
    changes can be reached. A day carries on into the next month; a month or a year keeps the day,
    or takes the last one that there is. Nothing turns past the YEARS.
    """
    if part in _TIMES:
        there = shown.astimezone(UTC) + by * _TIMES[part]
    elif part == "day":
        there = (shown + timedelta(days=by)).astimezone(UTC)  # the same hour of another day
    else:
        months = shown.year * 12 + shown.month - 1 + (by if part == "month" else 12 * by)
        year, month = months // 12, months % 12 + 1
        if not YEARS[0] <= year <= YEARS[1]:
            return shown
        last = calendar.monthrange(year, month)[1]
        day = min(shown.day, last)
        there = shown.replace(year=year, month=month, day=day).astimezone(UTC)
    wall = there.astimezone(shown.tzinfo)
    return wall if YEARS[0] <= wall.year <= YEARS[1] else shown
