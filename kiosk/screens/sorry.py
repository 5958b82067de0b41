"""Sorry: what is shown when something in the kiosk itself broke."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.clock import Clock, ClockEvent
from kivy.properties import BooleanProperty, StringProperty

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen

HOME_AFTER_SECONDS = 6.0


class SorryScreen(KioskScreen):
    """The fail-safe picture; it needs nothing that can fail.

    It goes home by itself, unless it `stays`: before the data are open there is no home.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "nobody"
    sentence = StringProperty("")
    picture = StringProperty("sorry")
    stays = BooleanProperty(False)
    _home: ClockEvent | None = None

    def enter(self, **given: Any) -> None:
        self.sentence = str(given.get("sentence", ""))
        self.picture = str(given.get("picture", "sorry"))
        self.stays = bool(given.get("stays", False))
        if not self.stays:
            self._home = Clock.schedule_once(lambda _seconds: self.home(), HOME_AFTER_SECONDS)

    def leave(self) -> None:
        if self._home is not None:
            self._home.cancel()

    def says(self) -> str:
        return translate("Er gaat iets mis. Vraag hulp.", self.kiosk.visit.language)

    def home(self) -> None:
        """Back to where everything starts."""
        if not self.stays:
            self.kiosk.end_visit()
