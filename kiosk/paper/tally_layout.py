"""The tally strip: the closed day as a paper to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.money import MINUS
from kiosk.paper import blocks, lettering
from kiosk.paper.documents import TallyLine, TallyStrip
from kiosk.paper.pictures import one_bit
from kiosk.paper.sheet import Sheet

CLOSED = "Dag gesloten"


def tally_strip(sheet: Sheet, strip: TallyStrip) -> None:
    """The closed day: who came, where the produce went, what is in the till; to be signed."""
    m = sheet.measures
    sheet.skip(m.gap)
    calendar = blocks.sheet_of_calendar(strip.day, m.calendar, year=True)
    top = sheet.y
    room = sheet.room - (calendar.width + 2 * m.gap if calendar else 0)
    title = lettering.fit(CLOSED, m.digit, room)
    sheet.lines(CLOSED, round(lettering.font_size(title)), room=room)
    sheet.skip(m.gap // 2)
    sheet.lines(strip.group, m.word, bold=False, room=room)
    if calendar:
        sheet.paste(calendar, sheet.right - calendar.width, top + m.gap)
        sheet.y = max(sheet.y, top + m.gap + calendar.height)
    sheet.rule()
    _people(sheet, strip)
    sheet.rule()
    _tally_table(sheet, strip.lines)
    _till(sheet, strip)
    if strip.reason:
        sheet.skip(m.gap * 3)
        sheet.lines("Reden", m.small)
        sheet.lines(strip.reason, m.small, bold=False)
    sheet.skip(round(m.digit * 2.6))
    sheet.rule(dashed=False, thick=3)
    sheet.y -= m.gap
    sheet.lines("naam en handtekening", m.small, bold=False)


def _people(sheet: Sheet, strip: TallyStrip) -> None:
    m = sheet.measures
    facts = (
        ("people", strip.visits, "bezoeken"),
        ("woman", strip.adults, "volwassenen"),
        ("child", strip.children, "kinderen"),
        ("help_hand", strip.helps, "hielpen"),
    )
    half = sheet.room // 2
    label = lettering.font(m.small, False)
    high = round(m.digit * lettering.DIGIT_HEIGHT)
    for index, (picture, count, word) in enumerate(facts):
        x = sheet.left + half * (index % 2)
        art = one_bit(picture, m.figure)
        if art:
            sheet.paste(art, x, sheet.y)
        after = x + m.figure + m.gap + m.gap // 2
        digit = lettering.fit(str(count), m.digit, x + half - m.gap - after)
        sheet.write(str(count), after, sheet.y + (m.figure + high) // 2, digit)
        sheet.write(word, x, sheet.y + m.figure + m.small + m.gap // 2, label)
        if index == 1:
            sheet.y += m.figure + round(m.small * 1.3) + m.gap * 3
    sheet.y += m.figure + round(m.small * 1.3) + m.gap // 2


_COLUMNS = (("begin", 0.2), ("verkocht", 0.5), ("over", 0.72), ("verschil", 1.0))


def _tally_table(sheet: Sheet, lines: Sequence[TallyLine]) -> None:
    m = sheet.measures
    if not lines:
        return
    caption = lettering.font(m.small, False)
    ends = [sheet.left + round(sheet.room * part) for _, part in _COLUMNS]
    sheet.y += m.small - m.gap
    for (word, _), end in zip(_COLUMNS, ends, strict=True):
        sheet.write(word, end, sheet.y, caption, "r")
    sheet.y += m.gap
    digit = lettering.font(m.digit)
    high = round(m.digit * lettering.DIGIT_HEIGHT)
    for line in lines:
        sheet.dots()
        art = one_bit(line.picture, m.figure)
        x = sheet.left + (m.figure + m.gap * 2 if art else 0)
        size = m.word if art else round(m.word * 1.25)
        words = lettering.wrap(line.word, lettering.font(size), sheet.right - x)
        step = round(size * 1.2)
        block = max(m.figure if art else 0, step * len(words))
        if art:
            sheet.paste(art, sheet.left, sheet.y + (block - m.figure) // 2)
        y = sheet.y + (block - step * len(words)) // 2
        for text in words:
            sheet.write(text, x, y + round(size * 0.92), lettering.font(size))
            y += step
        sheet.y += block + m.gap
        numbers = (
            str(line.opening),
            str(line.sold),
            str(sum(line.leftovers.values())),
            _signed(line.difference),
        )
        sheet.y += high
        for index, (text, end) in enumerate(zip(numbers, ends, strict=True)):
            room = end - (ends[index - 1] + m.gap if index else sheet.left)
            sheet.write(text, end, sheet.y, lettering.fit(text, m.digit, room), "r")
        sheet.y += m.gap // 2
        _reasons(sheet, line.leftovers, digit, caption)
    sheet.rule()


def _signed(count: int) -> str:
    return f"+{count}" if count > 0 else f"{MINUS}{-count}" if count else "0"


def _reasons(
    sheet: Sheet, leftovers: Mapping[str, int], digit: lettering.Font, caption: lettering.Font
) -> None:
    """How the leftovers came about: "2 soep  1 gegeven", on as many lines as needed."""
    m = sheet.measures
    x = sheet.right
    started = False
    for reason, count in leftovers.items():
        if not count:
            continue
        word = lettering.printable(reason)
        number = lettering.width(str(count), digit)
        wide = number + m.gap // 2 + lettering.width(word, caption)
        if not started or x + m.gap * 3 + wide > sheet.right:
            sheet.y += round(m.digit * 1.05)
            x = sheet.left
            started = True
        else:
            x += m.gap * 3
        sheet.write(str(count), x, sheet.y, digit)
        after = x + number + m.gap // 2
        parts = lettering.wrap(word, caption, sheet.right - after)
        for index, part in enumerate(parts):
            if index:
                sheet.y += round(m.small * 1.2)
            sheet.write(part, after, sheet.y, caption)
        x += wide
    if started:
        sheet.y += m.gap


def _till(sheet: Sheet, strip: TallyStrip) -> None:
    m = sheet.measures
    for label, amount in (
        ("cash", strip.cash_payments),
        ("bank", strip.bank),
        ("van de groep", strip.on_group),
    ):
        blocks.amount(sheet, label, amount)
    sheet.rule()
    sheet.y -= m.gap
    blocks.amount(sheet, "kas verwacht", strip.expected_cash)
    blocks.amount(sheet, "kas geteld", strip.counted_cash)
    difference = strip.counted_cash - strip.expected_cash
    blocks.amount(sheet, "verschil", difference, sign="+" if difference > 0 else "")
    if difference:
        sheet.skip(m.gap)
        blocks.pieces(sheet, abs(difference))
