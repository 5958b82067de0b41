"""How many outing cards a page holds, chairs that fit, days in a grid."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.screens.hands import Hands

pytestmark = pytest.mark.usefixtures("app")

# Room for cards in mm: 7 inch, 10 inch, 7 inch upright; what fits on two pages.
PANELS = [(146.0, 62.0, 8), (209.0, 106.0, 18), (79.0, 101.0, 6)]


@pytest.mark.parametrize(("wide", "high", "most"), PANELS)
def test_two_pages_hold_what_is_coming(wide: float, high: float, most: int) -> None:
    from kiosk.widgets.outing_card import card_grid

    for count in range(1, most + 1):
        columns, rows = card_grid(count, wide, high)
        assert -(-count // (columns * rows)) <= 2


@pytest.mark.parametrize(("wide", "high", "most"), PANELS)
def test_no_card_is_too_small_for_what_stands_on_it(wide: float, high: float, most: int) -> None:
    from kiosk.widgets.outing_card import LYING_MM, STANDING_MM, card_grid

    for count in range(1, 3 * most):
        columns, rows = card_grid(count, wide, high)
        size = ((wide + 3) / columns - 3, (high + 3) / rows - 3)
        assert any(size[0] >= least[0] and size[1] >= least[1] for least in (LYING_MM, STANDING_MM))


@pytest.mark.parametrize("count", [1, 2, 7, 12, 20, 53, 200])
def test_every_seat_has_its_chair_within_the_box(count: int) -> None:
    from kiosk.widgets.seats import GAP, chairs_in

    columns, side = chairs_in(60, 14, count, 9)
    rows = -(-count // columns)
    assert 0 < side <= 9
    assert columns * side * (1 + GAP) - side * GAP <= 60.01
    assert rows * side * (1 + GAP) - side * GAP <= 14.01


def test_one_chair_is_one_seat_until_they_are_specks(kiosk: Hands) -> None:
    from kivy.graphics import Rectangle

    from kiosk.widgets.seats import Seats
    from kiosk.widgets.ui import ui

    seats = Seats(quota=20, free=3, size=(60 * ui.mm, 10 * ui.mm))
    kiosk.frames(2)
    assert len([one for one in seats.canvas.children if isinstance(one, Rectangle)]) == 20
    seats.quota = 900
    kiosk.frames(2)
    assert len([one for one in seats.canvas.children if isinstance(one, Rectangle)]) == 2


@pytest.mark.parametrize(("wide", "columns"), [(146, 7), (209, 7), (79, 5)])
def test_days_can_be_touched_and_follow_each_other(kiosk: Hands, wide: float, columns: int) -> None:
    from kiosk.widgets.day_grid import LEAST_MM, DayGrid
    from kiosk.widgets.ui import ui

    grid = DayGrid(size=(wide * ui.mm, 57 * ui.mm))
    first, chosen = date(2026, 11, 28), date(2027, 2, 28)
    grid.start(first, chosen)
    kiosk.frames(3)
    assert grid.cols == columns
    assert min(min(tile.size) for tile in grid.children) >= (LEAST_MM - 0.6) * ui.mm
    days = [tile.day for tile in reversed(grid.children)]
    assert days == [days[0] + timedelta(days=step) for step in range(len(days))]
    assert chosen in days
    grid.start(first, None)
    kiosk.frames(3)
    early = [tile for tile in grid.children if tile.day < first]
    assert all(tile.disabled for tile in early)
    assert grid.children[-1].day.weekday() == 0
