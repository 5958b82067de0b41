"""The clock face: a mark at every hour, in all sizes, and no time that nobody said."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.screens.hands import Hands
from tests.screens.walk import WALK


def darkness(face: Any, turn: float, share: float) -> float:
    """How dark the dial is, 0 to 1, at a part of a turn and a share of its radius."""
    dial = face._dial.texture
    side = dial.width
    across, up = (
        min(side - 1, int(side / 2 * (1 + part(turn * math.tau) * share)))
        for part in (math.sin, math.cos)
    )
    at = 4 * (side * up + across)
    pixels: bytes = dial.pixels
    return 1 - sum(pixels[at : at + 3]) / 3 / 255


@pytest.mark.parametrize("side", [24, 36, 60, 150, 300])
def test_every_hour_has_its_mark_and_every_quarter_a_longer_one(kiosk: Hands, side: int) -> None:
    from kiosk.widgets.clock import ClockFace

    face = ClockFace(minutes=0, size=(side, side))
    kiosk.frames(2)
    assert face._dial.texture.width == side
    for hour in range(12):
        assert darkness(face, hour / 12, 0.75) > 0.25, hour
        assert darkness(face, (hour + 0.5) / 12, 0.75) < 0.1, hour
        assert (darkness(face, hour / 12, 0.645) > 0.4) == (hour % 3 == 0), hour


def test_while_nobody_knows_the_time_there_are_no_hands(kiosk: Hands) -> None:
    WALK["wrong_clock"][0](kiosk)
    kiosk.frames(3)
    (face,) = kiosk.seen("ClockFace")
    assert face._dial.size[0] > 100
    assert face._hour.points == face._minute.points == []
    assert not [one for one in kiosk.seen("Picture") if one.key == "clock"]
