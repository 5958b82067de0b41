"""The group's logo; held for three seconds it is the volunteers' door."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock, ClockEvent
from kivy.properties import BooleanProperty

from kiosk.widgets.layout import Row
from kiosk.widgets.press import Pressable

HOLD_SECONDS = 3.0


class Logo(Pressable, Row):
    """The picture of the group, and its name where there is room for it."""

    pressed = BooleanProperty(False)
    named = BooleanProperty(True)
    __events__ = ("on_hold", "on_short")

    def __init__(self, **kwargs: Any) -> None:
        self._waiting: ClockEvent | None = None
        super().__init__(**kwargs)

    def on_pressed(self, _logo: Pressable, pressed: bool) -> None:
        if pressed:
            self._waiting = Clock.schedule_once(self._held, HOLD_SECONDS)
        elif self._waiting is not None:
            self._waiting.cancel()

    def _held(self, _seconds: float) -> None:
        self._waiting = None
        self.dispatch("on_hold")

    def on_tap(self) -> None:
        """Let go before it was held long enough."""
        if self._waiting is not None:
            self.dispatch("on_short")

    def on_short(self) -> None:
        """It was only tapped."""

    def on_hold(self) -> None:
        """It was held long enough."""
