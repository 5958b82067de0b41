"""Words that fit: as large as allowed, never smaller than people can read, never cut."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kivy.clock import Clock
from kivy.core.text import Label as CoreLabel
from kivy.properties import NumericProperty
from kivy.uix.label import Label

from kiosk.widgets.ui import ui

# Andika's lines are this much higher than its type.
LINE = 1.5
MOST_LINES = 20


@lru_cache(maxsize=4096)
def _width(text: str, size: int, bold: bool) -> float:
    label = CoreLabel(text="", font_name="Andika", font_size=size, bold=bold)
    width, _height = label.get_extents(text)
    return float(width)


def _lines(text: str, size: int, bold: bool, width: float) -> int:
    """How many lines `text` takes at `size` px in `width` px; 99 when one word does not fit."""
    lines, used = 1, 0.0
    space = _width(" ", size, bold)
    for word in text.split(" "):
        long = _width(word, size, bold)
        if long > width:
            return 99
        if used and used + space + long > width:
            lines, used = lines + 1, long
        else:
            used += (space if used else 0) + long
    return lines


class Words(Label):
    """A label whose type is between `least` and `most` millimetres high, on at most `lines` lines.

    It prefers the largest size that fits the box, and one line over two as long as the size stays
    above the middle of the range.
    """

    most = NumericProperty(6.0)
    least = NumericProperty(4.5)
    lines = NumericProperty(2)

    font_size: float
    text_size: tuple[float, float | None]

    def __init__(self, **kwargs: Any) -> None:
        self._fit = Clock.create_trigger(self.fit, -1)
        super().__init__(**kwargs)
        self.fbind("text", self._fit)
        self.fbind("size", self._fit)
        for name in ("most", "least", "lines"):
            self.fbind(name, self._fit)
        ui.fbind("mm", self._fit)
        self._fit()

    def fit(self, *_args: object) -> None:
        """Choose the type size for the box as it is now."""
        width, height = self.size
        if width <= 1 or height <= 1 or not self.text:
            return
        top, bottom = round(self.most * ui.mm), round(self.least * ui.mm)
        middle = (top + bottom) // 2
        step = max(1, (top - bottom) // 8)
        chosen, best = bottom, None
        for size in range(top, bottom - 1, -step):
            count = _lines(self.text, size, self.bold, width)
            if count <= self.lines and count * size * LINE <= height + size * 0.55:
                if count == 1 or size <= middle:
                    chosen = size
                    break
                best = best or size
        else:
            chosen = best or bottom
            while _lines(self.text, chosen, self.bold, width) > MOST_LINES and chosen > 6:
                chosen -= 1  # a word that is too long shrinks rather than breaks
        if best and chosen < middle:
            chosen = best
        if self.font_size != chosen:
            self.font_size = chosen
        if tuple(self.text_size) != (width, None):
            self.text_size = (width, None)
