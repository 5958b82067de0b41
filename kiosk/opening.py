"""Opens the data in a thread of its own: the first picture does not wait for the disk."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from typing import Final

import db
from kiosk.errors import NotStored
from kiosk.kiosk_clock import KioskClock
from kiosk.settings import Settings

log = logging.getLogger(__name__)

TRY_AGAIN_SECONDS: Final = 5.0
PASSING: Final = (db.DiskFull, db.CannotWrite, db.Busy, db.BrokenStorage, NotStored)
"""The disk is full, read-only, held or gone: it may be well again without a new start."""


class Opening:
    """Once it has begun, `error` is why the data may not be used, when it is done.

    While the disk is in trouble it is tried again and again; `trouble` says why, for a volunteer.
    """

    def __init__(self, settings: Settings, clock: KioskClock) -> None:
        self._settings = settings
        self._clock = clock
        self._ended = Event()
        self.has_begun = False
        self.error: BaseException | None = None
        self.trouble = ""

    def begin(self) -> None:
        """Begin, in another thread."""
        self.has_begun = True
        Thread(target=self._run, name="opening", daemon=True).start()

    def result(self) -> None:
        """Return when the data are open and put right. Raises what `kiosk.start.prepare` raised."""
        self._ended.wait()
        if self.error is not None:
            raise self.error

    def is_done(self, seconds: float = 0) -> bool:
        """Whether it has ended, or ends within so many seconds."""
        return self._ended.wait(seconds)

    def _run(self) -> None:
        try:
            from kiosk.services.acts import end_thread  # what this needs is for this thread to load
            from kiosk.start import prepare

            while not self._prepared(prepare):
                self._ended.wait(TRY_AGAIN_SECONDS)
            end_thread()
        except BaseException as error:  # noqa: BLE001 - whoever started the kiosk raises it again
            self.error = error
        finally:
            self._ended.set()

    def _prepared(self, prepare: Callable[[Settings, Callable[[], datetime]], object]) -> bool:
        """Open the data; False when the disk does not let it now."""
        try:
            prepare(self._settings, self._clock.begin)
            return True
        except PASSING as trouble:
            log.warning("the data cannot be opened now: %s", type(trouble).__name__)
            self.trouble = str(trouble)
            return False
