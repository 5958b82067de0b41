"""Who comes along: the parties of an outing, each to be moved, cancelled or printed again."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.keys import new_key
from kiosk.money import NO_BREAK_SPACE, euros
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import bookings, cancellings, counter, journal, outings, tickets
from kiosk.services.bookings import Booking, Cancelled
from kiosk.services.outings import Outing
from kiosk.widgets.outing_line import OutingLine
from kiosk.widgets.party_tile import PartyTile
from kiosk.widgets.ui import ui


class PassengersScreen(KioskScreen):
    """Tap a party, then say what happens with it; nobody has a name here.

    `done` says what was done just now and how it is put right; a move is undone by moving back, a
    cancelling by taking the seats again.
    """

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    name_shown = StringProperty("")
    picture = StringProperty("")
    day = ObjectProperty(None, allownone=True)
    to_picture = StringProperty("")
    to_day = ObjectProperty(None, allownone=True)
    done = StringProperty("")
    can_undo = BooleanProperty(False)
    undo_word = StringProperty("")
    has_voucher = BooleanProperty(False)
    told = StringProperty("")
    mode = StringProperty("")
    chosen = NumericProperty(0)
    state = StringProperty("")
    page = NumericProperty(0)
    pages = NumericProperty(1)
    none = BooleanProperty(False)

    def enter(self, **given: Any) -> None:
        self._outing = given["outing"]
        self.page = 0
        self._did("")
        self.load()

    def _did(self, told: str, undoes: int | Cancelled | None = None) -> None:
        """This was done; the booking that it moved to, or what was cancelled, can be put back."""
        self.done, self._undoes, self.can_undo = told, undoes, undoes is not None
        self.undo_word = "Toch mee" if isinstance(undoes, Cancelled) else "Toch niet"
        self.to_picture, self.to_day = "", None

    def load(self) -> None:
        """Read the parties anew; none is chosen."""
        going = outings.find_outing(self._outing)
        self._parties = bookings.bookings_of(self._outing)
        self.none = not self._parties
        codes = tickets.typed_codes(self._outing)
        self.name_shown, self.picture, self.day = going.name("nl"), going.picture, going.day
        self.told = f"{going.quota - going.seats_free} van {going.quota}"
        self._key, self.mode = new_key(), ""
        each = max(1, int(self.ids.rows.height // self.ids.rows.row))
        self.pages = max(1, -(-len(self._parties) // each))
        self.page = min(self.page, self.pages - 1)
        self.ids.rows.clear_widgets()
        for party in self._parties[int(self.page) * each : (int(self.page) + 1) * each]:
            tile = PartyTile(
                booking=party.id,
                number=str(party.number or ""),
                adults=party.adults,
                children_count=party.children,
                told=self._told(party),
                pictures=codes[party.id].pictures if party.id in codes else (),
                digits=codes[party.id].digits if party.id in codes else "",
                size_hint_y=None,
                height=self.ids.rows.row - 3 * ui.mm,
            )
            tile.bind(on_tap=lambda tile: self.choose(int(tile.booking)))
            self.ids.rows.add_widget(tile)
        self.choose(0)

    def _told(self, party: Booking) -> str:
        if party.state == "waiting":
            return f"{party.place}. in de rij"
        if party.state == "reserved":
            return f"te betalen {euros(party.total)}"
        return "" if party.has_voucher else "nog geen bon"

    def turn(self) -> None:
        """The next page."""
        self.page = (self.page + 1) % self.pages
        self.load()

    def choose(self, booking: int) -> None:
        """This party."""
        self.chosen, self.mode = booking, "chosen" if booking else ""
        party = self._party()
        self.state, self.has_voucher = (party.state, party.has_voucher) if party else ("", False)
        for tile in self.ids.rows.children:
            tile.task = "outings" if booking and tile.booking == booking else "plain"

    def _party(self) -> Booking | None:
        return next((one for one in self._parties if one.id == self.chosen), None)

    def print_list(self) -> None:
        """The list to take along: parties and codes, no names."""
        self._printed(
            self.attempt(
                tickets.print_passengers,
                outing=self._outing,
                at=self.kiosk.now(),
                group=self.kiosk.group,
                volunteer=self.kiosk.volunteer,
            )
        )

    def print_voucher(self) -> None:
        """The voucher once more, or for the first time for who came up from the line."""
        self._printed(
            self.attempt(
                tickets.print_voucher,
                booking=int(self.chosen),
                at=self.kiosk.now(),
                group=self.kiosk.group,
                ring=self.kiosk.ring,
                volunteer=self.kiosk.volunteer,
            )
        )

    def _printed(self, job: object) -> None:
        if job is not None:
            self.kiosk.spooler.wake()
            self.kiosk.tell("Het papier komt uit de printer.")
            self.load()

    def pay(self) -> None:
        """To the counter with it."""
        party = self._party()
        if party is not None:
            self.kiosk.show("counter", due=counter.of_booking(party))

    def offer_dates(self) -> None:
        """To which other outing?"""
        self.mode = "move"
        self.ids.dates.clear_widgets()
        for going in outings.all_from(self.kiosk.today()):
            if going.id != self._outing and going.state == "planned":
                line = OutingLine(size_hint_y=None, height=14 * ui.mm)
                line.show(going, 0)
                line.bind(on_tap=lambda line: self.move(int(line.outing)))
                self.ids.dates.add_widget(line)
        fit = max(1, int(self.ids.rows.height // (17 * ui.mm)))
        for extra in list(reversed(self.ids.dates.children))[fit:]:
            self.ids.dates.remove_widget(extra)

    def move(self, outing: int) -> None:
        """The party goes along another day; its new voucher prints."""
        moved = self._move(int(self.chosen), outing)
        if moved is not None:
            self._went_to(moved.outing, moved.id)

    def _went_to(self, outing: Outing, booking: int) -> None:
        day = day_shown(outing.day).replace(" ", NO_BREAK_SPACE)
        self._did(f"Naar {outing.name('nl')}, {day}.", booking)
        self.to_picture, self.to_day = outing.picture, outing.day

    def undo(self) -> None:
        """Not another day after all: the party moves back. Or it comes along after all."""
        if isinstance(self._undoes, Cancelled):
            self._come_after_all(self._undoes)
        elif self._undoes is not None and self._move(self._undoes, self._outing) is not None:
            self._did("Terug op deze dag. De nieuwe bon geldt.")

    def _come_after_all(self, gone: Cancelled) -> None:
        back = self.attempt(
            cancellings.undo_cancel,
            key=self._key,
            cancelled=gone,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
            ring=self.kiosk.ring,
        )
        if back is not None:
            self.kiosk.spooler.wake()
            self.load()
            new = "Toch mee. De nieuwe bon geldt."
            self._did(new if back.state == "confirmed" else "Toch mee.")

    def _move(self, booking: int, outing: int) -> Booking | None:
        moved = self.attempt(
            bookings.move_booking,
            key=self._key,
            booking=booking,
            outing=outing,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
            group=self.kiosk.group,
            ring=self.kiosk.ring,
        )
        if moved is not None:
            self.kiosk.spooler.wake()
            self.load()
        return moved

    def let_past(self) -> None:
        """Free seats for this party, which is not the first of the line."""
        passed = self.attempt(
            bookings.let_past,
            booking=int(self.chosen),
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        if passed is not None:
            self.load()

    def cancel(self, reason: str) -> None:
        """The party does not come; what it paid is to be given back."""
        gone = self.attempt(
            bookings.cancel_booking,
            key=self._key,
            booking=int(self.chosen),
            reason=reason,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        if gone is not None:
            self.load()
            back = journal.to_give_back(gone.refund) if gone.refund else "De plaatsen zijn vrij."
            self._did(back, gone)
