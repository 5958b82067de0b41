"""Outings: what is coming in the next weeks, a card for each."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.properties import BooleanProperty, NumericProperty

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen
from kiosk.services import outings
from kiosk.widgets.outing_card import GAP_MM, MOST_CARDS, PAGES, OutingCard, card_grid
from kiosk.widgets.ui import ui


class OutingsScreen(KioskScreen):
    """The cards are in the order of their days, the next one first, on two pages at most."""

    page = NumericProperty(0)
    pages = NumericProperty(1)
    none = BooleanProperty(False)

    def on_kv_post(self, _base: object) -> None:
        self._cards: list[OutingCard] = []
        self.ids.grid.bind(size=Clock.create_trigger(self._resized, -1))

    def enter(self, **given: Any) -> None:
        if not given.get("back"):
            self.page = 0
        self.refill()

    def _resized(self, _seconds: float) -> None:
        if self.kiosk.root.current == self.name:
            self.refill()

    def refill(self) -> None:
        """Put what is coming on the cards."""
        today, now = self.kiosk.today(), self.kiosk.now()
        coming = outings.coming(today)
        self.none = not coming
        grid = self.ids.grid
        edge = 2 * 4
        columns, rows = card_grid(
            len(coming), grid.width / ui.mm - edge, grid.height / ui.mm - edge + GAP_MM / 2
        )
        size = min(columns * rows, MOST_CARDS)
        self.pages = min(PAGES, max(1, -(-len(coming) // size)))
        self.page = min(self.page, self.pages - 1)
        shown = coming[int(self.page) * size : (int(self.page) + 1) * size]
        grid.cols = columns
        while len(self._cards) < size:  # built when a page first needs it, and kept
            self._cards.append(OutingCard())
            self._cards[-1].bind(on_tap=self.choose)
        cards = self._cards[:size]
        if list(reversed(grid.children)) != list(cards):
            grid.clear_widgets()
            for card in cards:
                grid.add_widget(card)
        for card in cards[len(shown) :]:
            card.clear()
        for card, going in zip(cards, shown, strict=False):
            state = outings.availability(going, now, today)
            card.show(going, state, self.kiosk.visit.language)

    def reword(self) -> None:
        self.refill()

    def says(self) -> str:
        language = self.kiosk.visit.language
        sentence = "Er is nog geen uitstap." if self.none else "Waar wil je mee naartoe?"
        return translate(sentence, language)

    def turn(self) -> None:
        """The other page."""
        self.page = (self.page + 1) % self.pages
        self.refill()

    def choose(self, card: OutingCard) -> None:
        """Look at this one."""
        self.kiosk.show("outing", outing=int(card.outing))
