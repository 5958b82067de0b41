"""The calendar sheet: weekday word, day number, month word."""

from __future__ import annotations

from datetime import date

from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.i18n import month, weekday


class CalendarSheet(Widget):
    """One day as the sheet of a tear-off calendar."""

    day = ObjectProperty(None, allownone=True)
    language = StringProperty("nl")
    weekday = StringProperty("")
    number = StringProperty("")
    month = StringProperty("")
    corner = NumericProperty(0)

    def on_day(self, *_args: object) -> None:
        day: date | None = self.day
        if day is None:
            return
        self.weekday = weekday(day, self.language)
        self.number = str(day.day)
        self.month = month(day, self.language)

    def on_language(self, *_args: object) -> None:
        self.on_day()
