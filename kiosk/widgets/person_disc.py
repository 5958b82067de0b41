"""The picture of a person: an animal on a disc of one colour, with its dots."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, SmoothEllipse
from kivy.properties import ColorProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.person_pictures import COLOURS, PersonPicture
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import INK, WHITE


class PersonDisc(Widget):
    """As large as fits in its box; nothing while there is no `person`."""

    person = ObjectProperty(None, allownone=True)
    key = StringProperty("")
    disc = ColorProperty(WHITE)
    side = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("pos", "size"):
            self.fbind(name, self._place_dots)

    def on_person(self, _disc: object, person: PersonPicture | None) -> None:
        self.key = person.key if person else ""
        self.disc = COLOURS[person.colour] if person else WHITE
        self._place_dots()

    def _place_dots(self, *_args: object) -> None:
        """As many points in a row under the disc as its colour has."""
        self.side = min(self.width, self.height * 0.88)
        self.canvas.after.clear()
        if self.person is None or self.side <= 0:
            return
        dot, step = self.side * 0.1, self.side * 0.15
        left = self.center_x - step * (self.person.dots - 1) / 2 - dot / 2
        foot = self.center_y - (self.side * 1.13) / 2
        with self.canvas.after:
            Color(*INK)
            for number in range(self.person.dots):
                SmoothEllipse(pos=(left + step * number, foot), size=(dot, dot))


class PersonTile(Tile):
    """Somebody, to be tapped."""

    person = ObjectProperty(None, allownone=True)
    who = NumericProperty(0)
