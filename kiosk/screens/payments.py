"""The payments, newest first: undo within five minutes, afterwards a counter-entry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.keys import new_key
from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import journal, payments
from kiosk.widgets.tiles import Tile

METHOD_PICTURES = {"cash": "cash", "bank": "bank_qr", "group": "gift_of_group"}


class PaymentTile(Tile):
    """One payment that still stands."""

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
    has_newer = BooleanProperty(False)
    has_older = BooleanProperty(False)

    def enter(self, **_given: Any) -> None:
        self._before: list[int | None] = [None]
        self.refill()

    def older(self) -> None:
        """The page of those before the last one here."""
        self._before.append(self._recent[-1].id)
        self.refill()

    def newer(self) -> None:
        """The page of before."""
        self._before.pop()
        self.refill()

    def refill(self) -> None:
        """Put the payments of this page on the glass; none is chosen yet."""
        rows = self.ids.rows
        self._key = new_key()
        self.chosen = 0
        fit = max(1, int((rows.height + rows.gap) // rows.row))
        found = payments.recent_payments(fit + 1, self._before[-1])
        self._recent, self.has_older = found[:fit], len(found) > fit
        self.has_newer = len(self._before) > 1
        if self.has_newer and not found:  # the only one of the last page was taken back
            self.newer()
            return
        self.none_yet = not found
        rows.clear_widgets()
        for one in self._recent:
            at = self.kiosk.local(one.at)
            tile = PaymentTile(
                payment=one.id,
                picture=METHOD_PICTURES[one.method],
                number=str(one.number or ""),
                when=f"{at:%H:%M}" if at.date() == self.kiosk.today() else f"{at:%d/%m/%y}",
                amount=euros(one.due),
                size_hint_y=None,
                height=rows.row - rows.gap,
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
            self.refill()

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
            self.refill()
            told = journal.to_give_back(entered)
            self.kiosk.tell(f"De tegenboeking staat in het boek. {told}")
