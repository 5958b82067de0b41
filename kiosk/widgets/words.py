"""Words that fit: as large as allowed, never smaller than people can read, never cut."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture
from kivy.properties import NumericProperty
from kivy.uix.label import Label

from kiosk.script import ARABIC_FONT, LATIN_FONT, bounded_lines, display_lines, font_of
from kiosk.widgets.ui import ui

# How much higher than its type a line is, and how much of that is empty above and below one line.
_LINE: Final = {LATIN_FONT: (1.5, 0.55), ARABIC_FONT: (1.52, 0.35)}
_LEAST_PX: Final = 6
_LINE_HEIGHT: Final = {LATIN_FONT: 0.92, ARABIC_FONT: 0.72}


@lru_cache(maxsize=4096)
def _width(drawn: str, font: str, size: int, bold: bool) -> float:
    label = CoreLabel(text="", font_name=font, font_size=size, bold=bold)
    width, _height = label.get_extents(drawn)
    return float(width)


@lru_cache(maxsize=4096)
def _lines(text: str, font: str, size: int, bold: bool, width: int) -> tuple[bool, tuple[str, ...]]:
    """Whether every word of `text` fits in `width` px, and its lines as they are drawn."""
    lines = display_lines(text, lambda drawn: _width(drawn, font, size, bold) <= width)
    return all(_width(line, font, size, bold) <= width for line in lines), tuple(lines)


@lru_cache(maxsize=512)
def _bounded(text: str, font: str, size: int, bold: bool, width: int, most: int) -> tuple[str, ...]:
    """At most so many lines of `text`, none wider than `width` px, whatever it is."""
    return tuple(bounded_lines(text, lambda drawn: _width(drawn, font, size, bold) <= width, most))


def width_of(text: str, least: float) -> float:
    """How many pixels wide `text` is on one line, bold and `least` millimetres high."""
    font = font_of(text)
    drawn = " ".join(display_lines(text))
    return _width(drawn, font, round(least * ui.mm), True)


@lru_cache(maxsize=128)
def drawn(text: str, size: float, bold: bool = True) -> Texture:
    """A few digits or letters `size` px high, drawn once: for widgets that draw themselves."""
    label = CoreLabel(text=text, font_name=LATIN_FONT, font_size=size, bold=bold)
    label.refresh()
    return label.texture


class Words(Label):
    """A label whose type is between `least` and `most` millimetres high, on at most `lines` lines.

    It prefers the largest size that fits the box, and one line over two as long as the size stays
    above the middle of the range. It breaks, joins and turns the lines itself, in the font of the
    script; `text` stays as it is written. Text is data here, whoever typed it: no markup is read in
    it, nothing in it changes direction, and it never leaves its box.
    """

    most = NumericProperty(6.0)
    least = NumericProperty(4.5)
    lines = NumericProperty(2)

    font_size: float
    text_size: tuple[float, float | None]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("size", "most", "least", "lines"):
            self.fbind(name, self._trigger_texture)
        ui.follow(self)

    def measured(self) -> None:
        self._trigger_texture()

    def texture_update(self, *_args: object) -> None:
        shown = self.fit()
        self._label.text = shown
        super().texture_update()
        self._trigger_texture.cancel()  # it was asked for again by what `fit` set

    def fit(self) -> str:
        """Choose the type size for the box as it is now; the lines as they are drawn."""
        width, height = self.size
        if width <= 1 or height <= 1 or not self.text:
            return ""
        font = font_of(self.text)
        top, bottom = round(self.most * ui.mm), round(self.least * ui.mm)
        middle = (top + bottom) // 2
        step = max(1, (top - bottom) // 8)
        chosen, best, strange = bottom, None, False
        for size in range(top, bottom - 1, -step):
            count = self._count(font, size)
            if count and (count == 1 or size <= middle):
                chosen = size
                break
            if count:
                best = best or size
        else:
            chosen = best or bottom
            # nothing of ours comes here: a strange word too long for its box shrinks, whole,
            # and in the end breaks
            least = max(_LEAST_PX, bottom * 2 // 3)
            while chosen > least and not self._count(font, chosen):
                chosen -= 1
            strange = not self._count(font, chosen)
        if best and chosen < middle:
            chosen = best
        self.font_name = font
        self.line_height = _LINE_HEIGHT[font]
        if self.font_size != chosen:
            self.font_size = chosen
        if tuple(self.text_size) != (width, None):
            self.text_size = (width, None)
        if strange:
            line, spare = _LINE[font]
            most = max(1, int((height + chosen * spare) / (chosen * line)))
            lines = _bounded(self.text, font, chosen, self.bold, int(width), most)
        else:
            lines = _lines(self.text, font, chosen, self.bold, int(width))[1]
        return "\n".join(lines)

    def _count(self, font: str, size: int) -> int:
        """How many lines the text takes at `size` px, or 0 when it does not fit the box."""
        fits, lines = _lines(self.text, font, size, self.bold, int(self.width))
        line, spare = _LINE[font]
        count = len(lines)
        high = count * size * line <= self.height + size * spare
        return count if fits and high and count <= self.lines else 0
