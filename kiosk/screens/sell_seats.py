"""Selling seats at the counter, to whoever stands there: how many, no name."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.keys import new_key
from kiosk.money import euros
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import bookings, counter, outings
from kiosk.services.outings import Outing


class SellSeatsScreen(KioskScreen):
    """What costs something is paid at the counter; what is free prints its voucher at once."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    name_shown = StringProperty("")
    when = StringProperty("")
    picture = StringProperty("")
    day = ObjectProperty(None, allownone=True)
    quota = NumericProperty(1)
    free = NumericProperty(0)
    waiting = NumericProperty(0)
    past_line = BooleanProperty(False)
    total = NumericProperty(0)
    total_shown = StringProperty("")
    fits = BooleanProperty(False)
    _going: Outing | None = None

    def enter(self, **given: Any) -> None:
        self.ids.feed.clear()
        self._show(given["outing"])

    def leave(self) -> None:
        self.ids.feed.clear()

    def _show(self, outing: int) -> None:
        going = outings.find_outing(outing)
        self._going, self._key = going, new_key()
        self.name_shown, self.picture, self.day = going.name("nl"), going.picture, going.day
        self.when = day_shown(going.day)
        self.quota, self.free, self.waiting = going.quota, going.seats_free, going.waiting
        self.past_line = False
        self.ids.adults.count, self.ids.children_.count = 1, 0
        self.count()

    def count(self) -> None:
        """So many seats; not more than are free."""
        if self._going is None:
            return
        adults, children = self.ids.adults, self.ids.children_
        limit = max(1, min(bookings.LARGEST_PARTY, int(self.free)))
        adults.most, children.most = limit - children.count, limit - adults.count
        people = int(adults.count + children.count)
        self.total = self._going.participant_price * people
        self.total_shown = euros(int(self.total)) if self.total else "gratis"
        self.fits = 0 < people <= self.free and (self.past_line or not self.waiting)

    def pass_the_line(self) -> None:
        """The volunteer knows why these seats do not go to who waits; or not after all."""
        self.past_line = not self.past_line
        self.count()

    def sell(self) -> None:
        """On to the money, or straight to the voucher."""
        if self._going is None:
            return
        adults, children = int(self.ids.adults.count), int(self.ids.children_.count)
        due = counter.seats(self._going, adults, children, past_line=self.past_line)
        if due.total:
            self.kiosk.show("counter", due=due)
            return
        self.attempt(
            counter.pay,
            due,
            key=self._key,
            method="group",
            reason="gratis",
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
            ring=self.kiosk.ring,
        )
        self.kiosk.spooler.wake()
        self._show(self._going.id)
