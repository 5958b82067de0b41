"""Named values, each to be tapped and filled in."""

from __future__ import annotations

from typing import Any

from kivy.properties import BooleanProperty, DictProperty, ListProperty, StringProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.widgets.tiles import FieldTile, Tile


class TallField(Tile):
    """A value under its name, for what may be long."""

    label = StringProperty("")
    value = StringProperty("")
    active = BooleanProperty(False)


class FieldList(GridLayout):
    """Fields as (key, label); their `values` by key, the `active` one in colour.

    The values stand under their names where they may be `long`, else beside them.
    """

    fields = ListProperty([])
    values = DictProperty({})
    active = StringProperty("")
    long = BooleanProperty(False)
    __events__ = ("on_field",)

    def __init__(self, **kwargs: Any) -> None:
        self._tiles: dict[str, Tile] = {}
        super().__init__(**kwargs)
        self.fbind("fields", self._fill)
        self.fbind("values", self._write)
        self.fbind("active", self._write)
        self._fill()

    def _fill(self, *_args: object) -> None:
        self.clear_widgets()
        kind = TallField if self.long else FieldTile
        self._tiles = {key: kind(label=label) for key, label in self.fields}
        for key, tile in self._tiles.items():
            tile.bind(on_tap=lambda _tile, key=key: self.dispatch("on_field", key))
            self.add_widget(tile)
        self._write()

    def _write(self, *_args: object) -> None:
        for key, tile in self._tiles.items():
            tile.value = self.values.get(key) or "–"
            tile.active = key == self.active

    def on_field(self, key: str) -> None:
        """A field was tapped."""
