"""What stands on the strip of a report, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from kiosk.paper.stored import Stored


@dataclass(frozen=True, slots=True)
class ReportLine:
    """The heading of a part (a ``heading`` with its picture), a figure, or a row with a picture.

    ``word`` says what it is, ``shown`` the figure as it is printed.
    """

    heading: bool
    picture: str
    word: str
    shown: str


@dataclass(frozen=True, slots=True)
class ReportStrip(Stored):
    """A period in figures, between two days, ISO; ``outside`` is the version that leaves the group."""

    kind: ClassVar[str] = "report_strip"
    line: ClassVar[type[Any] | None] = ReportLine

    group: str
    first: str
    last: str
    outside: bool
    lines: tuple[ReportLine, ...]
