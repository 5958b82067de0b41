"""Help: somebody asks a volunteer to come, and the whole glass says so."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.clock import Clock, ClockEvent
from kivy.input import MotionEvent

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen

AGAIN_SECONDS = 20.0
MOST_BELLS = 4


class HelpScreen(KioskScreen):
    """Stays until somebody taps it; nothing of the person is on it, and all of it is kept.

    The bell rings at once and softly a few times more, for a volunteer who was busy.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "nobody"
    deaf_seconds = 0.3
    _bell: ClockEvent | None = None
    _rung = 0

    def enter(self, **_given: Any) -> None:
        self._rung = 0
        self._ring()
        self._bell = Clock.schedule_interval(self._ring, AGAIN_SECONDS)

    def leave(self) -> None:
        if self._bell is not None:
            self._bell.cancel()

    def _ring(self, *_args: object) -> bool:
        self.kiosk.play("bell")
        self._rung += 1
        return self._rung < MOST_BELLS

    def says(self) -> str:
        return translate("Er komt iemand.", self.kiosk.visit.language)

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if self.collide_point(*touch.pos) and touch.ud.get("began") == self.name:
            self.kiosk.resume()
        return True

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not super().on_touch_down(touch):
            touch.ud["began"] = self.name
        return True
