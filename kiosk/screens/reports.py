"""Reports: about which period."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty

from kiosk.periods import PRESETS, Period
from kiosk.screens.base import KioskScreen
from kiosk.widgets.period_tile import PeriodTile


class ReportsScreen(KioskScreen):
    """The periods that groups report about, or any other one."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    choosing = BooleanProperty(False)

    def on_kv_post(self, _base: object) -> None:
        self._views = {True: self.ids.days.__self__, False: self.ids.periods.__self__}
        self._tiles = {}
        others = len(self.ids.periods.children)
        for key, (word, _period) in PRESETS.items():
            tile = PeriodTile(key=key, word=word)
            tile.bind(on_tap=lambda tile: self.open(PRESETS[tile.key][1](self.kiosk.today())))
            self._tiles[key] = tile
            self.ids.periods.add_widget(tile, others)

    def enter(self, **_given: Any) -> None:
        today = self.kiosk.today()
        for key, tile in self._tiles.items():
            tile.show(PRESETS[key][1](today))
        usual = PRESETS["last_season"][1](today)
        self.ids.first.day, self.ids.last.day = usual.first, today
        self._turn(choosing=False)

    def _turn(self, *, choosing: bool) -> None:
        self.choosing = choosing
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._views[choosing])

    def choose_days(self) -> None:
        """From any day to any other."""
        self._turn(choosing=True)

    def back(self) -> None:
        """The periods again, or the desk."""
        if self.choosing:
            self._turn(choosing=False)
        else:
            self.kiosk.show("desk")

    def open_days(self) -> None:
        """The report of these days, in whatever order they were chosen."""
        self.open(Period(*sorted((self.ids.first.day, self.ids.last.day))))

    def open(self, period: Period) -> None:
        """The report of a period."""
        self.kiosk.show("report", period=period)
