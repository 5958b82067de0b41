"""Recover: the data were damaged; the volunteer chooses the newest good backup or an empty start."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import StringProperty

from kiosk.screens.base import KioskScreen


class RecoverScreen(KioskScreen):
    """The damaged file was moved aside and is kept, whatever is chosen here."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "nobody"
    sentence = StringProperty("")
    backup = StringProperty("")

    @property
    def for_volunteers(self) -> bool:
        """Although no silence ends it."""
        return True

    def enter(self, **given: Any) -> None:
        self.sentence, self.backup = given["sentence"], given["backup"]
