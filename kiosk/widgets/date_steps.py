"""A date of any year under its name; its day, month and year turn by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.clock_form import Part, turned
from kiosk.i18n import month


class DateSteps(BoxLayout):
    """The day that is chosen stands in `day`."""

    title = StringProperty("")
    day = ObjectProperty(None, allownone=True)
    number = StringProperty("")
    month = StringProperty("")
    year = StringProperty("")

    def on_day(self, *_args: object) -> None:
        day: date = self.day
        self.number, self.month, self.year = str(day.day), month(day, "nl"), str(day.year)

    def turn(self, part: Part, by: int) -> None:
        """One day, month or year later or earlier."""
        noon = datetime.combine(self.day, time(12), UTC)
        self.day = turned(noon, part, by).date()
