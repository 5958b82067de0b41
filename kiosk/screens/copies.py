"""Copies: how it stands with the stick, making one now, the passphrase that closes them."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Literal

from kivy.properties import BooleanProperty, StringProperty

from kiosk.copy_lock import CopyLock
from kiosk.errors import KioskError
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import backups
from kiosk.services.acts import in_thread
from kiosk.widgets.background import Background

PASSPHRASE_LIMIT: Final = 60

STATES: Final = {
    "no_stick": ("usb_stick", "", "plain", "Steek een stick in om een kopie mee te nemen."),
    "no_passphrase": ("lock", "", "produce", "Kies eerst een wachtzin: de stick gaat op slot."),
    "ready": ("usb_stick", "", "here", "De stick zit erin."),
    "copying": ("usb_stick", "wait", "outings", "De kopie wordt gemaakt. Laat de stick zitten."),
    "done": ("usb_stick", "check", "done", "Kopie klaar, de stick mag eruit."),
    "trouble": ("usb_stick", "warning", "produce", "De kopie is niet gelukt."),
}
"""Each state as a picture, a mark beside it, a colour and a sentence."""


class CopiesScreen(KioskScreen):
    """One tap makes a copy, on the kiosk and on the stick; the state says when that may be out."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    typing = BooleanProperty(False)
    latest = StringProperty("")
    _background = Background()

    def enter(self, **_given: Any) -> None:
        self.typing = False
        self.kiosk.copy_desk.copier.look()
        self._count()

    def leave(self) -> None:
        self._background.forget()
        self.ids.keyboard.start("", "")

    def state(self, name: str, part: int) -> str:
        """One part of how it stands, for the picture and the words."""
        return STATES[name][part]

    def copy(self) -> None:
        """A copy now; without a passphrase that is asked first, when a stick is in."""
        if self.kiosk.copy_state == "no_passphrase":
            self.ask_passphrase()
        else:
            self.kiosk.copy_desk.copier.ask("asked")

    def ask_passphrase(self) -> None:
        """Words that only the group knows; seen while they are typed, since nobody types twice."""
        self.ids.keyboard.start("", "Kies een wachtzin en schrijf ze op", PASSPHRASE_LIMIT)
        self.typing = True

    def chosen(self, passphrase: str) -> None:
        """Make the lock, slow on purpose and so not in the thread of the screen."""
        data = self.kiosk.settings.data
        self.typing = False
        at, by = self.kiosk.now(), self.kiosk.volunteer
        work = in_thread(lambda: backups.choose_passphrase(data, passphrase, at=at, volunteer=by))
        self._background.do(work, self._locked)

    def _locked(self, lock: CopyLock | KioskError) -> None:
        if isinstance(lock, KioskError):
            self.kiosk.play("sorry")
            self.kiosk.tell(str(lock))
            self.typing = True
            return
        self.kiosk.play("done")
        self.kiosk.tell("Vanaf nu gaan kopies op slot. Bewaar de wachtzin goed.")
        self.kiosk.copy_desk.copier.look()

    def _count(self) -> None:
        """When the last copy was made, read beside the screen."""
        data = self.kiosk.settings.data
        self._background.do(lambda: backups.copies_here(data), self._counted)

    def _counted(self, copies: list[backups.Copy] | KioskError) -> None:
        self.latest = "Nog geen kopie"
        if not isinstance(copies, KioskError) and copies and copies[0].made_at:
            made = self.kiosk.local(copies[0].made_at)
            self.latest = f"Laatste kopie: {day_shown(made.date())} {made:%H:%M}"

    def back(self) -> None:
        """To the tiles, or to where this was asked for."""
        if self.typing:
            self.typing = False
        else:
            self.kiosk.show("settings")
