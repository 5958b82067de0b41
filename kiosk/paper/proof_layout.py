"""The test page: everything that a paper can have, each with what to look for."""

from __future__ import annotations

from typing import Final

from PIL import Image, ImageDraw

from kiosk.paper import money_art
from kiosk.paper.card_documents import ProofSheet
from kiosk.paper.pictures import one_bit
from kiosk.paper.qr_art import DOTS_PER_MM, qr_code
from kiosk.paper.sheet import Sheet

PICTURES: Final = ("wortel", "appel", "coffee", "bus")
COINS: Final = (200, 50, 20, 5)
WORDS: Final = ("Welkom", "Bienvenue", "Ласкаво просимо", "أهلا وسهلا")
CODE: Final = "TESTPAGINA"


def proof_sheet(sheet: Sheet, paper: ProofSheet) -> None:
    """Edges, letters of three scripts, pictures, coins, greys, a ruler and a code."""
    m = sheet.measures
    sheet.skip(m.gap)
    sheet.lines(paper.group, m.word)
    sheet.lines("Testpagina", m.digit)
    sheet.lines(f"{paper.day}  {paper.time}", m.small, bold=False)
    _edges(sheet)
    sheet.lines("De lijn raakt links en rechts de rand.", m.small, bold=False)
    for word in WORDS:
        sheet.lines(word, m.word)
    _row(sheet, [one_bit(key, m.picture) for key in PICTURES])
    _row(sheet, [money_art.piece(cents, m.coin * 4 // 5) for cents in COINS])
    _greys(sheet)
    sheet.lines("Vier vlakken, van licht naar zwart.", m.small, bold=False)
    _ruler(sheet)
    sheet.lines("De streepjes staan 5 mm uit elkaar.", m.small, bold=False)
    sheet.code(qr_code(CODE, m.dots))
    sheet.lines("Scan dit: dan zegt de kiosk dat het geen bon is.", m.small, bold=False)
    sheet.skip(m.gap)


def _edges(sheet: Sheet) -> None:
    m = sheet.measures
    sheet.skip(m.gap * 2)
    sheet.paste(Image.new("L", (m.dots, 4), 0), 0, sheet.y)
    sheet.skip(m.gap * 2)


def _row(sheet: Sheet, pictures: list[Image.Image | None]) -> None:
    """Side by side, at equal distances."""
    sheet.skip(sheet.measures.gap)
    drawn = [picture for picture in pictures if picture is not None]
    high = max((picture.height for picture in drawn), default=0)
    spare = sheet.room - sum(picture.width for picture in drawn)
    x = sheet.left
    for picture in drawn:
        sheet.paste(picture, x, sheet.y + (high - picture.height) // 2)
        x += picture.width + spare // max(1, len(drawn) - 1)
    sheet.skip(high + sheet.measures.gap * 2)


def _greys(sheet: Sheet) -> None:
    """From a dot in eight to solid black: what a worn head no longer does evenly."""
    m = sheet.measures
    wide, high = sheet.room // 4, m.picture // 2
    for place, step in enumerate((4, 2, 1, 0)):
        patch = Image.new("L", (wide, high), 255 if step else 0)
        for x in range(wide if step else 0):
            for y in range(high):
                if (x + y * 2) % (step * 2) == 0:
                    patch.putpixel((x, y), 0)
        sheet.paste(patch, sheet.left + place * wide, sheet.y)
    sheet.skip(high + m.gap)


def _ruler(sheet: Sheet) -> None:
    """Five millimetres from stroke to stroke, ten from number to number."""
    m = sheet.measures
    sheet.skip(m.gap)
    count = sheet.room // (5 * DOTS_PER_MM)
    band = Image.new("L", (count * 5 * DOTS_PER_MM + 4, 40), 255)
    pen = ImageDraw.Draw(band)
    pen.rectangle((0, 36, band.width, 39), fill=0)
    for stroke in range(count + 1):
        x = stroke * 5 * DOTS_PER_MM
        pen.rectangle((x, 0 if stroke % 2 == 0 else 20, x + 3, 39), fill=0)
    sheet.paste(band, sheet.left, sheet.y)
    sheet.skip(band.height + m.gap)
