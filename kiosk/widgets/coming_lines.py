"""What is coming as rows of a calendar sheet, a picture and a clock; as many as the glass holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final, Protocol

from kivy.clock import Clock
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from kiosk.widgets.tiles import Face
from kiosk.widgets.ui import ui

ROW_MM: Final = 20.0
NARROW_MM: Final = 86.0
"""In less room the name stands under the picture and the clock."""

MOST_ROW_MM: Final = 31.0
GAP_MM: Final = 3.0


class Coming(Protocol):
    """What one row tells."""

    @property
    def day(self) -> date:
        """Its day."""

    @property
    def starts(self) -> time:
        """When it begins."""

    @property
    def picture(self) -> str:
        """What it is."""

    @property
    def name(self) -> str:
        """What it is called."""


class ComingRow(Face):
    """One thing to come; not a thing to touch."""

    day = ObjectProperty(None, allownone=True)
    hour = StringProperty("")
    minutes = NumericProperty(0)
    picture = StringProperty("")
    word = StringProperty("")
    narrow = BooleanProperty(False)


class ComingLines(BoxLayout):
    """The first of them, from the top."""

    def __init__(self, **kwargs: Any) -> None:
        self._all: Sequence[Coming] = ()
        self._refill = Clock.create_trigger(self.refill, -1)
        super().__init__(orientation="vertical", **kwargs)
        self.fbind("size", self._refill)
        ui.follow(self)

    def measured(self) -> None:
        self._refill()

    def show(self, lines: Sequence[Coming]) -> None:
        """Show these from now on."""
        self._all = lines
        self._refill()

    def refill(self, *_args: object) -> None:
        """Make the rows anew for the room there is."""
        self.clear_widgets()
        self.spacing = GAP_MM * ui.mm
        room = self.height / ui.mm
        narrow = self.width < NARROW_MM * ui.mm
        fit = max(1, int((room + GAP_MM) / (ROW_MM + GAP_MM)))
        shown = self._all[:fit]
        high = min(MOST_ROW_MM, (room + GAP_MM) / max(1, len(shown)) - GAP_MM)
        spare = room + GAP_MM - len(shown) * (high + GAP_MM)
        self.padding = 0, 0, 0, spare * ui.mm  # they hang from the top
        for line in shown:
            self.add_widget(
                ComingRow(
                    day=line.day,
                    hour=f"{line.starts:%H:%M}",
                    minutes=line.starts.hour * 60 + line.starts.minute,
                    picture=line.picture,
                    word=line.name,
                    narrow=narrow,
                    size_hint_y=None,
                    height=high * ui.mm,
                )
            )
