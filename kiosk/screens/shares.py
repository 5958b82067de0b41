"""Who bears what of an outing: on the glass, as a strip, as a table on a USB stick."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final, Literal

from kivy.properties import DictProperty, NumericProperty, StringProperty

from kiosk import photos
from kiosk.money import euros
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import shares

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

    def on_kv_post(self, _base: object) -> None:
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
        )
        if job is not None:
            self.kiosk.spooler.wake()
            self.kiosk.tell(f"De strook van {self._day.year} komt uit de printer.")

    def write_table(self) -> None:
        """The outings of this year as a table on the first USB stick."""
        sticks = photos.sticks()
        if not sticks:
            self.kiosk.play("sorry")
            self.kiosk.tell("Steek een USB-stick in de kiosk.")
            return
        first, last = self._year()
        between = shares.shares_between(first, last, self.kiosk.today())
        written = self.attempt(shares.write_table, sticks[0], first, last, between)
        if written is not None:
            self.kiosk.play("done")
            self.kiosk.tell(f"{written.name} staat op de stick.")
