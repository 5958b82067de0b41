"""Words on every screen stand out from what is behind them, as it is painted.

Not in the module that lays all out for other panels: here the glass is as large as the window.
"""

from __future__ import annotations

import pytest

from kiosk import screens
from tests.screens.hands import Hands
from tests.screens.looking import Glass, too_pale
from tests.screens.walk import WALK


@pytest.mark.parametrize("name", screens.SCREENS)
def test_words_stand_out(kiosk: Hands, name: str) -> None:
    for state in WALK[name]:
        state(kiosk)
        kiosk.frames(4)
        assert not [*too_pale(Glass(kiosk.screen), kiosk.shot())]
