"""The test page has everything that other papers have, and its code reads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image
from pyzbar import pyzbar

from kiosk.paper.card_documents import ProofSheet
from kiosk.paper.proof_layout import CODE
from kiosk.paper.render import render

PAGE = ProofSheet("Welzijnsschakel Lede", "28/11/2026", "14:20")


@pytest.mark.parametrize("dots", [384, 576])
def test_the_test_page_looks_as_agreed(
    dots: int, golden: Callable[[Image.Image, str], None]
) -> None:
    golden(render(PAGE, dots), f"proof_sheet_{dots}")


@pytest.mark.parametrize("dots", [384, 576])
def test_its_line_touches_both_edges_and_its_code_reads(dots: int) -> None:
    paper = render(PAGE, dots).convert("L")
    assert any(
        not any(paper.crop((0, y, dots, y + 1)).tobytes()) for y in range(paper.height // 3)
    ), "no row is black from edge to edge"
    (read,) = pyzbar.decode(paper, symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert read.data.decode() == CODE
