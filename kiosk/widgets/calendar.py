"""The calendar sheet: weekday word, day number, month word."""

from __future__ import annotations

from datetime import date
from typing import Any

from kivy.graphics import Color, SmoothRoundedRectangle

from kiosk.i18n import month, weekday
from kiosk.widgets.drawn import Drawn, Setting
from kiosk.widgets.ui import FACES, WHITE, ui
from kiosk.widgets.words import Words


class CalendarSheet(Drawn):
    """One day as the sheet of a tear-off calendar."""

    day: Setting[date | None] = Setting(None)
    language = Setting("nl")

    def apply_class_lang_rules(self, **given: Any) -> None:
        """The sheet and its words come before what kv draws over them."""
        with self.canvas.before:
            Color(*FACES["outings"][1])
            self._back = SmoothRoundedRectangle()
            Color(*WHITE)
            self._sheet = SmoothRoundedRectangle()
        self._weekday, self._number = Words(color=WHITE, lines=1), Words()
        self._month = Words(lines=1)
        for words in (self._weekday, self._number, self._month):
            self.add_widget(words)
        super().apply_class_lang_rules(**given)

    def draw(self) -> None:
        if self.day is not None:
            self._weekday.text = weekday(self.day, self.language)
            self._number.text = str(self.day.day)
            self._month.text = month(self.day, self.language)
        wide, high, corner = self.width, self.height, self.width * 0.14
        self._back.pos, self._back.size, self._back.radius = self.pos, self.size, [corner]
        self._sheet.pos = self.x + wide * 0.03, self.y + wide * 0.03
        self._sheet.size = wide * 0.94, high * 0.7
        self._sheet.radius = [0, 0, corner * 0.8, corner * 0.8]
        places = (  # sizes of type and place, in shares of the sheet
            (self._weekday, (0.17, 0.1), (0.94, 0.26), 0.72),
            (self._number, (0.42, 0.2), (0.9, 0.44), 0.26),
            (self._month, (0.16, 0.1), (0.9, 0.22), 0.04),
        )
        for words, (most, least), (width, height), bottom in places:
            words.most, words.least = most * high / ui.mm, least * high / ui.mm
            words.size = wide * width, high * height
            words.pos = self.x + wide * (1 - width) / 2, self.y + high * bottom
