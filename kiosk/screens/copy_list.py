"""The copies, on the kiosk and on a stick: which one is to be put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final, Literal

from kivy.clock import Clock
from kivy.properties import BooleanProperty, NumericProperty
from kivy.uix.widget import Widget

from kiosk import sticks
from kiosk.copy_errors import BadCopy
from kiosk.errors import KioskError
from kiosk.money import euros
from kiosk.outing_form import day_shown
from kiosk.screens.base import KioskScreen
from kiosk.services import backups
from kiosk.services.backups import Copy
from kiosk.widgets.background import Background
from kiosk.widgets.copy_tile import CopyTile
from kiosk.widgets.ui import ui

WHY: Final = {
    "close": "na het sluiten",
    "daily": "van de dag",
    "asked": "gevraagd",
    "migration": "voor een nieuwe versie",
    "restore": "vervangen",
}
"""Why a copy was made, in the volunteers' words."""


class CopyListScreen(KioskScreen):
    """A page of tiles, the newest first; a tap proves the copy and shows what is in it."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    page = NumericProperty(0)
    pages = NumericProperty(1)
    searching = BooleanProperty(False)
    none_yet = BooleanProperty(False)
    _background = Background()
    _copies: Sequence[Copy] = ()

    def on_kv_post(self, _base: object) -> None:
        self.ids.rows.bind(size=Clock.create_trigger(self.fill, -1))

    def enter(self, **_given: Any) -> None:
        data = self.kiosk.settings.data
        self._copies = ()
        self.page, self.searching = 0, True
        self.ids.rows.clear_widgets()

        def find() -> list[Copy]:
            away = backups.copies_on(sticks.find_sticks())
            return [*away, *backups.copies_here(data)]

        self._background.do(find, self._found)

    def leave(self) -> None:
        self._background.forget()

    def _found(self, copies: list[Copy] | KioskError) -> None:
        self.searching = False
        if isinstance(copies, KioskError):
            self.kiosk.tell(str(copies))
            return
        self._copies, self.none_yet = copies, not copies
        self.fill()

    def fill(self, *_args: object) -> None:
        """Put the copies of this page on tiles, as many as there is room for."""
        rows = self.ids.rows
        fit = max(1, int((rows.height + 3 * ui.mm) // ((23 if ui.portrait else 17) * ui.mm)))
        self.pages = max(1, -(-len(self._copies) // fit))
        self.page = min(self.page, self.pages - 1)
        rows.clear_widgets()
        start = int(self.page) * fit
        for copy in self._copies[start : start + fit]:
            tile = self._tile(copy)
            tile.size_hint_y = 1 / fit
            rows.add_widget(tile)
        if len(rows.children) < fit:
            rows.add_widget(Widget(size_hint_y=(fit - len(rows.children)) / fit))

    def _tile(self, copy: Copy) -> CopyTile:
        made = copy.made_at and self.kiosk.local(copy.made_at)
        tile = CopyTile(
            picture="usb_stick" if copy.on_stick else "history",
            when=f"{day_shown(made.date())} {made:%H:%M}" if made else "Onbekend",
            word=f"{WHY[copy.why]}, {max(1, copy.size // 1024)} kB",
        )
        if copy.on_stick:
            tile.word = f"op de stick, {max(1, copy.size // 1024)} kB, op slot"
        elif copy.counts is not None:
            told = copy.counts
            days = "1 dag" if told.days == 1 else f"{told.days} dagen"
            tile.inside = f"{days}, {told.visits} bezoeken, kas {euros(told.till)}"
        if made is None:
            tile.picture, tile.word = "warning", "geen kopie van ons, of beschadigd"
        tile.bind(on_tap=lambda _tile: self.choose(copy))
        return tile

    def choose(self, copy: Copy) -> None:
        """This one; one that is not ours says so."""
        if copy.made_at is None:
            self.kiosk.play("sorry")
            self.kiosk.tell(BadCopy.sentence)
        else:
            self.kiosk.show("put_back", copy=copy)

    def turn(self) -> None:
        """The next page; after the last the first."""
        self.page = (self.page + 1) % self.pages
        self.fill()
