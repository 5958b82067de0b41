"""Putting a copy back: what is now beside what will be, and undone with one tap."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final, Literal

from kivy.properties import BooleanProperty, ListProperty, OptionProperty, StringProperty

from kiosk.errors import BadPassphrase, KioskError
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import backups, restoring
from kiosk.services.acts import in_thread
from kiosk.services.backups import Copy, Counts
from kiosk.services.restoring import Opened
from kiosk.widgets.background import Background

PASSPHRASE_LIMIT: Final = 60


class PutBackScreen(KioskScreen):
    """Nothing is touched until the copy is proven; what is replaced can come back from here."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    view = OptionProperty("busy", options=("busy", "typing", "compare", "done", "refused"))
    when = StringProperty("")
    sentence = StringProperty("")
    rows = ListProperty()
    can_undo = BooleanProperty(False)
    _background = Background()
    _opened: Opened | None = None
    _kept: Path | None = None

    def enter(self, **given: Any) -> None:
        copy: Copy = given["copy"]
        self._copy, self._opened, self._kept = copy, None, None
        made = copy.made_at and self.kiosk.local(copy.made_at)
        self.when = f"{day_shown(made.date())} {made:%H:%M}" if made else ""
        if copy.on_stick:
            self.ids.keyboard.start("", "Typ de wachtzin van de groep", PASSPHRASE_LIMIT)
            self.view = "typing"
        else:
            self.open("")

    def leave(self) -> None:
        self._background.forget()
        self.ids.keyboard.start("", "")
        self._opened = None
        restoring.close_copy(self.kiosk.settings.data)

    def open(self, passphrase: str) -> None:
        """Prove the copy and look into it, beside the screen."""
        path, data = self._copy.path, self.kiosk.settings.data
        self.view, self.sentence = "busy", "De kopie wordt nagelezen."
        self._background.do(in_thread(lambda: _look(path, data, passphrase)), self._proven)

    def _proven(self, found: tuple[Opened, Counts] | KioskError) -> None:
        if isinstance(found, BadPassphrase):
            self.kiosk.play("sorry")
            self.kiosk.tell(str(found))
            self.view = "typing"
        elif isinstance(found, KioskError):
            self._refuse(found)
        else:
            self._opened, now = found
            self.rows = backups.beside(now, self._opened.counts)
            self.view = "compare"

    def put_back(self) -> None:
        """The copy takes the place of the data; what was there stays as a copy."""
        if self._opened is not None:
            self.view, self.sentence = "busy", "De kopie wordt teruggezet. Even geduld."
            self.kiosk.copy_desk.put_back(self._opened, self._done)

    def undo(self) -> None:
        """What was replaced comes back the same way."""
        kept = self._kept
        if kept is not None:
            self.view, self.sentence = "busy", "Alles wordt weer zoals het was."
            data = self.kiosk.settings.data
            self._background.do(lambda: restoring.open_copy(kept, data), self._undo)

    def _undo(self, opened: Opened | KioskError) -> None:
        if isinstance(opened, KioskError):
            return self._refuse(opened)
        return self.kiosk.copy_desk.put_back(opened, self._done)

    def _done(self, kept: Path | KioskError | None) -> None:
        if isinstance(kept, KioskError):
            self._refuse(kept)
        else:
            self.kiosk.play("done")
            self._kept, self.can_undo, self.view = kept, kept is not None, "done"

    def _refuse(self, refusal: KioskError) -> None:
        self.kiosk.play("sorry")
        self.view, self.sentence = "refused", str(refusal)

    def back(self) -> None:
        """To the list; once something was put back, to the welcome picture."""
        if self.view == "done":
            self.kiosk.end_visit()
        elif self.view != "busy":
            self.kiosk.show("copy_list")


def _look(path: Path, data: Path, passphrase: str) -> tuple[Opened, Counts]:
    """The proven copy, and how much there is now."""
    return restoring.open_copy(path, data, passphrase), backups.counts_now()
