"""Photos to choose from: small squares that come in one by one, as a slow stick gives them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.core.image import Image as CoreImage
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty
from kivy.uix.gridlayout import GridLayout

from kiosk.errors import KioskError
from kiosk.photos import THUMBNAIL, make_picture
from kiosk.widgets.background import Background
from kiosk.widgets.picker import MOST_COLUMNS, MOST_ROWS
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import ui

LEAST_MM = 22.0
GAP_MM = 3.0


class PhotoTile(Tile):
    """One photo; while it is being made, and when it cannot be, a picture says so."""

    photo = ObjectProperty(None, allownone=True)
    texture = ObjectProperty(None, allownone=True)
    bad = BooleanProperty(False)

    def show(self, made: bytes | KioskError) -> None:
        """The thumbnail is ready, or it cannot be made."""
        self.bad = isinstance(made, KioskError)
        if isinstance(made, bytes):
            self.texture = CoreImage(BytesIO(made), ext="png").texture


class PhotoGrid(GridLayout):
    """A page of photos, as many as fit with 22 mm each; `on_photo` when one is tapped."""

    page = NumericProperty(0)
    pages = NumericProperty(1)
    __events__ = ("on_photo",)

    def __init__(self, **kwargs: Any) -> None:
        self._photos: list[Path] = []
        self._making = Background()
        super().__init__(**kwargs)
        self.fbind("size", Clock.create_trigger(self.refill, -1))

    def show(self, photos: list[Path]) -> None:
        """Show these from now on; none empties the grid."""
        self._photos, self.page = photos, 0
        self.refill()

    def turn(self) -> None:
        """The next page; after the last the first."""
        self.page = (self.page + 1) % self.pages
        self.refill()

    def refill(self, *_args: object) -> None:
        """Empty tiles for the photos of this page; each is filled as soon as it is made."""
        self._making.forget()
        self.clear_widgets()
        wide, high = self.width / ui.mm + GAP_MM, self.height / ui.mm + GAP_MM
        self.cols = max(1, min(MOST_COLUMNS, int(wide / (LEAST_MM + GAP_MM))))
        self.rows = max(1, min(MOST_ROWS, int(high / (LEAST_MM + GAP_MM))))
        size = int(self.cols * self.rows)
        self.pages = max(1, -(-len(self._photos) // size))
        shown = self._photos[int(self.page) * size : (int(self.page) + 1) * size]
        tiles = [PhotoTile(photo=photo) for photo in shown]
        for tile in tiles:
            tile.bind(on_tap=lambda tile: self.dispatch("on_photo", tile.photo))
        for tile in tiles + [PhotoTile(opacity=0, disabled=True) for _ in range(size - len(tiles))]:
            self.add_widget(tile)
        self._make(tiles)

    def _make(self, tiles: list[PhotoTile]) -> None:
        if tiles:
            photo = tiles[0].photo
            self._making.do(
                lambda: make_picture(photo, THUMBNAIL), lambda made: self._made(tiles, made)
            )

    def _made(self, tiles: list[PhotoTile], made: bytes | KioskError) -> None:
        tiles[0].show(made)
        self._make(tiles[1:])

    def on_photo(self, photo: Path) -> None:
        """A photo was tapped."""
