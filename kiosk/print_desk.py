"""The printer as the app knows it: one spooler, its state on every screen, its news to whom it is for.

Nothing here waits: the spooler has its own thread, also while it lets go of a printer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from kivy.clock import Clock, mainthread

from kiosk.printer import folder_url
from kiosk.printer_state import PrinterState
from kiosk.settings import Settings
from kiosk.spooler import Spooler, SpoolEvent

SOON_SECONDS: Final = 0.1
LET_GO_SECONDS: Final = 3.0
"""After so long the old printer is let go, when nothing prints; otherwise it is asked again."""

NO_PAPER: Final[Mapping[PrinterState, str]] = {
    "ok": "printer_unknown",
    "low": "printer_unknown",
    "out": "paper_out",
    "cover": "printer_open",
    "offline": "no_connection",
    "unknown": "printer_unknown",
}
"""What a screen that waits for its paper shows instead; the number on it says all that is needed."""


class Kiosk(Protocol):
    """What this needs of the running app."""

    settings: Settings
    printer_state: str
    root: Any

    def now(self) -> datetime: ...

    def tell(self, sentence: str) -> None: ...


class PrintDesk:
    """Owns the spooler of the app and passes on what it says."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self.spooler = self._new()

    def _new(self) -> Spooler:
        settings = self._kiosk.settings
        return Spooler(
            settings.printer.url or folder_url(settings.data / "papier"),
            dots=settings.printer.dots,
            practice=settings.practice,
            on_event=self.said,
            clock=self._kiosk.now,
        )

    def change(self) -> None:
        """Go on with the printer that was chosen as soon as the old one has let go of its paper."""
        self.spooler.end()
        Clock.unschedule(self._take_over)
        Clock.schedule_once(self._take_over, SOON_SECONDS)

    def _take_over(self, _seconds: float) -> None:
        if self.spooler.ended:
            self.spooler = self._new()
            self.spooler.start()
        else:
            self._kiosk.tell("De printer is nog bezig. Daarna geldt de nieuwe keuze.")
            Clock.schedule_once(self._take_over, LET_GO_SECONDS)

    @mainthread
    def said(self, event: SpoolEvent) -> None:
        """Show what happened: the state everywhere, a paper or its absence where it is awaited."""
        kiosk = self._kiosk
        kiosk.printer_state = event.state
        screen = kiosk.root.current_screen
        if event.kind == "sending" and event.image is not None:
            screen.paper(event.image)
        elif event.kind in ("held", "failed", "unknown"):
            screen.no_paper(NO_PAPER[event.state])
        if event.kind == "expired" and event.job is not None and event.job.number:
            kiosk.tell(f"Nummer {event.job.number} kreeg geen papier. Zeg het nummer.")
        elif event.sentence:
            kiosk.tell(event.sentence)
