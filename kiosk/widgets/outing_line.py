"""One outing in the volunteers' list: what, when, and how many seats are free."""

from __future__ import annotations

from kivy.properties import NumericProperty, StringProperty

from kiosk.outing import Outing
from kiosk.outing_form import day_shown
from kiosk.widgets.tiles import Tile


class OutingLine(Tile):
    """Tapped, it is the one that is worked on."""

    outing = NumericProperty(0)
    picture = StringProperty("")
    word = StringProperty("")
    when = StringProperty("")
    seats = StringProperty("")

    def show(self, going: Outing, give_back: int) -> None:
        """Put an outing on the line; `give_back` seats are to be given back."""
        self.outing, self.picture, self.word = going.id, going.picture, going.name("nl")
        self.when = day_shown(going.day)
        self.seats = seats_told(going, give_back)
        self.hollow = going.state == "cancelled"


def seats_told(going: Outing, give_back: int) -> str:
    """How many seats are given and free, who waits, and what is to be given back."""
    if going.state == "cancelled":
        return "afgelast"
    given = going.quota - going.seats_free
    parts = [f"{given}/{going.quota}"]
    if going.waiting:
        parts.append(f"{going.waiting} in de rij")
    if give_back:
        parts.append(f"geef {give_back} terug")
    return " · ".join(parts)
