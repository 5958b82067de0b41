"""Scripts: which way a text runs, which font draws it, and its lines as they must be drawn.

Neither Kivy nor Pillow's basic layout joins Arabic letters or turns them around, so every text
that people see passes here first. Lines are broken in the order in which the text is read; only
then is each line shaped and reordered, because a line that is turned around first breaks at the
wrong end. Text is data: control characters are taken out, above all those that change direction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, Literal

Direction = Literal["ltr", "rtl"]

LATIN_FONT: Final = "Andika"
"""Latin and Cyrillic letters, digits and signs."""

ARABIC_FONT: Final = "Noto Sans Arabic"
"""Arabic and Persian letters, digits, points and commas; it has no Latin letters."""

_ARABIC: Final = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u04ff]")
_JOINERS: Final = "\u200c\u200d"
_PLAIN: Final = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u04ff€×−–…]*")


def clean(text: str) -> str:
    """`text` without control characters; a tab is a space, every kind of new line a new line.

    Taken out are the characters that change direction, those without a shape, halves of pairs and
    private ones. The joiners that Persian words are written with stay, beside Arabic letters only.
    """
    if _PLAIN.fullmatch(text):
        return text
    kept = []
    arabic = bool(_ARABIC.search(text))
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    for character in normal:
        kind = unicodedata.category(character)
        if character in "\n\r\v\f\x85" or kind in ("Zl", "Zp"):
            kept.append("\n")
        elif kind[0] != "C" or (arabic and character in _JOINERS):
            kept.append(character)
    return "".join(kept)


def direction(text: str) -> Direction:
    """Which way `text` is read: that of its first letter; digits and signs have none."""
    if _RIGHT_TO_LEFT.search(text):
        for character in text:
            kind = unicodedata.bidirectional(character)
            if kind in ("R", "AL"):
                return "rtl"
            if kind == "L":
                return "ltr"
    return "ltr"


def font_of(text: str) -> str:
    """The font that has the letters of `text`, LATIN_FONT or ARABIC_FONT.

    An amount has no letters, so it looks the same on every screen. No font has both scripts: a
    text of two is drawn in Latin letters, which are what volunteers type.
    """
    return ARABIC_FONT if _ARABIC.search(text) and not _LATIN.search(text) else LATIN_FONT


def display_lines(text: str, fits: Callable[[str], bool] = lambda _line: True) -> list[str]:
    """The lines of `text`, each ready to be drawn from left to right.

    `fits` tells whether a line, as it will be drawn, is not too wide. Lines break at spaces (not
    at no-break spaces) and where the text has a new line; a word that is too wide by itself
    stands alone and whole. An empty text gives no line.
    """
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        towards = direction(paragraph)
        line = ""
        for word in paragraph.split(" "):
            if not word:
                continue
            longer = f"{line} {word}" if line else word
            if line and not fits(_drawn(longer, towards)):
                lines.append(_drawn(line, towards))
                line = word
            else:
                line = longer
        if line:
            lines.append(_drawn(line, towards))
    return lines


@lru_cache(maxsize=4096)
def _drawn(line: str, towards: Direction) -> str:
    """One line of a paragraph that runs `towards`, in the order in which it is drawn."""
    if not _RIGHT_TO_LEFT.search(line):
        return line
    shape, reorder = _shapers()
    drawn = reorder(shape(line), "R" if towards == "rtl" else "L")
    return drawn.translate({ord(joiner): None for joiner in _JOINERS})


@cache
def _shapers() -> tuple[Callable[[str], str], Callable[[str, str], str]]:
    """The joining of letters and the turning of lines.

    Imported when the first such text comes: a start in Dutch does not wait for them. Vowel marks
    are left out, as in everyday writing: a turned line would put them on the wrong letter.
    """
    from arabic_reshaper import reshape
    from bidi import get_display

    return reshape, lambda line, base: str(get_display(line, base_dir=base))
