"""My picture: an animal or thing, then a colour; a nameless way to be known."""

from __future__ import annotations

from typing import Any, Final

from kivy.graphics import Color, SmoothEllipse
from kivy.properties import ColorProperty, NumericProperty, StringProperty

from kiosk.screens.base import KioskScreen
from kiosk.services import checkins
from kiosk.widgets.tiles import PictureTile, Tile
from kiosk.widgets.ui import INK, WHITE, ui

ANIMALS: Final = (
    "cat_face", "dog_face", "rabbit_face", "fox", "lion", "frog", "elephant", "owl", "turtle",
    "bear", "penguin", "cow_face", "horse_face", "hedgehog", "butterfly", "honeybee", "fish",
    "duck", "rooster", "snail", "giraffe", "teapot", "bicycle", "umbrella", "house", "guitar",
    "sailboat", "balloon", "sunflower", "cactus", "four_leaf_clover", "star", "soccer_ball",
    "kite", "key", "tulip",
)  # fmt: skip


class DiscTile(Tile):
    """The animal on a disc of one colour; the dots say which one to who sees no colours."""

    disc = ColorProperty(WHITE)
    marks = NumericProperty(1)
    animal = StringProperty("")

    def on_size(self, *_args: object) -> None:
        self.place_dots()

    def on_pos(self, *_args: object) -> None:
        self.place_dots()

    def on_marks(self, *_args: object) -> None:
        self.place_dots()

    def place_dots(self) -> None:
        """As many points in a row under the disc as it has marks."""
        step = 3.6 * ui.mm
        left = self.center_x - step * (self.marks - 1) / 2
        side = 2.4 * ui.mm
        y = self.face_y + 1.6 * ui.mm
        self.canvas.after.clear()
        with self.canvas.after:
            Color(*INK)
            for number in range(int(self.marks)):
                SmoothEllipse(pos=(left + step * number - side / 2, y), size=(side, side))


class MyPictureScreen(KioskScreen):
    """Choosing is one tap for the animal and one for the colour."""

    page = NumericProperty(0)
    animal = StringProperty("")

    def enter(self, **_given: Any) -> None:
        self.animal = ""
        self.page = 0
        self.fill()

    def fill(self) -> None:
        """Show the animals of the page, as many as fit with 25 mm each."""
        grid = self.ids.grid
        grid.clear_widgets()
        for animal in ANIMALS[self.page * self.per_page() : (self.page + 1) * self.per_page()]:
            tile = PictureTile(picture=f"avatar_{animal}")
            tile.bind(on_tap=lambda _tile, animal=animal: self.choose(animal))
            grid.add_widget(tile)

    def per_page(self) -> int:
        """How many animals one page holds."""
        return int(self.ids.grid.cols * self.ids.grid.rows)

    def turn(self) -> None:
        """Show the next page, after the last the first."""
        pages = -(-len(ANIMALS) // self.per_page())
        self.page = (self.page + 1) % pages
        self.fill()

    def choose(self, animal: str) -> None:
        """Take the animal; the colours come next."""
        self.animal = animal

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
