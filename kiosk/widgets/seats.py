"""Seats as seats: a chair for each, with somebody in it or free."""

from __future__ import annotations

from typing import Final

from kivy.graphics import Color, Rectangle

from kiosk.widgets.drawn import Following, Setting
from kiosk.widgets.pictures import texture
from kiosk.widgets.ui import INK, ui
from kiosk.widgets.words import drawn_times

LEAST_MM: Final = 2.3
"""A smaller chair is a speck: then the free ones are told by a number."""

GAP: Final = 0.12


def chairs_in(width: float, height: float, count: int, most: float) -> tuple[int, float]:
    """How many chairs stand in a row, and how wide each is, for `count` in a box; as large as fit.

    All in the same unit. `most` is the widest that a chair is made.
    """
    best_columns, best_side = 1, 0.0
    for rows in range(1, count + 1):
        columns = -(-count // rows)
        side = min(width / _chairs_long(columns), height / _chairs_long(rows), most)
        if side > best_side:
            best_columns, best_side = columns, side
    return best_columns, best_side


def _chairs_long(count: int) -> float:
    """How long a row of chairs is, in chairs, with the gaps between them."""
    return count + (count - 1) * GAP


class Seats(Following):
    """`quota` chairs, of which `free` are empty, from the near side on.

    One chair is always one seat. When they would get smaller than `LEAST_MM` there is a single
    empty chair with the number of free seats beside it.
    """

    quota = Setting(0)
    free = Setting(0)
    most_mm = Setting(7.0)
    mirrored = Setting(False)

    def draw(self) -> None:
        self.canvas.clear()
        quota, free = int(self.quota), int(self.free)
        if not quota or min(self.size) < 2:
            return
        most = self.most_mm * ui.mm
        columns, side = chairs_in(self.width, self.height, quota, most)
        with self.canvas:
            if side < LEAST_MM * ui.mm:
                self._count(free, min(self.height, most * 1.4))
                return
            Color(1, 1, 1, 1)
            step = side * (1 + GAP)
            rows = -(-quota // columns)
            top = self.center_y + (rows * step - side * GAP) / 2
            for seat in range(quota):
                row, column = divmod(seat, columns)
                key = "seat_free" if seat >= quota - free else "seat_taken"
                self._chair(key, column * step, top - row * step - side, side)

    def _chair(self, key: str, offset: float, y: float, side: float) -> None:
        x = self.right - offset - side if self.mirrored else self.x + offset
        Rectangle(texture=texture(key, side), pos=(x, y), size=(side, side))

    def _count(self, free: int, side: float) -> None:
        Color(1, 1, 1, 1)
        y = self.center_y - side / 2
        self._chair("seat_free" if free else "seat_taken", 0, y, side)
        number = drawn_times(free, side * 0.72)
        wide, high = number.size
        offset = side * 1.15
        x = self.right - offset - wide if self.mirrored else self.x + offset
        Color(*INK)
        Rectangle(texture=number, pos=(x, self.center_y - high / 2), size=(wide, high))
