"""The screen of the kiosk's health with everything that can be found, for the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from unittest.mock import patch

from kiosk import health, machine_health
from kiosk.health import Finding
from tests.screens.hands import Hands

NOWHERE: Final = Path("/proc/none")
"""A machine that tells nothing."""


def _healthy(hands: Hands) -> None:
    """Every verdict, the longest sentences among them."""
    found = [
        Finding("screen", "good", "Er is een scherm van 1280x800 punten."),
        machine_health.of_touch([machine_health.InputDevice("Goodix", True, ("event9",))], NOWHERE),
        health.of_printer("offline"),
        machine_health.of_scanner([]),
        machine_health.of_sound(0),
        health.of_clock(hands.app.local_now(), doubt=None, proven=False),
        health.of_disk(3 * 2**30, writable=False),
        Finding("database", "good", "Alles klopt: 211 dagen, 4120 bezoeken."),
        health.of_copies(None, hands.app.local_now(), closes=False),
        machine_health.of_temperature(NOWHERE),
        machine_health.of_power(NOWHERE),
    ]
    with patch("kiosk.screens.health.examine", lambda *_given: found):
        hands.app.unlock(1, "Wim")
        hands.app.show("health")
        hands.until(lambda: hands.screen.findings)


HEALTH_WALK: Final[Mapping[str, tuple[Callable[[Hands], None], ...]]] = {"health": (_healthy,)}
