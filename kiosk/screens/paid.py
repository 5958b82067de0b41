"""Paid: the change to give, and the receipt coming out."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import DictProperty, NumericProperty, StringProperty

from kiosk.keys import new_key
from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import payments


class PaidScreen(KioskScreen):
    """Stays until the volunteer goes on; a mistake is undone from here."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    deaf_seconds = 0.3
    number = StringProperty("")
    change_shown = StringProperty("")
    change = DictProperty({})
    method_picture = StringProperty("cash")
    payment = NumericProperty(0)

    def enter(self, **given: Any) -> None:
        payment: payments.Payment = given["payment"]
        self._undo_key = new_key()
        self.payment = payment.id
        self.number = str(payment.number)
        self.change = dict(payment.change_pieces)
        self.change_shown = f"terug {euros(payment.change)}" if payment.change else "niets terug"
        self.method_picture = {"cash": "cash", "bank": "bank_qr", "group": "gift_of_group"}[
            payment.method
        ]
        self.ids.feed.clear()
        self.kiosk.play("done")

    def leave(self) -> None:
        self.ids.feed.clear()

    def undo(self) -> None:
        """Not paid after all: the order waits again."""
        undone = self.attempt(
            payments.undo_payment,
            key=self._undo_key,
            payment=int(self.payment),
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        if undone is not None:
            self.kiosk.show("counter")
