"""Every paper at both widths against its golden image."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image

from kiosk.paper.documents import (
    Document,
    OrderSlip,
    PaperLine,
    Receipt,
    TallyLine,
    TallyStrip,
)
from kiosk.paper.render import render
from kiosk.paper.report_documents import ReportLine, ReportStrip

GROUP = "Welzijnsschakel Lede"
DAY = "2025-11-22"
LINES = (
    PaperLine("wortel", "wortel", 2, 170, "bussel"),
    PaperLine("champignon", "champignon", 1, 85, "bakje"),
    PaperLine("appel", "appel", 3, 345, "zak 1 kg"),
)
MANY = (
    PaperLine("prinsessenboon", "prinsessenboon", 12, 1260, "zak 500 g"),
    PaperLine("witloof", "witloof", 1, 115, "zak 1 kg"),
    PaperLine("", "schorseneer", 2, 230, "bussel"),
    PaperLine("bloemkool", "bloemkool", 1, 145, "stuk"),
    PaperLine("aardappel", "aardappel", 1, 0, "zak 2 kg"),
    PaperLine("rode_kool", "rode kool", 1, 95, "stuk"),
)
SLIP = OrderSlip(GROUP, DAY, 24, LINES, 600)
ARABIC = (
    PaperLine("wortel", "wortel", 2, 170, "zak 1\u00a0kg", "جزر"),
    PaperLine("prinsessenboon", "prinsessenboon", 12, 1260, "zak 500\u00a0g", "فاصوليا خضراء"),
    PaperLine("tomaat", "tomaat", 1, 0, "zak 1\u00a0kg", "طماطم"),
)
UKRAINIAN = (
    PaperLine("prei", "prei", 1, 85, "bussel", "цибуля-порей"),
    PaperLine("spruitjes", "spruitjes", 2, 230, "zak 500\u00a0g", "брюссельська капуста"),
    PaperLine("appel", "appel", 3, 345, "zak 1\u00a0kg", "яблуко"),
)

PAPERS: dict[str, Document] = {
    "order_slip": SLIP,
    "order_slip_long": OrderSlip(
        "Welzijnsschakel Sint-Katelijne-Waver en omstreken", DAY, 138, MANY, 1845
    ),
    "order_slip_ar": OrderSlip(GROUP, DAY, 24, ARABIC, 1430, "ar"),
    "order_slip_uk": OrderSlip(GROUP, DAY, 7, UKRAINIAN, 660, "uk"),
    "receipt_ar": Receipt(
        GROUP, DAY, "14:52", 24, ARABIC, 1432, 1430, "cash", 2000, 570, language="ar"
    ),
    "receipt_bank_uk": Receipt(GROUP, DAY, "16:30", 31, UKRAINIAN, 660, 660, "bank", language="uk"),
    "receipt_cash": Receipt(GROUP, DAY, "14:52", 24, LINES, 600, 600, "cash", 2000, 1400),
    "receipt_rounded": Receipt(GROUP, DAY, "09:05", 7, LINES[:1], 603, 605, "cash", 605),
    "receipt_bank": Receipt(GROUP, DAY, "16:30", 31, LINES[:2], 255, 255, "bank"),
    "receipt_group": Receipt(
        GROUP, DAY, "11:00", 5, LINES[:1], 170, 170, "group", reason="Geschenk bij een verhuis"
    ),
    "tally_strip": TallyStrip(
        GROUP,
        DAY,
        visits=24,
        adults=34,
        children=19,
        helps=6,
        lines=(
            TallyLine("wortel", "wortel", 20, 18, {"soep": 2}),
            TallyLine("aardappel", "aardappel", 30, 30),
            TallyLine("appel", "appel", 40, 37, {"gegeven": 2, "bedorven": 1}),
            TallyLine(
                "prinsessenboon",
                "prinsessenboon",
                112,
                100,
                {"soep": 2, "gegeven": 4, "bedorven": 3, "terug": 2},
                -1,
            ),
        ),
        expected_cash=26615,
        counted_cash=26612,
        cash_payments=21615,
        bank=3110,
        on_group=255,
        reason="Er viel een muntje achter de kast.",
    ),
}

PAPERS["report_strip"] = ReportStrip(
    GROUP,
    "2025-11-01",
    "2026-10-31",
    False,
    (
        ReportLine(True, "people", "Wie kwam", ""),
        ReportLine(False, "", "dagen", "12"),
        ReportLine(False, "", "mensen", "1284"),
        ReportLine(False, "", "jan", "104"),
        ReportLine(True, "help_hand", "Wie hielp", ""),
        ReportLine(False, "coffee", "koffie", "41"),
        ReportLine(True, "basket", "Groenten en fruit", ""),
        ReportLine(False, "", "door de groep", "€\u00a01.942,97"),
        ReportLine(False, "prinsessenboon", "prinsessenboon zak 500\u00a0g", "122"),
        ReportLine(True, "bus", "Uitstappen", ""),
        ReportLine(False, "outing_zoo", "Zoo van Antwerpen 13/12", "14"),
        ReportLine(True, "till", "Geld", ""),
        ReportLine(False, "cash", "contant", "€\u00a012.990,00"),
    ),
)
PAPERS["report_strip_outside"] = ReportStrip(
    "Welzijnsschakel Sint-Katelijne-Waver en omstreken",
    "2026-01-01",
    "2026-12-31",
    True,
    (
        ReportLine(True, "people", "Wie kwam", ""),
        ReportLine(False, "", "volwassenen", "< 5"),
        ReportLine(False, "dishes", "afwas", "< 5"),
    ),
)


@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("name", PAPERS)
def test_paper_looks_as_agreed(
    name: str, dots: int, golden: Callable[[Image.Image, str], None]
) -> None:
    golden(render(PAPERS[name], dots), f"{name}_{dots}")


@pytest.mark.parametrize("dots", [384, 576])
def test_practice_paper(dots: int, golden: Callable[[Image.Image, str], None]) -> None:
    golden(render(SLIP, dots, practice=True), f"practice_{dots}")


@pytest.mark.parametrize("dots", [384, 576])
def test_copy(dots: int, golden: Callable[[Image.Image, str], None]) -> None:
    golden(render(PAPERS["receipt_bank"], dots, copy_of="van 16.30"), f"copy_{dots}")
