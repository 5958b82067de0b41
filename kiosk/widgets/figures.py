"""People as figures: repeated up to five, then a digit."""

from __future__ import annotations

from typing import Final

from kivy.graphics import Color, Rectangle
from kivy.properties import ListProperty, NumericProperty, StringProperty

from kiosk.spoken import counted
from kiosk.widgets.drawn import Following, Setting
from kiosk.widgets.pictures import texture
from kiosk.widgets.tiles import Face
from kiosk.widgets.ui import ui

MOST_DRAWN: Final = 5
PALE: Final = 0.35
ADULTS: Final = ("woman", "man", "older_woman", "older_man", "person")
CHILDREN: Final = ("girl", "boy", "child", "baby", "girl")


class Figures(Following):
    """Up to five different heads side by side, as large as the box allows.

    Where they are `counted`, nobody at all is a pale head: so one sees who could be counted there.
    """

    keys = Setting(ADULTS)
    count = Setting(1)
    counted = Setting(False)

    def draw(self) -> None:
        self.canvas.clear()
        shown = min(max(int(self.count), int(self.counted)), MOST_DRAWN)
        if shown < 1 or self.width < 2:
            return
        side = min(self.height, self.width / max(2, shown) * 0.97)
        step = min(side * 1.05, self.width / shown)
        x = self.center_x - (step * (shown - 1) + side) / 2
        with self.canvas:
            Color(1, 1, 1, 1 if self.count else PALE)
            for key in self.keys[:shown][:: -1 if ui.rtl else 1]:
                Rectangle(
                    texture=texture(key, side),
                    pos=(x, self.center_y - side / 2),
                    size=(side, side),
                )
                x += step


class FigureCounter(Face):
    """Heads with their number between minus and plus."""

    keys = ListProperty(ADULTS)
    count = NumericProperty(1)
    least = NumericProperty(0)
    most = NumericProperty(20)
    shown = StringProperty("1")
    thing = StringProperty("")
    """What is counted, in the language of the visit."""

    def on_count(self, *_args: object) -> None:
        self.shown = str(int(self.count))

    def step(self, by: int) -> None:
        """One more or one fewer, within what is sensible."""
        self.count = max(self.least, min(self.most, self.count + by))

    def said(self, thing: str, count: float, by: int) -> str:
        """What a key says: how many there are after it; kv gives what that depends on."""
        after = max(self.least, min(self.most, count + by))
        return counted(thing, int(after), ui.language) if thing else ""
