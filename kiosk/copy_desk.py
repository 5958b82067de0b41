"""The copies as the app knows them: one copier, its news on the screen, and a copy put back.

Nothing here waits: the copier has its own thread, and so has putting back.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any, Protocol

from kivy.clock import mainthread

import db
from kiosk import own_pictures
from kiosk.codes import KeyRing
from kiosk.copier import Copier, CopyNews
from kiosk.copy_errors import StillWorking
from kiosk.errors import KioskError, NotStored
from kiosk.services import choices, keys, restoring
from kiosk.services.acts import end_thread
from kiosk.services.restoring import Opened
from kiosk.settings import Settings
from kiosk.start import open_data


class Kiosk(Protocol):
    """What this needs of the running app."""

    settings: Settings
    ring: KeyRing
    volunteer: int | None
    volunteer_name: str
    copy_state: str
    copy_sentence: str
    root: Any
    print_desk: Any

    def now(self) -> datetime: ...

    def tell(self, sentence: str) -> None: ...

    def settle(self) -> None: ...


class CopyDesk:
    """Owns the copier of the app, and stops everything that acts while a copy is put back."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self.copier = Copier(self._data, clock=kiosk.now, quiet=self._quiet, on_news=self.said)

    def _data(self) -> Path:
        return self._kiosk.settings.data

    def _quiet(self) -> bool:
        """Nobody is here, and the clock is believed: another picture stands there otherwise."""
        return bool(self._kiosk.root.current == "welcome")

    @mainthread
    def said(self, news: CopyNews) -> None:
        """Show how it stands, where that is looked at; elsewhere a sentence is enough."""
        kiosk = self._kiosk
        kiosk.copy_state, kiosk.copy_sentence = news.state, news.sentence
        if news.sentence and kiosk.root.current != "copies":
            kiosk.tell(news.sentence)

    def put_back(self, opened: Opened, then: Callable[[Path | KioskError | None], Any]) -> None:
        """Put a copy in the place of the data beside the screen, and go on with it.

        ``then`` gets where the data of before are kept, or the refusal, in the thread of the
        screen, which shows nothing of the data until then. Nobody is at the desk after it: those
        whom the copy knows may be others.
        """
        end_thread()  # the connection of the screen itself
        Thread(target=self._put_back, args=(opened, then), name="restore", daemon=True).start()

    def _put_back(self, opened: Opened, then: Callable[[Path | KioskError | None], Any]) -> None:
        kiosk = self._kiosk
        kept: Path | KioskError | None
        try:
            spooler = kiosk.print_desk.spooler
            if not (self.copier.stop() and spooler.stop()):
                raise StillWorking()
            with suppress(NotStored):  # data that cannot be written are a reason to put one back
                restoring.note_put_back(kiosk.now(), kiosk.volunteer)
            end_thread()
            kept = restoring.put_back(opened, kiosk.settings.data, kiosk.now())
        except KioskError as refusal:
            kept = refusal
        try:
            open_data(kiosk.settings, kiosk.now)
            if not isinstance(kept, KioskError):
                restoring.note_put_back(kiosk.now())
        except (db.StorageError, KioskError) as refusal:
            kept = NotStored(str(refusal))
        finally:
            end_thread()
        self._go_on(kept, then)

    @mainthread
    def _go_on(
        self, kept: Path | KioskError | None, then: Callable[[Path | KioskError | None], Any]
    ) -> None:
        kiosk = self._kiosk
        if not isinstance(kept, KioskError):
            kiosk.volunteer, kiosk.volunteer_name = None, ""
            kiosk.settings = choices.reread(kiosk.settings)
            kiosk.ring = keys.load_ring(kiosk.settings.data)
            own_pictures.look_in(kiosk.settings.data)
            kiosk.settle()
        kiosk.print_desk.change()
        self.copier.start()
        then(kept)
