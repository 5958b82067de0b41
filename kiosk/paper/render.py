"""From a document to the paper: one raster, the same on the screen, on file and on the roll."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kiosk.paper import (
    card_layouts,
    layouts,
    lettering,
    list_layouts,
    outing_layouts,
    proof_layout,
    report_layout,
    tally_layout,
)
from kiosk.paper.card_documents import Card, KeyCopy, ProofSheet, RescueCopy, Unkept
from kiosk.paper.documents import Document, OrderSlip, Receipt, TallyStrip
from kiosk.paper.outing_documents import (
    BookingSlip,
    ComingStrip,
    PassengerList,
    SharesStrip,
    VoucherPaper,
)
from kiosk.paper.report_documents import ReportStrip
from kiosk.paper.sheet import Sheet

PRACTICE = "OEFEN"
"""What practice mode prints across every paper, so that none is ever taken for a real one."""

_SLANT = 40


def render(
    document: Document | Unkept,
    dots: int = 384,
    practice: bool = False,
    copy_of: str | None = None,
) -> Image.Image:
    """The paper for ``document`` as an image in mode 1, ``dots`` wide (384 or 576).

    ``practice`` prints OEFEN across it. ``copy_of`` marks it KOPIE, with what it says about the
    original, such as its time ("14.52"). Raises ValueError for another width.
    """
    sheet = Sheet(dots)
    if copy_of is not None:
        layouts.mark_copy(sheet, copy_of)
    _lay_out(sheet, document)
    sheet.skip(sheet.measures.gap)
    paper = sheet.finish()
    return _across(paper, PRACTICE, sheet.clear) if practice else paper


def _lay_out(sheet: Sheet, document: Document | Unkept) -> None:
    match document:
        case OrderSlip():
            layouts.order_slip(sheet, document)
        case Receipt():
            layouts.receipt(sheet, document)
        case TallyStrip():
            tally_layout.tally_strip(sheet, document)
        case BookingSlip():
            outing_layouts.booking_slip(sheet, document)
        case VoucherPaper():
            outing_layouts.voucher(sheet, document)
        case ComingStrip():
            outing_layouts.coming_strip(sheet, document)
        case PassengerList():
            list_layouts.passenger_list(sheet, document)
        case SharesStrip():
            list_layouts.shares_strip(sheet, document)
        case ReportStrip():
            report_layout.report_strip(sheet, document)
        case Card():
            card_layouts.card(sheet, document)
        case KeyCopy():
            card_layouts.key_copy(sheet, document)
        case RescueCopy():
            card_layouts.rescue_copy(sheet, document)
        case ProofSheet():
            proof_layout.proof_sheet(sheet, document)


def _across(
    paper: Image.Image, word: str, clear: Sequence[tuple[int, int, int, int]]
) -> Image.Image:
    """``word`` diagonally behind what is printed, outlined in dots, as often as there is room."""
    stamp = _stamp(word, paper.width)
    veil = Image.new("L", paper.size, 0)
    count = max(1, paper.height // stamp.height)
    for index in range(count):
        middle = round(paper.height * (index + 0.5) / count)
        veil.paste(stamp, ((paper.width - stamp.width) // 2, middle - stamp.height // 2))
    for box in clear:
        veil.paste(0, box)
    # Around everything printed stays a white seam, so that no digit touches the word behind it.
    ink = ImageChops.invert(paper.convert("L"))
    seam = ink
    for _ in range(3):
        seam = seam.filter(ImageFilter.MaxFilter(3))
    veil = ImageChops.subtract(veil, seam)
    return ImageChops.invert(ImageChops.lighter(ink, veil)).convert("1", dither=Image.Dither.NONE)


@lru_cache(maxsize=4)
def _stamp(word: str, room: int) -> Image.Image:
    """``word`` as a slanted, dotted outline of at most ``room`` dots wide (white on black)."""
    size = room // 2
    while True:
        face = lettering.font(size)
        stroke = max(4, size // 20)
        flat = (lettering.width(word, face) + 4 * stroke, round(size * 1.2))
        at = (2 * stroke, size)
        outer, inner = Image.new("L", flat, 0), Image.new("L", flat, 0)
        ImageDraw.Draw(outer).text(at, word, 255, face, anchor="ls", stroke_width=stroke)
        ImageDraw.Draw(inner).text(at, word, 255, face, anchor="ls")
        outline = ImageChops.subtract(outer, inner)
        turned = outline.rotate(_SLANT, Image.Resampling.BICUBIC, expand=True)
        turned = turned.crop(turned.getbbox())
        if turned.width <= room - 8:
            break
        size -= 4
    shape = turned.point([255 if value >= 128 else 0 for value in range(256)])
    return ImageChops.multiply(shape, _checks(shape.size))


def _checks(size: tuple[int, int]) -> Image.Image:
    """A chessboard of single dots, which prints as grey."""
    board = Image.new("L", size, 0)
    cell = Image.new("L", (2, 2), 0)
    cell.putpixel((0, 0), 255)
    cell.putpixel((1, 1), 255)
    for y in range(0, size[1], 2):
        for x in range(0, size[0], 2):
            board.paste(cell, (x, y))
    return board
