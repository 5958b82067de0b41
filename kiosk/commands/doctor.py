"""``python main.py doctor``: what is wrong with the kiosk, in plain words, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.clock_guard import doubt
from kiosk.health import VERDICTS
from kiosk.machine_time import network_gave_time
from kiosk.printer import PrinterError, folder_url, open_printer
from kiosk.printer_state import PrinterState
from kiosk.release import BUILT_AT
from kiosk.services import backups
from kiosk.services.health import Known, examine
from kiosk.settings import Settings

WELL = 0
ILL = 1

_HOME = ZoneInfo("Europe/Brussels")
_WIDE = max(len(word) for word, _ in VERDICTS.values()) + 2


def run(settings: Settings) -> int:
    """Examine everything and print a line for each part; 1 when anything is bad.

    Nothing is changed, and the kiosk may be running; a printer on a cable then answers the kiosk
    only, and is told to be offline.
    """
    now, vouched = datetime.now(UTC), network_gave_time()
    copied = [copy.made_at for copy in backups.copies_here(settings.data) if copy.made_at]
    wrong = doubt(now, last=max(copied, default=None), built=BUILT_AT, vouched=vouched)
    known = Known(now.astimezone(_HOME), _printer(settings), wrong, vouched)
    found = examine(settings, known)
    for finding in found:
        word, _ = VERDICTS[finding.verdict]
        print(f"{word:{_WIDE}}{finding.word}: {finding.told}")
        if finding.remedy and finding.verdict != "good":
            print(f"{'':{_WIDE}}-> {finding.remedy}")
    return ILL if any(finding.verdict == "bad" for finding in found) else WELL


def _printer(settings: Settings) -> PrinterState:
    try:
        return open_printer(settings.printer.url or folder_url(settings.data / "papier")).look()
    except PrinterError:
        return "offline"
