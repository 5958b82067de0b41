"""Still there? The sun shrinks; one tap gives more time."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.animation import Animation
from kivy.properties import NumericProperty

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen
from kiosk.widgets.ui import ui


class StillThereScreen(KioskScreen):
    """The person's last chance before the screen goes home and forgets them."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "nobody"
    left = NumericProperty(1.0)

    def enter(self, **_given: Any) -> None:
        self.left = 1.0
        self.kiosk.play("bell")
        seconds = self.kiosk.settings.times.warning_seconds
        sun = Animation(left=0.0, duration=seconds, step=0 if ui.motion else 1)
        sun.bind(on_complete=lambda *_args: self.kiosk.end_visit())
        sun.start(self)

    def leave(self) -> None:
        Animation.cancel_all(self, "left")

    def says(self) -> str:
        return translate("Ben je er nog?", self.kiosk.visit.language)

    def more_time(self) -> None:
        """Go on where the person was."""
        self.kiosk.resume()
