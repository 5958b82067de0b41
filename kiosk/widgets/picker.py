"""The volunteers' page of product tiles: at opening and at closing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from kivy.clock import Clock
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.tiles import PictureTile
from kiosk.widgets.ui import ui

MOST_COLUMNS: Final = 12
MOST_ROWS: Final = 8
"""More tiles than on any real panel: a wrongly measured one must not ask for thousands."""


class Pick(NamedTuple):
    """What one tile shows."""

    key: str
    word: str
    badge: str = ""


class PickTile(PictureTile):
    """A product to choose; the badge says that it is chosen, or how many."""

    key = StringProperty("")
    badge = StringProperty("")


class Picker(GridLayout):
    """Shows a page of picks, each at least 16 mm; the tiles are kept and refilled."""

    page = NumericProperty(0)
    pages = NumericProperty(1)
    current = StringProperty("")
    least_mm = NumericProperty(17.5)
    __events__ = ("on_pick",)

    def __init__(self, **kwargs: Any) -> None:
        self._picks: Sequence[Pick] = ()
        self._refill = Clock.create_trigger(self.refill, -1)
        super().__init__(**kwargs)
        for name in ("size", "page", "current"):
            self.fbind(name, self._refill)

    def show(self, picks: Sequence[Pick]) -> None:
        """Show these from now on."""
        self._picks = picks
        self.refill()

    def refill(self, *_args: object) -> None:
        """Put the page's picks on the tiles."""
        gap = 3.0
        wide, high = self.width / ui.mm - 8 + gap, self.height / ui.mm - 6 + gap
        least = self.least_mm * (1.42 if ui.roomy else 1)
        cols = max(1, min(MOST_COLUMNS, int(wide / (least + gap))))
        rows = max(1, min(MOST_ROWS, int(high / (least + gap))))
        size = cols * rows
        while len(self.children) > size:  # before the grid shrinks, or Kivy refuses
            self.remove_widget(self.children[0])
        self.cols, self.rows = cols, rows
        self.pages = max(1, -(-len(self._picks) // size))
        self.page = min(self.page, self.pages - 1)
        start = int(self.page) * size
        while len(self.children) < size:
            tile = PickTile()
            tile.bind(on_tap=lambda tile: self.dispatch("on_pick", tile.key))
            self.add_widget(tile)
        shown: list[Pick] = list(self._picks[start : start + size])
        shown += [Pick("", "")] * (size - len(shown))
        for tile, pick in zip(reversed(self.children), shown, strict=True):
            tile.key, tile.picture, tile.word = pick.key, pick.key, pick.word
            tile.badge = pick.badge
            tile.idle_task = "produce" if pick.badge else "plain"
            tile.task = "here" if pick.key and pick.key == self.current else tile.idle_task
            tile.opacity, tile.disabled = (1, False) if pick.key else (0, True)

    def turn(self) -> None:
        """The next page; after the last the first."""
        self.page = (self.page + 1) % self.pages

    def on_pick(self, key: str) -> None:
        """A product was tapped."""
