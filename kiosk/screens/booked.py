"""The seats are booked: the voucher comes out, or a slip to pay with, or a place in the line."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock, ClockEvent
from kivy.properties import (
    BooleanProperty,
    NumericProperty,
    ObjectProperty,
    OptionProperty,
    StringProperty,
)

from kiosk import spoken, spoken_outings
from kiosk.i18n import translate
from kiosk.money import euros
from kiosk.screens.base import KioskScreen
from kiosk.services import bookings

HOME_AFTER_SECONDS = 20.0


class BookedScreen(KioskScreen):
    """Undo stays for a few seconds; then home, where a basket of this visit still waits."""

    deaf_seconds = 0.3
    state = OptionProperty("confirmed", options=("confirmed", "reserved", "waiting", "cancelled"))
    picture = StringProperty("")
    day = ObjectProperty(None, allownone=True)
    number = StringProperty("")
    place = NumericProperty(0)
    adults = NumericProperty(1)
    children_count = NumericProperty(0)
    total = NumericProperty(0)
    total_shown = StringProperty("")
    can_undo = BooleanProperty(True)
    _clocks: tuple[ClockEvent, ...] = ()

    def enter(self, **given: Any) -> None:
        booking: bookings.Booking = given["booking"]
        self._booking = booking
        self.state = booking.state
        self.picture, self.day = booking.outing.picture, booking.outing.day
        self.number = str(booking.number or "")
        self.place = booking.place or 0
        self.adults, self.children_count = booking.adults, booking.children
        self.total = booking.total if booking.state == "reserved" else 0
        self.reword()
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
        if self.state == "reserved":
            called = spoken.order(int(self.number or 0), int(self.total), language)
            return f"{called}. {translate('Betaal aan de toog.', language)}"
        if self.state == "waiting":
            return spoken_outings.place_in_line(int(self.place), language)
        return translate("Tot dan!", language)

    def reword(self) -> None:
        total = int(self.total)
        self.total_shown = euros(total, self.kiosk.visit.language) if total else ""

    def _end(self, _seconds: float) -> None:
        if self.kiosk.root.current == self.name:  # not while help is coming
            self.kiosk.go_home()

    def undo(self) -> None:
        """Back to choosing; the paper no longer counts."""
        booking = self._booking
        undone = self.attempt(bookings.undo_reserve, key=booking.key, at=self.kiosk.now())
        if undone is not None:
            self.kiosk.show(
                "outing",
                outing=booking.outing.id,
                adults=booking.adults,
                children=booking.children,
            )
