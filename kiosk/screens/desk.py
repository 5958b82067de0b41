"""The desk: what a volunteer can do now."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

from kivy.properties import BooleanProperty, StringProperty

from kiosk.screens.base import KioskScreen
from kiosk.services import counter, moments, papers


class DeskScreen(KioskScreen):
    """Only the tasks of this point of the day can be tapped."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    is_open = BooleanProperty(False)
    waiting = StringProperty("")
    untold = StringProperty("")
    """How many papers did not come out without anybody having seen that."""

    def enter(self, **_given: Any) -> None:
        self.is_open = moments.current_moment() is not None
        count = len(counter.waiting()) if self.is_open else 0
        self.waiting = str(count) if count else ""
        self.untold = str(len(papers.untold()) or "")

    def open_day(self) -> None:
        """Open the day, or change what is on offer.

        Nobody is served while the day is not open, so the time of the network is taken now; a
        time that nobody vouches for is shown first.
        """
        if not self.is_open:
            self.kiosk.clock.watch(math.inf)
        unsure = not (self.is_open or self.kiosk.clock.proven)
        if unsure:
            self.kiosk.show("set_clock", then="open_day")
        else:
            self.kiosk.show("open_day")
