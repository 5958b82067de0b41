"""Languages: a large greeting in each, in its own script; no flags, no list of names."""

from __future__ import annotations

from typing import Any

from kivy.factory import Factory

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen
from kiosk.widgets.ui import ui


class LanguagesScreen(KioskScreen):
    """A tap chooses, and the person is back where the choice began, the basket in hand."""

    def enter(self, **_given: Any) -> None:
        grid = self.ids.grid
        if [tile.language for tile in reversed(grid.children)] != ui.languages:
            grid.clear_widgets()
            for language in ui.languages:
                grid.add_widget(Factory.LargeGreeting(language=language, on_tap=self.chosen))

    def chosen(self, *_args: object) -> None:
        """Back, once the tile has changed the language."""
        self.kiosk.resume()

    def says(self) -> str:
        return translate("Welke taal spreek je?", self.kiosk.visit.language)
