"""Writes the day of today into kiosk/release.py: no clock that stands before it can be right.

    python deploy/build_date.py

A test fails when that day falls more than a month behind the history of the source.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

RELEASE: Final = Path(__file__).parent.parent / "kiosk" / "release.py"

_LINE: Final = re.compile(r"^BUILT: Final = date\(.*\)$", re.MULTILINE)


def with_date(source: str, day: date) -> str:
    """The source of kiosk/release.py with another day in it. Raises ValueError without that line."""
    written, found = _LINE.subn(f"BUILT: Final = date({day.year}, {day.month}, {day.day})", source)
    if found != 1:
        raise ValueError("there is no line with BUILT")
    return written


def main() -> None:
    """Write the day and say which."""
    today = datetime.now(UTC).date()
    RELEASE.write_text(with_date(RELEASE.read_text(encoding="utf-8"), today), encoding="utf-8")
    sys.stdout.write(f"{today.isoformat()}\n")


if __name__ == "__main__":
    main()
