"""One outing, large: who comes along, and what that costs."""

from __future__ import annotations

from datetime import time
from typing import Any

from kivy.properties import (
    BooleanProperty,
    NumericProperty,
    ObjectProperty,
    StringProperty,
)

from kiosk import spoken_outings
from kiosk.keys import new_key
from kiosk.money import euros
from kiosk.outing import TRANSPORT_PICTURES, Outing
from kiosk.screens.base import KioskScreen
from kiosk.services import bookings, moments, outings


class OutingScreen(KioskScreen):
    """Starts at one adult. A party that does not fit is told so before it reserves: it will wait.

    The same screen, entered once, is one booking, however often the green tile is tapped.
    """

    picture = StringProperty("")
    word = StringProperty("")
    day = ObjectProperty(None, allownone=True)
    hours = StringProperty("")
    minutes = NumericProperty(0)
    transport = StringProperty("")
    meeting = StringProperty("")
    quota = NumericProperty(1)
    free = NumericProperty(0)
    price = NumericProperty(0)
    people = NumericProperty(1)
    total_shown = StringProperty("")
    waits = BooleanProperty(False)
    is_open = BooleanProperty(True)
    _going: Outing | None = None

    def enter(self, **given: Any) -> None:
        going = outings.find_outing(given["outing"])
        self._going, self._key = going, new_key()
        self.picture, self.day = going.picture, going.day
        self.hours = _hours(going.starts, going.ends)
        self.minutes = going.starts.hour * 60 + going.starts.minute
        self.transport = TRANSPORT_PICTURES[going.transport]
        at = f"{going.meeting_time:%H:%M}" if going.meeting_time else ""
        self.meeting = " · ".join(part for part in (at, going.meeting_place) if part)
        self.quota, self.free = going.quota, going.seats_free
        self.price = going.participant_price
        self.is_open = moments.current_moment() is not None
        self.ids.adults.count = given.get("adults", 1)
        self.ids.children_.count = given.get("children", 0)
        self.count()
        self.reword()

    def reword(self) -> None:
        if self._going is not None:
            language = self.kiosk.visit.language
            self.word = self._going.name(language)
            total = int(self.price * self.people)
            self.total_shown = euros(total, language) if total else ""

    def says(self) -> str:
        if self._going is None:
            return ""
        state: outings.Availability = "full" if self._line() else "open"
        return spoken_outings.outing(self._going, state, self.kiosk.visit.language)

    def _line(self) -> bool:
        return self._going is not None and (self._going.waiting > 0 or not self._going.seats_free)

    def count(self) -> None:
        """So many come along; never more than there are seats at all."""
        adults, children = self.ids.adults, self.ids.children_
        limit = min(bookings.LARGEST_PARTY, int(self.quota))
        adults.most, children.most = limit - children.count, limit - adults.count
        self.people = adults.count + children.count
        self.waits = self._line() or self.people > self.free
        self.reword()

    def reserve(self) -> None:
        """We come along."""
        visit = self.kiosk.visit
        booking = self.attempt(
            bookings.reserve,
            key=self._key,
            outing=self._going.id if self._going else 0,
            adults=int(self.ids.adults.count),
            children=int(self.ids.children_.count),
            participant=visit.participant,
            language=visit.language,
            at=self.kiosk.now(),
            group=self.kiosk.group,
            ring=self.kiosk.ring,
        )
        if booking is not None:
            self.kiosk.spooler.wake()
            self.kiosk.show("booked", booking=booking)
        elif self.kiosk.root.current == self.name:
            self.kiosk.show("outings", back=True)  # its card tells why it cannot be


def _hours(starts: time, ends: time | None) -> str:
    return f"{starts:%H:%M} – {ends:%H:%M}" if ends else f"{starts:%H:%M}"
