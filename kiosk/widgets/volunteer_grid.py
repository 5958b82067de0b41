"""Volunteers as tiles: their picture, or a figure, with their name under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from kivy.properties import NumericProperty
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.widgets.tiles import PictureTile
from kiosk.widgets.ui import ui

TILE_MM: Final = (34.0, 30.0)
"""The least width and height of a tile with its gap."""

SCALES: Final = (1.9, 1.6, 1.3, 1.0)


class Shown(Protocol):
    """What a tile says of a volunteer."""

    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def picture(self) -> str: ...


class VolunteerTile(PictureTile):
    """One of them."""

    who = NumericProperty(0)


class VolunteerGrid(GridLayout):
    """As many as fit, page by page; `on_volunteer` with the number of the one that was tapped."""

    page = NumericProperty(0)
    pages = NumericProperty(1)
    chosen = NumericProperty(0)
    __events__ = ("on_volunteer",)
    _everybody: Sequence[Shown] = ()

    def show(self, everybody: Sequence[Shown]) -> None:
        """Show these from now on; nobody is chosen."""
        self._everybody, self.page, self.chosen = everybody, 0, 0
        self.fill()

    def on_size(self, *_args: object) -> None:
        self.fill()

    def on_chosen(self, *_args: object) -> None:
        for tile in self.children:
            if isinstance(tile, VolunteerTile):
                tile.task = "done" if tile.who == self.chosen else "plain"

    def fill(self) -> None:
        """Put those of the page on tiles."""
        for scale in SCALES:  # the largest tiles with which everybody fits on one page
            wide, high = (
                max(1, int(room / ui.mm / (least * scale)))
                for room, least in zip(self.size, TILE_MM, strict=True)
            )
            size = wide * high
            if size >= len(self._everybody):
                break
        self.pages = max(1, -(-len(self._everybody) // size))
        self.page = min(self.page, self.pages - 1)
        self.clear_widgets()
        self.cols = wide
        first = int(self.page) * size
        for one in self._everybody[first : first + size]:
            tile = VolunteerTile(who=one.id, picture=one.picture or "volunteer", word=one.name)
            tile.bind(on_tap=lambda tile: self.dispatch("on_volunteer", int(tile.who)))
            self.add_widget(tile)
        while len(self.children) < size:
            self.add_widget(Widget())  # so that tiles keep their size
        self.on_chosen()

    def turn(self) -> None:
        """The next page, after the last the first."""
        self.page = (self.page + 1) % self.pages
        self.fill()

    def on_volunteer(self, volunteer: int) -> None:
        """One of them was tapped."""
