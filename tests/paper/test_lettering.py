"""Words on paper: nothing is lost, nothing is too wide, nothing is a command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.paper import lettering

FACE = lettering.font(30)


@given(st.text(alphabet="abcdefghijklmnop é-W€", max_size=120), st.integers(120, 560))
def test_wrapped_lines_fit_and_hold_everything(text: str, room: int) -> None:
    lines = lettering.wrap(text, FACE, room)
    assert all(lettering.width(line, FACE) <= room for line in lines)
    letters = "".join(lines).replace("-", "").replace(" ", "")
    assert letters == text.replace("-", "").replace(" ", "")


def test_words_stay_whole_where_they_can() -> None:
    assert lettering.wrap("rode kool en prei", FACE, 150) == ["rode kool", "en prei"]


def test_a_long_word_breaks_with_a_hyphen() -> None:
    first, *rest = lettering.wrap("prinsessenboontjes", FACE, 160)
    assert first.endswith("-") and rest


@pytest.mark.parametrize("room", [0, -50, 3])
def test_no_room_at_all_still_ends(room: int) -> None:
    assert "".join(lettering.wrap("prei en ui", FACE, room)).replace("-", "") == "preienui"


def test_empty_text_is_no_line() -> None:
    assert lettering.wrap(" \n ", FACE, 100) == []


@given(st.text(max_size=60))
def test_printable_never_holds_a_control_character(text: str) -> None:
    assert lettering.printable(text).isprintable()


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b@Lede\x1dV\x00", "@LedeV"),
        ("regel 1\r\nregel 2\t!", "regel 1 regel 2 !"),
        ("<b>Lede</b> & co", "<b>Lede</b> & co"),
        ("\u202eedeL", "edeL"),
        ("Lede\u00a0Oost", "Lede Oost"),
        ("e\u0301e\u0301n", "één"),
        ("Lede \U0001f33b", "Lede"),
    ],
)
def test_printable(given_text: str, shown: str) -> None:
    assert lettering.printable(given_text) == shown


@pytest.fixture
def fresh_fonts() -> Iterator[None]:
    lettering.font.cache_clear()
    yield
    lettering.font.cache_clear()


def test_a_missing_font_is_survived(
    monkeypatch: pytest.MonkeyPatch, fresh_fonts: None, tmp_path: Path
) -> None:
    gone = {True: tmp_path / "none.ttf", False: tmp_path / "none.ttf"}
    monkeypatch.setattr(lettering, "_FILES", gone)
    assert lettering.width("Lede", lettering.font(30)) > 10
