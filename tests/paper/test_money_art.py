"""Coins and notes: sizes in true relation, numerals that read, rows that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.money import DENOMINATIONS, fewest_pieces
from kiosk.paper import money_art
from kiosk.paper.sheet import MEASURES


@pytest.mark.parametrize("largest", [m.coin for m in MEASURES.values()])
def test_coins_are_in_true_relative_size(largest: int) -> None:
    assert money_art.piece(200, largest).width == largest
    for denomination, millimetres in money_art.COIN_MM.items():
        art = money_art.piece(denomination, largest)
        assert art.width == art.height
        assert art.width == pytest.approx(largest * millimetres / 25.75, abs=1)


@pytest.mark.parametrize("denomination", DENOMINATIONS)
@pytest.mark.parametrize("largest", [m.coin for m in MEASURES.values()])
def test_numerals_are_at_least_4_mm(denomination: int, largest: int) -> None:
    """32 dots, measured in the columns right of the middle, inside the rim."""
    art = money_art.piece(denomination, largest)
    left = round(art.width * (0.5 if denomination <= 200 else 0.55))
    rim = round(largest / 10)
    inside = art.crop((left - 4, rim, left + 10, art.height - rim))
    rows = [y for y in range(inside.height) if inside.crop((0, y, 14, y + 1)).getextrema()[0] == 0]
    assert rows[-1] - rows[0] + 1 >= 31


def test_a_larger_note_is_larger() -> None:
    sizes = [money_art.piece(note, 96).size for note in (500, 1000, 2000, 5000)]
    assert sizes == sorted(sizes)
    assert len({height for _, height in sizes}) == 4


def test_an_unknown_denomination_is_refused() -> None:
    with pytest.raises(KeyError):
        money_art.piece(3, 96)


@given(st.integers(1, 10**6), st.sampled_from(sorted(MEASURES)))
def test_rows_fit_the_paper(amount: int, dots: int) -> None:
    m = MEASURES[dots]
    room = dots - 2 * m.margin
    rows = money_art.rows(fewest_pieces(amount), room, m.coin, m.digit)
    assert rows
    assert all(money_art.row_width(row) <= room for row in rows)


def test_many_of_a_kind_become_one_with_a_digit() -> None:
    few = money_art.rows({5000: 5}, 2000, 96, 46)
    many = money_art.rows({5000: 199}, 2000, 96, 46)
    assert [len(row) for row in few] == [5]
    assert [len(row) for row in many] == [1]


def test_no_coin_stands_alone_on_a_last_row() -> None:
    rows = money_art.rows({200: 1, 100: 1, 20: 2, 5: 1}, 368, 96, 46)
    assert [len(row) for row in rows] == [2, 3]


def test_nothing_is_no_row() -> None:
    assert money_art.rows({}, 368, 96, 46) == []
