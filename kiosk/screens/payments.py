"""The latest payments: undo within five minutes, afterwards a counter-entry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.keys import new_key
from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import journal, payments
from kiosk.widgets.tiles import Tile
from kiosk.widgets.ui import ui

METHOD_PICTURES = {"cash": "cash", "bank": "bank_qr", "group": "gift_of_group"}


class PaymentTile(Tile):
    """One payment of this moment."""

    payment = NumericProperty(0)
    picture = StringProperty("")
    number = StringProperty("")
    when = StringProperty("")
    amount = StringProperty("")


class PaymentsScreen(KioskScreen):
    """Choose a payment, then say what was wrong with it."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    chosen = NumericProperty(0)
    can_undo = BooleanProperty(False)
    none_yet = BooleanProperty(False)

    def enter(self, **_given: Any) -> None:
        rows = self.ids.rows
        self._key = new_key()
        self.chosen = 0
        self._recent = [one for one in payments.recent_payments() if not one.taken_back]
        self.none_yet = not self._recent
        rows.clear_widgets()
        fit = max(1, int(rows.height // rows.row))
        for one in self._recent[:fit]:
            tile = PaymentTile(
                payment=one.id,
                picture=METHOD_PICTURES[one.method],
                number=str(one.number),
                when=self.kiosk.local(one.at).strftime("%H:%M"),
                amount=euros(one.due),
                size_hint_y=None,
                height=rows.row - 3 * ui.mm,
            )
            tile.bind(on_tap=lambda tile: self.choose(int(tile.payment)))
            rows.add_widget(tile)

    def choose(self, payment: int) -> None:
        """This payment was wrong."""
        self.chosen = payment
        paid = next(one for one in self._recent if one.id == payment)
        age = self.kiosk.now() - paid.at
        self.can_undo = timedelta(0) <= age <= payments.UNDO_WITHIN
        for tile in self.ids.rows.children:
            tile.task = "done" if tile.payment == payment else "plain"

    def undo(self) -> None:
        """Within five minutes: the order waits again."""
        undone = self.attempt(
            payments.undo_payment,
            key=self._key,
            payment=int(self.chosen),
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        if undone is not None:
            self.enter()

    def counter_entry(self, reason: str) -> None:
        """Afterwards: the money goes back and the journal says why."""
        entered = self.attempt(
            payments.counter_entry,
            key=self._key,
            payment=int(self.chosen),
            reason=reason,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        if entered is not None:
            self.enter()
            told = journal.to_give_back(entered)
            self.kiosk.tell(f"De tegenboeking staat in het boek. {told}")
