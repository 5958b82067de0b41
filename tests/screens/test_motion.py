"""Motion explains, and is off by a setting; the press is no motion and always comes at once."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.screens.hands import Hands


@pytest.mark.parametrize("motion", [True, False])
def test_the_badge_pops_only_with_motion(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch, motion: bool
) -> None:
    from kiosk.widgets.ui import ui

    monkeypatch.setattr(ui, "motion", motion)
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    pops: list[float] = []
    tile.bind(pop=lambda _tile, pop: pops.append(pop))
    kiosk.take(tile)
    kiosk.wait(0.5)
    assert bool(pops) is motion
    assert tile.pop == 1.0


@pytest.mark.parametrize("motion", [True, False])
def test_paper_moves_only_with_motion(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch, motion: bool
) -> None:
    from kiosk.widgets.paper_feed import PaperFeed
    from kiosk.widgets.ui import ui

    monkeypatch.setattr(ui, "motion", motion)
    feed = PaperFeed(size=(200, 200))
    feed.feed(Image.new("1", (384, 300)))
    assert (feed.out == 1.0) is not motion
    kiosk.wait(2.0)
    assert feed.out == 1.0


@pytest.mark.parametrize("motion", [True, False])
def test_the_sun_shrinks_smoothly_or_in_steps(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch, motion: bool
) -> None:
    from kiosk.widgets.ui import ui

    monkeypatch.setattr(ui, "motion", motion)
    kiosk.wake()
    kiosk.wait(62)
    assert kiosk.at == "still_there"
    sizes: list[float] = []
    kiosk.screen.bind(left=lambda _screen, left: sizes.append(left))
    kiosk.frames(4 * 15)
    assert len(sizes) >= 20 if motion else len(sizes) <= 5
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("motion", [True, False])
def test_a_press_is_seen_in_the_frame_of_the_touch(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch, motion: bool
) -> None:
    from kivy.graphics import Translate

    from kiosk.widgets.ui import ui

    monkeypatch.setattr(ui, "motion", motion)
    kiosk.wake()
    kiosk.frames(3)
    tile = kiosk.find("Tile", task="produce")
    moved = next(one for one in tile.canvas.before.children if isinstance(one, Translate))
    finger = kiosk.finger(*kiosk.place(tile))
    try:
        kiosk.frames(1)
        assert tile.sink > 0
        assert moved.y == -tile.sink * tile.depth
    finally:
        kiosk.lift(finger)
    kiosk.frames(1)
    assert tile.sink == 0 and moved.y == 0
