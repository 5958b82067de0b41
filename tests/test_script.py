"""Scripts: lines break before they are turned, letters join, and a text is never a command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.script import ARABIC_FONT, LATIN_FONT, clean, direction, display_lines, font_of

ROOT = Path(__file__).parent.parent


def at_most(length: int) -> Callable[[str], bool]:
    return lambda line: len(line) <= length


class TestLines:
    def test_latin_lines_break_at_spaces(self) -> None:
        assert display_lines("rode kool en prei", at_most(9)) == ["rode kool", "en prei"]

    def test_a_long_word_stands_alone_and_whole(self) -> None:
        assert display_lines("een prinsessenboon nu", at_most(5)) == ["een", "prinsessenboon", "nu"]

    def test_a_no_break_space_never_breaks(self) -> None:
        assert display_lines("zak 1\u00a0kg", at_most(5)) == ["zak", "1\u00a0kg"]

    def test_new_lines_are_kept_and_empty_ones_are_not(self) -> None:
        assert display_lines("een\n\ntwee\r\ndrie") == ["een", "twee", "drie"]

    @pytest.mark.parametrize("text", ["", " ", "\n", "\u202e"])
    def test_nothing_gives_no_line(self, text: str) -> None:
        assert display_lines(text) == []

    def test_what_begins_with_digits_runs_as_the_screen_does(self) -> None:
        assert display_lines("10:00 – 17:00") == ["10:00 – 17:00"]
        assert display_lines("10:00 – 17:00", from_right=True) == ["17:00 – 10:00"]
        assert display_lines("08:45 · bij de kerk", at_most(12), from_right=True) == [
            "bij · 08:45",
            "de kerk",
        ]
        assert display_lines("Kerk, 2e deur", from_right=True) == ["Kerk, 2e deur"]

    def test_arabic_letters_join_and_run_from_right_to_left(self) -> None:
        # kaf initial, yeh medial, seen final: drawn from left to right that is the other way
        assert display_lines("كيس") == ["\ufeb2\ufef4\ufedb"]

    def test_persian_letters_join(self) -> None:
        assert display_lines("پیاز") == ["\ufeaf\ufe8e\ufbff\ufb58"]

    def test_lines_break_before_they_are_turned(self) -> None:
        whole = display_lines("بطاطا حمراء")[0]
        first, second = display_lines("بطاطا حمراء", at_most(6))
        assert whole == f"{second} {first}"

    def test_digits_keep_their_order_inside_arabic(self) -> None:
        assert display_lines("كيس 500 غ") == ["\ufecd 500 \ufeb2\ufef4\ufedb"]

    def test_latin_first_keeps_latin_first(self) -> None:
        assert display_lines("Lede كيس")[0].startswith("Lede ")

    def test_vowel_marks_are_left_out(self) -> None:
        assert display_lines("شكرًا") == display_lines("شكرا")

    def test_the_joiner_of_persian_breaks_the_join_and_is_not_drawn(self) -> None:
        joined, apart = display_lines("میخواهم")[0], display_lines("می\u200cخواهم")[0]
        assert joined != apart and len(joined) == len(apart)

    def test_what_fits_is_asked_of_the_line_as_drawn(self) -> None:
        asked: list[str] = []

        def fits(line: str) -> bool:
            asked.append(line)
            return True

        display_lines("كيس كيس", fits)
        assert asked == ["\ufeb2\ufef4\ufedb \ufeb2\ufef4\ufedb"]


class TestData:
    @pytest.mark.parametrize(
        ("given_text", "kept"),
        [
            ("Lede\u202eedeL", "LedeedeL"),
            ("\u2066a\u2069\u200eb\u200f\u061c", "ab"),
            ("\x1b@Lede\x1d\x00\x7f", "@Lede"),
            ("een\ttwee\u2028drie", "een twee\ndrie"),
            ("af\u00adbreken\ufeff\u200d", "afbreken"),
            ("\ud800\ue000x", "x"),
            ("e\u0301e\u0301n", "één"),
            ("می\u200cخواهم", "می\u200cخواهم"),
            ("€ 1,20 × 2 − 3… ґї", "€ 1,20 × 2 − 3… ґї"),
        ],
    )
    def test_control_characters_are_taken_out(self, given_text: str, kept: str) -> None:
        assert clean(given_text) == kept

    @given(some.text(max_size=60))
    def test_any_text_is_drawn_without_control_characters(self, text: str) -> None:
        for line in display_lines(text, at_most(7)):
            assert all(character.isprintable() or character.isspace() for character in line)
            assert line and "\n" not in line


class TestDirectionAndFont:
    @pytest.mark.parametrize(
        ("text", "way", "font"),
        [
            ("prei", "ltr", LATIN_FONT),
            ("цибуля", "ltr", LATIN_FONT),
            ("€ 1,20", "ltr", LATIN_FONT),
            ("", "ltr", LATIN_FONT),
            ("12 كيس", "rtl", ARABIC_FONT),
            ("سیب زمینی", "rtl", ARABIC_FONT),
            ("Lede كيس", "ltr", LATIN_FONT),
            ("كيس морква", "rtl", LATIN_FONT),
            ("\ufedb", "rtl", ARABIC_FONT),
            ("\u0665", "ltr", ARABIC_FONT),
        ],
    )
    def test_by_the_letters(self, text: str, way: str, font: str) -> None:
        assert (direction(text), font_of(text)) == (way, font)


def test_latin_text_does_not_wait_for_the_libraries_of_arabic() -> None:
    code = (
        "import sys\nfrom kiosk.script import display_lines\n"
        "display_lines('wortel, цибуля, € 1,20')\n"
        "print([name for name in sys.modules if 'bidi' in name or 'reshape' in name])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
