"""The shrinking sun: how much time is left before the screen goes home."""

from __future__ import annotations

from kivy.properties import NumericProperty
from kivy.uix.widget import Widget


class Sun(Widget):
    """A sun whose size is the share of the time that is `left`, on its full shadow."""

    left = NumericProperty(1.0)
