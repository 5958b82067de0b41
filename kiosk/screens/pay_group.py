"""On the group: nobody pays, the group does, and says why."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import StringProperty

from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import counter


class PayGroupScreen(KioskScreen):
    """One tap on the reason is enough."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    total_shown = StringProperty("")

    def enter(self, **given: Any) -> None:
        self._due, self._key = given["due"], given["key"]
        self.total_shown = euros(self._due.total)

    def paid(self, reason: str) -> None:
        """The group takes it, for this reason."""
        payment = self.attempt(
            counter.pay,
            self._due,
            key=self._key,
            method="group",
            reason=reason,
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
