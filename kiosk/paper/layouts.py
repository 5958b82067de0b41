"""The papers, one function each: what stands where.

Each puts a document on a sheet from top to bottom. Numbers first, pictures before words, words
for whoever reads them; whatever is too long goes on to the next line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PIL import Image

from kiosk.money import DENOMINATIONS, MINUS, digits, euros, fewest_pieces
from kiosk.paper import lettering, marks, money_art
from kiosk.paper.documents import OrderSlip, PaperLine, Receipt, TallyLine, TallyStrip
from kiosk.paper.pictures import one_bit
from kiosk.paper.sheet import Sheet

FREE = "gratis"
CLOSED = "Dag gesloten"
NO_TILL_RECEIPT = "Bewijs van aankoop, geen btw-kasticket"


def order_slip(sheet: Sheet, slip: OrderSlip) -> None:
    """The slip from the produce screen: the number to be called, what was chosen, the total."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(slip.group, m.word)
    _number_beside(sheet, slip.number, _sheet_of_calendar(slip.day, m.calendar))
    sheet.rule()
    _product_lines(sheet, slip.lines)
    sheet.rule()
    _total(sheet, slip.total)
    sheet.rule()
    _pay_at_the_counter(sheet)


def receipt(sheet: Sheet, paper: Receipt) -> None:
    """What was paid and how, for who wants to keep it."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(paper.group, m.word)
    _day_and_time(sheet, paper)
    sheet.rule()
    _product_lines(sheet, paper.lines)
    sheet.rule()
    if paper.due != paper.total:
        _amount(sheet, "totaal", paper.total)
        _amount(sheet, "te betalen", paper.due, size=m.total)
        sheet.skip(m.gap)
    else:
        _total(sheet, paper.total, pieces=False)
    if paper.method == "cash":
        _amount(sheet, "cash gekregen", paper.received)
        if paper.change:
            _amount(sheet, "terug", paper.change)
            _pieces(sheet, paper.change)
    elif paper.method == "bank":
        _said(sheet, "bank_qr", "betaald met de bank")
    elif paper.method == "group":
        _said(sheet, "gift_of_group", "van de groep")
        sheet.lines(paper.reason, m.small, bold=False)
    sheet.rule()
    small = lettering.font(m.small, False)
    if lettering.width(NO_TILL_RECEIPT, small) <= sheet.room:
        sheet.lines(NO_TILL_RECEIPT, m.small, bold=False)
    else:
        first, _, second = NO_TILL_RECEIPT.partition(", ")
        sheet.lines(f"{first},", m.small, bold=False)
        sheet.lines(second, m.small, bold=False)


def tally_strip(sheet: Sheet, strip: TallyStrip) -> None:
    """The closed day: who came, where the produce went, what is in the till; to be signed."""
    m = sheet.measures
    sheet.skip(m.gap)
    calendar = _sheet_of_calendar(strip.day, m.calendar, year=True)
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


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _sheet_of_calendar(iso: str, size: int, year: bool = False) -> Image.Image | None:
    day = _day(iso)
    return marks.calendar_sheet(day, size, year) if day else None


def _number_beside(sheet: Sheet, number: int, calendar: Image.Image | None) -> None:
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


def _day_and_time(sheet: Sheet, paper: Receipt) -> None:
    """Calendar sheet with the year, clock with digits, and the number of the order."""
    m = sheet.measures
    sheet.skip(m.gap)
    top = sheet.y
    calendar = _sheet_of_calendar(paper.day, m.calendar, year=True)
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
    number = str(paper.number)
    label = lettering.font(m.small, False)
    sheet.write("nummer", x, top + high, label)
    start = x + lettering.width("nummer", label) + m.gap
    sheet.write(
        number, start, top + high, lettering.fit(number, round(m.total), sheet.right - start)
    )
    sheet.y = top + high


def _product_lines(sheet: Sheet, lines: Sequence[PaperLine]) -> None:
    """How often, which picture, which word, which amount; the columns hold for the whole paper."""
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
        portions = lettering.wrap(line.portion, small, room)
        text_high = step * len(words) + step_small * len(portions)
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
        for text in portions:
            sheet.write(text, x, y + round(m.small * 0.9), small)
            y += step_small
        foot = middle if one_line else top + (block + text_high) // 2 - 2
        if line.amount:
            sheet.write(digits(line.amount), sheet.right, foot, digit, "r")
        else:
            sheet.write(FREE, sheet.right, foot, free, "r")
        sheet.y = top + block


def _euros(amount: int) -> str:
    return lettering.printable(euros(amount))


def _total(sheet: Sheet, total: int, pieces: bool = True) -> None:
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


def _pieces(sheet: Sheet, amount: int) -> None:
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


def _amount(sheet: Sheet, label: str, amount: int, size: int = 0, sign: str = "") -> None:
    """A word to the left and an amount to the right, on one line when they fit.

    Only what stands larger than the rest (``size``) carries the sign of the currency.
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


def _said(sheet: Sheet, picture: str, text: str) -> None:
    """A picture with a word beside it."""
    m = sheet.measures
    sheet.skip(m.gap)
    art = one_bit(picture, m.picture)
    x = sheet.left + (m.picture + m.gap * 2 if art else 0)
    lines = lettering.wrap(text, lettering.font(m.word), sheet.right - x)
    step = round(m.word * 1.3)
    block = max(m.picture if art else 0, step * len(lines))
    if art:
        sheet.paste(art, sheet.left, sheet.y + (block - m.picture) // 2)
    y = sheet.y + (block - step * len(lines)) // 2
    for line in lines:
        sheet.write(line, x, y + m.word, lettering.font(m.word))
        y += step
    sheet.y += block


def _pay_at_the_counter(sheet: Sheet) -> None:
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
    sheet.y += size + m.gap + m.word
    face = lettering.font(m.word)
    sheet.write("Betaal aan de toog", (sheet.left + sheet.right) // 2, sheet.y, face, "m")
    sheet.y += m.gap


def _people(sheet: Sheet, strip: TallyStrip) -> None:
    m = sheet.measures
    facts = (
        ("people", strip.visits, "bezoeken"),
        ("woman", strip.adults, "volwassenen"),
        ("child", strip.children, "kinderen"),
        ("help", strip.helps, "hielpen"),
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
        _amount(sheet, label, amount)
    sheet.rule()
    sheet.y -= m.gap
    _amount(sheet, "kas verwacht", strip.expected_cash)
    _amount(sheet, "kas geteld", strip.counted_cash)
    difference = strip.counted_cash - strip.expected_cash
    _amount(sheet, "verschil", difference, sign="+" if difference > 0 else "")
    if difference:
        sheet.skip(m.gap)
        _pieces(sheet, abs(difference))
