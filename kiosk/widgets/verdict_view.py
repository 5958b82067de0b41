"""What a voucher means at the door, as large as the glass: seen from three metres, not read."""

from __future__ import annotations

from typing import Any

from kivy.properties import (
    ColorProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.ui import DARK_FACES, FACES, INK, WHITE


class VerdictView(BoxLayout):
    """A sign and one colour over everything; what goes in beside it, and the tiles for that.

    Without a `sign` there is a clock: `used_at` is when the voucher was used, in minutes since
    midnight.
    `on_let_in` says how many come in, `on_seen` that the verdict may be put away.
    """

    task = StringProperty("plain")
    sign = StringProperty("")
    used_at = NumericProperty(None, allownone=True)
    word = StringProperty("")
    note = StringProperty("")
    outing_picture = StringProperty("")
    outing_name = StringProperty("")
    day = ObjectProperty(None, allownone=True)
    when = StringProperty("")
    adults = NumericProperty(0)
    children_count = NumericProperty(0)
    seats = NumericProperty(0)
    redeemed = NumericProperty(0)
    left = NumericProperty(0)
    fill = ColorProperty(FACES["plain"][0])
    ink = ColorProperty(INK)
    __events__ = ("on_let_in", "on_seen")

    def on_task(self, *_args: object) -> None:
        self.fill = FACES[self.task][0]
        self.ink = WHITE if self.task in DARK_FACES else INK

    def on_let_in(self, seats: int) -> Any:
        """So many come in."""

    def on_seen(self) -> Any:
        """It may be put away."""
