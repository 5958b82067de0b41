"""The participants' foot bar: home, help, the ear and greetings, always in the same places.

On a panel that lies, all of it is one row: home in the near corner, help and the ear beside it,
then as many greetings as there is room for, and the screen's own tiles up to the far corner. On a
panel that stands, the first three are a row of their own, below.
"""

from __future__ import annotations

from typing import Any, Final

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.layout import Layout
from kivy.uix.widget import Widget

from kiosk.i18n import greeting
from kiosk.printer_state import TROUBLE
from kiosk.widgets.layout import along
from kiosk.widgets.tiles import WordTile
from kiosk.widgets.ui import ui

LEAST_MM: Final = 20.0
GREETING_MM: Final = (24.0, 30.0)
GAP_MM: Final = 3.0
SIGN_MM: Final = 8.0
EDGE_MM: Final = 2.0


class GreetingTile(WordTile):
    """A greeting in its own script: from now on the kiosk speaks that language."""

    language = StringProperty("")

    def on_language(self, *_args: object) -> None:
        self.word = greeting(self.language) if self.language else ""


class PersonBar(Layout):
    """What every participant screen has at its foot; a screen adds its own tiles in kv.

    On home there is nothing to go home to: there the corner has the group's logo, which volunteers
    hold. The language of the visit has no greeting: it is spoken already. What does not fit is
    behind one more tile. While no paper can come, that is pictured at the corner.
    """

    __events__ = ("on_home",)
    at_home = BooleanProperty(False)
    mirrored = BooleanProperty(False)
    rows = NumericProperty(1)
    language = StringProperty("")
    languages = ListProperty([])
    printer = StringProperty("unknown")
    mm = NumericProperty(1.0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._greetings: list[GreetingTile] = []
        names = ("pos", "size", "children", "at_home", "mirrored", "rows", "mm")
        for name in (*names, "language", "languages", "printer"):
            self.fbind(name, self._trigger_layout)

    def on_home(self) -> None:
        """The way home was tapped: kv says whether anything is left behind."""

    def do_layout(self, *_args: object) -> None:
        gap, edge = GAP_MM * ui.mm, EDGE_MM * ui.mm
        corner = self.ids.logo if self.at_home else self.ids.home
        fixed = [corner, self.ids.help, self.ids.ear]
        _hide(self.ids.home if self.at_home else self.ids.logo)
        among = {
            *fixed,
            self.ids.sign,
            self.ids.home,
            self.ids.logo,
            self.ids.more,
            *self._greetings,
        }
        own = [one for one in reversed(self.children) if one not in among and one.width > 1]
        room = self.width - 2 * GAP_MM * ui.mm
        stacked = self.rows > 1
        high = (self.height - 2 * edge + gap) / self.rows - gap
        taken = sum(one.width + gap for one in own)
        across = (room + gap) / len(fixed) - gap if ui.portrait else LEAST_MM * ui.mm
        beside = 0.0 if stacked else len(fixed) * (across + gap)
        said = self._greet(room - taken - beside)
        x = self.x + gap
        for one in fixed:
            one.opacity = 1
            self._place(one, x, self.y + edge, across, high)
            x += across + gap
        self._sign(corner)
        y = self.y + edge
        if stacked:
            x, y = self.x + gap, y + high + gap
        for one, wide in said:
            one.opacity = 1
            self._place(one, x, y, wide, high)
            x += wide + gap
        x = self.right - taken
        for one in own:
            self._place(one, x, y, one.width, high)
            x += one.width + gap

    def _greet(self, room: float) -> list[tuple[Widget, float]]:
        """The greetings that fit in `room` px and the tile for the rest, with their width."""
        gap, least = GAP_MM * ui.mm, LEAST_MM * ui.mm
        narrow, wide = (mm * ui.mm for mm in GREETING_MM)
        others = [language for language in self.languages if language != self.language]
        # a hundredth of a pixel: sums of widths in millimetres are never exact
        shown = int((room + gap + 0.01) / (narrow + gap))
        rest = shown < len(others) and room + 0.01 >= least
        if rest:
            room -= least + gap
            shown = int((room + gap + 0.01) / (narrow + gap))
        shown = max(0, min(shown, len(others)))
        while len(self._greetings) < shown:
            tile = GreetingTile()
            self._greetings.append(tile)
            self.add_widget(tile)
        for tile, language in zip(self._greetings, others, strict=False):
            tile.language = language
        for tile in self._greetings[shown:]:
            _hide(tile)
        if shown:
            wide = min(wide, (room + gap) / shown - gap)
        tiles: list[tuple[Widget, float]] = [(tile, wide) for tile in self._greetings[:shown]]
        if rest:
            return [*tiles, (self.ids.more, least)]
        _hide(self.ids.more)
        return tiles

    def _sign(self, corner: Widget) -> None:
        """Over the inner upper edge of the corner, like a badge."""
        sign, side = self.ids.sign, SIGN_MM * ui.mm
        if self.printer not in (*TROUBLE, "low"):
            _hide(sign)
            return
        sign.opacity = 1
        x = corner.x - 0.2 * side if self.mirrored else corner.right - 0.8 * side
        sign.size, sign.pos = (side, side), (x, corner.top - 0.8 * side)

    def _place(self, one: Widget, x: float, y: float, width: float, height: float) -> None:
        one.size = width, height
        one.pos = along(self.mirrored, self.x, self.width, x - self.x, width), y


def _hide(one: Widget) -> None:
    # what has no size swallows no touch, and what is opaque still shows the shape it had
    one.opacity, one.size = 0, (0, 0)
    one.x = -1
