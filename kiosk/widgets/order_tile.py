"""What waits at the counter: its number, what is in it, its total."""

from __future__ import annotations

from kivy.properties import ListProperty, ObjectProperty, StringProperty

from kiosk.widgets.tiles import Tile


class OrderTile(Tile):
    """One open order, or seats; `due` is what the screen knows it by."""

    due = ObjectProperty(None, allownone=True)
    number = StringProperty("")
    total = StringProperty("")
    lines = ListProperty([])
