"""One party of an outing in the volunteers' list: its number and its figures, no name."""

from __future__ import annotations

from kivy.properties import NumericProperty, StringProperty

from kiosk.widgets.tiles import Tile


class PartyTile(Tile):
    """Tapped, it is the one that is worked on; `told` says what it still waits for."""

    booking = NumericProperty(0)
    number = StringProperty("")
    adults = NumericProperty(1)
    children_count = NumericProperty(0)
    told = StringProperty("")
