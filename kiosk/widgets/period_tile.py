"""A period to report about: the months that it covers, drawn as on a year planner."""

from __future__ import annotations

from datetime import date
from typing import Final

from kivy.graphics import Color, Rectangle
from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.periods import Period
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import FACES

ACROSS: Final = 4
DOWN: Final = 3
MOST_YEARS: Final = 2
GAP: Final = 0.28
"""Of the side of a month: what lies between two of them."""


class MonthBoxes(Widget):
    """The twelve months of each year that a period touches, as boxes; those within it are filled."""

    first = ObjectProperty(None, allownone=True)
    last = ObjectProperty(None, allownone=True)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        for name in ("pos", "size", "first", "last"):
            self.fbind(name, self._draw)

    def _draw(self, *_args: object) -> None:
        self.canvas.clear()
        if self.first is None or self.last is None:
            return
        years = range(max(self.first.year, self.last.year - MOST_YEARS + 1), self.last.year + 1)
        wide = len(years) * (ACROSS * (1 + GAP) - GAP) + (len(years) - 1) * 3 * GAP
        high = DOWN * (1 + GAP) - GAP
        side = min(self.width / wide, self.height / high)
        left = self.center_x - wide * side / 2
        top = self.center_y + high * side / 2
        with self.canvas:
            for place, year in enumerate(years):
                start = left + place * side * (ACROSS * (1 + GAP) + 2 * GAP)
                for month in range(1, 13):
                    within = self._covers(date(year, month, 1))
                    Color(*FACES["outings" if within else "soft"][1])
                    across, down = (month - 1) % ACROSS, (month - 1) // ACROSS
                    x, y = start + across * side * (1 + GAP), top - side - down * side * (1 + GAP)
                    Rectangle(pos=(x, y), size=(side, side))

    def _covers(self, month: date) -> bool:
        first, last = self.first.replace(day=1), self.last.replace(day=1)
        return bool(first <= month <= last)


class PeriodTile(Tile):
    """One period: its months, its name, and when that is."""

    first = ObjectProperty(None, allownone=True)
    last = ObjectProperty(None, allownone=True)
    word = StringProperty("")
    when = StringProperty("")
    key = StringProperty("")
    most = NumericProperty(6.0)

    def show(self, period: Period) -> None:
        """Put a period on the tile."""
        self.first, self.last, self.when = period.first, period.last, period.short
