"""Own pictures: a photo from a USB stick in the place of a drawing, and the drawing back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final, Literal

from kivy.clock import Clock, ClockEvent
from kivy.properties import BooleanProperty, OptionProperty, StringProperty

from kiosk import outing_pictures, photos, produce
from kiosk.errors import KioskError
from kiosk.own_pictures import own_picture
from kiosk.screens.base import KioskScreen
from kiosk.services import pictures
from kiosk.widgets.background import Background
from kiosk.widgets.picker import Pick
from kiosk.widgets.pictures import show_anew

LOOK_AGAIN_SECONDS: Final = 2.0


class OwnPictureScreen(KioskScreen):
    """First what the picture is of, then the photo; the screen never waits for a stick."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    view = OptionProperty("things", options=("things", "photos"))
    key = StringProperty("")
    word = StringProperty("")
    has_own = BooleanProperty(False)
    none_found = BooleanProperty(False)
    busy = BooleanProperty(False)
    _again: ClockEvent | None = None

    def on_kv_post(self, _base: object) -> None:
        self._views = {name: self.ids[name].__self__ for name in ("things", "photos")}
        self._background = Background()
        self.on_view()

    def on_view(self, *_args: object) -> None:
        """Only what is looked at is on the screen, so that nothing else can be touched."""
        self.ids.place.clear_widgets()
        self.ids.place.add_widget(self._views[self.view])

    def enter(self, **_given: Any) -> None:
        self.things()

    def leave(self) -> None:
        self._background.forget()
        self.busy = False
        if self._again is not None:
            self._again.cancel()
        self.ids.grid.show([])

    def things(self) -> None:
        """Everything that can have a photo; those that have one say so."""
        self.leave()
        self.view, self.key, self.word = "things", "", ""
        words = {one.key: produce.word(one.key, "nl") for one in produce.catalogue()}
        self.ids.things.show(
            [
                Pick(key, word, "✓" if own_picture(key) else "")
                for key, word in (words | dict(outing_pictures.WORDS)).items()
            ]
        )

    def pick(self, key: str) -> None:
        """This one gets a photo: look which ones there are."""
        self.key, self.word = key, outing_pictures.WORDS.get(key) or produce.word(key, "nl")
        self.has_own = own_picture(key) is not None
        self.view, self.none_found = "photos", False
        self.search()

    def search(self, *_args: object) -> None:
        """Look for photos; while there are none, every few seconds."""
        data = self.kiosk.settings.data
        self._background.do(lambda: photos.find_photos(photos.places(data)), self._found)

    def _found(self, found: list[Path] | KioskError) -> None:
        self.none_found = not found
        if found:
            self.ids.grid.show(found)
        else:
            self._again = Clock.schedule_once(self.search, LOOK_AGAIN_SECONDS)

    def choose(self, photo: Path) -> None:
        """This photo it is."""
        if not self.busy:
            self.busy = True
            self._background.do(lambda: photos.make_picture(photo), self._made)

    def _made(self, made: bytes | KioskError) -> None:
        self.busy = False
        if isinstance(made, KioskError):
            self.kiosk.play("sorry")
            self.kiosk.tell(str(made))
        elif self.attempt(
            pictures.replace_picture,
            self.kiosk.settings.data,
            key=self.key,
            png=made,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        ):
            self._changed()

    def restore(self) -> None:
        """The drawing again."""
        if self.attempt(
            pictures.restore_drawing,
            self.kiosk.settings.data,
            key=self.key,
            at=self.kiosk.now(),
            volunteer=self.kiosk.volunteer,
        ):
            self._changed()

    def _changed(self) -> None:
        show_anew(self.key)
        self.things()

    def back(self) -> None:
        """To the things, or to the settings."""
        if self.view == "photos":
            self.things()
        else:
            self.kiosk.show("settings")
