"""Days to choose from, a tile each, week after week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from kivy.clock import Clock
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.i18n import month, short_weekday
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import ui

LEAST_MM: Final = 12.5
GAP_MM: Final = 3.0
WEEK: Final = 7
NARROW: Final = 5
"""Where seven tiles are too narrow to touch the weeks run on in rows of five."""

MOST_ROWS: Final = 6
YEAR_DAYS: Final = 366
WEEKEND: Final = 5


class DayTile(Tile):
    """One day, which says its own weekday and month."""

    day = ObjectProperty(None, allownone=True)
    above = StringProperty("")
    number = StringProperty("")
    chosen = BooleanProperty(False)


class DayGrid(GridLayout):
    """A page of days from `first` on, beginning on a Monday; a day before `first` is empty."""

    first = ObjectProperty(date(2026, 1, 1))
    chosen = ObjectProperty(None, allownone=True)
    page = NumericProperty(0)
    __events__ = ("on_day",)

    def __init__(self, **kwargs: Any) -> None:
        self._refill = Clock.create_trigger(self.refill, -1)
        super().__init__(**kwargs)
        for name in ("size", "first", "chosen", "page"):
            self.fbind(name, self._refill)
        ui.follow(self)

    def measured(self) -> None:
        self._refill()

    def start(self, first: date, chosen: date | None) -> None:
        """Show the page with the chosen day, or the first one."""
        self.first, self.chosen, self.page = first, chosen, 0
        self._refill()
        if chosen is not None and chosen >= first:
            self._shape()
            self.page = (chosen - self._monday()).days // (self.cols * self.rows)

    def turn(self) -> None:
        """Later days; after a year those from now on again."""
        pages = -(-YEAR_DAYS // (self.cols * self.rows))
        self.page = (self.page + 1) % pages

    def _monday(self) -> date:
        first: date = self.first
        return first - timedelta(days=first.weekday())

    def _shape(self) -> None:
        wide, high = self.width / ui.mm + GAP_MM, self.height / ui.mm + GAP_MM
        columns = WEEK if wide / WEEK >= LEAST_MM + GAP_MM else NARROW
        rows = max(1, min(MOST_ROWS, int(high / (LEAST_MM + GAP_MM))))
        while len(self.children) > columns * rows:  # before the grid shrinks, or Kivy refuses
            self.remove_widget(self.children[0])
        self.cols, self.rows = columns, rows

    def refill(self, *_args: object) -> None:
        """Put the page's days on the tiles."""
        self._shape()
        self.spacing = GAP_MM * ui.mm
        count = self.cols * self.rows
        while len(self.children) < count:
            tile = DayTile()
            tile.bind(on_tap=lambda tile: self.dispatch("on_day", tile.day))
            self.add_widget(tile)
        start = self._monday() + timedelta(days=int(self.page) * count)
        for place, tile in enumerate(reversed(self.children)):
            day = start + timedelta(days=place)
            tile.day, tile.number = day, str(day.day)
            tile.above = f"{short_weekday(day, 'nl')} {month(day, 'nl')}"
            tile.disabled, tile.opacity = (True, 0) if day < self.first else (False, 1)
            weekend = "outings" if day.weekday() >= WEEKEND else "plain"
            tile.task = "done" if day == self.chosen else weekend

    def on_day(self, day: date) -> None:
        """A day was tapped."""
