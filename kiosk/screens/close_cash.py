"""Close the day, step 2: count the cash, without knowing what is expected."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kiosk.screens.base import KioskScreen
from kiosk.services import drafts

DRAFT = drafts.CLOSING


class CloseCashScreen(KioskScreen):
    """Blind on purpose: a count that knows the answer is no count."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"

    def enter(self, **given: Any) -> None:
        if "leftovers" in given:
            self._leftovers = given["leftovers"]
            kept = (drafts.load_draft(DRAFT) or {}).get("cash", {})
            self.ids.cash.pieces = {int(cents): int(n) for cents, n in kept.items()}

    def keep(self) -> None:
        """What is counted so far outlives a power cut."""
        kept = self.attempt(drafts.load_draft, DRAFT) or {}
        counted = {str(cents): n for cents, n in self.ids.cash.pieces.items()}
        self.attempt(drafts.save_draft, DRAFT, {**kept, "cash": counted})

    def counted(self) -> None:
        """All is counted: show the result."""
        self.kiosk.show("close_result", leftovers=self._leftovers, counted=self.ids.cash.pieces)
