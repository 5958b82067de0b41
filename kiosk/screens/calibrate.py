"""How large is this panel? A bank card is laid on the glass and its drawing is made to match."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Literal

from kivy.clock import Clock, ClockEvent
from kivy.properties import NumericProperty

from kiosk.screens.base import KioskScreen
from kiosk.widgets.bank_card import CARD_MM
from kiosk.widgets.ui import ui

HOLD_SECONDS: Final = 0.4
PIXELS_A_SECOND: Final = 60.0
LEAST_SHARE: Final = 0.12
"""The smallest drawing, as a share of the longer side of the panel."""


class CalibrateScreen(KioskScreen):
    """Sized by shares of the panel and not by millimetres, since those may be all wrong here."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
    unit = NumericProperty(8.0)
    card = NumericProperty(100.0)
    millimetres = NumericProperty(0)
    _repeat: ClockEvent | None = None

    def enter(self, **_given: Any) -> None:
        self.card = 0
        self.grow(CARD_MM[0] * ui.glass_mm)

    def leave(self) -> None:
        self.hold(0, False)

    def grow(self, pixels: float) -> None:
        """Make the card longer, or shorter, as far as it stays on the panel and makes sense."""
        room = self.ids.card
        upright = self.height > self.width
        across, high = (CARD_MM[1], CARD_MM[0]) if upright else CARD_MM
        most = min(room.width / across, room.height / high) * CARD_MM[0]
        least = LEAST_SHARE * max(self.size)
        self.card = max(least, min(most, self.card + pixels))
        self.millimetres = round(self.width / (self.card / CARD_MM[0]))

    def hold(self, direction: int, pressed: bool) -> None:
        """One pixel at once, and more of them while the finger stays down."""
        if self._repeat is not None:
            self._repeat.cancel()
            self._repeat = None
        if pressed:
            self.grow(direction)
            self._repeat = Clock.schedule_once(lambda _s: self._go_on(direction), HOLD_SECONDS)

    def _go_on(self, direction: int) -> None:
        self._repeat = Clock.schedule_interval(
            lambda seconds: self.grow(direction * PIXELS_A_SECOND * seconds), 0
        )

    def done(self) -> None:
        """The drawing is as large as the card: from now on a millimetre is one."""
        if self.attempt(self.kiosk.choose, "screen", "width_mm", int(self.millimetres)):
            self.kiosk.show("settings")
