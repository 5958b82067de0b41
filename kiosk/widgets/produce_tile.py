"""The tile of one offer, and the grid that holds as many as the glass allows."""

from __future__ import annotations

from typing import Any, Final

from kivy.factory import Factory
from kivy.graphics import Color, Line, SmoothEllipse
from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk import spoken
from kiosk.widgets.drawn import Setting
from kiosk.widgets.layout import Grid, along
from kiosk.widgets.pictures import Picture
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import INK, SOFT_INK, WHITE, ui
from kiosk.widgets.words import Words, width_of

LEAST_WIDE_MM: Final = 37.0
LEAST_HIGH_MM: Final = 29.0
NARROW_MM: Final = 46.0
ENOUGH_MM: Final = 26.0
BADGE_MM: Final = 9.0
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
    in the basket. Of what is free a household may take `most`, or any number if that is 0; the
    badge says of how many then. A long word gets a second line where the tile has room for it.
    """

    offer = NumericProperty(0)
    picture = Setting("")
    word = Setting("")
    price = Setting("")
    shop_price = Setting("")
    portion = Setting("")
    less = Setting("")
    """What is said of the minus."""
    sold_as = StringProperty("")
    cents = NumericProperty(0)
    amount = NumericProperty(0)
    count = NumericProperty(0)
    most = NumericProperty(0)
    sold_out = BooleanProperty(False)
    pop = NumericProperty(1.0)
    __events__ = ("on_minus",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.task = "produce"
        self._restate()

    def apply_class_lang_rules(self, **given: Any) -> None:
        """All that stands on it, from the lowest to the highest."""
        small: dict[str, Any] = {"bold": False, "most": 5}
        self._picture, self._word, self._price = Picture(), Words(), Words(lines=1)
        self._portion = Words(**small)
        self._shop_price = Words(lines=1, color=SOFT_INK, **small)
        with self._shop_price.canvas.after:
            self._strike_ink = Color(*SOFT_INK)
            self._strike = Line()
        self._minus = Factory.StepTile(picture="minus")
        self._minus.bind(on_tap=lambda _minus: self.dispatch("on_minus"))
        self._badge = Words(lines=1, color=WHITE)
        with self._badge.canvas.before:
            Color(*INK)
            self._disc = SmoothEllipse(segments=48)
        prices = self._price, self._portion, self._shop_price
        for widget in (self._picture, self._word, *prices, self._minus, self._badge):
            self.add_widget(widget)
        super().apply_class_lang_rules(**given)

    def _restate(self, *_args: object) -> None:
        """Whether it is there, empty or can be tapped: known at once, not when it is drawn."""
        self.hollow = self.sold_out and not self.count
        self.disabled = self.hollow or not self.offer
        self.opacity = 1 if self.offer else 0
        self.ask()

    on_offer = on_count = on_most = on_sold_out = _restate

    def draw(self) -> None:
        if not self.offer:
            return
        super().draw()
        self._picture.key = "crate_empty" if self.hollow else self.picture
        self._word.text, self._word.color = self.word, self.ink
        self._price.text = "" if self.hollow else self.price
        self._portion.text = "" if self.hollow else self.portion
        self._shop_price.text = "" if self.hollow else self.shop_price
        self._strike_ink.a = 0.75 if self._shop_price.text else 0
        of = f"/{self.most}" if self.most else ""
        self._badge.text = f"{int(self.count)}{of}" if self.count else ""
        self._minus.spoken = self.less
        self._portion.opacity = self._shop_price.opacity = 0 if self.count else 1
        self._minus.opacity = self._badge.opacity = 1 if self.count else 0

    def place(self) -> tuple[object, ...]:
        return (*super().place(), self._is_narrow(), self._is_short())

    def _is_narrow(self) -> bool:
        return bool(self.width < NARROW_MM * ui.mm)

    def _is_short(self) -> bool:
        """Whether the word leaves room for the price beside it."""
        return bool(width_of(self.word, 4.5) <= self.width - 18.5 * ui.mm)

    def lay_out(self) -> None:
        super().lay_out()
        mm, y, high = ui.mm, self.face_y, self.face_height
        narrow = self._is_narrow()

        def put(widget: Widget, offset: float, size: tuple[float, float], bottom: float) -> None:
            """`offset` px from the near side of the tile."""
            widget.size = size
            widget.pos = along(ui.mirrored, self.x, self.width, offset, size[0]), bottom

        def put_far(
            widget: Widget, edge_mm: float, size: tuple[float, float], bottom: float
        ) -> None:
            put(widget, self.width - size[0] - edge_mm * mm, size, bottom)

        self._word.halign, self._portion.halign, self._shop_price.halign = ui.near, ui.far, ui.far
        wide = self.width - (22 if narrow else 26) * mm
        self._word.lines = 1 if narrow else 2
        if narrow:
            self._price.halign, self._price.most = ui.near, 5.6
            put(self._picture, 0.4 * mm, (wide, high - 12.6 * mm), y + 12.4 * mm)
            put(self._word, 1.2 * mm, (self.width - 2.4 * mm, 6.4 * mm), y + 1.0 * mm)
            put(self._price, 1.2 * mm, (self.width - 24 * mm, 5.6 * mm), y + 7.4 * mm)
        else:
            self._price.halign, self._price.most = ui.far, 6.4
            short = self._is_short()
            below = 8 if short else 14
            put(self._picture, 2.5 * mm, (wide, high - (below + 2) * mm), y + (below + 0.8) * mm)
            wide = self.width - (18.5 if short else 24) * mm
            put(self._word, 2.5 * mm, (wide, below * mm), y + 0.6 * mm)
            put_far(self._price, 2.5, (12.5 * mm, 8 * mm), y + 0.6 * mm)
        put_far(self._portion, 0.6 if narrow else 2.5, (21 * mm, 12 * mm), y + high - 13 * mm)
        put_far(self._shop_price, 2.5, (20 * mm, 6 * mm), y + (7.4 if narrow else 9) * mm)
        minus_y = min((7.5 if narrow else 8.7) * mm, high - 20.8 * mm)
        put_far(self._minus, 1.5, (20 * mm, 20 * mm), y + minus_y)
        badge = BADGE_MM * mm
        put(self._badge, 0.12 * badge - mm, (0.76 * badge, badge), self.top + mm - badge)
        self._strike_out()
        self.on_pop()

    def on_pop(self, *_args: object) -> None:
        side = BADGE_MM * ui.mm * self.pop
        self._disc.size = side, side
        self._disc.pos = self._badge.center_x - side / 2, self._badge.center_y - side / 2

    def _strike_out(self) -> None:
        """The price of the shop is not what one pays here."""
        price, mm = self._shop_price, ui.mm
        ends = (
            along(ui.mirrored, price.x, price.width, price.width + offset * mm, 0)
            for offset in (-11, 0.6)
        )
        y = price.center_y - 0.3 * mm
        self._strike.points = [part for x in ends for part in (x, y)]
        self._strike.width = max(1, 0.13 * mm)

    def says(self) -> str:
        """What it is and costs, or that there is none left."""
        if self.hollow:
            return spoken.gone(self.picture, ui.language)
        return spoken.offer(self.picture, str(self.sold_as), int(self.cents), ui.language)

    def taken(self, more: int = 0) -> str:
        """What is said of what is in the basket, or would be with so many more."""
        count, cents = int(self.count) + more, int(self.amount) + more * int(self.cents)
        return spoken.amount(self.picture, str(self.sold_as), count, cents, ui.language)

    def on_minus(self) -> None:
        """One fewer is wanted."""
