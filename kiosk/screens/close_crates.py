"""Close the day, step 1: what is left in the crates and where it goes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import NumericProperty, StringProperty

from kiosk import produce
from kiosk.screens.base import KioskScreen
from kiosk.services import drafts, moments
from kiosk.widgets.picker import Pick

DRAFT = drafts.CLOSING
REASONS = ("soup", "given", "spoiled", "back")
MOST_DIGITS = 3


class CloseCratesScreen(KioskScreen):
    """One tap on a reason sends all that is left there; the number pad changes it."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    product = StringProperty("")
    left = NumericProperty(0)
    reason = StringProperty("")
    soup = StringProperty("")
    given = StringProperty("")
    spoiled = StringProperty("")
    back = StringProperty("")

    def enter(self, **_given: Any) -> None:
        moment = moments.current_moment()
        if moment is None:
            self.kiosk.show("desk")
            return
        self._offers = {offer.product: offer for offer in moment.offers}
        kept = drafts.load_draft(DRAFT) or {}
        self._typed: dict[str, dict[str, int]] = {
            product: {reason: int(n) for reason, n in typed.items()}
            for product, typed in kept.get("leftovers", {}).items()
            if product in self._offers
        }
        first = next((o.product for o in moment.offers if o.available), "")
        self._select(first)

    def _select(self, product: str) -> None:
        self.product = product
        self.reason = ""
        self.left = self._offers[product].available if product else 0
        self.ids.picker.current = product
        self._show()

    def _show(self) -> None:
        typed = self._typed.get(self.product, {})
        for reason in REASONS:
            setattr(self, reason, str(typed[reason]) if typed.get(reason) else "")
        self.ids.picker.show(
            [
                Pick(product, produce.word(product, "nl"), self._badge(product))
                for product in self._offers
            ]
        )

    def _badge(self, product: str) -> str:
        counted = sum(self._typed.get(product, {}).values())
        rest = self._offers[product].available - counted
        return "✓" if rest <= 0 else str(rest)

    def pick(self, product: str) -> None:
        """Count this crate."""
        self._select(product)

    def choose(self, reason: str) -> None:
        """What is not yet accounted for goes here."""
        if not self.product:
            return
        typed = self._typed.setdefault(self.product, {})
        rest = max(0, int(self.left) - sum(typed.values()))
        typed[reason] = typed.get(reason, 0) + rest
        self.reason, self._fresh = reason, True
        self._keep()

    def digit(self, digit: str) -> None:
        """One digit for the chosen reason."""
        if not self.reason:
            self.kiosk.tell("Tik eerst waar de rest naartoe gaat.")
            return
        typed = self._typed.setdefault(self.product, {})
        before = "" if self._fresh or not typed.get(self.reason) else str(typed[self.reason])
        self._fresh = False
        if len(before) < MOST_DIGITS:
            typed[self.reason] = int(before + digit)
        self._keep()

    def erase(self) -> None:
        """Nothing goes there after all."""
        if self.reason:
            self._typed.get(self.product, {}).pop(self.reason, None)
            self._keep()

    def _keep(self) -> None:
        self._show()
        kept = drafts.load_draft(DRAFT) or {}
        self.attempt(drafts.save_draft, DRAFT, {**kept, "leftovers": self._typed})

    def next_crate(self) -> None:
        """The next crate that still holds something."""
        products = [product for product, offer in self._offers.items() if offer.available]
        if self.product in products:
            index = products.index(self.product) + 1
            self._select(products[index] if index < len(products) else "")

    def forward(self) -> None:
        """On to the cash."""
        leftovers = {
            self._offers[product].id: {reason: n for reason, n in typed.items() if n}
            for product, typed in self._typed.items()
        }
        self.kiosk.show("close_cash", leftovers=leftovers)
