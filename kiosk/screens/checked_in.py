"""You are here: the thanks after the check-in."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock, ClockEvent
from kivy.properties import NumericProperty, ObjectProperty

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen
from kiosk.services import checkins


class CheckedInScreen(KioskScreen):
    """Check mark, coffee, then home by itself; until then one tap takes it back."""

    deaf_seconds = 0.3
    adults = NumericProperty(1)
    children_count = NumericProperty(0)
    person = ObjectProperty(None, allownone=True)
    _home: ClockEvent | None = None

    def enter(self, **given: Any) -> None:
        seen: checkins.CheckIn = given["seen"]
        self.adults, self.children_count = seen.adults, seen.children
        self.person = given.get("person")
        self.kiosk.play("done")
        self._home = Clock.schedule_once(self._go_home, self.kiosk.settings.times.undo_seconds)

    def leave(self) -> None:
        if self._home is not None:
            self._home.cancel()

    def says(self) -> str:
        return translate("Fijn dat je er bent!", self.kiosk.visit.language)

    def _go_home(self, _seconds: float) -> None:
        if self.kiosk.root.current == self.name:  # not while help is coming
            self.kiosk.go_home()

    def undo(self) -> None:
        """It was a mistake: the visit is not counted."""
        visit = self.kiosk.visit
        self.attempt(checkins.undo_check_in, key=visit.key, at=self.kiosk.now())
        self.kiosk.show("check_in", back=self.person is None)
