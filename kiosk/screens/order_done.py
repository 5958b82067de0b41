"""The order is in: its number, the paper coming out, and where to pay."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock, ClockEvent
from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty

from kiosk import spoken
from kiosk.i18n import translate
from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import orders

HOME_AFTER_SECONDS = 20.0


class OrderDoneScreen(KioskScreen):
    """Undo stays for a few seconds; the number stays until the person goes."""

    deaf_seconds = 0.3
    number = StringProperty("")
    total = NumericProperty(0)
    total_shown = StringProperty("")
    lines = ListProperty([])
    can_undo = BooleanProperty(True)
    _clocks: tuple[ClockEvent, ...] = ()

    def enter(self, **given: Any) -> None:
        order: orders.Order = given["order"]
        self.number = str(order.number)
        self.total, self.total_shown = order.total, euros(order.total, self.kiosk.visit.language)
        self.lines = [(line.product, line.quantity) for line in order.lines]
        self.can_undo = True
        self.ids.feed.clear()
        self.kiosk.play("done")
        undo = self.kiosk.settings.times.undo_seconds
        self._clocks = (
            Clock.schedule_once(lambda _seconds: setattr(self, "can_undo", False), undo),
            Clock.schedule_once(self._end, HOME_AFTER_SECONDS),
        )

    def leave(self) -> None:
        for clock in self._clocks:
            clock.cancel()
        self.ids.feed.clear()

    def says(self) -> str:
        language = self.kiosk.visit.language
        order = spoken.order(int(self.number), int(self.total), language)
        return f"{order}. {translate('Betaal aan de toog.', language)}"

    def _end(self, _seconds: float) -> None:
        if self.kiosk.root.current == self.name:  # not while help is coming
            self.kiosk.end_visit()

    def reword(self) -> None:
        self.total_shown = euros(int(self.total), self.kiosk.visit.language)

    def undo(self) -> None:
        """Back to picking; the slip no longer counts."""
        undone = self.attempt(orders.undo_hand_in, key=self.kiosk.visit.basket, at=self.kiosk.now())
        if undone is not None:
            self.kiosk.show("produce")
