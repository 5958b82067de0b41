"""The volunteers' outings: what is coming, or what was, and what to do with each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final, Literal

from kivy.properties import BooleanProperty, NumericProperty, StringProperty

from kiosk.screens.base import KioskScreen
from kiosk.services import outings
from kiosk.services.outings import Outing
from kiosk.widgets.outing_line import OutingLine, seats_told
from kiosk.widgets.ui import ui

LAST_YEAR: Final = timedelta(days=400)
NEXT_YEAR: Final = timedelta(days=364)
"""A copy of what was comes a year later on the same day of the week."""

NEXT_WEEK: Final = timedelta(days=7)


class PlanOutingsScreen(KioskScreen):
    """One outing is chosen; the tiles beside the list are about that one."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    chosen = NumericProperty(0)
    name_shown = StringProperty("")
    seats_shown = StringProperty("")
    planned = BooleanProperty(False)
    past = BooleanProperty(False)
    none = BooleanProperty(False)
    cancelling = BooleanProperty(False)
    page = NumericProperty(0)
    pages = NumericProperty(1)
    _all: tuple[Outing, ...] = ()

    def enter(self, **given: Any) -> None:
        self.past, self.page = False, 0
        self.load(given.get("chosen", 0))

    def load(self, chosen: int) -> None:
        """Read the outings anew; the first one is chosen when no other is."""
        today = self.kiosk.today()
        if self.past:
            found = [one for one in outings.all_from(today - LAST_YEAR) if one.day < today][::-1]
        else:
            found = outings.all_from(today)
        self._all, self.none = tuple(found), not found
        ids = [one.id for one in found]
        at = ids.index(chosen) if chosen in ids else 0
        each = max(1, int(self.ids.lines.height // self.ids.lines.row))
        self.pages = max(1, -(-len(found) // each))
        self.page = at // each
        self._fill(each)
        self.choose(ids[at] if ids else 0)

    def _fill(self, each: int) -> None:
        today, lines = self.kiosk.today(), self.ids.lines
        lines.clear_widgets()
        for going in self._all[int(self.page) * each : (int(self.page) + 1) * each]:
            line = OutingLine(size_hint_y=None, height=lines.row - 3 * ui.mm)
            line.show(going, outings.give_back(going, today))
            line.bind(on_tap=lambda line: self.choose(int(line.outing)))
            lines.add_widget(line)

    def choose(self, outing: int) -> None:
        """Work on this one."""
        self.chosen, self.cancelling = outing, False
        going = self._going()
        self.name_shown = going.name("nl") if going else ""
        today = self.kiosk.today()
        self.seats_shown = seats_told(going, outings.give_back(going, today)) if going else ""
        self.planned = going is not None and going.state == "planned" and not self.past
        for line in self.ids.lines.children:
            line.task = "outings" if line.outing == outing else "plain"

    def _going(self) -> Outing | None:
        return next((one for one in self._all if one.id == self.chosen), None)

    def turn(self) -> None:
        """The next page."""
        each = -(-len(self._all) // int(self.pages))
        self.page = (self.page + 1) % self.pages
        fit = max(1, int(self.ids.lines.height // self.ids.lines.row))
        self._fill(fit)
        first = self._all[int(self.page) * max(each, fit)] if self._all else None
        self.choose(first.id if first else 0)

    def look_back(self) -> None:
        """What was, to copy it; or what is coming again."""
        self.past, self.page = not self.past, 0
        self.load(0)

    def copy(self) -> None:
        """The same once more: a year after what was, a week after what is coming."""
        going = self._going()
        if going is not None:
            day = going.day + (NEXT_YEAR if self.past else NEXT_WEEK)
            self.kiosk.show("plan_outing", plan=outings.copy_plan(going, day))

    def go(self, screen: str) -> None:
        """Do something with the chosen outing elsewhere."""
        if self.chosen:
            self.kiosk.show(screen, outing=int(self.chosen))

    def cancel(self, reason: str) -> None:
        """It does not take place."""
        self.attempt(
            outings.cancel_outing,
            outing=int(self.chosen),
            reason=reason,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        self.load(int(self.chosen))
