"""The strip of a report: every part below the other, a figure to a line."""

from __future__ import annotations

from kiosk.paper import blocks, lettering
from kiosk.paper.pictures import one_bit
from kiosk.paper.report_documents import ReportLine, ReportStrip
from kiosk.paper.sheet import Sheet

TITLE = "Verslag"
OUTSIDE = "Voor buiten de groep: wat over minder dan 5 mensen gaat, staat er niet op."


def report_strip(sheet: Sheet, strip: ReportStrip) -> None:
    """Which group and which period, then the parts."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(TITLE, m.total)
    sheet.lines(strip.group, m.word)
    sheet.lines(_period(strip), m.word, bold=False)
    if strip.outside:
        sheet.skip(m.gap)
        sheet.lines(OUTSIDE, m.small, bold=False)
    for line in strip.lines:
        if line.heading:
            sheet.rule()
            blocks.said(sheet, line.picture, line.word)
            sheet.skip(m.gap)
        else:
            _figure(sheet, line)
    sheet.skip(m.gap)


def _period(strip: ReportStrip) -> str:
    first, last = blocks.day_of(strip.first), blocks.day_of(strip.last)
    days = [f"{day.day}/{day.month}/{day.year}" for day in (first, last) if day]
    return " tot ".join(days)


def _figure(sheet: Sheet, line: ReportLine) -> None:
    """A small picture if there is one, the word, and the figure at the right."""
    m = sheet.measures
    sheet.skip(m.gap)
    size = round(m.figure * 0.75)
    art = one_bit(line.picture, size) if line.picture else None
    left = sheet.left + (size + m.gap * 2 if art else 0)
    number = lettering.fit(line.shown, m.digit, sheet.room // 2)
    room = sheet.right - left - lettering.width(line.shown, number) - m.gap * 2
    words = lettering.wrap(line.word, lettering.font(m.small, False), room)
    step = round(m.small * 1.25)
    block = max(size, step * len(words))
    if art:
        sheet.paste(art, sheet.left, sheet.y + (block - size) // 2)
    y = sheet.y + (block - step * len(words)) // 2
    for text in words:
        sheet.write(text, left, y + m.small, lettering.font(m.small, False))
        y += step
    high = round(lettering.font_size(number) * lettering.DIGIT_HEIGHT)
    sheet.write(line.shown, sheet.right, sheet.y + (block + high) // 2, number, "r")
    sheet.y += block
