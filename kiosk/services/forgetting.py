"""Once a day, while nobody is at the kiosk: what is old is forgotten, unpaid seats are free again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from threading import Thread

from kiosk.errors import NotStored
from kiosk.log import fault, note
from kiosk.services import bookings, retention
from kiosk.services.acts import end_thread


class Forgetting:
    """Asked at every quiet moment, does its work at the first of a day; beside the screen.

    ``papers`` is the folder that stands in for a printer.
    """

    def __init__(self, now: Callable[[], datetime], papers: Path) -> None:
        self._now = now
        self._papers = papers
        self._done_on: date | None = None

    def look(self, today: date, *, trusted: bool) -> None:
        """Nobody is here: forget, unless it was done today or the clock is not to be trusted."""
        if trusted and today != self._done_on:
            self._done_on = today
            Thread(target=self._forget, name="forgetting", daemon=True).start()

    def _forget(self) -> None:
        try:
            now = self._now()
            done = retention.forget_old(now)
            papers = retention.remove_papers(self._papers, now)
            bookings.release_unpaid(now)
            if done.any or papers:
                note("forget_old", visits=done.visits, people=done.people, papers=papers)
        except NotStored as refusal:
            fault("forgetting", refusal)
        finally:
            end_thread()
