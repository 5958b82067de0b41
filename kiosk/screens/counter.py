"""The counter: what waits to be paid on one side, the cash that is handed over on the other."""

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
from kiosk.services import counter, journal
from kiosk.services.counter import Due
from kiosk.widgets.order_tile import OrderTile
from kiosk.widgets.ui import ui


class CounterScreen(KioskScreen):
    """Tap an order or seats, tap what is received, give the change that is drawn.

    Seats that are sold on the spot wait here only as long as the screen is shown.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    has_due = BooleanProperty(False)
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
    is_sure = BooleanProperty(False)
    _due: Due | None = None

    def enter(self, **given: Any) -> None:
        self.page = 0
        kept: Due | None = given.get("due")
        self._on_the_spot = [kept] if kept is not None and kept.kind == "seats" else []
        self.refill()
        self.choose(kept if kept in self._dues else next(iter(self._dues), None))

    def refill(self) -> None:
        """Show what waits, oldest first; seats that are sold on the spot before all."""
        self._dues = [*self._on_the_spot, *counter.waiting()]
        self.none_open = not self._dues
        each = max(1, int(self.ids.waiting.height // self.ids.waiting.row))
        self.pages = max(1, -(-len(self._dues) // each))
        self.page = min(self.page, self.pages - 1)
        self.ids.waiting.clear_widgets()
        for due in self._dues[int(self.page) * each : (int(self.page) + 1) * each]:
            tile = OrderTile(
                due=due,
                number=str(due.number or ""),
                total=euros(due.total),
                lines=list(due.lines),
                size_hint_y=None,
                height=self.ids.waiting.row - 3 * ui.mm,
            )
            tile.bind(on_tap=lambda tile: self.choose(tile.due))
            self.ids.waiting.add_widget(tile)

    def turn(self) -> None:
        """The next page of what waits."""
        self.page = (self.page + 1) % self.pages
        self.refill()
        self.choose(self._due)

    def choose(self, due: Due | None) -> None:
        """Take the money for this now."""
        self._key, self._cancel_key, self._due = new_key(), new_key(), due
        self.has_due = due is not None
        self.number = str(due.number or "") if due else ""
        self.due = counter.in_cash(due) if due else 0
        self.due_shown = euros(int(self.due)) if due else ""
        for tile in self.ids.waiting.children:
            tile.task = "done" if tile.due == due else "plain"
        self.forget()

    def receive(self, cents: int) -> None:
        """A coin or note was given."""
        if self.has_due:
            self.received = {**self.received, cents: self.received.get(cents, 0) + 1}
            self._reckon()

    def forget(self) -> None:
        """Start counting what is received anew."""
        self.received = {}
        self._reckon()

    def _reckon(self) -> None:
        self.is_sure = False
        given = total_of(self.received)
        self.received_shown = euros(given) if given else ""
        self.enough = self.has_due and given >= self.due
        self.change = max(0, given - int(self.due)) if self.enough else 0
        self.change_shown = euros(int(self.change)) if self.enough else ""

    def paid(self) -> None:
        """The cash is in the till."""
        if self._due is None:
            return
        payment = self.attempt(
            counter.pay,
            self._due,
            key=self._key,
            method="cash",
            received=total_of(self.received),
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
            ring=self.kiosk.ring,
        )
        if payment is not None:
            self.kiosk.spooler.wake()
            self.kiosk.show("paid", payment=payment)
        else:
            self.refill()

    def cancel(self) -> None:
        """It is not wanted any more; the goods, or the seats, are free again.

        The bin lies among the keys of every sale, so it is asked twice.
        """
        if self._due is not None and not self.is_sure:
            self.is_sure = True
            what = f"nummer {self.number}" if self.number else "dit"
            self.kiosk.tell(f"Tik nog eens op de zak om {what} te annuleren.")
            return
        if self._due is not None:
            back = self.attempt(
                counter.cancel,
                self._due,
                key=self._cancel_key,
                at=self.kiosk.now(),
                volunteer=self.kiosk.volunteer,
            )
            if back is not None:
                self.kiosk.tell(journal.to_give_back(back))
        self.enter()

    def other_way(self, screen: str) -> None:
        """Pay by bank or on the group."""
        if self._due is not None:
            self.kiosk.show(screen, due=self._due, key=self._key)
