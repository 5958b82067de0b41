"""Money as it lies in the hand: coins in their true relative size, notes as coloured cards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from kivy.graphics.texture import Texture
from kivy.properties import (
    DictProperty,
    ListProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.money import DENOMINATIONS, Pieces, fewest_pieces, total_of
from kiosk.widgets.drawn import Following, Setting
from kiosk.widgets.layout import along
from kiosk.widgets.pictures import texture
from kiosk.widgets.stamps import Stamp, Stamps
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import INK, ui
from kiosk.widgets.words import drawn_times

# Diameters in mm (European Central Bank). The coin pictures share one scale: 26.34 mm across.
COIN_MM: Final = {
    200: 25.75,
    100: 23.25,
    50: 24.25,
    20: 22.25,
    10: 19.75,
    5: 21.25,
    2: 18.75,
    1: 16.25,
}
NOTE_MM: Final = {500: (120, 62), 1000: (127, 67), 2000: (133, 72), 5000: (140, 77)}
# The pictures keep true relative sizes: so many millimetres across the whole square.
_COIN_SHEET_MM: Final = 26.16
_NOTE_SHEET_MM: Final = 142.2
MOST_DRAWN_EACH: Final = 5

Kinds = tuple[tuple[int, int], ...]
"""Denominations, each with how many of them, the largest first."""


def piece_key(cents: int) -> str:
    """The picture of a coin or note."""
    return f"note_{cents}" if cents >= 500 else f"coin_{cents}"


def piece_texture(cents: int, across: float) -> Texture | None:
    """The coin or note cut to its own edge, sharp when drawn `across` pixels wide."""
    if cents >= 500:
        width, height = (mm / _NOTE_SHEET_MM for mm in NOTE_MM[cents])
    else:
        width = height = COIN_MM[cents] / _COIN_SHEET_MM
    whole = texture(piece_key(cents), across / width)
    return _middle(whole, width, height) if whole else None


@lru_cache(maxsize=64)
def _middle(whole: Texture, width: float, height: float) -> Texture:
    side = whole.width
    return whole.get_region(
        (1 - width) / 2 * side, (1 - height) / 2 * side, width * side, height * side
    )


_SHAPES: Final = {cents: (mm / COIN_MM[200],) * 2 for cents, mm in COIN_MM.items()} | {
    cents: (wide / NOTE_MM[5000][1], high / NOTE_MM[5000][1])
    for cents, (wide, high) in NOTE_MM.items()
}


def piece_size(cents: int, largest: float) -> tuple[float, float]:
    """Width and height of a piece when the 2 euro coin, and the 50 euro note, is `largest` high."""
    wide, high = _SHAPES[cents]
    return largest * wide, largest * high


class Laid(NamedTuple):
    """So many of a denomination at one place: a single piece, or one with their count beside it."""

    cents: int
    many: int
    width: float
    height: float


class Money(Following):
    """An amount, or given pieces, drawn as coins and notes as large as the box allows.

    The largest come first, in the order of reading. More than five of a kind become one with a
    count beside it.
    """

    amount = NumericProperty(0)
    pieces = DictProperty({})
    halign = Setting("left")
    largest_mm = Setting(17.0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._stamps = Stamps(self.canvas)

    def on_amount(self, _widget: Widget, amount: float) -> None:
        self.pieces = fewest_pieces(int(amount)) if amount > 0 else {}

    def on_pieces(self, *_args: object) -> None:
        self.ask()

    def draw(self) -> None:
        kinds = _in_order(self.pieces)
        drawable = kinds and self.width >= 2 and self.height >= 2
        self._stamps.show(list(self._laid_out(kinds)) if drawable else [])

    def _laid_out(self, kinds: Kinds) -> Iterator[Stamp]:
        gap = 0.8 * ui.mm
        most = min(self.largest_mm * ui.mm, self.height)
        largest, rows = _fitted(kinds, self.width, self.height, most, gap)
        tall = len(rows) * largest + (len(rows) - 1) * gap
        top = self.center_y + tall / 2
        for row in rows:
            wide = sum([_room(each, largest) for each in row]) + gap * (len(row) - 1)
            spare = {"left": 0.0, "center": 0.5, "right": 1.0}[self.halign]
            left = self.x + (self.width - wide) * spare
            offset = 0.0
            middle = top - largest / 2
            for cents, count, w, h in row:
                x = along(ui.rtl, left, wide, offset, w)
                yield Stamp(piece_texture(cents, w), (x, middle - h / 2), (w, h))
                offset += w + gap
                if count > 1:
                    number = drawn_times(count, max(8, largest * 0.42))
                    x = along(ui.rtl, left, wide, offset, number.width)
                    yield Stamp(number, (x, middle - number.height / 2), number.size, INK)
                    offset += largest * 0.75
            top -= largest + gap


def _in_order(pieces: Pieces) -> Kinds:
    return tuple(
        [(cents, pieces[cents]) for cents in sorted(pieces, reverse=True) if pieces[cents]]
    )


@lru_cache(maxsize=64)
def _fitted(
    kinds: Kinds, width: float, height: float, most: float, gap: float
) -> tuple[float, list[list[Laid]]]:
    """How large the 2 euro coin can be in a box, at most `most`, and the rows that fit then, in px."""
    alone = [_room(each, 1.0) for each in _drawn(kinds, 1.0)]
    # no larger than what would fill the box to its edges
    largest = min(most, (width * height / sum(alone)) ** 0.5)
    rows = _rows(kinds, width, height, largest, gap)
    while rows is None and largest > 4:
        largest *= 0.93
        rows = _rows(kinds, width, height, largest, gap)
    return largest, rows or []


def _rows(
    kinds: Kinds, width: float, height: float, largest: float, gap: float
) -> list[list[Laid]] | None:
    """The pieces in rows, or None when they do not fit."""
    rows: list[list[Laid]] = [[]]
    used = 0.0
    for each in _drawn(kinds, largest):
        room = _room(each, largest)
        if used and used + gap + room > width:
            rows.append([])
            used = 0.0
        if room > width:
            return None
        rows[-1].append(each)
        used += room + (gap if used else 0)
    return rows if len(rows) * largest + (len(rows) - 1) * gap <= height + 1 else None


def _drawn(kinds: Kinds, largest: float) -> list[Laid]:
    """What is drawn of them: each piece, or one for all of a kind when there are many."""
    drawn: list[Laid] = []
    for cents, count in kinds:
        many = count > MOST_DRAWN_EACH
        each = Laid(cents, count if many else 1, *piece_size(cents, largest))
        drawn += [each] * (1 if many else count)
    return drawn


def _room(each: Laid, largest: float) -> float:
    return each.width + (largest * 0.75 if each.many > 1 else 0)


class Piece(Widget):
    """One coin or note; in boxes of one size all pieces keep their relative sizes."""

    cents = NumericProperty(0)
    texture = ObjectProperty(None, allownone=True)
    drawn = ListProperty([0, 0])

    def on_cents(self, *_args: object) -> None:
        self.on_size()

    def on_size(self, *_args: object) -> None:
        if not self.cents:
            return
        across, high = piece_size(5000 if self.cents >= 500 else 200, 1.0)
        largest = min(self.width / across, self.height / high)
        self.drawn = piece_size(int(self.cents), largest)
        self.texture = piece_texture(int(self.cents), self.drawn[0])


class PieceTile(Tile):
    """One coin or note to tap: it is received."""

    cents = NumericProperty(200)


class PieceCounter(Tile):
    """One coin or note to count: a tap is one more, the minus one fewer."""

    cents = NumericProperty(200)
    __events__ = ("on_step",)

    count = NumericProperty(0)
    shown = StringProperty("0")

    def on_count(self, *_args: object) -> None:
        self.shown = str(int(self.count))

    def on_step(self) -> None:
        """A finger changed the count."""

    def step(self, by: int) -> None:
        """One more or one fewer, from none to 999."""
        self.count = max(0, min(999, self.count + by))
        self.dispatch("on_step")


class CashCount(GridLayout):
    """All coins and notes, each with its count; `amount` is what they come to, in cents."""

    __events__ = ("on_step",)

    amount = NumericProperty(0)

    def on_step(self) -> None:
        """A finger changed one of the counts."""

    def on_kv_post(self, _base: object) -> None:
        for cents in sorted(DENOMINATIONS, reverse=True):
            counter = PieceCounter(cents=cents)
            counter.bind(count=self._recount, on_step=lambda _counter: self.dispatch("on_step"))
            self.add_widget(counter)

    def _recount(self, *_args: object) -> None:
        self.amount = total_of(self.pieces)

    @property
    def pieces(self) -> Pieces:
        """What is counted now."""
        return {int(one.cents): int(one.count) for one in self.children if one.count}

    @pieces.setter
    def pieces(self, pieces: Pieces) -> None:
        for one in self.children:
            one.count = pieces.get(int(one.cents), 0)
