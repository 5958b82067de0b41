"""Every screen, in every language, on every panel: what must be true of the glass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import screens
from kiosk.i18n import LANGUAGES
from tests.screens.hands import Hands, Time
from tests.screens.looking import CHECKS, Glass
from tests.screens.walk import PANELS, WALK, panel


@pytest.fixture(scope="module", params=PANELS, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: Any, app: Any, now: Time) -> Iterator[tuple[int, int]]:
    """A panel; all that is built is laid out for it once, then every screen is looked at."""
    with panel(Hands(app, now, Path()), request.param):
        yield request.param


def test_the_walk_comes_everywhere() -> None:
    assert set(WALK) == set(screens.SCREENS)


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("name", screens.SCREENS)
def test_every_screen_is_right(kiosk: Hands, name: str) -> None:
    wrong: dict[str, list[str]] = {}
    for state in WALK[name]:
        state(kiosk)
        kiosk.frames(3)
        assert kiosk.at == name
        # the volunteers' screens are Dutch for everybody
        for language in ("nl",) if kiosk.screen.for_volunteers else LANGUAGES:
            if language != "nl":
                kiosk.app.speak_language(language)
                kiosk.frames(2)
            glass = Glass(kiosk.screen)
            for fault in (one for check in CHECKS for one in check(glass)):
                wrong.setdefault(fault, []).append(language)
        kiosk.app.speak_language("nl")
    assert not wrong, "\n".join(f"{fault} in {' '.join(where)}" for fault, where in wrong.items())
