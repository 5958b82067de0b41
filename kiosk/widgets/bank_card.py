"""A bank card drawn at a chosen size: the ruler that everybody carries."""

from __future__ import annotations

from typing import Any, Final

from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.widget import Widget

CARD_MM: Final = (85.6, 53.98)
"""Width and height of a card of the kind ID-1 (ISO/IEC 7810)."""


class BankCard(Widget):
    """The card in the middle of its box, `long` pixels on its long side; `upright` if asked."""

    long = NumericProperty(100.0)
    upright = BooleanProperty(False)
    across = NumericProperty(100.0)
    high = NumericProperty(63.0)
    left = NumericProperty(0.0)
    low = NumericProperty(0.0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("long", "upright", "pos", "size"):
            self.fbind(name, self._place)

    def _place(self, *_args: object) -> None:
        sides = self.long, self.long * CARD_MM[1] / CARD_MM[0]
        self.across, self.high = reversed(sides) if self.upright else sides
        self.left, self.low = self.center_x - self.across / 2, self.center_y - self.high / 2
