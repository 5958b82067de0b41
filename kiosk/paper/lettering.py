"""Letters on paper: the fonts, what can be printed of a text, and where its lines break.

Sizes are in dots (203 per inch, 8 per millimetre). The basic layout engine and our own font files
make every line the same on every machine; it joins no letters, so lines pass by kiosk.script.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from kiosk.script import ARABIC_FONT, LATIN_FONT, clean, display_lines, font_of

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
_FILES = {
    (LATIN_FONT, True): FONTS / "Andika-Bold.ttf",
    (LATIN_FONT, False): FONTS / "Andika-Regular.ttf",
    (ARABIC_FONT, True): FONTS / "NotoSansArabic-Bold.ttf",
    (ARABIC_FONT, False): FONTS / "NotoSansArabic-Regular.ttf",
}

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

DIGIT_HEIGHT = 0.73
"""Height of a digit in Andika as a part of the font size."""


@lru_cache(maxsize=64)
def font(size: int, bold: bool = True, name: str = LATIN_FONT) -> Font:
    """A font at ``size`` dots; Pillow's own when the file is missing, so paper goes on."""
    try:
        path = _FILES[name, bold]
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return ImageFont.load_default(size)


def font_for(text: str, size: int, bold: bool = True) -> Font:
    """The font that has the letters of ``text``, at ``size`` dots."""
    return font(size, bold, font_of(text))


def own_font(text: str, size: int) -> Font:
    """The font for the word of a person below a bold Dutch one of ``size`` dots.

    Latin and Cyrillic in regular; Arabic is bold as well, for its strokes are thin on paper.
    """
    return font_for(text, size, bold=font_of(text) == ARABIC_FONT)


@lru_cache(maxsize=8192)
def _has_shape(character: str, name: str) -> bool:
    """Whether the font can draw ``character`` as more than the box for unknown ones."""
    face = font(24, name=name)
    return bytes(face.getmask(character)) != bytes(face.getmask("\uffff"))


def printable(text: str) -> str:
    """What a paper can show of ``text``: one line, without control or unknown characters.

    A raster cannot carry printer commands, but a name with ESC in it would still show boxes, and
    one with direction marks would show in another order than it was typed. The joiners inside
    Persian words stay: they have no shape, but decide that of their neighbours.
    """
    name = font_of(text)
    characters = []
    for character in unicodedata.normalize("NFC", clean(text)):
        if unicodedata.category(character)[0] == "Z" or character == "\n":
            characters.append(" ")
        elif _has_shape(character, name):
            characters.append(character)
    return " ".join("".join(characters).split())


def drawn(text: str) -> str:
    """One line of text with its letters joined, in the order in which it is drawn."""
    return " ".join(display_lines(text))


def width(text: str, face: Font) -> int:
    """How wide ``text`` is when it is drawn, in dots."""
    return round(face.getlength(drawn(text)))


def wrap(text: str, face: Font, room: int) -> list[str]:
    """``text`` in lines of at most ``room`` dots, to be drawn; a longer word breaks with a hyphen.

    Nothing is left out, so a line holds at least one letter however small the room. An empty text
    gives no line at all.
    """
    lines: list[str] = []
    line = ""
    for word in printable(text).split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, face) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        while len(word) > 1 and width(word, face) > room:
            cut = _break(word, face, room)
            lines.append(word[:cut] + "-")
            word = word[cut:]
        line = word
    return [drawn(each) for each in ([*lines, line] if line else lines)]


def _break(word: str, face: Font, room: int) -> int:
    few, many = 1, len(word)
    while many - few > 1:
        half = (few + many) // 2
        if width(word[:half] + "-", face) <= room:
            few = half
        else:
            many = half
    return few


def fit(text: str, size: int, room: int, bold: bool = True, smallest: int = 16) -> Font:
    """The font of at most ``size`` dots in which ``text`` is no wider than ``room``."""
    while size > smallest and width(text, font_for(text, size, bold)) > room:
        size -= 1
    return font_for(text, size, bold)


def font_height(face: Font) -> int:
    """Rows from the baseline that the deepest letter may need."""
    return round(face.size * 0.5) if isinstance(face, ImageFont.FreeTypeFont) else 16


def font_size(face: Font) -> float:
    """The size in dots at which ``face`` was made."""
    return float(face.size) if isinstance(face, ImageFont.FreeTypeFont) else 11.0
