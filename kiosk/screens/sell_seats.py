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
from kiosk.widgets.outing_line import OutingLine
from kiosk.widgets.ui import ui


class SellSeatsScreen(KioskScreen):
    """What costs something is paid at the counter; what is free prints its voucher at once.

    From the counter the outing is chosen first, from those with seats.
    """

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
    chosen = BooleanProperty(False)
    page = NumericProperty(0)
    pages = NumericProperty(1)
    _going: Outing | None = None

    def on_kv_post(self, _base: object) -> None:
        self._views = {True: self.ids.selling.__self__, False: self.ids.lines.__self__}
        self.ids.place.clear_widgets()

    def enter(self, **given: Any) -> None:
        self.ids.feed.clear()
        self._from_counter = "outing" not in given
        if self._from_counter:
            self.page = 0
            self._choose()
        else:
            self._show(given["outing"])

    def _look_at(self, *, chosen: bool) -> None:
        """Only what is looked at is on the screen, so that nothing else can be touched."""
        self.chosen = chosen
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._views[chosen])

    def _choose(self) -> None:
        """For which outing?"""
        self._look_at(chosen=False)
        self.name_shown, self.when, lines = "Voor welke uitstap?", "", self.ids.lines
        coming = outings.coming(self.kiosk.today())
        found = [one for one in coming if one.seats_free and one.state == "planned"]
        each = max(1, int(self.ids.place.height // lines.row)) * lines.cols
        self.pages = max(1, -(-len(found) // each))
        lines.clear_widgets()
        for going in found[int(self.page) * each : (int(self.page) + 1) * each]:
            line = OutingLine(size_hint_y=None, height=lines.row - 3 * ui.mm)
            line.show(going, 0)
            line.bind(on_tap=lambda line: self._show(int(line.outing)))
            lines.add_widget(line)

    def turn(self) -> None:
        """The next page."""
        self.page = (self.page + 1) % self.pages
        self._choose()

    def back(self) -> None:
        """To where the seats were asked for."""
        if self.chosen and self._from_counter:
            self._choose()
        elif self._from_counter or self._going is None:
            self.kiosk.show("counter")
        else:
            self.kiosk.show("plan_outings", chosen=self._going.id)

    def leave(self) -> None:
        self.ids.feed.clear()

    def _show(self, outing: int) -> None:
        going = outings.find_outing(outing)
        self._look_at(chosen=True)
        self.pages = 1
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
