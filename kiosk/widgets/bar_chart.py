"""Bars side by side, each with its number on top and a picture or a word below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kivy.properties import BooleanProperty, ColorProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.report_pages import Bar
from kiosk.widgets.ui import FACES, ui

PICTURE_MM: Final = 13.5
WORD_MM: Final = 6.6
"""The narrowest bar with a picture or a long word, and the narrowest with a short word."""

SHORT: Final = 4
"""Letters of a short word: a month, a year."""


class ChartBar(BoxLayout):
    """One bar; `share` is how high it is, 0 to 1."""

    picture = StringProperty("")
    word = StringProperty("")
    shown = StringProperty("")
    share = NumericProperty(0.0)
    fill = ColorProperty(FACES["plain"][1])
    empty = BooleanProperty(False)


class BarChart(BoxLayout):
    """As many bars as there is room for, the highest as high as the box."""

    def room_for(self, bars: Sequence[Bar]) -> int:
        """How many of these fit side by side, at least one."""
        wide = any(bar.picture or len(bar.word) > SHORT for bar in bars)
        narrowest = PICTURE_MM if wide else WORD_MM
        return max(1, int(self.width / ui.mm / narrowest))

    def show(self, bars: Sequence[Bar], highest: int, task: str) -> None:
        """Draw these bars, against the highest value of all pages, in the colour of a task."""
        self.clear_widgets()
        for bar in bars:
            drawn: Any = ChartBar(
                picture=bar.picture,
                word=bar.word,
                shown=bar.shown,
                share=bar.value / max(1, highest),
                empty=not bar.value,
                fill=FACES[task][1],
            )
            self.add_widget(drawn)
