"""Coins and notes on paper, drawn with lines only.

Own, simplified drawings: a ring or a card and the numeral, never a picture of the real thing
(reproduction rules of the European Central Bank). Coins keep their true sizes among each other,
notes among themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from kiosk.paper import lettering

COIN_MM: Final = {
    200: 25.75,
    100: 23.25,
    50: 24.25,
    20: 22.25,
    10: 19.75,
    5: 21.25,
    2: 18.75,
    1: 16.25,
}
"""Diameters of the euro coins in millimetres."""

NOTE_MM: Final = {5000: (140, 77), 2000: (133, 72), 1000: (127, 67), 500: (120, 62)}
"""Width and height of the euro notes in millimetres (Europa series)."""

MOST_DRAWN = 5
"""Up to so many of one kind are drawn; more become one with a digit, as everywhere."""

_FINE = 4
# Width of a note in diameters of the 2 euro coin, per millimetre: true size would fill the paper.
_NOTE_SCALE = 1.75 / 140
_GAP = 6


@lru_cache(maxsize=64)
def piece(denomination: int, largest: int) -> Image.Image:
    """A coin or note of ``denomination`` cents (mode L, black and white).

    ``largest`` is the diameter in dots of the 2 euro coin, to which all other sizes relate.
    Raises KeyError for a denomination that does not exist.
    """
    if denomination in COIN_MM:
        return _coin(denomination, largest)
    return _note(denomination, largest)


def _coin(denomination: int, largest: int) -> Image.Image:
    size = round(COIN_MM[denomination] / COIN_MM[200] * largest)
    fine = size * _FINE
    art = Image.new("L", (fine, fine), 255)
    draw = ImageDraw.Draw(art)
    # The thick ring of two metals tells 1 and 2 euro from 1 and 2 cent without reading.
    line = _FINE * round(largest / (11 if denomination >= 100 else 30))
    draw.ellipse((0, 0, fine - 1, fine - 1), fill=0)
    draw.ellipse((line, line, fine - 1 - line, fine - 1 - line), fill=255)
    numeral = str(denomination // 100 if denomination >= 100 else denomination)
    face = _numeral(numeral, (fine - 2 * line) * 0.96, round(largest * 0.62) * _FINE)
    _centre(draw, numeral, face, (fine / 2, fine / 2))
    return _settle(art, (size, size))


def _note(denomination: int, largest: int) -> Image.Image:
    dots = largest * _NOTE_SCALE
    size = (round(NOTE_MM[denomination][0] * dots), round(NOTE_MM[denomination][1] * dots))
    wide, high = size[0] * _FINE, size[1] * _FINE
    art = Image.new("L", (wide, high), 255)
    draw = ImageDraw.Draw(art)
    line = _FINE * round(largest / 30)
    radius = high // 8
    band = wide * 0.27
    draw.rounded_rectangle((0, 0, wide - 1, high - 1), radius, fill=0)
    draw.rounded_rectangle((line, line, wide - 1 - line, high - 1 - line), radius - line, fill=255)
    draw.rounded_rectangle((0, 0, band, high - 1), radius, fill=0)
    draw.rectangle((band / 2, 0, band, high - 1), fill=0)
    _centre(draw, "€", lettering.font(round(largest * 0.4) * _FINE), (band / 2, high / 2), 255)
    numeral = str(denomination // 100)
    face = lettering.font(round(largest * 0.62) * _FINE)
    _centre(draw, numeral, face, ((band + wide) / 2, high / 2))
    return _settle(art, size)


def _numeral(text: str, room: float, size: int) -> lettering.Font:
    """A bold font in which ``text`` fits a circle of diameter ``room``."""
    while size > 8:
        face = lettering.font(size)
        wide = lettering.width(text, face)
        high = size * lettering.DIGIT_HEIGHT
        if (wide * wide + high * high) ** 0.5 <= room:
            break
        size -= _FINE
    return lettering.font(size)


def _centre(
    draw: ImageDraw.ImageDraw,
    text: str,
    face: lettering.Font,
    at: tuple[float, float],
    fill: int = 0,
) -> None:
    left, top, right, bottom = draw.textbbox((0, 0), text, font=face)
    draw.text((at[0] - (left + right) / 2, at[1] - (top + bottom) / 2), text, fill=fill, font=face)


def _settle(art: Image.Image, size: tuple[int, int]) -> Image.Image:
    small = art.resize(size, Image.Resampling.BOX)
    return small.point([255 if value >= 128 else 0 for value in range(256)])


@lru_cache(maxsize=64)
def _times(count: int, denomination: int, largest: int, size: int) -> Image.Image:
    """``12 x`` and one piece."""
    art = piece(denomination, largest)
    face = lettering.font(size)
    text = f"{count} ×"
    wide = lettering.width(text, face) + _GAP
    high = max(art.height, size)
    whole = Image.new("L", (wide + art.width, high), 255)
    draw = ImageDraw.Draw(whole)
    baseline = high / 2 + size * lettering.DIGIT_HEIGHT / 2
    draw.text((0, baseline), text, fill=0, font=face, anchor="ls")
    whole.paste(art, (wide, (high - art.height) // 2))
    return whole


def rows(pieces: Mapping[int, int], room: int, largest: int, size: int) -> list[list[Image.Image]]:
    """Coins and notes, largest first, in rows of at most ``room`` dots; notes come first.

    ``size`` is the font size of the digit before a kind of which there are many.
    """
    kinds: list[list[Image.Image]] = []
    for kind in (NOTE_MM, COIN_MM):
        arts: list[Image.Image] = []
        for denomination in sorted((d for d in pieces if d in kind), reverse=True):
            count = pieces[denomination]
            if count > MOST_DRAWN:
                arts.append(_times(count, denomination, largest, size))
            else:
                arts.extend([piece(denomination, largest)] * count)
        if arts:
            kinds.append(arts)
    everything = [art for arts in kinds for art in arts]
    if everything and row_width(everything) <= room:
        return [everything]
    return [row for arts in kinds for row in _balanced(arts, room)]


def _balanced(arts: list[Image.Image], room: int) -> list[list[Image.Image]]:
    """As few rows as fit in ``room``, about equally long, so that no coin stands alone."""
    fewest = _filled(arts, room)
    narrower = room
    while narrower > max(art.width for art in arts):
        narrower -= 8
        drawn = _filled(arts, narrower)
        if len(drawn) > len(fewest):
            break
        fewest = drawn
    return fewest


def _filled(arts: list[Image.Image], room: int) -> list[list[Image.Image]]:
    drawn: list[list[Image.Image]] = [[]]
    for art in arts:
        if drawn[-1] and row_width([*drawn[-1], art]) > room:
            drawn.append([])
        drawn[-1].append(art)
    return drawn


def row_width(row: list[Image.Image]) -> int:
    """How wide a row of pieces is with the gaps between them, in dots."""
    return sum(art.width for art in row) + _GAP * (len(row) - 1)


def paste_row(onto: Image.Image, row: list[Image.Image], left: int, top: int) -> int:
    """Draw a row of pieces on one middle line; returns its height in dots."""
    high = max(art.height for art in row)
    for art in row:
        onto.paste(art, (left, top + (high - art.height) // 2))
        left += art.width + _GAP
    return high
