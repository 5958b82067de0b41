"""One paper of the day: what it is, its number, when, and whether it came out."""

from __future__ import annotations

from kivy.properties import NumericProperty, StringProperty

from kiosk.widgets.tiles import Tile


class PaperTile(Tile):
    """A line of the volunteers' list of papers; `told` is how it went, `sign` the same drawn."""

    job = NumericProperty(0)
    picture = StringProperty("")
    number = StringProperty("")
    when = StringProperty("")
    sign = StringProperty("")
    told = StringProperty("")
