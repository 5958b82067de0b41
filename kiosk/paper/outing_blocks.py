"""The blocks of papers about outings: when, how, who, in pictures; the code to type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PIL import Image

from kiosk.paper import blocks, lettering, marks
from kiosk.paper.pictures import one_bit
from kiosk.paper.sheet import Sheet

DRAWN_PEOPLE: Final = 5
"""Up to so many people are drawn one by one, more get a digit."""


def title(sheet: Sheet, name: str, own: str) -> None:
    """What it is called, as large as the paper allows, and under it in the person's words."""
    m = sheet.measures
    longest = max(lettering.printable(name).split(), key=len, default="")
    size = round(lettering.font_size(lettering.fit(longest, m.digit, sheet.room)))
    sheet.lines(name, size)
    face = lettering.own_font(own, m.word)
    for line in lettering.wrap(own, face, sheet.room):
        sheet.y += round(m.word * 1.1)
        sheet.write(line, sheet.left, sheet.y, face)
    sheet.skip(m.gap if own else 0)


def pictures(sheet: Sheet, keys: Sequence[str], size: int) -> None:
    """Large pictures in a row from the left; those that do not exist leave no hole."""
    arts = [art for art in (one_bit(key, size) for key in keys) if art]
    if not arts:
        return
    x = sheet.left
    for art in arts:
        sheet.paste(art, x, sheet.y)
        x += art.width + sheet.measures.gap * 3
    sheet.y += size + sheet.measures.gap


def when(sheet: Sheet, day: str, starts: str) -> None:
    """Calendar sheet, clock face and the hour in digits, in a row."""
    m = sheet.measures
    calendar = blocks.sheet_of_calendar(day, m.calendar)
    high = calendar.height if calendar else m.calendar
    x = sheet.left
    if calendar:
        sheet.paste(calendar, x, sheet.y)
        x += calendar.width + m.gap * 2
    _hour(sheet, starts, x, sheet.y + high // 2, round(m.calendar * 0.85), m.total)
    sheet.y += high + m.gap


def meeting(sheet: Sheet, place: str, at: str) -> None:
    """Where people meet, and when if that is not at the start."""
    m = sheet.measures
    if not place and not at:
        return
    size = round(m.figure * 0.95)
    art = one_bit("people", size)
    left = sheet.left + (size + m.gap * 2 if art else 0)
    lines = lettering.wrap(place, lettering.font(m.word), sheet.right - left)
    step = round(m.word * 1.25)
    hour = round(m.figure * 0.75) if at else 0
    block = max(size if art else 0, step * len(lines) + hour)
    sheet.skip(m.gap)
    if art:
        sheet.paste(art, sheet.left, sheet.y + (block - size) // 2)
    y = sheet.y + (block - step * len(lines) - hour) // 2
    for line in lines:
        sheet.write(line, left, y + m.word, lettering.font(m.word))
        y += step
    if at:
        _hour(sheet, at, left, y + hour // 2, hour, m.word)
    sheet.y += block + m.gap


def party(sheet: Sheet, adults: int, children: int) -> None:
    """Everybody of the party as a figure; with digits where they are many."""
    m = sheet.measures
    size = round(m.figure * 1.15)
    sheet.skip(m.gap)
    if adults + children <= DRAWN_PEOPLE:
        keys = ["woman", "man", "older_woman", "woman", "man"][:adults]
        keys += ["girl", "boy", "child", "girl", "boy"][:children]
        room = (sheet.room - m.gap * (len(keys) - 1)) // len(keys)
        x = sheet.left
        for key in keys:
            art = one_bit(key, min(size, room))
            if art:
                sheet.paste(art, x, sheet.y)
                x += art.width + m.gap
    else:
        counted(sheet, adults, children, size, sheet.left)
    sheet.y += size + m.gap


def counted(sheet: Sheet, adults: int, children: int, size: int, x: int) -> None:
    """A digit and a figure for the grown-ups, and the same for the children."""
    m = sheet.measures
    face = lettering.font(m.digit)
    baseline = sheet.y + (size + round(m.digit * lettering.DIGIT_HEIGHT)) // 2
    for key, count in (("woman", adults), ("girl", children)):
        if not count:
            continue
        sheet.write(str(count), x, baseline, face)
        x += lettering.width(str(count), face) + m.gap
        art = one_bit(key, size)
        if art:
            sheet.paste(art, x, sheet.y)
        x += size + m.gap * 3


def typed_code(sheet: Sheet, keys: Sequence[str], digits: str) -> None:
    """Three pictures and six digits of 4 mm, in two groups of three."""
    m = sheet.measures
    size, x = round(m.figure * 0.86), sheet.left
    for key in keys:
        art = one_bit(key, size)
        if art:
            sheet.paste(art, x, sheet.y)
        x += size + m.gap
    text = f"{digits[:3]} {digits[3:]}"
    face = lettering.fit(text, m.digit, sheet.right - x - m.gap)
    high = round(lettering.font_size(face) * lettering.DIGIT_HEIGHT)
    sheet.write(text, x + m.gap, sheet.y + (size + high) // 2, face)
    sheet.y += size


def checkbox(size: int) -> Image.Image:
    """An empty box to tick with a pen."""
    art = Image.new("L", (size, size), 0)
    art.paste(255, (4, 4, size - 4, size - 4))
    return art


def _hour(sheet: Sheet, clock: str, x: int, middle: int, size: int, digit: int) -> None:
    hour, _, minute = clock.partition(":")
    if not (hour.isdigit() and minute.isdigit()):
        return
    sheet.paste(marks.clock_face(int(hour), int(minute), size), x, middle - size // 2)
    x += size + sheet.measures.gap * 2
    text = f"{int(hour)}.{int(minute):02d}"
    face = lettering.fit(text, digit, sheet.right - x)
    high = round(lettering.font_size(face) * lettering.DIGIT_HEIGHT)
    sheet.write(text, x, middle + high // 2, face)
