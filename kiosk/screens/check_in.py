"""I am here: who came, who helps."""

from __future__ import annotations

from typing import Any

from kivy.properties import ListProperty, StringProperty

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen
from kiosk.services import checkins


class CheckInScreen(KioskScreen):
    """Starts at one adult; the picture and the help are free to leave out."""

    card_checks_in = True
    helps = ListProperty([])
    animal = StringProperty("")

    def enter(self, **given: Any) -> None:
        if given.get("back"):
            self.animal = self.kiosk.visit.animal
            return
        self.ids.adults.count = 1
        self.ids.children_.count = 0
        self.helps = []
        self.animal = self.kiosk.visit.animal

    def says(self) -> str:
        return translate("Met hoeveel ben je? Tik daarna op klaar.", self.kiosk.visit.language)

    def help(self, kind: str) -> None:
        """The person helps with `kind`, or not after all."""
        self.helps = (
            [h for h in self.helps if h != kind] if kind in self.helps else [*self.helps, kind]
        )

    def done(self) -> None:
        """Count the visit and say thanks."""
        visit = self.kiosk.visit
        seen = self.attempt(
            checkins.check_in,
            key=visit.key,
            adults=int(self.ids.adults.count),
            children=int(self.ids.children_.count),
            helps=frozenset(self.helps),
            participant=visit.participant,
            language=visit.language,
            at=self.kiosk.now(),
        )
        if seen is not None:
            self.kiosk.show("checked_in", seen=seen)
