"""Produce: pick vegetables and fruit from one flat grid."""

from __future__ import annotations

from typing import Any

from kivy.animation import Animation
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from kiosk import spoken
from kiosk.i18n import translate
from kiosk.keys import new_key
from kiosk.money import digits, euros
from kiosk.portions import portion_word
from kiosk.produce import word
from kiosk.screens.base import KioskScreen
from kiosk.services import moments, orders
from kiosk.widgets.produce_tile import MOST_TILES, ProduceTile, columns_and_rows
from kiosk.widgets.ui import ui

POP_SECONDS = 0.12


class ProduceScreen(KioskScreen):
    """Tiles are built when a page first needs them, then refilled.

    Each tap is one act in the database.
    """

    page = NumericProperty(0)
    pages = NumericProperty(1)
    total = NumericProperty(0)
    total_shown = StringProperty("")
    has_basket = BooleanProperty(False)
    lines = ListProperty([])

    def on_kv_post(self, _base: object) -> None:
        self._tiles: list[ProduceTile] = []

    def enter(self, **_given: Any) -> None:
        self.page = 0
        self.refill()

    def refill(self) -> None:
        """Put today's offers and this person's basket on the tiles."""
        moment = moments.current_moment()
        if moment is None:
            self.kiosk.go_home()
            return
        grid = self.ids.grid
        left, top, right, bottom = grid.padding
        wide, high = (grid.width - left - right) / ui.mm, (grid.height - top - bottom) / ui.mm
        columns, rows = columns_and_rows(len(moment.offers), wide, high)
        size = min(columns * rows, MOST_TILES)
        grid.cols = columns
        self.pages = max(1, -(-len(moment.offers) // size))
        offers = moment.offers[int(self.page) * size : (int(self.page) + 1) * size]
        while len(self._tiles) < size:
            self._tiles.append(ProduceTile())
            self._tiles[-1].bind(on_tap=self.add, on_minus=self.take_back)
        shown = self._tiles[:size]
        if list(reversed(grid.children)) != list(shown):
            grid.clear_widgets()
            for tile in shown:
                grid.add_widget(tile)
        language = self.kiosk.visit.language
        for tile, offer in zip(shown, [*offers, *[None] * (size - len(offers))], strict=True):
            if offer is None:
                tile.offer = 0
                continue
            tile.offer, tile.picture = offer.id, offer.product
            tile.word = word(offer.product, language)
            tile.portion = portion_word(offer.portion, language)
            tile.price = digits(offer.price, language)
            tile.shop_price = digits(offer.shop_price, language) if offer.shop_price else ""
            tile.less = translate("één minder", language)
            tile.sold_out = offer.available == 0
            tile.sold_as, tile.cents = offer.portion, offer.price
            tile.most = offer.per_order or 0
        self.show_basket(orders.basket(self.kiosk.visit.basket))
        self.kiosk.ear.prepare()

    def done_said(self, total: int) -> str:
        """Ready, and what it comes to."""
        language = self.kiosk.visit.language
        together = spoken.together(int(total), language) if self.has_basket else ""
        return spoken.listed([translate("Klaar", language), together], language)

    def reword(self) -> None:
        self.refill()

    def says(self) -> str:
        return translate("Tik op wat je wil.", self.kiosk.visit.language)

    def may_say(self) -> list[str]:
        return [tile.taken(more=1) for tile in self._tiles if tile.offer]

    def show_basket(self, order: orders.Order | None) -> None:
        """Write the counts on the tiles and the total in the strip."""
        lines = order.lines if order else ()
        taken: dict[int, tuple[int, int]] = {}
        products: dict[str, int] = {}
        for line in lines:  # one offer has two lines after its price was changed
            count, amount = taken.get(line.offer, (0, 0))
            taken[line.offer] = count + line.quantity, amount + line.amount
            products[line.product] = products.get(line.product, 0) + line.quantity
        for tile in self._tiles:
            tile.count, tile.amount = taken.get(tile.offer, (0, 0))
        self.lines = list(products.items())
        self.total = order.total if order else 0
        self.has_basket = bool(lines)
        self.total_shown = euros(int(self.total), self.kiosk.visit.language) if lines else ""

    def add(self, tile: ProduceTile) -> None:
        """One more of this offer, if there is one left."""
        visit = self.kiosk.visit
        order = self.attempt(
            orders.add,
            key=visit.basket,
            offer=int(tile.offer),
            at=self.kiosk.now(),
            language=visit.language,
        )
        if order is None:
            self.refill()
            if ui.ear:
                self.kiosk.say(tile.taken() if tile.count else tile.says())
            return
        self.show_basket(order)
        if ui.ear:
            self.kiosk.say(tile.taken())
            self.kiosk.ear.prepare()
        if ui.motion:
            tile.pop = 1.25
            Animation(pop=1.0, duration=POP_SECONDS).start(tile)

    def take_back(self, tile: ProduceTile) -> None:
        """One fewer of this offer."""
        order = self.attempt(
            orders.take_back,
            key=self.kiosk.visit.basket,
            offer=int(tile.offer),
            at=self.kiosk.now(),
        )
        if order is not None:
            tile.sold_out = False
            self.show_basket(order)
            if ui.ear:
                self.kiosk.say(tile.taken())

    def turn(self) -> None:
        """The other page."""
        self.page = (self.page + 1) % self.pages
        self.refill()

    def cancel(self) -> None:
        """Everything goes back into the crates."""
        self.attempt(orders.cancel_basket, key=self.kiosk.visit.basket, at=self.kiosk.now())
        self.kiosk.visit.basket = new_key()
        self.refill()

    def done(self) -> None:
        """Hand the basket in at the counter."""
        order = self.attempt(
            orders.hand_in_order,
            key=self.kiosk.visit.basket,
            at=self.kiosk.now(),
            group=self.kiosk.group,
            language=self.kiosk.visit.language,
        )
        if order is not None:
            self.kiosk.spooler.wake()
            self.kiosk.show("order_done", order=order)
