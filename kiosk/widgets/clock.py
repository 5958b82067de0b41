"""The clock face: time for who reads no digits."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, Final

from kivy.graphics import Color, Rectangle, SmoothLine
from kivy.graphics.texture import Texture
from PIL import Image, ImageDraw

from kiosk.widgets.drawn import Drawn, Setting
from kiosk.widgets.ui import FACES, INK, WHITE

_FACE: Final = 0.86
"""What is white, in shares of the whole clock."""

_LARGE_PX: Final = 128
"""A smaller dial is drawn four times as large and then shrunk, so that its marks have no steps; a
larger one twice: it needs no more, and takes longer."""

_QUARTERS: Final = (0.62, 0.8, 0.05)
_HOURS: Final = (0.7, 0.8, 0.024)
"""Where a mark begins and ends, in shares of the radius, and how wide it is, of the whole clock."""


class ClockFace(Drawn):
    """A round clock with a mark at each hour, the strongest at 12, 3, 6 and 9, and two hands.

    `minutes` are those since midnight; while nobody knows the time it has no hands.
    """

    minutes: Setting[float | None] = Setting(None)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        with self.canvas:
            Color(1, 1, 1, 1)
            self._dial = Rectangle(size=(0, 0))
            Color(*INK)
            self._hour = SmoothLine()
            Color(*FACES["outings"][1])
            self._minute = SmoothLine()

    def draw(self) -> None:
        side = int(min(self.size))
        x, y = int(self.center_x - side / 2), int(self.center_y - side / 2)
        self._dial.size = (side, side) if side > 0 else (0, 0)
        self._dial.pos = x, y
        self._dial.texture = _dial(side) if side > 0 else None
        middle = x + side / 2, y + side / 2
        self._hour.points = self._hand(middle, 720, 0.48 * side / 2)
        self._hour.width = max(1.2, side * 0.04)
        self._minute.points = self._hand(middle, 60, 0.72 * side / 2)
        self._minute.width = max(1.1, side * 0.03)

    def _hand(self, middle: tuple[float, float], round_: int, length: float) -> list[float]:
        """From the middle of the clock, one that goes round in so many minutes."""
        if self.minutes is None:
            return []
        angle = self.minutes / round_ * math.tau
        x, y = middle
        return [x, y, x + math.sin(angle) * length, y + math.cos(angle) * length]


@lru_cache(maxsize=16)
def _dial(side: int) -> Texture:
    """A clock `side` pixels wide, without hands."""
    ink, white = (tuple(round(part * 255) for part in one) for one in (INK, WHITE))
    fine = 2 if side > _LARGE_PX else 4
    wide = side * fine
    art = Image.new("RGBA", (wide, wide), (*ink[:3], 0))
    pen = ImageDraw.Draw(art)
    pen.ellipse((0, 0, wide - 1, wide - 1), fill=ink)
    rim = wide * (1 - _FACE) / 2
    pen.ellipse((rim, rim, wide - 1 - rim, wide - 1 - rim), fill=white)
    for hour in range(12):
        start, end, width = _HOURS if hour % 3 else _QUARTERS
        angle = hour / 12 * math.tau
        ends = [
            (wide / 2 * (1 + math.sin(angle) * at), wide / 2 * (1 + math.cos(angle) * at))
            for at in (start, end)
        ]
        pen.line(ends, fill=ink, width=max(fine, round(wide * width)))
    made = Texture.create(size=(side, side), colorfmt="rgba")
    made.blit_buffer(art.reduce(fine).tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    return made
