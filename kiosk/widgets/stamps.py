"""Pictures put on a canvas by their widget: what stays where it was is not drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kivy.graphics import Canvas, Color, Rectangle
from kivy.graphics.texture import Texture

WHITE = (1.0, 1.0, 1.0, 1.0)


class Stamp(NamedTuple):
    """A texture at a place, in pixels; white leaves it its own colours."""

    texture: Texture | None
    pos: tuple[float, float]
    size: tuple[float, float]
    colour: Sequence[float] = WHITE


class Stamps:
    """The stamps on one canvas, in their order; only those that differ from before are touched."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._shown: list[tuple[Stamp, Color, Rectangle]] = []

    def show(self, stamps: Sequence[Stamp]) -> None:
        """Have these on the canvas, and no others."""
        for _, colour, rectangle in self._shown[len(stamps) :]:
            self._canvas.remove(colour)
            self._canvas.remove(rectangle)
        del self._shown[len(stamps) :]
        for place, stamp in enumerate(stamps):
            if place == len(self._shown):
                self._add(stamp)
            elif self._shown[place][0] != stamp:
                _, colour, rectangle = self._shown[place]
                colour.rgba, rectangle.texture = stamp.colour, stamp.texture
                rectangle.pos, rectangle.size = stamp.pos, stamp.size
                self._shown[place] = stamp, colour, rectangle

    def _add(self, stamp: Stamp) -> None:
        with self._canvas:
            colour = Color(*stamp.colour)
            rectangle = Rectangle(texture=stamp.texture, pos=stamp.pos, size=stamp.size)
        self._shown.append((stamp, colour, rectangle))
