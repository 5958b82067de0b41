"""A tile that does its work only when it is held: for what can never be taken back."""

from __future__ import annotations

from typing import Any

from kivy.animation import Animation
from kivy.properties import NumericProperty

from kiosk.widgets.press import Pressable
from kiosk.widgets.tiles import PictureTile

HOLD_SECONDS = 3.0


class HoldTile(PictureTile):
    """Fills up while the finger stays, and acts when it is full; `filled` runs from 0 to 1."""

    filled = NumericProperty(0.0)
    __events__ = ("on_held",)

    def __init__(self, **kwargs: Any) -> None:
        self._filling: Animation | None = None
        super().__init__(**kwargs)

    def on_pressed(self, _tile: Pressable, pressed: bool) -> None:
        super().on_pressed(_tile, pressed)
        if self._filling is not None:
            self._filling.cancel(self)
            self._filling = None
        self.filled = 0.0
        if pressed:
            self._filling = Animation(filled=1.0, duration=HOLD_SECONDS)
            self._filling.bind(on_complete=lambda *_args: self.dispatch("on_held"))
            self._filling.start(self)

    def on_held(self) -> None:
        """It was held long enough."""
