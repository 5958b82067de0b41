"""Pay by bank: the payment QR that every banking app reads."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import StringProperty

from kiosk.epc import epc_payload
from kiosk.errors import KioskError
from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import counter
from kiosk.services.counter import Due


class PayBankScreen(KioskScreen):
    """The amount is never rounded; the volunteer says when the payment is seen."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    total_shown = StringProperty("")
    code = StringProperty("")
    problem = StringProperty("")

    def enter(self, **given: Any) -> None:
        self._due, self._key = given["due"], given["key"]
        due: Due = self._due
        what = "Bestelling" if due.kind == "order" else "Uitstap"
        self.total_shown = euros(due.total)
        group = self.kiosk.settings.group
        self.code = self.problem = ""
        try:
            self.code = epc_payload(
                name=group.account_name or group.name,
                iban=group.iban,
                bic=group.bic,
                amount=due.total,
                message=f"{what} {due.number or ''} {self.kiosk.today():%d/%m/%Y}",
            )
        except KioskError as refusal:
            self.problem = str(refusal)

    def leave(self) -> None:
        self.code = ""

    def paid(self) -> None:
        """The payment was seen on the person's telephone."""
        payment = self.attempt(
            counter.pay,
            self._due,
            key=self._key,
            method="bank",
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
            ring=self.kiosk.ring,
        )
        if payment is not None:
            self.kiosk.spooler.wake()
            self.kiosk.show("paid", payment=payment)

    def back(self) -> None:
        """Paid in another way after all."""
        self.kiosk.show("counter", due=self._due)
