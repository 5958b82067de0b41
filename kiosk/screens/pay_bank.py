"""Pay by bank: the payment QR that every banking app reads."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import NumericProperty, StringProperty

from kiosk.epc import epc_payload
from kiosk.errors import KioskError
from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import orders, payments


class PayBankScreen(KioskScreen):
    """The amount is never rounded; the volunteer says when the payment is seen."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    order = NumericProperty(0)
    total_shown = StringProperty("")
    code = StringProperty("")
    problem = StringProperty("")

    def enter(self, **given: Any) -> None:
        self.order, self._key = given["order"], given["key"]
        due = orders.reload(int(self.order))
        self.total_shown = euros(due.total)
        group = self.kiosk.settings.group
        self.code = self.problem = ""
        try:
            self.code = epc_payload(
                name=group.account_name or group.name,
                iban=group.iban,
                bic=group.bic,
                amount=due.total,
                message=f"Bestelling {due.number} {self.kiosk.today():%d/%m/%Y}",
            )
        except KioskError as refusal:
            self.problem = str(refusal)

    def leave(self) -> None:
        self.code = ""

    def paid(self) -> None:
        """The payment was seen on the person's telephone."""
        payment = self.attempt(
            payments.take_payment,
            key=self._key,
            order=int(self.order),
            method="bank",
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
        )
        if payment is not None:
            self.kiosk.spooler.wake()
            self.kiosk.show("paid", payment=payment)
