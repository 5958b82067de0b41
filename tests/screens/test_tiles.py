"""How many tiles a page holds, and words that fit."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("app")

# Room for produce in mm: 7 inch, 10 inch, 7 inch upright; what fits on two pages.
PANELS = [(146.0, 63.0, 12), (161.0, 106.0, 18), (79.0, 102.0, 12)]


@pytest.mark.parametrize(("wide", "high", "most"), PANELS)
def test_two_pages_hold_a_day(wide: float, high: float, most: int) -> None:
    from kiosk.widgets.produce_tile import columns_and_rows

    for count in range(1, most + 1):
        columns, rows = columns_and_rows(count, wide, high)
        assert -(-count // (columns * rows)) <= 2


@pytest.mark.parametrize(("wide", "high", "most"), PANELS)
def test_no_tile_is_too_small_for_its_minus(wide: float, high: float, most: int) -> None:
    from kiosk.widgets.produce_tile import LEAST_HIGH_MM, LEAST_WIDE_MM, columns_and_rows

    for count in range(1, 2 * most):
        columns, rows = columns_and_rows(count, wide, high)
        assert (wide + 3) / columns - 3 >= LEAST_WIDE_MM
        assert (high + 3) / rows - 3 >= LEAST_HIGH_MM


def words(text: str, wide: float, high: float, **kwargs: Any) -> Any:
    from kiosk.widgets.ui import ui
    from kiosk.widgets.words import Words

    label = Words(text=text, size=(wide * ui.mm, high * ui.mm), size_hint=(None, None), **kwargs)
    label.draw()
    return label


def test_words_take_the_largest_type_that_fits() -> None:
    from kiosk.widgets.ui import ui

    assert words("ui", 40, 12, most=6, least=4).font_size == round(6 * ui.mm)
    assert words("prinsessenboon", 36, 9, most=8, least=4).font_size < round(8 * ui.mm)


@pytest.mark.parametrize("text", ["champignon", "groseille à maquereau", "брюссельська капуста"])
def test_words_are_never_broken_or_wider_than_their_box(text: str) -> None:
    label = words(text, 22, 14, most=6, least=4.5)
    assert label._type.size[0] <= label.width + 1
    assert label.shown.split() == text.split()


def test_arabic_words_are_joined_turned_and_broken_in_the_order_of_reading() -> None:
    from kiosk.script import display_lines

    label = words("أهلا وسهلا", 16, 16, most=6, least=4.5)
    assert label.font_name == "Noto Sans Arabic"
    assert label.text == "أهلا وسهلا"
    first, second = label.shown.split("\n")
    assert [first, second] == [display_lines(word)[0] for word in label.text.split(" ")]
    label.text = "Welkom"
    label.draw()
    assert (label.font_name, label.shown) == ("Andika", "Welkom")


def test_a_strange_long_word_shrinks_whole_and_ours_never_go_under_the_least() -> None:
    from kiosk.widgets.ui import ui

    assert words("wortel", 20, 9, most=6, least=4.5).font_size >= round(4.5 * ui.mm)
    long = words("schorseneren", 22, 9, most=6, least=4.5, lines=1)
    assert 3.0 * ui.mm <= long.font_size < round(4.5 * ui.mm)
    assert long.shown == "schorseneren"
    assert long._type.size[0] <= long.width + 1


def test_a_word_that_even_small_letters_cannot_hold_breaks_and_stays_in_its_box() -> None:
    from kiosk.widgets.ui import ui

    longer = words("hottentottententententoonstelling", 22, 9, most=6, least=4.5, lines=1)
    assert longer.font_size >= 3.0 * ui.mm
    assert longer.shown.startswith("hottentot") and longer.shown.endswith("…")
    assert longer._type.size[0] <= longer.width + 1
    assert longer._type.size[1] <= longer.height + 2
