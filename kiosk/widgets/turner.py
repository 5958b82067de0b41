"""The turner: one number between a plus and a minus, which go on while they are held."""

from __future__ import annotations

from typing import Final

from kivy.clock import Clock, ClockEvent
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

HOLD_SECONDS: Final = 0.5
EVERY_SECONDS: Final = 0.12


class Turner(BoxLayout):
    """Shows `value`; `on_turn` says in which direction it goes, again and again while held."""

    value = StringProperty("")
    __events__ = ("on_turn",)
    _again: ClockEvent | None = None

    def hold(self, direction: int, pressed: bool) -> None:
        """A finger went down on the plus (1) or the minus (-1), or left it."""
        if self._again is not None:
            self._again.cancel()
            self._again = None
        if pressed:
            self.dispatch("on_turn", direction)
            self._again = Clock.schedule_once(lambda _s: self._go_on(direction), HOLD_SECONDS)

    def _go_on(self, direction: int) -> None:
        self._again = Clock.schedule_interval(
            lambda _seconds: self.dispatch("on_turn", direction), EVERY_SECONDS
        )

    def on_turn(self, direction: int) -> None:
        """It goes one up, or one down."""
