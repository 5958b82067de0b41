"""Open the day, step 2: count the opening float, then open."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, StringProperty

from kiosk.errors import ClockBehind
from kiosk.keys import new_key
from kiosk.screens.base import KioskScreen
from kiosk.services import drafts, moments


class OpenFloatScreen(KioskScreen):
    """The float is counted, never carried over silently."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    kind = StringProperty("produce")
    clock_doubted = BooleanProperty(False)

    def enter(self, **given: Any) -> None:
        self._offers = given["offers"]
        self._rule = given["rule"]
        self._key = new_key()
        self.clock_doubted = False
        self.ids.cash.pieces = {}

    def open(self) -> None:
        """Open the day with what was chosen and counted."""
        try:
            moments.open_moment(
                key=self._key,
                kind=self.kind,
                offers=self._offers,
                float_pieces=self.ids.cash.pieces,
                rule=self._rule,
                at=self.kiosk.now(),
                day=self.kiosk.today(),
                volunteer=self.kiosk.volunteer,
                accept_clock=self.clock_doubted,
            )
        except ClockBehind as refusal:
            self.clock_doubted = True
            self.kiosk.tell(f"{refusal} Klopt het toch? Tik nog eens op Open.")
            return
        drafts.drop_draft("opening")
        self.kiosk.play("done")
        self.kiosk.show("desk")
