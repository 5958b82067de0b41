"""Who bears what of an outing: on the glass, as a strip, as a table on a USB stick."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Final, Literal

from kivy.properties import BooleanProperty, DictProperty, NumericProperty, StringProperty

from kiosk import sticks
from kiosk.errors import KioskError
from kiosk.money import euros
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import shares, tables
from kiosk.widgets.background import Background

MONEY: Final = {
    "paid": ("deelnemers", "here"),
    "on_group": ("groep, in hun plaats", "produce"),
    "group": ("groep", "produce"),
    "town": ("gemeente", "outings"),
}
"""What is borne by whom, with the colour of its part of the bar."""

PEOPLE: Final = {
    "seats": "plaatsen",
    "adults": "volwassenen",
    "children": "kinderen",
    "redeemed": "binnengelaten",
    "no_shows": "niet gekomen",
}


class SharesScreen(KioskScreen):
    """One outing on the glass; strip and table are about its whole year."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    name_shown = StringProperty("")
    when = StringProperty("")
    money = DictProperty({})
    people = DictProperty({})
    paid = NumericProperty(0)
    group = NumericProperty(0)
    town = NumericProperty(0)

    busy = BooleanProperty(False)

    def on_kv_post(self, _base: object) -> None:
        self._background = Background()
        self.ids.money.fields = [(key, word, task) for key, (word, task) in MONEY.items()]
        self.ids.people.fields = [(key, word, "") for key, word in PEOPLE.items()]

    def enter(self, **given: Any) -> None:
        self._outing = given["outing"]
        found = shares.shares_of(self._outing, self.kiosk.today())
        self._day = found.day
        self.name_shown, self.when = found.name, day_shown(found.day)
        self.paid, self.group, self.town = found.paid, found.on_group + found.group, found.town
        self.money = {name: euros(getattr(found, name)) for name in MONEY}
        counts = {name: getattr(found, name) for name in PEOPLE}
        told = {name: "–" if count is None else str(count) for name, count in counts.items()}
        self.people = {**told, "seats": f"{found.seats} van {found.quota}"}

    def leave(self) -> None:
        self._background.forget()
        self.busy = False

    def _year(self) -> tuple[date, date]:
        return date(self._day.year, 1, 1), date(self._day.year, 12, 31)

    def print_strip(self) -> None:
        """The outings of this year on a strip."""
        first, last = self._year()
        job = self.attempt(
            shares.print_shares,
            first=first,
            last=last,
            at=self.kiosk.now(),
            today=self.kiosk.today(),
            group=self.kiosk.group,
            volunteer=self.kiosk.volunteer,
        )
        if job is not None:
            self.kiosk.spooler.wake()
            self.kiosk.tell(f"De strook van {self._day.year} komt uit de printer.")

    def write_table(self) -> None:
        """The outings of this year as a table on the first USB stick, or else in the data folder."""
        if self.busy:
            return
        first, last = self._year()
        between = shares.shares_between(first, last, self.kiosk.today())
        kept = self.kiosk.settings.data / shares.TABLES

        def write() -> Path:
            folder = next(iter(sticks.find_sticks()), kept)
            return shares.write_table(folder, first, last, between)

        self.busy = True
        self._background.do(write, self._written)

    def _written(self, written: Path | KioskError) -> None:
        self.busy = False
        if isinstance(written, KioskError):
            self.kiosk.play("sorry")
            self.kiosk.tell(str(written))
            return
        self.kiosk.play("done")
        self.kiosk.tell(tables.where(written, self.kiosk.settings.data))
