"""shares: being made."""

from __future__ import annotations

from typing import ClassVar, Literal

from kiosk.screens.base import KioskScreen


class SharesScreen(KioskScreen):
    """Aandelen."""

    waits_for: ClassVar[Literal["person", "desk", "nobody"]] = "desk"
