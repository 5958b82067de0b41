"""My picture: an animal or thing, then a colour; a nameless way to be known."""

from __future__ import annotations

from typing import Any

from kivy.factory import Factory
from kivy.graphics import Color, InstructionGroup, SmoothEllipse
from kivy.properties import ColorProperty, NumericProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.i18n import mark, translate
from kiosk.person_pictures import ANIMALS
from kiosk.screens.base import KioskScreen
from kiosk.services import checkins
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import INK, WHITE, ui


class DiscTile(Tile):
    """The animal on a disc of one colour; the dots say which one to who sees no colours."""

    disc = ColorProperty(WHITE)
    marks = NumericProperty(1)
    animal = StringProperty("")
    _dots: InstructionGroup | None = None

    def on_marks(self, *_args: object) -> None:
        self.ask()

    def place(self) -> tuple[object, ...]:
        return (*super().place(), self.marks)

    def lay_out(self) -> None:
        """As many points in a row under the disc as it has marks."""
        super().lay_out()
        step = 3.6 * ui.mm
        left = self.center_x - step * (self.marks - 1) / 2
        side = 2.4 * ui.mm
        y = self.face_y + 1.6 * ui.mm
        if self._dots is None:
            self._dots = InstructionGroup()
            self.canvas.after.insert(0, self._dots)  # it sinks with the face
        self._dots.clear()
        self._dots.add(Color(*INK))
        for number in range(int(self.marks)):
            pos = left + step * number - side / 2, y
            self._dots.add(SmoothEllipse(pos=pos, size=(side, side)))


class MyPictureScreen(KioskScreen):
    """Choosing is one tap for the animal and one for the colour."""

    card_checks_in = True
    page = NumericProperty(0)
    rows = NumericProperty(2)
    animal = StringProperty("")

    def enter(self, **_given: Any) -> None:
        self.animal = ""
        self.page = 0
        self.fill()

    def says(self) -> str:
        asked = mark("Kies een kleur.") if self.animal else mark("Kies een prent.")
        return translate(asked, self.kiosk.visit.language)

    def fill(self) -> None:
        """Show the animals of the page, as many as fit with 25 mm each."""
        grid = self.ids.grid
        grid.clear_widgets()
        size = self.per_page()
        for animal in ANIMALS[int(self.page) * size : (int(self.page) + 1) * size]:
            tile = Factory.PortraitTile(picture=f"avatar_{animal}")
            tile.spoken = translate("prent", self.kiosk.visit.language)
            tile.bind(on_tap=lambda _tile, animal=animal: self.choose(animal))
            grid.add_widget(tile)
        while len(grid.children) < size:
            grid.add_widget(Widget())  # the grid has columns only, so that it may shrink when full

    def per_page(self) -> int:
        """How many animals one page holds."""
        return int(self.ids.grid.cols * self.rows)

    def turn(self) -> None:
        """Show the next page, after the last the first."""
        pages = -(-len(ANIMALS) // self.per_page())
        self.page = (self.page + 1) % pages
        self.fill()

    def choose(self, animal: str) -> None:
        """Take the animal; the colours come next."""
        self.animal = animal
        self.kiosk.say(self.says())

    def colour(self, colour: str) -> None:
        """Take the colour and go back to who is here."""
        visit = self.kiosk.visit
        participant = self.attempt(
            checkins.my_picture,
            animal=self.animal,
            colour=colour,
            language=visit.language,
            at=self.kiosk.now(),
        )
        if participant is not None:
            visit.participant, visit.animal = participant, self.animal
            self.kiosk.show("check_in", back=True)
