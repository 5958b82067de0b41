"""The clock face: time for who reads no digits."""

from __future__ import annotations

import math

from kivy.properties import AliasProperty, NumericProperty
from kivy.uix.widget import Widget


class ClockFace(Widget):
    """A round clock with two hands; `minutes` are those since midnight."""

    minutes = NumericProperty(0)

    def _hand(self, turn: float, length: float) -> list[float]:
        radius = min(self.width, self.height) / 2 * length
        angle = turn * 2 * math.pi
        return [
            self.center_x,
            self.center_y,
            self.center_x + math.sin(angle) * radius,
            self.center_y + math.cos(angle) * radius,
        ]

    def _hour(self) -> list[float]:
        return self._hand(self.minutes / 720, 0.48)

    def _minute(self) -> list[float]:
        return self._hand(self.minutes / 60, 0.72)

    hour_hand = AliasProperty(_hour, bind=["minutes", "pos", "size"])
    minute_hand = AliasProperty(_minute, bind=["minutes", "pos", "size"])
