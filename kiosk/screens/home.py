"""Home: what a person can do here, one tile each."""

from __future__ import annotations

from typing import Any

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen
from kiosk.services import moments


class HomeScreen(KioskScreen):
    """The first choice, always the same tiles in the same place."""

    card_checks_in = True
    deaf_seconds = 0.08  # the other fingers of the hand that woke it
    is_open = BooleanProperty(False)
    shown = ListProperty(["wortel", "appel", "broccoli"])
    clock = StringProperty("")
    minutes = NumericProperty(0)

    def enter(self, **_given: Any) -> None:
        moment = moments.current_moment()
        self.is_open = moment is not None
        if moment:
            keys = [offer.product for offer in moment.offers if offer.available]
            self.shown = [*keys, "", ""][:3]
        now = self.kiosk.local_now()
        self.clock, self.minutes = now.strftime("%H:%M"), now.hour * 60 + now.minute

    def says(self) -> str:
        closed = "" if self.is_open else translate("nu dicht", self.kiosk.visit.language)
        return closed or translate("Wat wil je doen?", self.kiosk.visit.language)

    def here(self) -> None:
        """The person says: I am here."""
        self.kiosk.show("check_in")

    def produce(self) -> None:
        """The person wants vegetables or fruit."""
        self.kiosk.show("produce")
