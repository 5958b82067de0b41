"""The desk: what a volunteer can do now."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, StringProperty

from kiosk.screens.base import KioskScreen
from kiosk.services import counter, moments


class DeskScreen(KioskScreen):
    """Only the tasks of this point of the day can be tapped."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    is_open = BooleanProperty(False)
    waiting = StringProperty("")

    def enter(self, **_given: Any) -> None:
        self.is_open = moments.current_moment() is not None
        count = len(counter.waiting()) if self.is_open else 0
        self.waiting = str(count) if count else ""
