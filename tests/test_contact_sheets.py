"""The contact sheets show the pictures as they are seen and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from deploy import contact_sheets
from deploy.drawings import read_list
from deploy.pictures import ASSETS

KEYS = ["tomaat", "coin_5", "avatar_owl", "outing_zoo", "day_1"]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """All four sheets of a few pictures."""
    listed = read_list(ASSETS / "pictures.tsv")
    some = tuple(each for each in listed if each.key in KEYS)
    monkeypatch.setattr(contact_sheets, "read_list", lambda _path: some)
    assert contact_sheets.main([str(tmp_path / "sheets")]) == 0
    return tmp_path / "sheets"


def test_the_screen_sheet_has_colour_and_grey(few: Path) -> None:
    with Image.open(few / "screen.png") as sheet:
        colours = {colour for _, colour in sheet.getcolors(sheet.width * sheet.height) or ()}
    assert (0xDD, 0x2E, 0x44) in colours, "no tomato"
    grey = Image.new("RGB", (1, 1), "#DD2E44").convert("L").getpixel((0, 0))
    assert (grey, grey, grey) in colours, "no grey tomato"


def test_the_large_sheet_shows_200_pixels(few: Path) -> None:
    with Image.open(few / "large.png") as large, Image.open(few / "screen.png") as small:
        assert large.height > 200 and large.width * large.height > small.width * small.height


def test_the_paper_sheet_is_printed_in_true_size_and_has_no_grey(few: Path) -> None:
    with Image.open(few / "paper.png") as sheet, Image.open(few / "paper3.png") as large:
        assert sheet.info["dpi"][0] == pytest.approx(203, abs=0.1)
        assert large.info["dpi"][0] == pytest.approx(609, abs=0.1)
        assert large.size == (sheet.width * 3, sheet.height * 3)
        art = sheet.crop((contact_sheets._GAP, contact_sheets._GAP, 140, 100)).convert("L")
    assert sum(art.histogram()[1:255]) == 0 and art.getextrema() == (0, 255)
