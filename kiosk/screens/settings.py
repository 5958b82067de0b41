"""Settings: a page of tiles with what holds now; a tap opens the choices in their place."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar, Literal

from kivy.properties import OptionProperty, StringProperty

from kiosk import choosable
from kiosk.choosable import Options, Page, Step
from kiosk.screens.base import KioskScreen
from kiosk.widgets.choice import OptionRow, SettingTile, StepRow
from kiosk.widgets.ui import ui

NAME_LIMIT = 40
ADDRESS_LIMIT = 32
HIGHEST_ROW_MM = 52.0


class SettingsScreen(KioskScreen):
    """Every choice holds at once; there is nothing to save, and the same tap takes it back."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    page = StringProperty("")
    title = StringProperty("Instellingen")
    view = OptionProperty("tiles", options=("tiles", "parts", "typing"))

    def on_kv_post(self, _base: object) -> None:
        self._views = {name: self.ids[name].__self__ for name in ("tiles", "parts", "typing")}
        self.on_view()

    def on_view(self, *_args: object) -> None:
        """Only what is looked at is on the screen, so that nothing else can be touched."""
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._views[self.view])

    def enter(self, **_given: Any) -> None:
        self.overview()

    def overview(self) -> None:
        """All the tiles again."""
        self.page, self.view, self.title = "", "tiles", "Instellingen"
        tiles = self.ids.tiles
        tiles.clear_widgets()
        for page in choosable.PAGES:
            tile = SettingTile(name=page.name, picture=page.picture, word=page.word)
            tile.value = page.value(self.kiosk.settings)
            tile.bind(on_tap=lambda _tile, page=page: self.open(page))
            tiles.add_widget(tile)

    def open(self, page: Page) -> None:
        """Show what can be chosen here."""
        if page.name == "size":
            self.kiosk.show("calibrate")
        elif page.name == "pictures":
            self.kiosk.show("own_picture")
        elif page.name == "volunteers":
            self.kiosk.show("pin", to="volunteers")
        elif page.name in ("copies", "health"):
            self.kiosk.show(page.name)
        elif page.name == "name":
            self._write(page, self.kiosk.settings.group.name, "Hoe heet de groep?", NAME_LIMIT)
        else:
            self.page, self.view, self.title = page.name, "parts", page.word
            self.refill()

    def _write(self, page: Page, text: str, hint: str, limit: int) -> None:
        self.page, self.view, self.title = page.name, "typing", page.word
        self.ids.keyboard.start(text, hint, limit)

    def refill(self) -> None:
        """Show the parts of the page as they are now."""
        parts = self.ids.parts
        parts.clear_widgets()
        settings = self.kiosk.settings
        page = next(page for page in choosable.PAGES if page.name == self.page)
        for part in page.parts(settings):
            now = choosable.value_of(settings, part.key)
            if isinstance(part, Step):
                row = StepRow(
                    picture=part.picture,
                    word=part.word,
                    value=f"{now} {part.unit}",
                    at_least=now <= part.least,
                    at_most=now >= part.most,
                )
                row.bind(on_step=partial(self._step, part))
            else:
                row = OptionRow(
                    picture=part.picture,
                    word=part.word,
                    options=[(one.value, one.word, one.picture) for one in part.options],
                    held=list(now) if part.many else [now],
                )
                row.bind(on_option=partial(self._option, part))
                row.size_hint_y = row.rows
            row.size_hint_max_y = HIGHEST_ROW_MM * ui.mm * row.size_hint_y
            parts.add_widget(row)

    def _step(self, step: Step, _row: StepRow, direction: int) -> None:
        self._choose(step.key, choosable.stepped(self.kiosk.settings, step, direction))

    def _option(self, options: Options, _row: OptionRow, value: Any) -> None:
        if value == choosable.NETWORK:
            page = next(page for page in choosable.PAGES if page.name == self.page)
            self._write(page, "", "Nummer van de printer, zoals 192.168.1.50", ADDRESS_LIMIT)
            self.ids.keyboard.page = "signs"
            return
        self._choose(options.key, choosable.toggled(self.kiosk.settings, options, value))

    def _choose(self, key: str, value: Any) -> None:
        section, _, name = key.partition(".")
        self.attempt(self.kiosk.choose, section, name, value)
        self.refill()

    def written(self, text: str) -> None:
        """What the keyboard wrote is right."""
        if self.page == "name":
            self.attempt(self.kiosk.choose, "group", "name", text.strip())
            self.overview()
        else:
            url = choosable.network_printer(text)
            self.attempt(self.kiosk.choose, "printer", "url", url)
            self.view = "parts"
            self.refill()

    def back(self) -> None:
        """One step back: to the tiles, or to the desk."""
        if self.page:
            self.overview()
        else:
            self.kiosk.show("desk")
