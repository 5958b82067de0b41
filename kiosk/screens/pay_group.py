"""On the group: nobody pays, the group does, and says why."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import NumericProperty, StringProperty

from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import orders, payments


class PayGroupScreen(KioskScreen):
    """One tap on the reason is enough."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    order = NumericProperty(0)
    total_shown = StringProperty("")

    def enter(self, **given: Any) -> None:
        self.order, self._key = given["order"], given["key"]
        self.total_shown = euros(orders.reload(int(self.order)).total)

    def paid(self, reason: str) -> None:
        """The group takes it, for this reason."""
        payment = self.attempt(
            payments.take_payment,
            key=self._key,
            order=int(self.order),
            method="group",
            reason=reason,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
        )
        if payment is not None:
            self.kiosk.spooler.wake()
            self.kiosk.show("paid", payment=payment)
