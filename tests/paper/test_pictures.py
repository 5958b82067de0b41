"""Pictures on paper are one-bit art that can be told apart."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from kiosk import picture_atlas
from kiosk.paper.pictures import engrave, one_bit
from kiosk.picture_atlas import Drawing

PRODUCE = tuple(tomllib.loads((picture_atlas.FOLDER.parent / "products.toml").read_text("utf-8")))


def _black(art: Image.Image) -> float:
    return art.histogram()[0] / (art.width * art.height)


@pytest.mark.parametrize("size", [44, 96])
@pytest.mark.parametrize("key", PRODUCE)
def test_only_black_and_white_and_neither_blot_nor_blank(key: str, size: int) -> None:
    art = one_bit(key, size)
    assert art is not None
    assert art.size == (size, size)
    assert set(art.getextrema()) == {0, 255}
    counts = art.histogram()
    assert counts[0] + counts[255] == size * size
    assert 0.05 < _black(art) < 0.6


@pytest.mark.parametrize("size", [44, 96])
def test_no_two_kinds_look_alike(size: int) -> None:
    arts = [one_bit(key, size) for key in PRODUCE]
    for index, one in enumerate(arts):
        for other in arts[:index]:
            assert one is not None and other is not None
            same = sum(a == b for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
            assert same < 0.93 * size * size


def test_something_white_keeps_its_contour() -> None:
    source = Image.new("RGBA", (256, 256))
    ImageDraw.Draw(source).ellipse((20, 20, 236, 236), fill=(255, 255, 255, 255))
    art = engrave(source, 96)
    assert art.getpixel((48, 48)) == 255
    assert art.getbbox() == (0, 0, 96, 96)
    assert art.getpixel((48, 0)) == 0 and art.getpixel((0, 48)) == 0


def test_two_light_colours_get_a_line_between_them() -> None:
    source = Image.new("RGBA", (256, 256), (255, 255, 255, 255))
    ImageDraw.Draw(source).rectangle((128, 0, 255, 255), fill=(250, 240, 170, 255))
    middle = engrave(source, 96).crop((40, 20, 56, 76))
    assert _black(middle) > 0.04


def test_two_dark_colours_get_a_white_line_between_them() -> None:
    source = Image.new("RGBA", (256, 256), (150, 20, 20, 255))
    ImageDraw.Draw(source).rectangle((128, 0, 255, 255), fill=(20, 80, 20, 255))
    row = engrave(source, 96).crop((44, 48, 52, 52))
    assert _black(row) < 0.9


def test_an_empty_picture_is_white() -> None:
    assert engrave(Image.new("RGBA", (256, 256)), 44).getextrema() == (255, 255)


@pytest.mark.parametrize("key", ["", "bestaat_niet", "../fonts/Andika", ".hidden"])
def test_a_missing_picture_is_none(key: str) -> None:
    assert one_bit(key, 44) is None


def test_a_damaged_picture_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.png").write_bytes(b"\x89PNG\r\n\x1a\nnot really")
    damaged = Drawing(tmp_path / "page.png", (0, 0, 256, 256))
    monkeypatch.setattr(picture_atlas, "find_for_paper", lambda key: damaged)
    assert one_bit("kapot_ding", 44) is None
