"""One party of an outing in the volunteers' list: its number, figures and code, no name."""

from __future__ import annotations

from kivy.properties import ListProperty, NumericProperty, StringProperty

from kiosk.widgets.tiles import Tile


class PartyTile(Tile):
    """Tapped, it is the one that is worked on; `told` says what it still waits for.

    `pictures` and `digits` are the code that is typed at the door, once there is a voucher.
    """

    booking = NumericProperty(0)
    number = StringProperty("")
    adults = NumericProperty(1)
    children_count = NumericProperty(0)
    told = StringProperty("")
    pictures = ListProperty([])
    digits = StringProperty("")
