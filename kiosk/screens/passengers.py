"""passengers: being made."""

from __future__ import annotations

from typing import ClassVar, Literal

from kiosk.screens.base import KioskScreen


class PassengersScreen(KioskScreen):
    """Meerijders."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
