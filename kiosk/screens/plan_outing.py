"""Planning an outing: one part after the other, then all of it at a glance."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final, Literal

from kivy.properties import (
    BooleanProperty,
    DictProperty,
    ListProperty,
    NumericProperty,
    StringProperty,
)

from kiosk.i18n import greeting
from kiosk.keys import new_key
from kiosk.outing import TRANSPORT_PICTURES
from kiosk.outing_form import AMOUNTS, NUMBERS, PARTS, TRANSPORT_WORDS, WALK, OutingForm
from kiosk.outing_pictures import WORDS
from kiosk.screens.base import KioskScreen
from kiosk.services import outings
from kiosk.widgets.choice import OptionRow
from kiosk.widgets.picker import Pick
from kiosk.widgets.ui import ui

HINTS: Final = {"name": "Hoe heet het?", "place": "Waar komen we samen?", "partner": "Welke groep?"}
DAYS: Final = ("day", "priority", "deadline")
MOST_DIGITS: Final = {"seats": 3, "price": 6}


TYPED: Final = ("nl", "fr", "en", "tr", "pl")
"""The languages with letters that are on the keyboard."""


class PlanOutingScreen(KioskScreen):
    """A new outing walks through its parts; of one that exists each part is changed by itself."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    title = StringProperty("")
    part = StringProperty("")
    field = StringProperty("")
    fields = ListProperty([])
    shown = DictProperty({})
    starts = StringProperty("")
    ends = StringProperty("")
    meets = StringProperty("")
    ready = BooleanProperty(False)
    changing = NumericProperty(0)
    tongue = StringProperty("nl")

    def on_kv_post(self, _base: object) -> None:
        ways = [(key, word, TRANSPORT_PICTURES[key]) for key, word in TRANSPORT_WORDS.items()]
        self._ways = OptionRow(options=ways)
        self._ways.bind(on_option=lambda _row, key: self.go_by(key))
        names = ("all", "pictures", "keyboard", "days", "hours", "numbers")
        self._editors = {name: self.ids[name].__self__ for name in names}
        self._editors["transports"] = self._ways
        self.ids.all.fields = list(PARTS.items())
        self.ids.pictures.show([Pick(key, word) for key, word in WORDS.items()])

    def enter(self, **given: Any) -> None:
        self.changing, plan = given.get("outing", 0), given.get("plan")
        if self.changing:
            plan = outings.plan_of(outings.find_outing(int(self.changing)))
        self._key, self._form = new_key(), OutingForm.of(plan) if plan else OutingForm()
        self._walking = plan is None
        self.ids.pictures.page = 0
        self.edit("" if self.changing else "day" if plan else "what")

    def edit(self, part: str) -> None:
        """Fill in this part now; none is all of them at a glance."""
        self.part, self._fresh, self.tongue, form = part, True, "nl", self._form
        self.title = PARTS[part] if part else form.name or "Nieuwe uitstap"
        editor = {"what": "pictures", "hours": "hours", "transport": "transports"}.get(part, "all")
        if part in HINTS:
            editor = "keyboard"
            self.ids.keyboard.start(form.text(part), HINTS[part])
        elif part in DAYS:
            editor = "days"
            self.ids.days.start(self.kiosk.today(), form.day_of(part))
        elif part in NUMBERS:
            editor = "numbers"
            self.fields = list(NUMBERS[part].items())
            self.field = self.fields[0][0]
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._editors[editor])
        self._show()

    def _show(self) -> None:
        form = self._form
        self.shown = form.shown()
        self.starts, self.ends = self.shown["starts"], self.shown["ends"]
        self.meets = self.shown["meets"]
        self._ways.held = [form.transport]
        self.ids.pictures.current = form.picture
        self.ready = not form.first_missing()

    def forward(self) -> None:
        """This part is filled in: the next one of a new outing, or back to all of them."""
        self._keep_text()
        here = WALK.index(self.part) + 1 if self.part in WALK else len(WALK)
        if not self.part:
            self.save()
        elif self._walking and here < len(WALK):
            self.edit(WALK[here])
        else:
            self._walking = False
            self.edit("")

    def _keep_text(self) -> None:
        if self.part == "name" and self.tongue != "nl":
            self._form.call(self.tongue, self.ids.keyboard.text)
        elif self.part in HINTS:
            self._form.write(self.part, self.ids.keyboard.text)

    def other_language(self) -> None:
        """The name in the next language; none is needed but the Dutch one."""
        self._keep_text()
        offered = [language for language in TYPED if language in {"nl", *ui.languages}]
        self.tongue = offered[(offered.index(self.tongue) + 1) % len(offered)]
        hint = HINTS["name"] if self.tongue == "nl" else greeting(self.tongue)
        self.ids.keyboard.start(self._form.names.get(self.tongue, ""), hint)

    def back(self) -> None:
        """All parts at a glance; from there the list of outings, without keeping anything."""
        if self.part:
            self._walking = False
            self.edit("")
        else:
            self.kiosk.show("plan_outings", chosen=int(self.changing))

    def turn(self) -> None:
        """Other pictures, or later days."""
        (self.ids.pictures if self.part == "what" else self.ids.days).turn()

    def pick(self, picture: str) -> None:
        """This is what it is."""
        self._form.choose(picture)
        self.forward()

    def choose_day(self, day: date | None) -> None:
        """On this day, or on none."""
        self._form.put(self.part, day)
        self.forward()

    def move(self, which: str, steps: int) -> None:
        """An hour earlier or later."""
        self._form.move(which, steps)
        self._show()

    def go_by(self, transport: Any) -> None:
        """This is how we get there."""
        self._form.transport = transport
        self.forward()

    def focus_on(self, field: str) -> None:
        """Type this number from now on."""
        self.field, self._fresh = field, True

    def digit(self, digit: str) -> None:
        """One digit for the number; the first one starts it anew."""
        before = 0 if self._fresh else self._form.number(self.field)
        self._fresh = False
        if len(f"{before}{digit}".lstrip("0")) <= MOST_DIGITS[self.part]:
            self._enter_number(int(f"{before}{digit}"))

    def erase(self) -> None:
        """One digit fewer."""
        self._fresh = False
        self._enter_number(self._form.number(self.field) // 10)

    def _enter_number(self, number: int) -> None:
        if self.field in AMOUNTS:
            self._form.cost(self.field, number)
        else:
            self._form.count(self.field, number)
        self._show()

    def save(self) -> None:
        """Plan it, or keep what was changed."""
        missing = self._form.first_missing()
        if missing:
            self.edit(missing)
            return
        given: dict[str, Any] = {"at": self.kiosk.now(), "volunteer": self.kiosk.volunteer}
        plan = self._form.plan()
        if self.changing:
            act = outings.change_outing
            kept = self.attempt(act, outing=int(self.changing), plan=plan, **given)
        else:
            kept = self.attempt(outings.add_outing, key=self._key, plan=plan, **given)
        if kept is not None:
            self.kiosk.show("plan_outings", chosen=kept.id)
