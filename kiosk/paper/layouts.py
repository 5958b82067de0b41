"""The papers for participants, one function each: what stands where.

Each puts a document on a sheet from top to bottom. Numbers first, pictures before words, words
for whoever reads them; whatever is too long goes on to the next line.
"""

from __future__ import annotations

from functools import partial

from kiosk.i18n import mark
from kiosk.paper import blocks, lettering, marks
from kiosk.paper.documents import OrderSlip, Receipt
from kiosk.paper.sheet import Sheet

NO_TILL_RECEIPT = mark("Bewijs van aankoop, geen btw-kasticket")


def order_slip(sheet: Sheet, slip: OrderSlip) -> None:
    """The slip from the produce screen: the number to be called, what was chosen, the total."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(slip.group, m.word)
    blocks.number_beside(sheet, slip.number, blocks.sheet_of_calendar(slip.day, m.calendar))
    sheet.rule()
    blocks.product_lines(sheet, slip.lines, slip.language)
    sheet.rule()
    blocks.total(sheet, slip.total)
    sheet.rule()
    blocks.pay_at_the_counter(sheet, slip.language)


def receipt(sheet: Sheet, paper: Receipt) -> None:
    """What was paid and how, for who wants to keep it."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(paper.group, m.word)
    _day_and_time(sheet, paper)
    sheet.rule()
    own = partial(blocks.own_words, language=paper.language)
    blocks.product_lines(sheet, paper.lines, paper.language)
    sheet.rule()
    if paper.due != paper.total:
        blocks.amount(sheet, "totaal", paper.total, own=own("totaal"))
        blocks.amount(sheet, "te betalen", paper.due, size=m.total, own=own("te betalen"))
        sheet.skip(m.gap)
    else:
        blocks.total(sheet, paper.total, pieces=False)
    if paper.method == "cash":
        blocks.amount(sheet, "cash gekregen", paper.received, own=own("cash gekregen"))
        if paper.change:
            blocks.amount(sheet, "terug", paper.change, own=own("wisselgeld"))
            blocks.pieces(sheet, paper.change)
    elif paper.method == "bank":
        blocks.said(sheet, "bank_qr", "betaald met de bank", own("betaald met de bank"))
    elif paper.method == "group":
        blocks.said(sheet, "gift_of_group", "van de groep", own("van de groep"))
        sheet.lines(paper.reason, m.small, bold=False)
    sheet.rule()
    small = lettering.font(m.small, False)
    if lettering.width(NO_TILL_RECEIPT, small) <= sheet.room:
        sheet.lines(NO_TILL_RECEIPT, m.small, bold=False)
    else:
        first, _, second = NO_TILL_RECEIPT.partition(", ")
        sheet.lines(f"{first},", m.small, bold=False)
        sheet.lines(second, m.small, bold=False)
    sheet.lines(own(NO_TILL_RECEIPT), m.small, bold=False)


def mark_copy(sheet: Sheet, original: str) -> None:
    """A band that says that this paper is a copy, and of what ("24, 14.52")."""
    m = sheet.measures
    sheet.skip(m.gap)
    face = lettering.font(m.digit)
    room = sheet.room - 4 * m.gap
    lines = lettering.wrap(f"KOPIE {original}", face, room)
    if len(lines) > 1:
        lines = ["KOPIE", *lettering.wrap(original, face, room)]
    step = round(m.digit * 1.25)
    sheet.box(sheet.left, sheet.y, sheet.right - 1, sheet.y + step * len(lines) + m.gap, m.gap * 2)
    for line in lines:
        sheet.y += step
        sheet.write(line, (sheet.left + sheet.right) // 2, sheet.y - m.gap, face, "m", ink=255)
    sheet.y += m.gap * 3


def _day_and_time(sheet: Sheet, paper: Receipt) -> None:
    """Calendar sheet with the year, clock with digits, and the number of the order."""
    m = sheet.measures
    sheet.skip(m.gap)
    top = sheet.y
    calendar = blocks.sheet_of_calendar(paper.day, m.calendar, year=True)
    x = sheet.left
    high = m.figure * 2
    if calendar:
        sheet.paste(calendar, x, top)
        x += calendar.width + 2 * m.gap
        high = calendar.height
    else:
        sheet.lines(paper.day, m.digit)
        top = sheet.y
    baseline = round(m.digit * lettering.DIGIT_HEIGHT / 2)
    face = lettering.font(m.digit)
    hour, _, minute = paper.time.replace(".", ":").partition(":")
    if hour.isdigit() and minute.isdigit():
        clock = marks.clock_face(int(hour), int(minute), m.figure)
        sheet.paste(clock, x, top)
        sheet.write(
            f"{int(hour)}.{int(minute):02d}",
            x + m.figure + m.gap,
            top + m.figure // 2 + baseline,
            face,
        )
    sheet.y = top + high
    if not paper.number:  # sold without one
        return
    number = str(paper.number)
    label = lettering.font(m.small, False)
    sheet.write("nummer", x, top + high, label)
    start = x + lettering.width("nummer", label) + m.gap
    sheet.write(
        number, start, top + high, lettering.fit(number, round(m.total), sheet.right - start)
    )
