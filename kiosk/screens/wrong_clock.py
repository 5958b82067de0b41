"""Wrong clock: nobody knows what day it is, so the kiosk stays closed until a volunteer says so."""

from __future__ import annotations

from typing import ClassVar, Literal

from kiosk.i18n import translate
from kiosk.screens.base import KioskScreen


class WrongClockScreen(KioskScreen):
    """Nothing to tap; the logo is held to come to the volunteers' door."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "nobody"

    def says(self) -> str:
        return translate("nu dicht", self.kiosk.visit.language)
