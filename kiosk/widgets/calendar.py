"""The calendar sheet: weekday word, day number, month word."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout


class CalendarSheet(FloatLayout):
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
        self.weekday = format_date(day, "EEEE", locale=self.language)
        self.number = str(day.day)
        self.month = format_date(day, "LLL", locale=self.language)

    def on_language(self, *_args: object) -> None:
        self.on_day()
