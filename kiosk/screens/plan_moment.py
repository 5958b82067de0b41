"""Planning a moment: what, on which day, from when until when, where."""

from __future__ import annotations

from datetime import date, time
from typing import Any, ClassVar, Final, Literal

from kivy.properties import NumericProperty, StringProperty

from kiosk.outing_form import OutingForm, clock_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import moments, planned
from kiosk.services.planned import Planned
from kiosk.widgets.choice import OptionRow

PARTS: Final = {
    "kind": "Wat doen we?",
    "day": "Welke dag?",
    "hours": "Hoe laat?",
    "place": "Waar?",
}


class PlanMomentScreen(KioskScreen):
    """One part after the other; the last answer keeps it."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    title = StringProperty("")
    part = StringProperty("kind")
    starts = StringProperty("")
    ends = StringProperty("")
    changing = NumericProperty(0)

    def on_kv_post(self, _base: object) -> None:
        kinds = [(kind, word, picture) for kind, (picture, word) in moments.KINDS.items()]
        self._kinds = OptionRow(options=kinds)
        self._kinds.bind(on_option=lambda _row, kind: self.pick(kind))
        parts = {part: self.ids[part].__self__ for part in ("day", "hours", "place")}
        self._editors = {"kind": self._kinds, **parts}

    def enter(self, **given: Any) -> None:
        of: Planned | None = given.get("planned")
        self.changing = of.id if of else 0
        last = of or next(iter(planned.calendar(self.kiosk.today())[::-1]), None)
        self._kind = of.kind if of else ""
        self._day: date | None = of.day if of else None
        self._form = OutingForm()
        if last is not None:
            self._form.starts = last.starts.hour * 60 + last.starts.minute
            self._form.ends = last.ends.hour * 60 + last.ends.minute if last.ends else None
            self._form.place = last.place
        self.edit("kind")

    def edit(self, part: str) -> None:
        """Ask this now."""
        self.part, self.title = part, PARTS[part]
        self._kinds.held = [self._kind]
        if part == "day":
            self.ids.day.start(self.kiosk.today(), self._day)
        elif part == "place":
            self.ids.place.start(self._form.place, PARTS[part], planned.LONGEST_PLACE)
        self.ids.asked.clear_widgets()
        self.ids.asked.add_widget(self._editors[part])
        self._show()

    def _show(self) -> None:
        self.starts = clock_shown(self._form.starts)
        self.ends = clock_shown(self._form.ends) or "–"

    def pick(self, kind: str) -> None:
        """This is what it is."""
        self._kind = kind
        self.edit("day")

    def choose_day(self, day: date) -> None:
        """On this day."""
        self._day = day
        self.edit("hours")

    def move(self, which: str, steps: int) -> None:
        """Earlier or later."""
        self._form.move(which, steps)
        self._show()

    def forward(self) -> None:
        """The next question, once this one has an answer; after the last one it is kept."""
        answered = {"kind": bool(self._kind), "day": self._day is not None}
        if not answered.get(self.part, True):
            self.kiosk.play("sorry")
        elif self.part == "place":
            self.save()
        else:
            self.edit(list(PARTS)[list(PARTS).index(self.part) + 1])

    def back(self) -> None:
        """The question before, or the calendar."""
        before = list(PARTS).index(self.part) - 1
        if before >= 0:
            self.edit(list(PARTS)[before])
        else:
            self.kiosk.show("planned", chosen=int(self.changing))

    def save(self) -> None:
        """Plan it, or keep what was changed."""
        ends = self._form.ends
        given: dict[str, Any] = {
            "kind": self._kind,
            "day": self._day,
            "starts": time(*divmod(self._form.starts, 60)),
            "ends": None if ends is None else time(*divmod(ends, 60)),
            "place": self.ids.place.text,
            "at": self.kiosk.now(),
            "volunteer": self.kiosk.volunteer,
        }
        if self.changing:
            kept = self.attempt(planned.change_planned, planned=int(self.changing), **given)
        else:
            kept = self.attempt(planned.plan_moment, **given)
        if kept is not None:
            self.kiosk.show("planned", chosen=kept.id)
