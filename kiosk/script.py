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
_WITHOUT_JOINERS: Final = {ord(joiner): None for joiner in _JOINERS}
_ELLIPSIS: Final = "\u2026"

MOST_MARKS: Final = 2
"""Accents above and below one letter; no language of ours needs more, and a storm of them would
cover the lines around it."""

_PLAIN: Final = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u04ff€×−–…]*")


def clean(text: str) -> str:
    """`text` without control characters; a tab is a space, every kind of new line a new line.

    Taken out are the characters that change direction, those without a shape, halves of pairs and
    private ones, and marks on a letter that has MOST_MARKS already. The joiners that Persian words
    are written with stay, beside Arabic letters only.
    """
    if _PLAIN.fullmatch(text):
        return text
    kept: list[str] = []
    arabic = bool(_ARABIC.search(text))
    for character in text.replace("\r\n", "\n").replace("\t", " "):
        kind = unicodedata.category(character)
        if character in "\n\r\v\f\x85" or kind in ("Zl", "Zp"):
            kept.append("\n")
        elif kind[0] != "C" or (arabic and character in _JOINERS):
            kept.append(character)
    marks = 0
    calm: list[str] = []
    for character in unicodedata.normalize("NFC", "".join(kept)):
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            calm.append(character)
    return "".join(calm)


def one_line(text: str) -> str:
    """`text` as a name or a reason is kept: clean, on one line, without spaces that show nothing.

    What nobody could see is empty, so that no name of invisible signs passes for one.
    """
    return " ".join(clean(text).split())


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


def display_lines(
    text: str, fits: Callable[[str], bool] = lambda _line: True, *, from_right: bool = False
) -> list[str]:
    """The lines of `text`, each ready to be drawn from left to right.

    `fits` tells whether a line, as it will be drawn, is not too wide. Lines break at spaces (not
    at no-break spaces) and where the text has a new line; a word that is too wide by itself
    stands alone and whole. An empty text gives no line. `from_right` is for a text that begins
    with digits, which have no direction of their own, on a screen that is read from the right.
    """
    lines = _lines(text, fits, whole=True, from_right=from_right)
    return [_drawn(line, towards) for line, towards in lines]


def bounded_lines(
    text: str, fits: Callable[[str], bool], most: int, *, from_right: bool = False
) -> list[str]:
    """At most ``most`` lines, as ``display_lines`` gives them, of which every one fits.

    For what nobody foresaw, such as a name without a space that is longer than its box: a word that
    is too wide breaks anywhere, and what is left over in the end becomes an ellipsis.
    """
    lines = _lines(text, fits, whole=False, from_right=from_right)
    if len(lines) > most:
        last, towards = lines[most - 1]
        while last and not fits(_drawn(last + _ELLIPSIS, towards)):
            last = last[:-1]
        lines[most - 1 :] = [(last + _ELLIPSIS, towards)]
    return [_drawn(line, towards) for line, towards in lines]


def _lines(
    text: str, fits: Callable[[str], bool], *, whole: bool, from_right: bool
) -> list[tuple[str, Direction]]:
    """The lines in the order of reading, and the way each runs; words stay ``whole`` or break."""
    lines: list[tuple[str, Direction]] = []
    for paragraph in clean(text).split("\n"):
        turned = from_right and not paragraph[:1].isalpha()
        towards: Direction = "rtl" if turned else direction(paragraph)
        line = ""
        for word in paragraph.split(" "):
            if not word:
                continue
            longer = f"{line} {word}" if line else word
            if (whole and not line) or fits(_drawn(longer, towards)):
                line = longer
                continue
            if line:
                lines.append((line, towards))
            while not whole and len(word) > 1 and not fits(_drawn(word, towards)):
                cut = _widest(word, towards, fits)
                lines.append((word[:cut], towards))
                word = word[cut:]
            line = word
        if line:
            lines.append((line, towards))
    return lines


def _widest(word: str, towards: Direction, fits: Callable[[str], bool]) -> int:
    """How many letters of a word that is too wide fit, each with its marks; at least one."""
    few, many = 1, len(word)
    while many - few > 1:
        half = (few + many) // 2
        if fits(_drawn(word[:half], towards)):
            few = half
        else:
            many = half
    whole = few
    while whole > 1 and unicodedata.combining(word[whole]):
        whole -= 1
    return few if unicodedata.combining(word[whole]) else whole


@lru_cache(maxsize=1024)
def _drawn(line: str, towards: Direction) -> str:
    """One line of a paragraph that runs `towards`, in the order in which it is drawn."""
    if towards == "ltr" and not _RIGHT_TO_LEFT.search(line):
        return line.translate(_WITHOUT_JOINERS)
    shape, reorder = _shapers()
    drawn = reorder(shape(line), "R" if towards == "rtl" else "L")
    return drawn.translate(_WITHOUT_JOINERS)


@cache
def _shapers() -> tuple[Callable[[str], str], Callable[[str, str], str]]:
    """The joining of letters and the turning of lines.

    Imported when the first such text comes: a start in Dutch does not wait for them. Vowel marks
    are left out, as in everyday writing: a turned line would put them on the wrong letter.
    """
    from arabic_reshaper import reshape
    from bidi import get_display

    return reshape, lambda line, base: str(get_display(line, base_dir=base))
