"""The number pad: for prices, crates and PINs."""

from __future__ import annotations

from kivy.properties import NumericProperty
from kivy.uix.gridlayout import GridLayout


class NumberPad(GridLayout):
    """Ten digits, one back and one done; what is typed is kept by whoever listens."""

    __events__ = ("on_digit", "on_back", "on_done")
    gap_mm = NumericProperty(3.0)

    def on_digit(self, digit: str) -> None:
        """A digit was tapped."""

    def on_back(self) -> None:
        """The last digit must go."""

    def on_done(self) -> None:
        """What is typed is right."""
