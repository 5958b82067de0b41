"""Not ours: a card or paper was scanned that means nothing here (any more)."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.clock import Clock, ClockEvent
from kivy.input import MotionEvent
from kivy.properties import StringProperty

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen

AWAY_AFTER_SECONDS = 4.0


class NotOursScreen(KioskScreen):
    """A picture over what the person was doing, which is there again after it."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "nobody"
    deaf_seconds = 0.3
    picture = StringProperty("code_unknown")
    _away: ClockEvent | None = None

    def enter(self, **_given: Any) -> None:
        self._away = Clock.schedule_once(lambda _seconds: self.kiosk.resume(), AWAY_AFTER_SECONDS)

    def leave(self) -> None:
        if self._away is not None:
            self._away.cancel()

    def says(self) -> str:
        return translate("Dit papier werkt hier niet.", self.kiosk.visit.language)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not super().on_touch_down(touch):
            self.kiosk.resume()
        return True

    def scanned(self, text: str) -> None:
        """The next paper is tried where the person was."""
        self.kiosk.resume()
        self.kiosk.root.current_screen.scanned(text)

    def scan_refused(self) -> None:
        """It says so already."""
