"""Keys: what signs vouchers and cards; on paper, behind a passphrase, renewed, put back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, StringProperty
from PIL.Image import Image

from kiosk.codes import KeyRing
from kiosk.errors import KioskError
from kiosk.key_ring import key_from_code
from kiosk.screens.base import KioskScreen
from kiosk.services import keys
from kiosk.services.acts import in_thread
from kiosk.widgets.background import Background

PASSPHRASE_LIMIT = 60


class KeysScreen(KioskScreen):
    """Four tiles; a paper with a key is put back by scanning it here."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    typing = BooleanProperty(False)
    number = StringProperty("")
    _background = Background()

    def enter(self, **_given: Any) -> None:
        self.typing = False
        self.number = str(self.kiosk.ring.active.id)

    def leave(self) -> None:
        self._background.forget()
        self.ids.keyboard.start("", "")

    def print_copy(self) -> None:
        """The key comes out on paper; no print job keeps it."""
        paper = self.attempt(
            keys.key_copy,
            self.kiosk.ring,
            at=self.kiosk.now(),
            today=self.kiosk.today(),
            group=self.kiosk.group,
            volunteer=self.kiosk.volunteer,
        )
        if paper is not None:
            self.kiosk.print_unkept(paper)

    def ask_passphrase(self) -> None:
        """A copy for the backups is closed with words that only the group knows."""
        self.ids.keyboard.start("", "Typ een wachtzin", PASSPHRASE_LIMIT)
        self.typing = True

    def locked(self, passphrase: str) -> None:
        """Close the copy, slow on purpose and so not in the thread of the screen."""
        data, ring = self.kiosk.settings.data, self.kiosk.ring
        self.typing = False
        now, by = self.kiosk.now(), self.kiosk.volunteer
        work = in_thread(lambda: keys.lock_copy(data, ring, passphrase, at=now, volunteer=by))
        self._background.do(work, self._kept)

    def _kept(self, copy: Path | KioskError) -> None:
        if isinstance(copy, KioskError):
            self.kiosk.play("sorry")
            self.kiosk.tell(str(copy))
        else:
            self.kiosk.tell(f"De kopie staat in {copy.parent.name}. Onthoud de wachtzin.")

    def renew(self) -> None:
        """Held for three seconds: from now on another key signs."""
        self._use(
            self.attempt(
                keys.renew_key,
                self.kiosk.settings.data,
                self.kiosk.ring,
                at=self.kiosk.now(),
                today=self.kiosk.today(),
                volunteer=self.kiosk.volunteer,
            ),
            "Vanaf nu tekent een nieuwe sleutel. Zet ze ook op papier.",
        )

    def scanned(self, text: str) -> None:
        """The paper of a key: what it signed can be read again."""
        key = self.attempt(key_from_code, text)
        if key is not None:
            self._use(
                self.attempt(
                    keys.restore_key,
                    self.kiosk.settings.data,
                    self.kiosk.ring,
                    key,
                    at=self.kiosk.now(),
                    today=self.kiosk.today(),
                    volunteer=self.kiosk.volunteer,
                ),
                "De sleutel is terug. Haar papieren gelden weer.",
            )

    def _use(self, ring: KeyRing | None, sentence: str) -> None:
        if ring is not None:
            self.kiosk.ring = ring
            self.number = str(ring.active.id)
            self.kiosk.tell(sentence)

    def back(self) -> None:
        """To the tiles, or to where this was asked for."""
        if self.typing:
            self.typing = False
        else:
            self.kiosk.show("settings")

    def paper(self, _paper: Image) -> None:
        """The key is coming out; it is not shown, since anybody could scan it from the glass."""
        self.kiosk.tell("Het papier komt eraan. Berg het goed op.")
