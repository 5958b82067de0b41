"""No cell of a table is ever calculated by the program that opens it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.spreadsheet import cents, safe, table


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+32 470",
        "-cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x0b=1",
        " =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "\x00=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "|calc",
        "%0a",
        "\u22121",
        "-1+cmd|' /C calc'!A0",
    ],
)
def test_what_could_be_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["Zoo", "2026-04-11", "12,50", "-12,50", "3", "a=b", "Kerst-feest"]
)
def test_words_and_our_own_numbers_stay(cell: str) -> None:
    assert safe(cell) == cell


def test_numbers_and_nothing() -> None:
    assert [safe(cell) for cell in (5, -5, None, "")] == ["5", "-5", "", ""]
    assert [cents(amount) for amount in (1250, -1250, 5, -5, 0)] == [
        "12,50",
        "-12,50",
        "0,05",
        "-0,05",
        "0,00",
    ]


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=4))
def test_every_table_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    written = table(rows)
    assert written.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(written.decode("utf-8-sig"), newline="")
    expected = [[safe(cell) for cell in row] for row in rows]
    assert [row or [""] for row in csv.reader(text, delimiter=";")] == expected
