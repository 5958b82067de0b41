"""Digits to be typed on the pad: a PIN, a new PIN twice, the code of the rescue paper."""

from __future__ import annotations

from typing import Final

from kivy.properties import BooleanProperty, NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.errors import BadPin
from kiosk.pin_rules import LEAST_DIGITS, MOST_DIGITS, refuse_easy

DOT: Final = "\u2022"
OPEN: Final = "\u00b7"


class CodePad(BoxLayout):
    """Asks its `question`; `on_code` after the tick. What is typed shows as dots, or in `groups`.

    While it is `busy` with checking, or a `pause` runs (seconds, after wrong codes), nothing can
    be typed.
    """

    question = StringProperty("")
    picture = StringProperty("lock")
    shown = StringProperty("")
    busy = BooleanProperty(False)
    pause = NumericProperty(0)
    least = NumericProperty(LEAST_DIGITS)
    most = NumericProperty(MOST_DIGITS)
    group = NumericProperty(0)
    waiting = StringProperty("")
    __events__ = ("on_code",)
    _typed = ""

    def ask(self, question: str) -> None:
        """Begin anew with this question."""
        self.question, self.busy = question, False
        self._type("")

    def digit(self, digit: str) -> None:
        """One digit more."""
        if not self.busy and not self.pause and len(self._typed) < self.most:
            self._type(self._typed + digit)

    def back(self) -> None:
        """One digit fewer."""
        if not self.busy:
            self._type(self._typed[:-1])

    def done(self) -> None:
        """The tick: enough was typed, or it does nothing."""
        if not self.busy and not self.pause and len(self._typed) >= self.least:
            self.dispatch("on_code", self._typed)

    def on_pause(self, *_args: object) -> None:
        """How long it takes; the keys are hollow for so long."""
        minutes, seconds = divmod(int(self.pause), 60)
        self.waiting = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
        for key in self.ids.pad.children:
            key.hollow = key.disabled = self.pause > 0

    def on_code(self, code: str) -> None:
        """A whole code was typed."""

    def _type(self, typed: str) -> None:
        self._typed = typed
        if self.group:
            places = typed.ljust(int(self.most), OPEN)
            size = int(self.group)
            parts = [places[start : start + size] for start in range(0, len(places), size)]
            self.shown = " ".join(parts)
        else:
            self.shown = " ".join(DOT * len(typed))


class NewPin(CodePad):
    """A new PIN, typed twice: `on_code` when both are the same and it is not too easy."""

    _first = ""

    def ask(self, question: str) -> None:
        self._first = ""
        super().ask(question)

    def done(self) -> None:
        if self.busy or len(self._typed) < self.least:
            return
        try:
            refuse_easy(self._typed)
        except BadPin as refusal:
            self.ask(str(refusal))
            return
        if not self._first:
            first = self._typed
            self.ask("Nog een keer dezelfde code")
            self._first = first
        elif self._first != self._typed:
            self.ask("De twee codes waren niet gelijk. Kies een code van 6 cijfers.")
        else:
            super().done()
