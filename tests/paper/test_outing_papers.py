"""The papers of outings: as agreed, the same for every price, and read by scanners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import pytest
import zxingcpp
from PIL import Image, ImageOps
from pyzbar import pyzbar

from kiosk.codes import Key, KeyRing
from kiosk.paper.documents import Document, document_from_json
from kiosk.paper.outing_documents import (
    BookingSlip,
    ComingLine,
    ComingStrip,
    Passenger,
    PassengerList,
    SharesLine,
    SharesStrip,
    VoucherPaper,
)
from kiosk.paper.qr_art import DOTS_PER_MM, qr_code
from kiosk.paper.render import render

GROUP = "Welzijnsschakel Lede"
CODE = KeyRing((Key(1, bytes(range(32))),)).sign("V", "BCDEFGHJKLNPRSTV")
TYPED = ("avatar_elephant", "avatar_sailboat", "avatar_sun")
OTHER = ("avatar_kite", "avatar_duck", "avatar_star")

VOUCHER = VoucherPaper(
    group=GROUP,
    picture="outing_christmas",
    name="Kerstmarkt",
    own_name="سوق عيد الميلاد",
    day="2026-12-13",
    starts="10:00",
    meeting_place="Parking kerk, Markt 1",
    meeting_time="09:30",
    transport="bus",
    adults=2,
    children=1,
    code=CODE,
    pictures=TYPED,
    digits="482915",
    language="ar",
)
LONG = VoucherPaper(
    group="Welzijnsschakel Sint-Katelijne-Waver en omstreken",
    picture="outing_theme_park",
    name="Bobbejaanland met de hele familie",
    own_name="",
    day="2026-02-28",
    starts="08:15",
    meeting_place="",
    meeting_time="",
    transport="train",
    adults=4,
    children=8,
    code=CODE,
    pictures=OTHER,
    digits="100123",
)
PAPERS: dict[str, Document] = {
    "voucher": VOUCHER,
    "voucher_long": LONG,
    "booking_slip": BookingSlip(
        GROUP,
        "2026-11-22",
        31,
        "outing_zoo",
        "Zoo van Antwerpen",
        "Зоопарк Антверпена",
        "2026-12-13",
        "10:00",
        2,
        2,
        1600,
        0,
        "uk",
    ),
    "booking_slip_waiting": BookingSlip(
        GROUP,
        "2026-11-22",
        8,
        "outing_zoo",
        "Zoo van Antwerpen",
        "",
        "2026-12-13",
        "10:00",
        2,
        4,
        2400,
        3,
    ),
    "passenger_list": PassengerList(
        GROUP,
        "outing_zoo",
        "Zoo van Antwerpen",
        "2026-12-13",
        "10:00",
        "bus",
        (
            Passenger(TYPED, "482915", 2, 3),
            Passenger(OTHER, "100123", 1, 0),
            Passenger((), "", 2, 0),
            Passenger(TYPED, "736008", 12, 10),
        ),
        waiting=3,
    ),
    "coming_strip": ComingStrip(
        GROUP,
        "2026-11-22",
        (
            ComingLine("soup", "soep", "", "2026-11-29", "14:00", "Zaal De Brug"),
            ComingLine(
                "outing_christmas",
                "Kerstmarkt",
                "Marché de Noël",
                "2026-12-13",
                "10:00",
                "Parking kerk",
                "bus",
            ),
        ),
        "fr",
    ),
    "shares_strip": SharesStrip(
        GROUP,
        "2026-01-01",
        "2026-12-31",
        (
            SharesLine(
                "outing_zoo", "Zoo van Antwerpen", "2026-07-04", 42, 33600, 800, 67200, 67200, 3
            ),
            SharesLine("soup", "Soepvoormiddag", "2026-09-04", 12, 0, 0, 0, 0),
        ),
    ),
}


@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("name", PAPERS)
def test_paper_looks_as_agreed(
    name: str, dots: int, golden: Callable[[Image.Image, str], None]
) -> None:
    golden(render(PAPERS[name], dots), f"{name}_{dots}")


@pytest.mark.parametrize("dots", [384, 576])
def test_a_copy_of_a_voucher(dots: int, golden: Callable[[Image.Image, str], None]) -> None:
    golden(render(VOUCHER, dots, copy_of="van 14.52"), f"voucher_copy_{dots}")


@pytest.mark.parametrize("dots", [384, 576])
def test_a_voucher_to_practise_with(dots: int, golden: Callable[[Image.Image, str], None]) -> None:
    golden(render(VOUCHER, dots, practice=True), f"voucher_practice_{dots}")


def test_nothing_on_a_voucher_can_tell_what_was_paid() -> None:
    allowed = {
        "group",
        "picture",
        "name",
        "own_name",
        "day",
        "starts",
        "meeting_place",
        "meeting_time",
        "transport",
        "adults",
        "children",
        "code",
        "pictures",
        "digits",
        "language",
    }
    assert {field.name for field in fields(VoucherPaper)} == allowed


@pytest.mark.parametrize("name", PAPERS)
def test_json_and_back(name: str) -> None:
    assert document_from_json(PAPERS[name].to_json()) == PAPERS[name]


def worn(paper: Image.Image) -> Image.Image:
    """A paper as a scanner sees it: some grey, a little turned, not quite sharp."""
    grey = ImageOps.expand(paper.convert("L"), 40, fill=255)
    smaller = grey.resize((grey.width * 3 // 4, grey.height * 3 // 4), Image.Resampling.BILINEAR)
    turned = smaller.rotate(3, Image.Resampling.BILINEAR, fillcolor=255)
    return turned.point([40 + value * 3 // 4 for value in range(256)])


@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("voucher", [VOUCHER, LONG], ids=["short", "long"])
@pytest.mark.parametrize("practice", [False, True])
def test_the_code_is_read_back_by_two_decoders(
    voucher: VoucherPaper, dots: int, practice: bool
) -> None:
    paper = render(voucher, dots, practice)
    for seen in (paper.convert("L"), worn(paper)):
        (by_zbar,) = pyzbar.decode(seen, symbols=[pyzbar.ZBarSymbol.QRCODE])
        assert by_zbar.data.decode() == CODE
        (by_zxing,) = zxingcpp.read_barcodes(seen)
        assert by_zxing.text == CODE
        assert by_zxing.ec_level == "M"


@pytest.mark.parametrize("dots", [384, 576])
def test_the_code_is_25_mm_or_more(dots: int) -> None:
    (seen,) = pyzbar.decode(render(VOUCHER, dots).convert("L"))
    assert min(seen.rect.width, seen.rect.height) >= 25 * DOTS_PER_MM


def test_a_code_that_would_be_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="needs more"):
        qr_code(CODE, 250)
