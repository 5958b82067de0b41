"""Words on paper: nothing is lost, nothing is too wide, nothing is a command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL.ImageFont import FreeTypeFont

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
    shown = lettering.printable(text)
    assert all(each.isprintable() or each in "\u200c\u200d" for each in shown)


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
        ("جزر 500\u00a0غ", "جزر 500 غ"),
        ("\u202eجزر", "جزر"),
        ("ظرف\u200cشویی", "ظرف\u200cشویی"),
        ("Lede جزر", "Lede"),
        ("морква", "морква"),
    ],
)
def test_printable(given_text: str, shown: str) -> None:
    assert lettering.printable(given_text) == shown


@pytest.mark.parametrize("room", [60, 90, 200, 400])
def test_arabic_lines_fit_and_are_drawn_from_right_to_left(room: int) -> None:
    text = "فاصوليا خضراء عريضة"
    face = lettering.font_for(text, 30)
    lines = lettering.wrap(text, face, room)
    assert all(face.getlength(line) <= room for line in lines)
    assert "".join(lines).count("\ufe94") == 1  # the joined last letter of the last word
    whole = lettering.wrap(text, face, 1000)
    assert whole == [lettering.drawn(text)] and whole[0][0] == "\ufe94"


def test_a_word_has_the_font_of_its_script() -> None:
    def name(text: str) -> str | None:
        face = lettering.font_for(text, 30)
        assert isinstance(face, FreeTypeFont)
        return face.getname()[0]

    assert name("prei") == name("морква") == name("€ 1,20") == "Andika"
    assert name("جزر") == "Noto Sans Arabic"
    # What a volunteer types keeps its letters, also with a foreign word in it.
    assert name("Lede جزر") == "Andika"


def test_fit_measures_in_the_font_of_the_text() -> None:
    assert lettering.fit("جزر", 40, 500) is lettering.font_for("جزر", 40)
    small = lettering.fit("فاصوليا خضراء", 40, 120)
    assert lettering.width("فاصوليا خضراء", small) <= 120


@pytest.fixture
def fresh_fonts() -> Iterator[None]:
    lettering.font.cache_clear()
    yield
    lettering.font.cache_clear()


def test_a_missing_font_is_survived(
    monkeypatch: pytest.MonkeyPatch, fresh_fonts: None, tmp_path: Path
) -> None:
    gone = dict.fromkeys(lettering._FILES, tmp_path / "none.ttf")
    monkeypatch.setattr(lettering, "_FILES", gone)
    assert lettering.width("Lede", lettering.font(30)) > 10
