"""The card of a person and the copy of a key: they read back from the paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

from kiosk.codes import Key, KeyRing
from kiosk.key_ring import copy_code, copy_lines
from kiosk.paper.card_documents import Card, KeyCopy, RescueCopy
from kiosk.paper.qr_art import DOTS_PER_MM
from kiosk.paper.render import render
from kiosk.person_pictures import ANIMALS, COLOURS, PersonPicture

KEY = Key(40321, bytes(range(32)))
CODE = KeyRing((KEY,)).sign("C", "BCDEFGHJKLNPRSTV")

PAPERS: dict[str, Card | KeyCopy] = {
    "card": Card("Welzijnsschakel Lede", "avatar_fox", 3, CODE),
    "key_copy": KeyCopy(
        "Welzijnsschakel Lede", "2026-03-06", KEY.id, copy_lines(KEY), copy_code(KEY)
    ),
}

RESCUE = RescueCopy("Welzijnsschakel Lede", "2026-03-06", ("4012", "7716", "0058", "5517"))


@pytest.mark.parametrize("dots", [384, 576])
def test_the_rescue_paper_looks_as_agreed(
    dots: int, golden: Callable[[Image.Image, str], None]
) -> None:
    golden(render(RESCUE, dots), f"rescue_copy_{dots}")


@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("name", PAPERS)
def test_paper_looks_as_agreed(
    name: str, dots: int, golden: Callable[[Image.Image, str], None]
) -> None:
    golden(render(PAPERS[name], dots), f"{name}_{dots}")


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("name", PAPERS)
def test_the_code_reads_back_from_the_paper(name: str, dots: int, practice: bool) -> None:
    paper = render(PAPERS[name], dots, practice)
    (by_zbar,) = pyzbar.decode(paper.convert("L"), symbols=[pyzbar.ZBarSymbol.QRCODE])
    assert by_zbar.data.decode() == PAPERS[name].code
    (found,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert found.text == PAPERS[name].code
    assert found.ec_level == "M"
    corners = (found.position.top_left, found.position.top_right)
    assert corners[1].x - corners[0].x >= 25 * DOTS_PER_MM - 2


@pytest.mark.parametrize("dots", [384, 576])
def test_no_two_people_have_the_same_card(dots: int) -> None:
    seen = set()
    for animal in ANIMALS:
        for colour in COLOURS:
            picture = PersonPicture(animal, colour)
            seen.add(render(Card("De Brug", picture.key, picture.dots, CODE), dots).tobytes())
    assert len(seen) == len(ANIMALS) * len(COLOURS)
