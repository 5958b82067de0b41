"""Which copies stay: pure, by their order and the days on them, never by the clock of now.

The order is that of their numbers. A clock that was wrong for a while puts wrong days on a few
copies, but it never makes a newer copy look old, so the newest is always among those that stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

Why = Literal["close", "daily", "asked", "migration", "restore"]
"""Why a copy was made: a day was closed, a new day began, somebody asked, before a new version of
the schema, or before another copy took the place of the data."""

DAYS: Final = 7
WEEKS: Final = 4
"""So many days with a copy keep their last one, and so many weeks before those."""

UNDOS: Final = 3
"""So many times what a restore replaced can be put back."""

SPECIAL_DAYS: Final = 92
"""A quarter: as long as copies before a migration or a restore are kept beside the others. They
end, since a copy also holds who was erased after it was made."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the rules look at: the number of a copy, its day, why it was made, its schema."""

    number: int
    day: date
    why: Why
    version: int


def superfluous(copies: Iterable[Kept]) -> set[int]:
    """The numbers of the copies that may go.

    What stays: the last copy of the 7 newest days and of the 4 newest weeks before those; before
    each migration the last copy, and what the 3 last restores replaced, both for a quarter.
    """
    newest_first = sorted(copies, key=lambda copy: copy.number, reverse=True)
    if not newest_first:
        return set()
    kept = _firsts(newest_first, lambda copy: copy.day.isoformat(), DAYS)
    days = {copy.day for copy in newest_first if copy.number in kept}
    older = [copy for copy in newest_first if copy.number < min(kept) and copy.day not in days]
    kept |= _firsts(older, lambda copy: "{}-{}".format(*copy.day.isocalendar()), WEEKS)
    since = newest_first[0].day - timedelta(days=SPECIAL_DAYS)
    recent = [copy for copy in newest_first if copy.day >= since]
    before_steps = [copy for copy in recent if copy.why == "migration"]
    kept |= _firsts(before_steps, lambda copy: str(copy.version), len(before_steps))
    replaced = [copy for copy in recent if copy.why == "restore"]
    kept |= _firsts(replaced, lambda copy: str(copy.number), UNDOS)
    return {copy.number for copy in newest_first} - kept


def _firsts(copies: Iterable[Kept], label: Callable[[Kept], str], most: int) -> set[int]:
    """The first copy with each label, for the first ``most`` labels."""
    found: dict[str, int] = {}
    for copy in copies:
        if len(found) < most:
            found.setdefault(label(copy), copy.number)
    return set(found.values())
