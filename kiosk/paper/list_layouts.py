"""The volunteers' papers about outings: the passenger list and the strip of shares."""

from __future__ import annotations

from kiosk.outing import TRANSPORT_PICTURES
from kiosk.paper import blocks, outing_blocks
from kiosk.paper.outing_documents import PassengerList, SharesStrip
from kiosk.paper.sheet import Sheet

NO_CODE = "nog geen bon"
PERIOD = "{first} tot {last}"


def passenger_list(sheet: Sheet, paper: PassengerList) -> None:
    """A row to tick for each party: how many people, and the code on their paper; no names."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(paper.group, m.word)
    sheet.skip(m.gap)
    transport = TRANSPORT_PICTURES.get(paper.transport, "")
    outing_blocks.pictures(sheet, [paper.picture, transport], m.picture)
    outing_blocks.title(sheet, paper.name, "")
    sheet.skip(m.gap)
    outing_blocks.when(sheet, paper.day, paper.starts)
    adults = sum(line.adults for line in paper.lines)
    children = sum(line.children for line in paper.lines)
    outing_blocks.counted(sheet, adults, children, m.figure, sheet.left)
    sheet.y += m.figure if paper.lines else 0
    sheet.rule(dashed=False)
    box = outing_blocks.checkbox(m.figure)
    for index, line in enumerate(paper.lines):
        if index:
            sheet.dots()
            sheet.skip(m.gap)
        beside = sheet.left + m.figure + m.gap * 2
        sheet.paste(box, sheet.left, sheet.y)
        outing_blocks.counted(sheet, line.adults, line.children, m.figure, beside)
        sheet.y += m.figure + m.gap
        if line.digits:
            outing_blocks.typed_code(sheet, line.pictures, line.digits)
        else:
            sheet.lines(NO_CODE, m.small, bold=False, left=beside)
    if paper.waiting:
        sheet.rule()
        blocks.said(sheet, "waiting_line", f"Op de wachtlijst: {paper.waiting}")


def shares_strip(sheet: Sheet, strip: SharesStrip) -> None:
    """Per outing what participants, group and town bear; the sums of all of them at the end."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(strip.group, m.word)
    first, last = _short(strip.first), _short(strip.last)
    sheet.lines(PERIOD.format(first=first, last=last), m.small, bold=False)
    for line in strip.lines:
        sheet.rule()
        blocks.said(sheet, line.picture, line.name)
        sheet.skip(m.gap)
        sheet.lines(_seats(_short(line.day), line.seats, line.no_shows), m.small, bold=False)
        _bearers(sheet, (line.paid, line.on_group, line.group, line.town))
    if len(strip.lines) > 1:
        sheet.rule(dashed=False)
        sheet.lines("Samen", m.digit)
        sums = [
            sum(amounts)
            for amounts in zip(
                *((one.paid, one.on_group, one.group, one.town) for one in strip.lines),
                strict=True,
            )
        ]
        _bearers(sheet, (sums[0], sums[1], sums[2], sums[3]))
    sheet.skip(m.gap)


def _bearers(sheet: Sheet, amounts: tuple[int, int, int, int]) -> None:
    words = ("deelnemers", "groep voor hen", "groep", "gemeente")
    for word, amount in zip(words, amounts, strict=True):
        if amount or word != "groep voor hen":
            blocks.amount(sheet, word, amount)


def _seats(day: str, seats: int, no_shows: int | None) -> str:
    missing = f", {no_shows} niet gekomen" if no_shows else ""
    return f"{day}: {seats} plaatsen{missing}"


def _short(iso: str) -> str:
    day = blocks.day_of(iso)
    return f"{day.day}/{day.month}/{day.year}" if day else iso
