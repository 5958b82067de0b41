"""When this program was made: no clock that stands before it can be right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

BUILT: Final = date(2026, 11, 22)
"""Written by ``python deploy/build_date.py``; a test fails when it falls behind the history of the
source, so that no release goes out with an old one."""

BUILT_AT: Final = datetime(BUILT.year, BUILT.month, BUILT.day, tzinfo=UTC)
"""The first instant of that day in UTC."""
