"""An order that waits at the counter: its number, what is in it, its total."""

from __future__ import annotations

from kivy.properties import ListProperty, NumericProperty, StringProperty

from kiosk.widgets.tiles import Tile


class OrderTile(Tile):
    """One open order."""

    order = NumericProperty(0)
    number = StringProperty("")
    total = StringProperty("")
    lines = ListProperty([])
