"""sell_seats: being made."""

from __future__ import annotations

from typing import ClassVar, Literal

from kiosk.screens.base import KioskScreen


class SellSeatsScreen(KioskScreen):
    """Plaatsen verkopen."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
