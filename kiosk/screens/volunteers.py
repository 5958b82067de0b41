"""Volunteers: who can open the door; somebody new, one's own code and sign, who has left."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, NumericProperty

from kiosk.screens.base import KioskScreen
from kiosk.services import volunteers


class VolunteersScreen(KioskScreen):
    """Behind one's own PIN, asked once more: what is done here opens the door for longer."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    chosen = NumericProperty(0)
    own = BooleanProperty(False)

    def enter(self, **_given: Any) -> None:
        self.fill()

    def leave(self) -> None:
        self.chosen = 0
        self.ids.grid.show([])

    def fill(self) -> None:
        """Everybody; nobody is chosen."""
        self.chosen = 0
        self.ids.grid.show(self.attempt(volunteers.volunteers) or [])

    def choose(self, volunteer: int) -> None:
        """Somebody: what is to be done is asked beside."""
        self.chosen = self.ids.grid.chosen = volunteer
        self.own = volunteer == self.kiosk.volunteer

    def gone(self) -> None:
        """Held for three seconds: they have left; who is that oneself stands outside at once."""
        at, by = self.kiosk.now(), self.kiosk.volunteer or 0
        left = self.attempt(volunteers.leave, int(self.chosen), at=at, by=by)
        if left is not None and self.own:
            self.kiosk.end_visit()
        else:
            self.fill()
