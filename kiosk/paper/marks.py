"""Drawn marks on paper: the calendar sheet, the clock face, the arrow."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache

from PIL import Image, ImageDraw

from kiosk.i18n import month, short_weekday
from kiosk.paper import lettering

_FINE = 4


@lru_cache(maxsize=16)
def calendar_sheet(day: date, size: int, year: bool = False) -> Image.Image:
    """A sheet of a block calendar: weekday word, day number, month word (mode L).

    ``size`` is its width in dots; with ``year`` the year stands below the month.
    """
    digit = round(size * 0.36)
    heights = [0.3, 0.5, 0.29] + ([0.36] if year else [])
    high = round(size * sum(heights))
    art, draw = _canvas((size, high))
    wide, tall = size * _FINE, high * _FINE
    line, radius = 4 * _FINE, wide // 9
    draw.rounded_rectangle((0, 0, wide - 1, tall - 1), radius, fill=0)
    band = round(size * heights[0]) * _FINE
    draw.rounded_rectangle((line, band, wide - 1 - line, tall - 1 - line), radius - line, fill=255)
    draw.rectangle((line, band, wide - 1 - line, band + radius), fill=255)

    def centred(
        text: str, baseline: float, font_size: int, fill: int = 0, bold: bool = True
    ) -> None:
        face = lettering.font(font_size * _FINE, bold)
        draw.text((wide / 2, baseline * size * _FINE), text, fill, face, anchor="ms")

    word = round(size * 0.24)
    centred(short_weekday(day, "nl"), 0.225, word, 255)
    centred(str(day.day), 0.735, round(size * 0.54))
    centred(month(day, "nl"), 0.99, word)
    if year:
        centred(str(day.year), 1.335, digit)
    return _settle(art)


@lru_cache(maxsize=16)
def clock_face(hour: int, minute: int, size: int) -> Image.Image:
    """A clock with two hands and twelve marks, ``size`` dots wide (mode L)."""
    art, draw = _canvas((size, size))
    wide = size * _FINE
    middle = wide / 2
    line = max(4, size // 18) * _FINE
    draw.ellipse((0, 0, wide - 1, wide - 1), fill=0)
    draw.ellipse((line, line, wide - 1 - line, wide - 1 - line), fill=255)

    def hand(turn: float, start: float, end: float, width: int) -> None:
        x, y = math.sin(turn * math.tau), -math.cos(turn * math.tau)
        reach = middle - line
        ends = [(middle + x * reach * at, middle + y * reach * at) for at in (start, end)]
        draw.line(ends, fill=0, width=width)
        for px, py in ends:
            half = width / 2
            draw.ellipse((px - half, py - half, px + half, py + half), fill=0)

    for mark in range(12):
        hand(mark / 12, 0.8 if mark % 3 == 0 else 0.88, 0.9, line // 2)
    hand((hour % 12 + minute / 60) / 12, 0, 0.46, round(line * 1.25))
    hand(minute / 60, 0, 0.68, line)
    return _settle(art)


@lru_cache(maxsize=4)
def arrow(size: int) -> Image.Image:
    """An arrow to the right, ``size`` dots wide (mode L)."""
    high = round(size * 0.8)
    art, draw = _canvas((size, high))
    wide, tall = size * _FINE, high * _FINE
    stroke = wide * 0.16
    half = stroke / 2
    tip, middle = wide - half * 1.3, tall / 2
    draw.line((half, middle, tip - half, middle), fill=0, width=round(stroke))
    draw.ellipse((0, middle - half, stroke, middle + half), fill=0)
    back = tip - (middle - half)
    for edge in (half, tall - half):
        draw.line((back, edge, tip, middle), fill=0, width=round(stroke))
        draw.ellipse((back - half, edge - half, back + half, edge + half), fill=0)
    draw.ellipse((tip - half, middle - half, tip + half, middle + half), fill=0)
    return _settle(art)


def _canvas(size: tuple[int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    art = Image.new("L", (size[0] * _FINE, size[1] * _FINE), 255)
    return art, ImageDraw.Draw(art)


def _settle(art: Image.Image) -> Image.Image:
    small = art.resize((art.width // _FINE, art.height // _FINE), Image.Resampling.BOX)
    return small.point([255 if value >= 128 else 0 for value in range(256)])
