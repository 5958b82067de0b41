"""The papers that a participant gets about an outing: slip, voucher, take-home strip."""

from __future__ import annotations

from kiosk.i18n import mark
from kiosk.outing import TRANSPORT_PICTURES
from kiosk.paper import blocks, lettering, outing_blocks
from kiosk.paper.outing_documents import BookingSlip, ComingLine, ComingStrip, VoucherPaper
from kiosk.paper.pictures import one_bit
from kiosk.paper.qr_art import qr_code
from kiosk.paper.sheet import Sheet

WAITING = mark("Wachtlijst")
COMING = mark("Wat komt er?")


def booking_slip(sheet: Sheet, slip: BookingSlip) -> None:
    """The number for the counter, or for when a place comes free; what was chosen, for whom."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(slip.group, m.word)
    blocks.number_beside(sheet, slip.number, blocks.sheet_of_calendar(slip.day, m.calendar))
    sheet.rule()
    outing_blocks.pictures(sheet, [slip.picture], round(m.picture * 1.4))
    outing_blocks.title(sheet, slip.name, slip.own_name)
    sheet.skip(m.gap)
    outing_blocks.when(sheet, slip.outing_day, slip.starts)
    outing_blocks.party(sheet, slip.adults, slip.children)
    sheet.rule()
    if slip.place:
        _place_in_line(sheet, slip)
        return
    blocks.total(sheet, slip.total)
    sheet.rule()
    blocks.pay_at_the_counter(sheet, slip.language)


def voucher(sheet: Sheet, paper: VoucherPaper) -> None:
    """What, when, where, how and for how many; the code to scan and the code to type.

    Nothing here depends on what was paid.
    """
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(paper.group, m.word)
    sheet.skip(m.gap)
    transport = TRANSPORT_PICTURES.get(paper.transport, "")
    outing_blocks.pictures(sheet, [paper.picture, transport], round(m.picture * 1.6))
    outing_blocks.title(sheet, paper.name, paper.own_name)
    sheet.skip(m.gap)
    outing_blocks.when(sheet, paper.day, paper.starts)
    outing_blocks.meeting(sheet, paper.meeting_place, paper.meeting_time)
    outing_blocks.party(sheet, paper.adults, paper.children)
    sheet.code(qr_code(paper.code, m.dots))
    outing_blocks.typed_code(sheet, paper.pictures, paper.digits)
    sheet.skip(m.gap)


def coming_strip(sheet: Sheet, strip: ComingStrip) -> None:
    """What is coming, one below the other: the day, a picture, a word, the hour."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(strip.group, m.word)
    sheet.skip(m.gap)
    outing_blocks.title(sheet, COMING, blocks.own_words(COMING, strip.language))
    for line in strip.lines:
        sheet.rule()
        _coming_line(sheet, line)
    sheet.skip(m.gap)


def _coming_line(sheet: Sheet, line: ComingLine) -> None:
    m = sheet.measures
    size = round(m.picture * 1.2)
    transport = TRANSPORT_PICTURES.get(line.transport, "")
    outing_blocks.pictures(sheet, [line.picture, transport], size)
    outing_blocks.title(sheet, line.name, line.own_name)
    sheet.skip(m.gap)
    outing_blocks.when(sheet, line.day, line.starts)
    if line.place:
        sheet.lines(line.place, m.word, bold=False)


def _place_in_line(sheet: Sheet, slip: BookingSlip) -> None:
    """People in a row and which place in it; the word for it below."""
    m = sheet.measures
    size = round(m.picture * 1.3)
    art = one_bit("waiting_line", size)
    text = str(slip.place)
    face = lettering.font(m.total)
    wide = (art.width + m.gap * 3 if art else 0) + lettering.width(text, face)
    x = sheet.left + (sheet.room - wide) // 2
    if art:
        sheet.paste(art, x, sheet.y)
        x += art.width + m.gap * 3
    high = round(m.total * lettering.DIGIT_HEIGHT)
    sheet.write(text, x, sheet.y + (size + high) // 2, face)
    sheet.y += size
    blocks.centred(sheet, WAITING, blocks.own_words(WAITING, slip.language))
    sheet.skip(m.gap)
