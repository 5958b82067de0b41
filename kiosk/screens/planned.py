"""The calendar: the moments that are planned; again next month, changed, or cancelled."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty

from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import moments, planned
from kiosk.services.planned import Planned
from kiosk.widgets.outing_line import OutingLine
from kiosk.widgets.ui import ui


class PlannedScreen(KioskScreen):
    """What was since last month stands there too: to plan the same again."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    chosen = NumericProperty(0)
    day = ObjectProperty(None, allownone=True)
    told = StringProperty("")
    coming = BooleanProperty(False)
    cancelled = BooleanProperty(False)
    page = NumericProperty(0)
    pages = NumericProperty(1)
    _all: tuple[Planned, ...] = ()

    def enter(self, **given: Any) -> None:
        self.load(given.get("chosen", 0))

    def load(self, chosen: int) -> None:
        """Read the calendar anew; what comes next is chosen when nothing else is."""
        today = self.kiosk.today()
        self._all = tuple(planned.calendar(today))
        ids = [one.id for one in self._all]
        ahead = next((one.id for one in self._all if one.day >= today), ids[-1] if ids else 0)
        chosen = chosen if chosen in ids else ahead
        each = self._each()
        self.pages = max(1, -(-len(ids) // each))
        self.page = ids.index(chosen) // each if ids else 0
        self._fill()
        self.choose(chosen)

    def _each(self) -> int:
        return max(1, int(self.ids.lines.height // self.ids.lines.row))

    def _fill(self) -> None:
        lines, each = self.ids.lines, self._each()
        lines.clear_widgets()
        for one in self._all[int(self.page) * each : (int(self.page) + 1) * each]:
            picture, word = moments.KINDS[one.kind]
            line = OutingLine(size_hint_y=None, height=lines.row - 3 * ui.mm)
            line.outing, line.picture, line.word = one.id, picture, word
            line.when = day_shown(one.day)
            line.seats = "afgelast" if one.cancelled else f"{one.starts:%H:%M}"
            line.hollow = one.cancelled
            line.bind(on_tap=lambda line: self.choose(int(line.outing)))
            lines.add_widget(line)

    def choose(self, chosen: int) -> None:
        """Work on this one."""
        self.chosen, one = chosen, self._one(chosen)
        self.day = one.day if one else None
        self.coming = one is not None and one.day >= self.kiosk.today()
        self.cancelled = one is not None and one.cancelled
        hours = f"{one.starts:%H:%M}" + (f" – {one.ends:%H:%M}" if one.ends else "") if one else ""
        self.told = "  ·  ".join(part for part in (hours, one.place if one else "") if part)
        for line in self.ids.lines.children:
            line.task = "coming" if line.outing == chosen else "plain"

    def _one(self, chosen: int) -> Planned | None:
        return next((one for one in self._all if one.id == chosen), None)

    def turn(self) -> None:
        """The next page; after the last the first."""
        self.page = (self.page + 1) % self.pages
        self._fill()
        self.choose(self._all[int(self.page) * self._each()].id)

    def again(self) -> None:
        """The same once more, next month on the same weekday."""
        made = self._do(planned.plan_month_later)
        if made is not None:
            self.load(made.id)

    def cancel(self) -> None:
        """It does not take place; or it does after all."""
        self._do(planned.keep_planned if self.cancelled else planned.cancel_planned)
        self.load(int(self.chosen))

    def _do(self, act: Any) -> Any:
        return self.attempt(
            act,
            planned=int(self.chosen),
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )

    def change(self) -> None:
        """Another kind, day, hour or place."""
        self.kiosk.show("plan_moment", planned=self._one(int(self.chosen)))
