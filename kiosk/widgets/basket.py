"""The basket strip: what is in it, as pictures with their number."""

from __future__ import annotations

from collections.abc import Iterator
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
        side = min(13.0 * ui.mm, self.height)
        while side > 4 * ui.mm and self._rows(side) * side * 1.1 > self.height:
            side *= 0.92
        wide = self._pair_width(side)
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
            number = drawn_times(count, self._type_size(side))
            x = along(ui.rtl, self.x, self.width, offset + side * 1.04, number.width)
            middle = y + side / 2 - number.height / 2
            yield Stamp(number, (x, middle), number.size, self.ink)

    def _rows(self, side: float) -> int:
        each_row = max(1, int(self.width / self._pair_width(side)))
        return -(-len(self.lines) // each_row)

    def _type_size(self, side: float) -> float:
        return float(max(side * 0.5, self.least_mm * ui.mm))

    def _pair_width(self, side: float) -> float:
        """A number stands nearer to its own picture than to the next one."""
        letters = max(len(f"×{count}") for _, count in self.lines)
        number = letters * _LETTER_WIDTH * self._type_size(side)
        return float(max(side * 1.95, side * 1.04 + number + 1.2 * ui.mm))
