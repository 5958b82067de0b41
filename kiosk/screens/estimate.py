"""The estimate of a closed day for the food-aid forms: whoever wants fills in a few boxes."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Literal

from kivy.properties import BooleanProperty, DictProperty, NumericProperty, StringProperty

from kiosk.outing_form import day_shown
from kiosk.report_pages import BOXES
from kiosk.screens.base import KioskScreen
from kiosk.services import estimates

MOST_DIGITS: Final = 4


class EstimateScreen(KioskScreen):
    """The last closed day, and the days before it, to be filled in or put right."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    day_told = StringProperty("")
    people = NumericProperty(0)
    shown = DictProperty({})
    box = StringProperty("total")
    none = BooleanProperty(False)
    closing = BooleanProperty(False)

    def on_kv_post(self, _base: object) -> None:
        self.ids.boxes.fields = list(BOXES.items())

    def enter(self, **given: Any) -> None:
        self.closing = given.get("closing", False)
        self._open(estimates.last_estimate())

    def _open(self, found: estimates.Estimate | None) -> None:
        self.none, self._found = found is None, found
        self._boxes = dict(found.boxes) if found else {}
        self.day_told = day_shown(found.day) if found else ""
        self.people = found.people if found else 0
        self.focus_on("total")

    def _show(self) -> None:
        self.shown = {box: str(people) for box, people in self._boxes.items()}

    def focus_on(self, box: str) -> None:
        """Type in this box from now on."""
        self.box, self._fresh = box, True
        self._show()

    def digit(self, digit: str) -> None:
        """One digit more; the first one starts the box anew."""
        if self.none:
            return
        before = "" if self._fresh else str(self._boxes.get(self.box, ""))
        self._fresh = False
        typed = f"{before}{digit}".lstrip("0") or "0"
        if len(typed) <= MOST_DIGITS:
            self._boxes[self.box] = int(typed)
        self._show()

    def erase(self) -> None:
        """One digit fewer; without any the box is empty again."""
        self._fresh = False
        rest = str(self._boxes.pop(self.box, ""))[:-1]
        if rest:
            self._boxes[self.box] = int(rest)
        self._show()

    def next_box(self) -> None:
        """The box after this one; after the last the first."""
        names = list(BOXES)
        self.focus_on(names[(names.index(self.box) + 1) % len(names)])

    def earlier(self) -> None:
        """The closed day before this one; after the first the last again."""
        if self._found is not None and self._keep():
            before = estimates.last_estimate(self._found.moment)
            self._open(before or estimates.last_estimate())

    def done(self) -> None:
        """Keep what is filled in, if anything is."""
        if self.none or self._keep():
            self.leave_it()

    def leave_it(self) -> None:
        """Nothing more: home after the closing, else back to the reports."""
        if self.closing:
            self.kiosk.end_visit()
        else:
            self.kiosk.show("reports")

    def _keep(self) -> bool:
        kept = self.attempt(
            estimates.write,
            moment=self._found.moment if self._found else 0,
            boxes=self._boxes,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        )
        return kept is not None
