"""The whole kiosk examined, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.clock_guard import Doubt
from kiosk.copy_errors import BadCopy
from kiosk.errors import KioskError
from kiosk.health import PARTS, Finding, of_clock, of_copies, of_printer
from kiosk.machine_health import of_machine
from kiosk.printer_state import PrinterState
from kiosk.services import backups
from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class Known:
    """What only a running kiosk, or who asks in its place, knows.

    ``now`` is the time by the clock on the wall, ``doubt`` and ``proven`` say whether to believe it.
    """

    now: datetime
    printer: PrinterState
    doubt: Doubt | None
    proven: bool


def examine(settings: Settings, known: Known) -> list[Finding]:
    """Look at everything, in the order of ``PARTS``. Takes seconds: not in the thread of the screen."""
    found = {finding.part: finding for finding in _findings(settings, known)}
    return [found[part] for part in PARTS]


def _findings(settings: Settings, known: Known) -> Iterator[Finding]:
    yield from of_machine(settings.data, settings.sound.volume)
    yield of_printer(known.printer)
    yield of_clock(known.now, doubt=known.doubt, proven=known.proven)
    yield _of_database(settings.data)
    yield _of_copies(settings.data, known.now)


def _of_database(data: Path) -> Finding:
    """Whether every row reads back, and whether the journal of money was not changed."""
    database = data / backups.DATABASE
    if not database.exists():
        return Finding("database", "unknown", "Er is nog geen dag geweest.")
    try:
        counts = backups.prove(database, data)
    except BadCopy:
        remedy = "Zet de laatste kopie terug: Instellingen, Kopie, Terugzetten."
        return Finding("database", "bad", "De gegevens zijn beschadigd.", remedy)
    days, visits = (counts.days, counts.visits) if counts else (0, 0)
    return Finding("database", "good", f"Alles klopt: {days} dagen, {visits} bezoeken.")


def _of_copies(data: Path, now: datetime) -> Finding:
    made = [copy.made_at for copy in backups.copies_here(data) if copy.made_at]
    try:
        closes = backups.lock_of(data) is not None
    except KioskError as refusal:
        return Finding("copies", "bad", str(refusal), "Kies een nieuwe wachtzin.")
    newest = max(made).astimezone(now.tzinfo) if made else None
    return of_copies(newest, now, closes=closes)
