"""The basket strip: what is in it, as pictures with their number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from kivy.properties import ListProperty

from kiosk.widgets.drawn import Following, Setting
from kiosk.widgets.layout import along
from kiosk.widgets.pictures import texture
from kiosk.widgets.stamps import Stamp, Stamps
from kiosk.widgets.ui import INK, ui
from kiosk.widgets.words import drawn_times

_LETTER_WIDTH: Final = 0.6
"""Of a digit, in heights of its type."""


class BasketLines(Following):
    """Pairs of (picture, number), as large as fit; from the top, or around the `middle`.

    They stand in the order of reading.
    """

    lines = ListProperty([])
    ink = Setting(INK)
    middle = Setting(False)
    least_mm = Setting(4.5)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._stamps = Stamps(self.canvas)

    def on_lines(self, *_args: object) -> None:
        self.ask()

    def draw(self) -> None:
        drawable = self.lines and min(self.size) >= 2
        self._stamps.show(list(self._pairs()) if drawable else [])

    def _pairs(self) -> Iterator[Stamp]:
        letters = max([len(str(count)) for _, count in self.lines]) + 1
        box = self.width, self.height
        side, wide = _largest(len(self.lines), letters, *box, self.least_mm, ui.mm)
        high = type_size(side, self.least_mm, ui.mm)
        each_row = max(1, int(self.width / wide))
        top = self.top
        if self.middle:
            top = self.center_y + -(-len(self.lines) // each_row) * side * 1.1 / 2
        for index, (key, count) in enumerate(self.lines):
            row, column = divmod(index, each_row)
            offset = column * wide
            y = top - (row + 1) * side * 1.1
            x = along(ui.rtl, self.x, self.width, offset, side)
            yield Stamp(texture(key, side), (x, y), (side, side))
            number = drawn_times(count, high)
            x = along(ui.rtl, self.x, self.width, offset + side * 1.04, number.width)
            middle = y + side / 2 - number.height / 2
            yield Stamp(number, (x, middle), number.size, self.ink)


@lru_cache(maxsize=64)
def _largest(
    pairs: int, letters: int, width: float, height: float, least_mm: float, mm: float
) -> tuple[float, float]:
    """How large a picture can be, and how wide it is with its number of so many letters, in px."""
    side = min(13.0 * mm, height)
    while True:
        number = letters * _LETTER_WIDTH * type_size(side, least_mm, mm)
        # a number stands nearer to its own picture than to the next one
        wide = max(side * 1.95, side * 1.04 + number + 1.2 * mm)
        rows = -(-pairs // max(1, int(width / wide)))
        if side <= 4 * mm or rows * side * 1.1 <= height:
            return side, wide
        side *= 0.92


def type_size(side: float, least_mm: float, mm: float) -> float:
    """How high the number beside a picture of this side is, in px."""
    return max(side * 0.5, least_mm * mm)
