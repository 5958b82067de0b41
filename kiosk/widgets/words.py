"""Words that fit: as large as allowed, never smaller than people can read, never cut."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import StringProperty

from kiosk.script import ARABIC_FONT, LATIN_FONT, bounded_lines, display_lines, font_of
from kiosk.widgets.drawn import Following, Setting
from kiosk.widgets.ui import INK, ui

# How much higher than its type a line is, and how much of that is empty above and below one line.
_LINE: Final = {LATIN_FONT: (1.5, 0.55), ARABIC_FONT: (1.52, 0.35)}
_LEAST_PX: Final = 6
_SAMPLE_PX: Final = 32
"""The size in which it is found out which sizes are much too large: each size that is measured in
itself opens the font once more, which takes a third of a megabyte."""
_SAMPLE_ERROR: Final = 1.05
"""How much wider than its share of the sample a word may be: letters stand on whole pixels."""
_LINE_HEIGHT: Final = {LATIN_FONT: 0.92, ARABIC_FONT: 0.72}


@lru_cache(maxsize=1024)
def _width(drawn: str, font: str, size: int, bold: bool) -> float:
    width, _height = _letters(font, size, bold).get_extents(drawn)
    return float(width)


@lru_cache(maxsize=1024)
def _lines(
    text: str, font: str, size: int, bold: bool, width: int, from_right: bool
) -> tuple[bool, tuple[str, ...]]:
    """Whether every word of `text` fits in `width` px, and its lines as they are drawn."""

    def fits(drawn: str) -> bool:
        return _width(drawn, font, size, bold) <= width

    lines = display_lines(text, fits, from_right=from_right)
    return all(_width(line, font, size, bold) <= width for line in lines), tuple(lines)


@lru_cache(maxsize=512)
def _bounded(
    text: str, font: str, size: int, bold: bool, width: int, from_right: bool, most: int
) -> tuple[str, ...]:
    """At most so many lines of `text`, none wider than `width` px, whatever it is."""

    def fits(drawn: str) -> bool:
        return _width(drawn, font, size, bold) <= width

    return tuple(bounded_lines(text, fits, most, from_right=from_right))


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


def drawn_times(count: int, size: float) -> Texture:
    """How many of the picture before it, in the order of reading: ``×3``, from the right ``3×``."""
    return drawn(f"{count}×" if ui.rtl else f"×{count}", size)


@lru_cache(maxsize=128)
def _letters(font: str, size: int, bold: bool) -> CoreLabel:
    """What measures in this type."""
    return CoreLabel(text="", font_name=font, font_size=size, bold=bold)


@lru_cache(maxsize=256)
def _lettering(shown: str, font: str, size: int, bold: bool, halign: str) -> Texture:
    """Lines of type in white, as wide as the longest; equal words share them."""
    label = CoreLabel(
        text=shown,
        font_name=font,
        font_size=size,
        bold=bold,
        halign=halign,
        line_height=_LINE_HEIGHT[font],
    )
    label.refresh()
    return label.texture


class Words(Following):
    """Type between `least` and `most` millimetres high, on at most `lines` lines.

    It prefers the largest size that fits the box, and one line over two as long as the size stays
    above the middle of the range. It breaks, joins and turns the lines itself, in the font of the
    script; `text` stays as it is written, `shown` are the lines as they are drawn. Text is data
    here, whoever typed it: no markup is read in it, nothing in it changes direction, and it never
    leaves its box. A line runs as its first letter does, or `from_right`: for hours and other
    texts that begin with digits.
    """

    text = StringProperty("")
    color = Setting(INK)
    bold = Setting(True)
    halign = Setting("center")
    most = Setting(6.0)
    least = Setting(4.5)
    lines = Setting(2)
    from_right = Setting(False)

    def __init__(self, **kwargs: Any) -> None:
        self.shown = ""
        self.font_name = LATIN_FONT
        self.font_size = 0
        super().__init__(**kwargs)
        with self.canvas:
            self._tint = Color()
            self._type = Rectangle(size=(0, 0))

    def on_text(self, *_args: object) -> None:
        self.ask()

    def draw(self) -> None:
        self.shown = self.fit()
        self._tint.rgba = self.color
        if not self.shown:
            self._type.size = 0, 0
            return
        type_of = self.font_name, self.font_size, self.bold, self.halign
        self._type.texture = _lettering(self.shown, *type_of)
        wide, high = self._type.size = self._type.texture.size
        left = {"left": self.x, "right": self.right - wide}
        x = left.get(self.halign, self.center_x - wide / 2)
        self._type.pos = int(x), int(self.center_y - high / 2)

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
        self.font_name, self.font_size = font, chosen
        if strange:
            line, spare = _LINE[font]
            most = max(1, int((height + chosen * spare) / (chosen * line)))
            lines = _bounded(self.text, font, chosen, self.bold, int(width), self.from_right, most)
        else:
            lines = self._broken(font, chosen, width)[1]
        return "\n".join(lines)

    def _count(self, font: str, size: int) -> int:
        """How many lines the text takes at `size` px, or 0 when it does not fit the box."""
        line, spare = _LINE[font]
        most = min(self.lines, int((self.height + size * spare) / (size * line)))
        sample_width = self.width * _SAMPLE_PX / size * _SAMPLE_ERROR
        for px, width in ((_SAMPLE_PX, sample_width), (size, self.width)):
            fits, lines = self._broken(font, px, width)
            if not fits or len(lines) > most:
                return 0
        return len(lines)

    def _broken(self, font: str, size: int, width: float) -> tuple[bool, tuple[str, ...]]:
        """Whether every word fits in `width`, and the lines of this size."""
        return _lines(self.text, font, size, self.bold, int(width), self.from_right)
