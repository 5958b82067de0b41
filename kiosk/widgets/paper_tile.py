"""One paper of the day: what it is, its number, when, and whether it came out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kivy.properties import NumericProperty, StringProperty

from kiosk.widgets.tiles import Tile

KINDS: Final[Mapping[str, str]] = {
    "order_slip": "basket",
    "receipt": "receipt",
    "booking_slip": "bus",
    "voucher": "scan",
    "passenger_list": "people",
    "coming_strip": "calendar",
    "shares_strip": "balance",
    "tally_strip": "moon",
}
"""A picture for each paper; what has none of its own is drawn as a paper."""

ENDS: Final[Mapping[str, tuple[str, str]]] = {
    "queued": ("wait", "wacht"),
    "sending": ("printer", "komt eruit"),
    "printed": ("tick_dark", ""),
    "unknown": ("printer_unknown", "misschien"),
    "expired": ("paper_out", "zeg het nummer"),
    "failed": ("paper_out", "mislukt"),
}
"""How a paper went: the sign and the words."""


class PaperTile(Tile):
    """A line of the volunteers' list of papers; `told` is how it went, `sign` the same drawn."""

    job = NumericProperty(0)
    picture = StringProperty("")
    number = StringProperty("")
    when = StringProperty("")
    sign = StringProperty("")
    told = StringProperty("")
