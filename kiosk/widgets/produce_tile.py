"""The tile of one offer, and the grid that holds as many as the glass allows."""

from __future__ import annotations

from typing import Final

from kivy.properties import (
    BooleanProperty,
    NumericProperty,
    StringProperty,
)

from kiosk import spoken
from kiosk.widgets.layout import Grid
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import ui

LEAST_WIDE_MM: Final = 37.0
LEAST_HIGH_MM: Final = 29.0
NARROW_MM: Final = 46.0
ENOUGH_MM: Final = 26.0
MOST_TILES: Final = 24


def columns_and_rows(
    count: int, width_mm: float, height_mm: float, gap_mm: float = 3.0
) -> tuple[int, int]:
    """The grid for `count` offers: at most two pages where that can be, with large pictures.

    Pictures of `ENOUGH_MM` are as good as larger ones, so fewer pages come before that. No tile is
    ever smaller than a minus of 20 mm with a picture beside it needs.
    """
    most_columns = max(1, int((width_mm + gap_mm) / (LEAST_WIDE_MM + gap_mm)))
    most_rows = max(1, int((height_mm + gap_mm) / (LEAST_HIGH_MM + gap_mm)))
    best: tuple[float, ...] = (-(10**6),)
    chosen = (1, 1)
    for columns in range(1, most_columns + 1):
        for rows in range(1, most_rows + 1):
            pages = -(-max(1, count) // (columns * rows))
            wide = (width_mm + gap_mm) / columns - gap_mm
            high = (height_mm + gap_mm) / rows - gap_mm
            narrow = wide < NARROW_MM
            picture = min(wide - (22 if narrow else 26), high - (17 if narrow else 10))
            few = min(2 - pages, 0)
            score = (few, round(min(picture, ENOUGH_MM) / 6), -pages, picture)
            if score > best:
                best, chosen = score, (columns, rows)
    return chosen


class ProduceGrid(Grid):
    """The page of offers; empty places stay empty so that tiles never change size."""


class ProduceTile(Tile):
    """One offer: tap adds one, the minus takes one back, a badge says how many.

    `sold_out` shows the empty crate and cannot be tapped; when the last one is in this person's
    own basket the badge and the minus stay. `cents` is the price of one, `amount` that of all
    in the basket. A word that is not `short` gets a second line where the tile has room for it.
    """

    offer = NumericProperty(0)
    picture = StringProperty("")
    word = StringProperty("")
    price = StringProperty("")
    shop_price = StringProperty("")
    portion = StringProperty("")
    sold_as = StringProperty("")
    cents = NumericProperty(0)
    amount = NumericProperty(0)
    count = NumericProperty(0)
    shown = StringProperty("")
    sold_out = BooleanProperty(False)
    narrow = BooleanProperty(False)
    short = BooleanProperty(True)
    pop = NumericProperty(1.0)
    __events__ = ("on_minus",)

    def on_count(self, *_args: object) -> None:
        self.shown = str(int(self.count)) if self.count else ""

    def says(self) -> str:
        """What it is and costs, or that there is none left."""
        if self.hollow:
            return spoken.gone(str(self.picture), ui.language)
        return spoken.offer(str(self.picture), str(self.sold_as), int(self.cents), ui.language)

    def taken(self, more: int = 0) -> str:
        """What is said of what is in the basket, or would be with so many more."""
        count, cents = int(self.count) + more, int(self.amount) + more * int(self.cents)
        return spoken.amount(str(self.picture), str(self.sold_as), count, cents, ui.language)

    def on_minus(self) -> None:
        """One fewer is wanted."""
