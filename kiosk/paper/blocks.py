"""The blocks that papers are made of: number and day, products, amounts, coins, said things.

What a person needs to understand stands in Dutch, for the volunteers, and below it in the person's
own language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PIL import Image

from kiosk.i18n import mark, translate
from kiosk.money import DENOMINATIONS, digits, euros, fewest_pieces
from kiosk.paper import lettering, marks, money_art
from kiosk.paper.documents import PaperLine
from kiosk.paper.pictures import one_bit
from kiosk.paper.sheet import Sheet

PAY = mark("Betaal aan de toog")
FREE = mark("gratis")
OWN_LINE = 1.4
"""Height of a line in a person's own language as a part of its size: Arabic reaches deep."""


def own_words(message: str, language: str) -> str:
    """``message`` (Dutch) in the language of the person, empty when that is Dutch as well."""
    own = translate(message, language)
    return "" if own == message else own


def centred(sheet: Sheet, text: str, own: str = "") -> None:
    """A sentence in the middle, and under it the one of the person."""
    m = sheet.measures
    sheet.skip(m.gap)
    for words, bold in ((text, True), (own, False)):
        face = lettering.font(m.word) if bold else lettering.own_font(words, m.word)
        for line in lettering.wrap(words, face, sheet.room):
            sheet.y += m.word if bold else round(m.word * OWN_LINE)
            sheet.write(line, (sheet.left + sheet.right) // 2, sheet.y, face, "m")


def day_of(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def sheet_of_calendar(iso: str, size: int, year: bool = False) -> Image.Image | None:
    day = day_of(iso)
    return marks.calendar_sheet(day, size, year) if day else None


def number_beside(sheet: Sheet, number: int, calendar: Image.Image | None) -> None:
    """The order number as large as the paper allows, the day to its right."""
    m = sheet.measures
    room = sheet.room - (calendar.width + 2 * m.gap if calendar else 0)
    text = str(number)
    face = lettering.fit(text, m.number, room)
    high = round(m.number * lettering.DIGIT_HEIGHT)
    block = max(high, calendar.height if calendar else 0)
    sheet.skip(m.gap * 2)
    drop = (block + round(lettering.font_size(face) * lettering.DIGIT_HEIGHT)) // 2
    bearing = round(lettering.font_size(face) * 0.04)
    sheet.write(text, sheet.left - bearing, sheet.y + drop, face)
    if calendar:
        sheet.paste(
            calendar, sheet.right - calendar.width, sheet.y + (block - calendar.height) // 2
        )
    sheet.y += block


def product_lines(sheet: Sheet, lines: Sequence[PaperLine], language: str = "nl") -> None:
    """How often, which picture, which word, which amount; the columns hold for the whole paper.

    The word of the person stands under the Dutch one.
    """
    m = sheet.measures
    digit = lettering.font(m.digit)
    small = lettering.font(m.small, False)
    times = lettering.font(round(m.digit * 0.8), False)
    counts = max((lettering.width(str(line.quantity), digit) for line in lines), default=0)
    free = lettering.font(round(m.word * 1.2))
    prices = max(
        (
            lettering.width(digits(line.amount), digit)
            if line.amount
            else lettering.width(FREE, free)
            for line in lines
        ),
        default=0,
    )
    start = sheet.left + counts + m.gap // 2 + lettering.width("×", times) + m.gap
    beside = start + m.picture + m.gap * 2
    word_room = sheet.right - beside - prices - m.gap * 3
    word = lettering.font(m.word)
    one_line = word_room > 0 and all(
        lettering.width(lettering.printable(line.portion), small) <= word_room
        and all(
            lettering.width(part, word) <= word_room
            for part in lettering.printable(line.word).split()
        )
        and all(
            lettering.width(part, lettering.own_font(part, m.word)) <= word_room
            for part in lettering.printable(_own(line, language)).split()
        )
        for line in lines
    )
    price_high = round(m.digit * lettering.DIGIT_HEIGHT)
    step_small = round(m.small * 1.2)
    for index, line in enumerate(lines):
        if index:
            sheet.skip(m.gap * 2)
        art = one_bit(line.picture, m.picture)
        x = beside if art else start
        size = m.word if art else round(m.word * 1.25)
        face = word if art else lettering.font(size)
        step = round(size * 1.2)
        room = sheet.right - x - (prices + m.gap * 3 if one_line else 0)
        words = lettering.wrap(line.word, face, room)
        own = _own(line, language)
        own_face = lettering.own_font(own, size)
        owns = lettering.wrap(own, own_face, room)
        step_own = round(size * OWN_LINE)
        portions = lettering.wrap(line.portion, small, room)
        text_high = step * len(words) + step_own * len(owns) + step_small * len(portions)
        if not one_line:
            last = lettering.width(portions[-1], small) if portions else room
            shared = last + m.gap * 2 + prices <= room
            text_high += max(price_high + m.gap - (step_small if shared else 0), 0)
        block = max(m.picture if art else 0, text_high, price_high)
        top = sheet.y
        middle = top + (block + price_high) // 2
        if art:
            sheet.paste(art, start, top + (block - m.picture) // 2)
        sheet.write(str(line.quantity), sheet.left + counts, middle, digit, "r")
        sheet.write("×", sheet.left + counts + m.gap // 2, middle - 2, times)
        y = top + (block - text_high) // 2
        for text in words:
            sheet.write(text, x, y + round(size * 0.92), face)
            y += step
        for text in owns:
            sheet.write(text, x, y + size, own_face)
            y += step_own
        for text in portions:
            sheet.write(text, x, y + round(m.small * 0.9), small)
            y += step_small
        foot = middle if one_line else top + (block + text_high) // 2 - 2
        if line.amount:
            sheet.write(digits(line.amount), sheet.right, foot, digit, "r")
        else:
            sheet.write(FREE, sheet.right, foot, free, "r")
        sheet.y = top + block


def _own(line: PaperLine, language: str) -> str:
    """What the person reads under the Dutch word, also that something is free."""
    free = "" if line.amount else own_words(FREE, language)
    return " ".join(part for part in (line.own_word, free) if part)


def _euros(amount: int) -> str:
    return lettering.printable(euros(amount))


def total(sheet: Sheet, total: int, pieces: bool = True) -> None:
    """The total, large, with the coins and notes for it beside it or below."""
    m = sheet.measures
    text = _euros(total)
    face = lettering.fit(text, m.total, sheet.room)
    high = round(m.total * lettering.DIGIT_HEIGHT)
    rows = _rows(sheet, total) if pieces else []
    room = sheet.room - lettering.width(text, face) - m.gap * 2
    if len(rows) == 1 and money_art.row_width(rows[0]) <= room:
        block = max(high, max(art.height for art in rows[0]))
        art = Image.new("L", (room, block), 255)
        done = money_art.paste_row(art, rows[0], 0, 0)
        sheet.paste(art, sheet.left, sheet.y + (block - done) // 2)
        sheet.write(text, sheet.right, sheet.y + (block + high) // 2, face, "r")
        sheet.y += block
        return
    sheet.write(text, sheet.right, sheet.y + high, face, "r")
    sheet.y += high + m.gap * 2
    _draw_rows(sheet, rows)


def _rows(sheet: Sheet, amount: int) -> list[list[Image.Image]]:
    m = sheet.measures
    if amount <= 0:
        return []
    return money_art.rows(fewest_pieces(amount, DENOMINATIONS), sheet.room, m.coin, m.digit)


def pieces(sheet: Sheet, amount: int) -> None:
    sheet.skip(sheet.measures.gap * 2)
    _draw_rows(sheet, _rows(sheet, amount))


def _draw_rows(sheet: Sheet, rows: Sequence[list[Image.Image]]) -> None:
    m = sheet.measures
    for index, row in enumerate(rows):
        if index:
            sheet.skip(m.gap)
        wide = money_art.row_width(row)
        art = Image.new("L", (wide, max(piece.height for piece in row)), 255)
        money_art.paste_row(art, row, 0, 0)
        sheet.paste(art, sheet.right - wide, sheet.y)
        sheet.y += art.height


def amount(
    sheet: Sheet, label: str, amount: int, size: int = 0, sign: str = "", own: str = ""
) -> None:
    """A word to the left and an amount to the right, on one line when they fit.

    Only what stands larger than the rest (``size``) carries the sign of the currency. ``own`` is
    the word in the language of the person.
    """
    m = sheet.measures
    text = sign + (_euros(amount) if size else digits(amount))
    word = lettering.font(m.word)
    beside = sheet.room - lettering.width(label, word) - m.gap * 2
    sheet.skip(m.gap * 2)
    if lettering.width(text, lettering.font(m.digit)) <= beside:
        face = lettering.fit(text, size or m.digit, beside)
        high = round(lettering.font_size(face) * lettering.DIGIT_HEIGHT)
        sheet.write(label, sheet.left, sheet.y + high, word)
    else:
        sheet.lines(label, m.word)
        face = lettering.fit(text, size or m.digit, sheet.room)
        high = round(lettering.font_size(face) * lettering.DIGIT_HEIGHT)
    sheet.write(text, sheet.right, sheet.y + high, face, "r")
    sheet.y += high
    own_face = lettering.own_font(own, m.word)
    for line in lettering.wrap(own, own_face, sheet.room):
        sheet.y += round(m.word * OWN_LINE)
        sheet.write(line, sheet.left, sheet.y, own_face)


def said(sheet: Sheet, picture: str, text: str, own: str = "") -> None:
    """A picture with a word beside it, and under that the word of the person."""
    m = sheet.measures
    sheet.skip(m.gap)
    art = one_bit(picture, m.picture)
    x = sheet.left + (m.picture + m.gap * 2 if art else 0)
    face, own_face = lettering.font(m.word), lettering.own_font(own, m.word)
    lines = [(line, face) for line in lettering.wrap(text, face, sheet.right - x)]
    lines += [(line, own_face) for line in lettering.wrap(own, own_face, sheet.right - x)]
    step = round(m.word * 1.3)
    block = max(m.picture if art else 0, step * len(lines))
    if art:
        sheet.paste(art, sheet.left, sheet.y + (block - m.picture) // 2)
    y = sheet.y + (block - step * len(lines)) // 2
    for line, letters in lines:
        sheet.write(line, x, y + m.word, letters)
        y += step
    sheet.y += block


def pay_at_the_counter(sheet: Sheet, language: str) -> None:
    """This paper, an arrow, the till: what to do next, without reading."""
    m = sheet.measures
    size = round(m.picture * 1.1)
    steps = [one_bit("receipt", size), marks.arrow(round(size * 0.6)), one_bit("till", size)]
    arts = [art for art in steps if art]
    gap = m.gap * 3
    wide = sum(art.width for art in arts) + gap * (len(arts) - 1)
    x = sheet.left + (sheet.room - wide) // 2
    for art in arts:
        sheet.paste(art, x, sheet.y + (size - art.height) // 2)
        x += art.width + gap
    sheet.y += size
    centred(sheet, PAY, own_words(PAY, language))
    sheet.y += m.gap
