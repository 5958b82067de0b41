"""What a choice is made with: a number between minus and plus, or a few tiles of which one holds.

Each has its name on the left, or above it on a panel that stands upright.
"""

from __future__ import annotations

from typing import Any

from kivy.properties import (
    BooleanProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.tiles import Face, Tile
from kiosk.widgets.ui import ui


class ChoiceName(BoxLayout):
    """The picture and the name of what is chosen."""

    picture = StringProperty("")
    word = StringProperty("")


class StepRow(BoxLayout):
    """A value that goes one step down or up; which, is for who listens to `on_step`."""

    picture = StringProperty("")
    word = StringProperty("")
    value = StringProperty("")
    lying = BooleanProperty(False)
    at_least = BooleanProperty(False)
    at_most = BooleanProperty(False)
    __events__ = ("on_step",)

    def on_step(self, direction: int) -> None:
        """One step down (-1) or up (1)."""


class StepValue(Face):
    """The value between its keys."""

    value = StringProperty("")


class OptionTile(Tile):
    """One value, with a picture or only its word; the tick says that it holds."""

    value = ObjectProperty(None, allownone=True)
    picture = StringProperty("")
    word = StringProperty("")
    chosen = BooleanProperty(False)
    lying = BooleanProperty(False)

    def on_size(self, *args: object) -> None:
        super().on_size(*args)
        self.lying = self.width > 1.55 * self.height


class OptionRow(BoxLayout):
    """Values as (value, word, picture); those in `held` hold, and a tap asks for `on_option`."""

    picture = StringProperty("")
    word = StringProperty("")
    options = ListProperty([])
    held = ListProperty([])
    rows = NumericProperty(1)
    __events__ = ("on_option",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fbind("options", self._fill)
        self.fbind("held", self._mark)
        ui.follow(self)
        self._fill()

    def measured(self) -> None:
        self._shape()

    def _shape(self) -> None:
        grid: GridLayout = self.ids.grid
        most = 3 if ui.portrait else 4
        count = len(self.options)
        self.rows = max(1, -(-count // most))
        grid.cols = max(1, -(-count // self.rows))

    def _fill(self, *_args: object) -> None:
        grid = self.ids.grid
        grid.clear_widgets()
        self._shape()
        for value, word, picture in self.options:
            tile = OptionTile(value=value, word=word, picture=picture)
            tile.bind(on_tap=lambda tile: self.dispatch("on_option", tile.value))
            grid.add_widget(tile)
        self._mark()

    def _mark(self, *_args: object) -> None:
        for tile in self.ids.grid.children:
            tile.chosen = tile.value in self.held

    def on_option(self, value: Any) -> None:
        """An option was tapped."""


class SettingTile(Tile):
    """One setting with its value."""

    name = StringProperty("")
    picture = StringProperty("")
    word = StringProperty("")
    value = StringProperty("")
    lying = BooleanProperty(False)
