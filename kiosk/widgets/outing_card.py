"""The card of one outing, all of it drawn, and how many cards a page holds."""

from __future__ import annotations

from datetime import date
from typing import Final

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk import spoken_outings
from kiosk.money import euros
from kiosk.outing import TRANSPORT_PICTURES, Availability, Outing
from kiosk.widgets.layout import Row
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import ui

STANDING_MM: Final = (44.0, 50.0)
LYING_MM: Final = (62.0, 29.0)
LIES: Final = 1.15
"""A card this much wider than high has its picture beside its words."""

STACKS_MM: Final = 46.0
"""A lying card that is higher has its day under its picture, a lower one beside it."""

MOST_CARDS: Final = 12
PAGES: Final = 2
GAP_MM: Final = 3.0


def card_grid(count: int, width_mm: float, height_mm: float) -> tuple[int, int]:
    """Columns and rows for `count` cards: two pages at most, one where it can be, then large cards.

    No card is smaller than what stands on it needs. A page is never made for a single card.
    """
    best: tuple[float, ...] = (-(10.0**6),)
    chosen = (1, 1)
    for columns in range(1, 5):
        for rows in range(1, 5):
            wide = (width_mm + GAP_MM) / columns - GAP_MM
            high = (height_mm + GAP_MM) / rows - GAP_MM
            fits = any(
                wide >= least_wide and high >= least_high
                for least_wide, least_high in (STANDING_MM, LYING_MM)
            )
            if not fits and columns * rows > 1:
                continue
            pages = -(-max(count, 2) // (columns * rows))
            score = (min(PAGES - pages, 0), -pages, _legible(wide, high))
            if score > best:
                best, chosen = score, (columns, rows)
    return chosen


def _legible(wide: float, high: float) -> float:
    """How well a card can be read: how large its picture is, and its rows of words."""
    if wide <= LIES * high:
        return min(high * 0.45, wide * 0.5) + 2 * high / 8
    if high > STACKS_MM:
        return min(wide * 0.36, high * 0.48) + 2 * high / 4.6
    return min(wide * 0.27, high * 0.9) + 2 * high / 4.6


class PriceRow(Row):
    """What somebody pays: coins, notes and digits; a gift where it costs nothing."""

    price = NumericProperty(0)
    shown = StringProperty("")
    most = NumericProperty(7.0)
    largest_mm = NumericProperty(11.0)


class OutingCard(Tile):
    """One outing: picture, day, hour, how to get there, what it costs, its seats.

    `state` says whether it can be booked: a `full` one can still be tapped, for the waiting line;
    what is `late` or `cancelled` looks empty and cannot. It costs what a participant pays; nothing
    tells whether that is all of the price.
    """

    outing = NumericProperty(0)
    state = StringProperty("open")
    picture = StringProperty("")
    word = StringProperty("")
    day = ObjectProperty(None, allownone=True)
    hour = StringProperty("")
    minutes = NumericProperty(0)
    transport = StringProperty("")
    price = NumericProperty(0)
    price_shown = StringProperty("")
    quota = NumericProperty(0)
    free = NumericProperty(0)
    lies = BooleanProperty(False)
    stacks = BooleanProperty(False)

    def on_size(self, *args: object) -> None:
        super().on_size(*args)
        self.lies = self.width > LIES * self.height
        self.stacks = self.lies and self.height > STACKS_MM * ui.mm

    def show(self, going: Outing, state: Availability, language: str) -> None:
        """Put an outing on the card, in the words of the visit."""
        day: date = going.day
        self.outing, self.state, self.day = going.id, state, day
        self.picture, self.word = going.picture, going.name(language)
        self.hour = f"{going.starts:%H:%M}"
        self.minutes = going.starts.hour * 60 + going.starts.minute
        self.transport = TRANSPORT_PICTURES[going.transport]
        self.price = going.participant_price
        self.price_shown = euros(going.participant_price, language) if self.price else ""
        self.quota, self.free = going.quota, going.seats_free
        self.spoken = spoken_outings.outing(going, state, language)

    def clear(self) -> None:
        """An empty place on the page."""
        self.outing = 0
