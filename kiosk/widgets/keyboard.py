"""The keyboard on the glass: for the few names and places that a volunteer has to write."""

from __future__ import annotations

from typing import Any, Final

from kivy.properties import BooleanProperty, NumericProperty, OptionProperty, StringProperty
from kivy.uix.layout import Layout
from kivy.uix.widget import Widget

from kiosk.widgets.tiles import Face, PictureTile, WordTile
from kiosk.widgets.ui import ui

PAGES: Final = {
    "letters": "azertyuiopqsdfghjklmwxcvbn",
    "signs": "1234567890éèëêïçàâöü-',.&/",
}
"""What the keys say, row by row of the Belgian keyboard (AZERTY); both pages use the same keys."""

GAP_MM: Final = 3.0
HIGHEST_MM: Final = 24.0
WIDE_COLUMNS: Final = 10
NARROW_COLUMNS: Final = 5
"""On a panel that stands upright each row of letters becomes two, so that keys stay 12 mm."""


class LetterKey(WordTile):
    """A letter as it will be written."""


class TypedText(Face):
    """What is typed so far, with the place of the next letter."""

    typed = StringProperty("")
    hint = StringProperty("")


class Keyboard(Layout):
    """Letters, digits and signs under the `text` that they make; `on_done` when it is right.

    The first letter is a capital by itself, the next ones after a tap on the arrow. No `text` is
    longer than `limit`, begins with a space or has two in a row. `hint` says what to write.
    """

    text = StringProperty("")
    limit = NumericProperty(40)
    hint = StringProperty("")
    page = OptionProperty("letters", options=tuple(PAGES))
    capital = BooleanProperty(True)
    __events__ = ("on_done",)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._keys = [LetterKey() for _ in PAGES["letters"]]
        for key in self._keys:
            key.bind(on_tap=lambda key: self.write(key.word))
        self._shift = WordTile(word="↑", most=11, least=5)
        self._space = WordTile(word="spatie", most=5, least=2.6, bold=False)
        self._turn = WordTile(most=6.4, least=3.2)
        self._typed = TypedText()
        self._back = PictureTile(picture="backspace")
        self._done = PictureTile(picture="tick", idle_task="done", task="done")
        self._shift.bind(on_tap=lambda _key: self.shift())
        self._space.bind(on_tap=lambda _key: self.write(" "))
        self._turn.bind(on_tap=lambda _key: self.turn())
        self._back.bind(on_tap=lambda _key: self.erase())
        self._done.bind(on_tap=lambda _key: self.dispatch("on_done"))
        functions = (self._shift, self._space, self._turn, self._typed, self._back, self._done)
        for part in (*self._keys, *functions):
            part.size_hint = (None, None)
            self.add_widget(part)
        for name in ("pos", "size"):
            self.fbind(name, self._trigger_layout)
        ui.follow(self)
        for name in ("text", "hint", "page", "capital"):
            self.fbind(name, self._show)
        self._show()

    def measured(self) -> None:
        self._trigger_layout()

    def start(self, text: str, hint: str, limit: int = 40) -> None:
        """Begin anew with this text, to be changed."""
        self.limit, self.hint, self.page = limit, hint, "letters"
        self.text = text[:limit]
        self.capital = not self.text

    def write(self, letter: str) -> None:
        """Add what stands on a key, if there is room for it."""
        unwanted = letter == " " and (not self.text or self.text.endswith(" "))
        if unwanted or len(self.text) >= self.limit:
            return
        self.text += letter
        self.capital = False

    def erase(self) -> None:
        """One letter fewer; an empty text begins with a capital again."""
        self.text = self.text[:-1]
        if not self.text:
            self.capital = True

    def shift(self) -> None:
        """The next letter is a capital, or not after all."""
        self.capital = not self.capital

    def turn(self) -> None:
        """The other page: digits, accents and signs, or the letters."""
        self.page = "signs" if self.page == "letters" else "letters"

    def _show(self, *_args: object) -> None:
        for key, letter in zip(self._keys, PAGES[self.page], strict=True):
            key.word = letter.upper() if self.capital else letter
        self._turn.word = "1é" if self.page == "letters" else "abc"
        self._shift.task = "here" if self.capital else "soft"
        self._typed.typed, self._typed.hint = self.text, self.hint

    def do_layout(self, *_args: object) -> None:
        """Give each key its place: as large as the box allows, in rows of ten or of five."""
        columns = WIDE_COLUMNS if self.width > 1.25 * self.height else NARROW_COLUMNS
        rows = self._rows(columns)
        gap = min(GAP_MM * ui.mm, self.height / len(rows) * 0.2)
        wide = (self.width - gap * (columns - 1)) / columns
        high = (self.height - gap * (len(rows) - 1)) / len(rows)
        high = min(high, HIGHEST_MM * ui.mm)
        y = self.center_y + (high * len(rows) + gap * (len(rows) - 1)) / 2
        for row in rows:
            x, y = self.x, y - high
            for part, span in row:
                part.pos, part.size = (x, y), (wide * span + gap * (span - 1), high)
                x += wide * span + gap * span
            y -= gap

    def _rows(self, columns: int) -> list[list[tuple[Widget, int]]]:
        """The parts of each row, from the top, with the number of columns that each takes."""
        order: list[tuple[Widget, int]] = [
            (self._typed, columns - 2),
            (self._back, 1),
            (self._done, 1),
            *((key, 1) for key in self._keys[:20]),
        ]
        functions = [(self._shift, 1), (self._space, 2), (self._turn, 1)]
        last = [(key, 1) for key in self._keys[20:]]
        order += [functions[0], *last, *functions[1:]] if columns > 5 else [*last, *functions]
        rows: list[list[tuple[Widget, int]]] = [[]]
        for part, span in order:
            if sum(width for _part, width in rows[-1]) + span > columns:
                rows.append([])
            rows[-1].append((part, span))
        return rows

    def on_done(self) -> None:
        """The text is right."""
