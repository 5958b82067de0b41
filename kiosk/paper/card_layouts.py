"""The card of a person, and the paper copy of a key."""

from __future__ import annotations

from PIL import Image, ImageDraw

from kiosk.paper import lettering
from kiosk.paper.card_documents import Card, KeyCopy, RescueCopy
from kiosk.paper.pictures import one_bit
from kiosk.paper.qr_art import qr_code
from kiosk.paper.sheet import Sheet


def card(sheet: Sheet, paper: Card) -> None:
    """The picture as large as it goes on its disc, its dots, and the code to be scanned."""
    m = sheet.measures
    sheet.skip(m.gap)
    disc = _disc(paper.picture, round(sheet.room * 0.72))
    sheet.paste(disc, (m.dots - disc.width) // 2, sheet.y)
    sheet.y += disc.height + 2 * m.gap
    _dots(sheet, paper.dots)
    sheet.code(qr_code(paper.code, m.dots))
    sheet.lines(paper.group, m.word)
    sheet.skip(m.gap)


def key_copy(sheet: Sheet, paper: KeyCopy) -> None:
    """What to do with this paper, the code, and the lines that are typed when it does not scan."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(paper.group, m.word)
    sheet.lines(f"Sleutel {paper.number}", m.digit)
    sheet.lines(paper.day, m.small, bold=False)
    sheet.lines("Wie dit papier heeft, kan bonnen maken. Bewaar het achter slot.", m.word)
    sheet.code(qr_code(paper.code, m.dots))
    for number, line in enumerate(paper.lines, start=1):
        groups = f"{line[:5]} {line[5:10]} {line[10:]}"
        face = lettering.fit(f"{number}  {groups}", m.digit, sheet.room)
        sheet.skip(m.gap * 2)
        sheet.y += round(lettering.font_size(face))
        sheet.write(str(number), sheet.left, sheet.y, face)
        sheet.write(groups, sheet.right, sheet.y, face, "r")
    sheet.skip(m.gap * 2)


def rescue_copy(sheet: Sheet, paper: RescueCopy) -> None:
    """What the code is for, and its digits in the order in which they are typed."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(paper.group, m.word)
    sheet.lines("Reddingspapier", m.digit)
    sheet.lines(paper.day, m.small, bold=False)
    sheet.lines("Code vergeten? Houd het logo vast, tik op de sleutel en typ:", m.word)
    for group in paper.groups:
        sheet.skip(m.gap * 2)
        face = lettering.fit(" ".join(group), m.total, sheet.room)
        sheet.y += round(lettering.font_size(face))
        sheet.write(" ".join(group), m.dots // 2, sheet.y, face, "m")
    sheet.skip(m.gap * 4)
    sheet.lines("Geldt één keer. Een nieuwer papier maakt dit waardeloos.", m.word)
    sheet.lines("Bewaar het achter slot.", m.word)
    sheet.skip(m.gap)


def _disc(picture: str, size: int) -> Image.Image:
    """The picture within a ring."""
    ring = Image.new("L", (size * 2, size * 2), 255)
    ImageDraw.Draw(ring).ellipse((4, 4, size * 2 - 5, size * 2 - 5), outline=0, width=12)
    disc = ring.resize((size, size), Image.Resampling.LANCZOS)
    disc = disc.point([255 if value >= 128 else 0 for value in range(256)])
    art = one_bit(picture, round(size * 0.66))
    if art:
        disc.paste(art, ((size - art.width) // 2, (size - art.height) // 2))
    return disc


def _dots(sheet: Sheet, count: int) -> None:
    """The second mark, as below the picture on the screen."""
    m = sheet.measures
    side, step = round(m.figure * 0.36), round(m.figure * 0.56)
    x = (m.dots - step * (count - 1) - side) // 2
    for _ in range(count):
        sheet.box(x, sheet.y, x + side, sheet.y + side, side // 2)
        x += step
    sheet.skip(side + m.gap)
