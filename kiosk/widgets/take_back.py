"""Who was let in just now, small, to be taken back: how many, to what, and at what time."""

from __future__ import annotations

from kivy.properties import NumericProperty, StringProperty

from kiosk.widgets.tiles import Tile


class TakeBack(Tile):
    """Tapped, they are outside again."""

    key = StringProperty("")
    picture = StringProperty("")
    seats = NumericProperty(0)
    when = StringProperty("")
