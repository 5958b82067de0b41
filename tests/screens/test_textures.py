"""Pictures on the screen: as sharp as they are large, loaded once, and no larger than needed."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from kiosk import picture_atlas
from tests.screens.hands import Hands


@pytest.mark.parametrize(
    ("side", "pixels"),
    [(20, 64), (62, 64), (100, 96), (182, 192), (283, 256), (300, 384), (560, 512), (900, 512)],
)
def test_a_texture_is_about_as_wide_as_it_is_drawn(kiosk: Hands, side: int, pixels: int) -> None:
    from kiosk.widgets.pictures import texture

    made = texture("tomaat", side)
    assert made is not None and made.size == (pixels, pixels)


def test_sizes_close_to_each_other_share_one_texture(kiosk: Hands) -> None:
    from kiosk.widgets.pictures import texture

    assert texture("tomaat", 150) is texture("tomaat", 170)


def test_a_small_one_never_reads_the_large_page() -> None:
    small, large = picture_atlas.find("tomaat", 256), picture_atlas.find("tomaat", 384)
    assert small is not None and small.path.name.startswith("small-produce-")
    assert large is not None and large.path.name.startswith("large-produce-")


def test_the_screen_does_not_wait_for_the_file(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The texture is there at once, clear; its colours come from the thread that reads."""
    from kiosk.widgets import pictures

    pictures.forget()
    reading = Event()
    read = picture_atlas.read
    monkeypatch.setattr(picture_atlas, "read", lambda drawing: reading.wait() and read(drawing))
    made = pictures.texture("tomaat", 96)
    assert made is not None and made.size == (96, 96) and not any(made.pixels)
    reading.set()
    pictures.settle()
    assert any(made.pixels)
    assert pictures.texture("tomaat", 96) is made


def test_a_page_that_cannot_be_read_leaves_the_word(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.widgets import pictures

    (tmp_path / "page.png").write_bytes(b"\x89PNG\r\n\x1a\nnot really")
    damaged = picture_atlas.Drawing(tmp_path / "page.png", (0, 0, 256, 256))
    monkeypatch.setattr(picture_atlas, "find", lambda key, pixels: damaged)
    picture = pictures.Picture(key="kapot", size=(80, 80))
    kiosk.frames(3)
    assert picture.texture is None
    pictures.forget()


def test_a_picture_grows_sharper_with_its_box(kiosk: Hands) -> None:
    from kiosk.widgets.pictures import Picture

    picture = Picture(key="tomaat", size=(80, 120))
    kiosk.frames(2)
    assert picture.texture is not None and picture.texture.width == 96
    picture.size = (400, 400)
    kiosk.frames(2)
    assert picture.texture.width == 384
    picture.key = "nowhere"
    kiosk.frames(2)
    assert picture.texture is None


def test_the_colours_come_out_upright_and_true(kiosk: Hands) -> None:
    """The leaf of the tomato is above; a texture upside down would show it below."""
    from kivy.graphics import Rectangle
    from kivy.graphics.fbo import Fbo

    from kiosk.widgets.pictures import settle, texture

    fbo = Fbo(size=(128, 128))
    with fbo:
        Rectangle(texture=texture("tomaat", 128), size=fbo.size)
    settle()
    fbo.draw()
    upwards = Image.frombytes("RGBA", (128, 128), fbo.pixels).convert("HSV").getchannel("H")
    leaf = upwards.crop((0, 88, 128, 128)).point(lambda hue: 255 if 50 < hue < 120 else 0)
    assert leaf.getbbox() is not None, "no green above"
    assert upwards.crop((0, 0, 128, 40)).point(lambda hue: 50 < hue < 120).getbbox() is None


@pytest.mark.parametrize("side", [96, 256])
def test_the_clear_ground_beside_the_ink_has_the_colour_of_the_ink(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: int
) -> None:
    """Otherwise the edge turns dark when the picture is drawn a little larger or smaller."""
    from kiosk.widgets import pictures

    image = Image.new("RGBA", (256, 256))
    image.paste("#F5F8FA", (64, 64, 192, 192))
    image.save(tmp_path / "white.png")
    white = picture_atlas.Drawing(tmp_path / "white.png")
    monkeypatch.setattr(picture_atlas, "find", lambda key, pixels: white)
    made = pictures.texture("white", side)
    pictures.settle()
    assert made is not None
    seen = Image.frombytes("RGBA", made.size, made.pixels)
    corner = side // 4
    beside = seen.crop((corner - 2, side // 2, corner - 1, side // 2 + 1))
    assert beside.getchannel("A").getextrema() == (0, 0)
    assert sum(beside.convert("L").histogram()[:200]) == 0
    pictures.forget()
