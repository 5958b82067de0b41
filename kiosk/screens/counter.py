"""The counter: open orders on one side, the cash that is handed over on the other."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import (
    BooleanProperty,
    DictProperty,
    NumericProperty,
    StringProperty,
)

from kiosk.keys import new_key
from kiosk.money import euros, total_of
from kiosk.screens.base import KioskScreen
from kiosk.services import orders, payments
from kiosk.widgets.order_tile import OrderTile
from kiosk.widgets.ui import ui


class CounterScreen(KioskScreen):
    """Tap an order, tap what is received, give the change that is drawn."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    order = NumericProperty(0)
    number = StringProperty("")
    due = NumericProperty(0)
    due_shown = StringProperty("")
    received = DictProperty({})
    received_shown = StringProperty("")
    change = NumericProperty(0)
    change_shown = StringProperty("")
    enough = BooleanProperty(False)
    page = NumericProperty(0)
    pages = NumericProperty(1)
    none_open = BooleanProperty(False)

    def enter(self, **given: Any) -> None:
        self.page = 0
        self.refill()
        kept = given.get("order")
        waiting = [order.id for order in self._orders]
        self.choose(kept if kept in waiting else (waiting[0] if waiting else 0))

    def refill(self) -> None:
        """Show the orders that wait, oldest first."""
        self._orders = orders.open_orders()
        self.none_open = not self._orders
        each = max(1, int(self.ids.waiting.height // self.ids.waiting.row))
        self.pages = max(1, -(-len(self._orders) // each))
        self.page = min(self.page, self.pages - 1)
        shown = self._orders[int(self.page) * each : (int(self.page) + 1) * each]
        self.ids.waiting.clear_widgets()
        for order in shown:
            tile = OrderTile(
                order=order.id,
                number=str(order.number),
                total=euros(order.total),
                lines=[(line.product, line.quantity) for line in order.lines],
                size_hint_y=None,
                height=self.ids.waiting.row - 3 * ui.mm,
            )
            tile.bind(on_tap=lambda tile: self.choose(int(tile.order)))
            self.ids.waiting.add_widget(tile)

    def turn(self) -> None:
        """The next page of orders."""
        self.page = (self.page + 1) % self.pages
        self.refill()
        self.choose(int(self.order))

    def choose(self, order: int) -> None:
        """Take this order's money now."""
        self._key = new_key()
        chosen = next((one for one in self._orders if one.id == order), None)
        self.order = chosen.id if chosen else 0
        self.number = str(chosen.number) if chosen else ""
        self.due = payments.due_in_cash(chosen.id) if chosen else 0
        self.due_shown = euros(int(self.due)) if chosen else ""
        for tile in self.ids.waiting.children:
            tile.task = "done" if tile.order == self.order else "plain"
        self.forget()

    def receive(self, cents: int) -> None:
        """A coin or note was given."""
        if self.order:
            self.received = {**self.received, cents: self.received.get(cents, 0) + 1}
            self._reckon()

    def forget(self) -> None:
        """Start counting what is received anew."""
        self.received = {}
        self._reckon()

    def _reckon(self) -> None:
        given = total_of(self.received)
        self.received_shown = euros(given) if given else ""
        self.enough = self.order > 0 and given >= self.due
        self.change = max(0, given - int(self.due)) if self.enough else 0
        self.change_shown = euros(int(self.change)) if self.enough else ""

    def paid(self) -> None:
        """The cash is in the till."""
        payment = self.attempt(
            payments.take_payment,
            key=self._key,
            order=int(self.order),
            method="cash",
            received=total_of(self.received),
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
        )
        if payment is not None:
            self.kiosk.spooler.wake()
            self.kiosk.show("paid", payment=payment)
        else:
            self.refill()

    def cancel(self) -> None:
        """The order is not wanted any more; the goods go back."""
        self.attempt(
            orders.cancel_order,
            order=int(self.order),
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        self.enter()

    def other_way(self, screen: str) -> None:
        """Pay by bank or on the group."""
        if self.order:
            self.kiosk.show(screen, order=int(self.order), key=self._key)
