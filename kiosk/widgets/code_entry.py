"""The code that is typed when a paper cannot be scanned: three pictures, then six digits."""

from __future__ import annotations

from typing import Any

from kivy.properties import BooleanProperty, ListProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.typed_code import CHOSEN, DIGITS, PICTURES
from kiosk.widgets.tiles import PictureTile, WordTile


class CodeEntry(BoxLayout):
    """Pictures first, then the pad; `on_code` as soon as the last digit is there.

    While a `pause` runs (seconds, after wrong codes) nothing can be typed.
    """

    pictures = ListProperty([])
    digits = StringProperty("")
    typing = BooleanProperty(False)
    pause = NumericProperty(0)
    __events__ = ("on_code",)

    def on_kv_post(self, _base: object) -> None:
        self._parts = (self.ids.pictures.__self__, self.ids.pad.__self__)
        for key in PICTURES:
            tile = PictureTile(picture=key)
            tile.bind(on_tap=lambda tile: self.add(tile.picture))
            self.ids.pictures.add_widget(tile)
        for digit in "1234567890":
            key = WordTile(word=digit, most=12, least=5)
            key.bind(on_tap=lambda key: self.digit(key.word))
            self.ids.pad.add_widget(key)
        self.restart()

    def on_pause(self, *_args: object) -> None:
        """The keys are hollow for so long."""
        for part in self._parts:
            for key in part.children:
                key.hollow = key.disabled = self.pause > 0

    def restart(self) -> None:
        """A new code."""
        self.pictures, self.digits = [], ""
        self._turn()

    def _turn(self) -> None:
        self.typing = len(self.pictures) == CHOSEN
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._parts[self.typing])

    def add(self, picture: str) -> None:
        """The next picture."""
        self.pictures = [*self.pictures, picture][:CHOSEN]
        self._turn()

    def digit(self, digit: str) -> None:
        """The next digit; after the last one the code is there."""
        self.digits = (self.digits + digit)[:DIGITS]
        if len(self.digits) == DIGITS:
            pictures, digits = tuple(self.pictures), str(self.digits)
            self.restart()
            self.dispatch("on_code", pictures, digits)

    def back(self) -> None:
        """The last digit, or picture, was wrong."""
        if self.digits:
            self.digits = self.digits[:-1]
        else:
            self.pictures = self.pictures[:-1]
            self._turn()

    def on_code(self, pictures: tuple[str, ...], digits: str) -> Any:
        """A whole code was typed."""
