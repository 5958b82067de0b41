"""Welcome: what the kiosk shows while nobody touches it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.input import MotionEvent
from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty

from kiosk.screens.base import KioskScreen
from kiosk.services import moments


class WelcomeScreen(KioskScreen):
    """Any touch wakes it, and that touch presses nothing; holding the logo opens the desk."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "nobody"
    is_open = BooleanProperty(False)
    kinds = StringProperty("")
    shown = ListProperty(["", "", ""])
    day = ObjectProperty(None, allownone=True)

    def enter(self, **_given: Any) -> None:
        self.day = self.kiosk.today()
        moment = moments.current_moment()
        self.is_open = moment is not None
        offers = [offer for offer in moment.offers if offer.available] if moment else []
        self.kinds = str(len(offers))
        keys = [offer.product for offer in offers[:3]]
        self.shown = keys + [""] * (3 - len(keys))

    def on_touch_down(self, touch: MotionEvent) -> bool:
        if not super().on_touch_down(touch):
            self.kiosk.begin_visit()
        return True
