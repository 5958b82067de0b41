"""The clock face: time for who reads no digits."""

from __future__ import annotations

import math
from typing import Any

from kivy.graphics import Color, SmoothEllipse, SmoothLine

from kiosk.widgets.drawn import Drawn, Setting
from kiosk.widgets.ui import FACES, INK, WHITE


class ClockFace(Drawn):
    """A round clock with two hands; `minutes` are those since midnight."""

    minutes = Setting(0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        with self.canvas:
            Color(*INK)
            self._rim = SmoothEllipse()
            Color(*WHITE)
            self._face = SmoothEllipse()
            Color(*INK)
            self._hour = SmoothLine()
            Color(*FACES["outings"][1])
            self._minute = SmoothLine()

    def draw(self) -> None:
        side = min(self.size)
        for disc, share in ((self._rim, 1.0), (self._face, 0.86)):
            disc.size = side * share, side * share
            disc.pos = self.center_x - side * share / 2, self.center_y - side * share / 2
        self._hour.points = self._hand(self.minutes / 720, 0.48 * side / 2)
        self._hour.width = max(1.2, side * 0.04)
        self._minute.points = self._hand(self.minutes / 60, 0.72 * side / 2)
        self._minute.width = max(1.1, side * 0.03)

    def _hand(self, turn: float, length: float) -> list[float]:
        angle = turn * 2 * math.pi
        x, y = self.center
        return [x, y, x + math.sin(angle) * length, y + math.cos(angle) * length]
