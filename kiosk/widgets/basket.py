"""The basket strip: what is in it, as pictures with their number."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Rectangle
from kivy.properties import BooleanProperty, ColorProperty, ListProperty, NumericProperty
from kivy.uix.widget import Widget

from kiosk.widgets.pictures import texture
from kiosk.widgets.ui import INK, ui


class BasketLines(Widget):
    """Pairs of (picture, number), as large as fit; from the top, or around the `middle`."""

    lines = ListProperty([])
    ink = ColorProperty(INK)
    middle = BooleanProperty(False)
    least_mm = NumericProperty(4.5)

    def __init__(self, **kwargs: Any) -> None:
        self._draw = Clock.create_trigger(self.draw, -1)
        super().__init__(**kwargs)
        for name in ("lines", "pos", "size", "ink"):
            self.fbind(name, self._draw)

    def draw(self, *_args: object) -> None:
        """Draw the pairs anew."""
        self.canvas.clear()
        if not self.lines or self.width < 2:
            return
        side = min(13.0 * ui.mm, self.height)
        while side > 4 * ui.mm and self._rows(side) * side * 1.1 > self.height:
            side *= 0.92
        wide = side * 1.95
        each_row = max(1, int(self.width / wide))
        top = self.top
        if self.middle:
            top = self.center_y + -(-len(self.lines) // each_row) * side * 1.1 / 2
        with self.canvas:
            for index, (key, count) in enumerate(self.lines):
                row, column = divmod(index, each_row)
                x = self.x + column * wide
                y = top - (row + 1) * side * 1.1
                Color(1, 1, 1, 1)
                Rectangle(texture=texture(key, side), pos=(x, y), size=(side, side))
                label = CoreLabel(
                    text=f"×{count}",
                    font_name="Andika",
                    font_size=max(side * 0.5, self.least_mm * ui.mm),
                    bold=True,
                )
                label.refresh()
                Color(*self.ink)
                Rectangle(
                    texture=label.texture,
                    pos=(x + side * 1.04, y + side / 2 - label.texture.height / 2),
                    size=label.texture.size,
                )

    def _rows(self, side: float) -> int:
        each_row = max(1, int(self.width / (side * 1.95)))
        return -(-len(self.lines) // each_row)
