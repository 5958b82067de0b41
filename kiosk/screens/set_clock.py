"""Set the clock: a volunteer says what day it is and what time."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any, ClassVar, Final, Literal

from kivy.clock import Clock, ClockEvent
from kivy.properties import NumericProperty, ObjectProperty, StringProperty

from kiosk.clock_form import Part, turned
from kiosk.i18n import month
from kiosk.screens.base import KioskScreen

WHY: Final = {
    "behind": "De klok loopt achter op wat al bewaard is.",
    "before_build": "De klok staat op een dag van lang geleden.",
    "ahead": "De klok staat ver vooruit, en er is geen netwerk.",
}
NOBODY: Final = "Zonder netwerk weet de kiosk niet hoe laat het is."


class SetClockScreen(KioskScreen):
    """What is shown goes on while it is turned; when it is right, that is the time."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    why = StringProperty("")
    date = ObjectProperty(None, allownone=True)
    month = StringProperty("")
    minutes = NumericProperty(0)
    _tick: ClockEvent | None = None

    def enter(self, **given: Any) -> None:
        clock = self.kiosk.clock
        self._then = str(given.get("then", "desk"))
        self._ahead: timedelta = clock.proposal - clock()
        self.why = WHY.get(clock.doubt or "", "" if clock.proven else NOBODY)
        self._tick = Clock.schedule_interval(lambda _seconds: self._show(), 1.0)
        self._show()

    def leave(self) -> None:
        if self._tick is not None:
            self._tick.cancel()

    def turn(self, part: Part, by: int) -> None:
        """Turn one part of the date or the time."""
        shown = self.kiosk.now() + self._ahead
        there = turned(self.kiosk.local(shown), part, by)
        self._ahead += there.astimezone(UTC) - shown
        self._show()

    def _show(self) -> None:
        shown = self.kiosk.local(self.kiosk.now() + self._ahead)
        self.date, self.month = shown.date(), month(shown.date(), "nl")
        self.minutes = shown.hour * 60 + shown.minute

    def done(self) -> None:
        """What is shown is right."""
        clock = self.kiosk.clock
        right = clock() + self._ahead
        if self.attempt(clock.confirm, right, self.kiosk.volunteer) is not None:
            self.kiosk.play("done")
            self.kiosk.show(self._then)

    def back(self) -> None:
        """Leave the clock as it is; while nobody knows the time, the kiosk stays closed."""
        if self.kiosk.clock.doubt:
            self.kiosk.end_visit()
        else:
            self.kiosk.show("settings" if self._then == "settings" else "desk")
