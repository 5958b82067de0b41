"""Pictures on the screen: as sharp as they are large, loaded once, and no larger than needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

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


def test_a_small_one_never_reads_the_large_file(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.widgets import pictures

    (tmp_path / "pictures").mkdir()
    Image.new("RGBA", (256, 256), "red").save(tmp_path / "pictures" / "ball.png")
    monkeypatch.setattr(pictures, "ASSETS", tmp_path)
    assert pictures.texture("ball", 256) is not None
    assert pictures.texture("ball", 512) is None
    pictures.forget()


def test_a_picture_grows_sharper_with_its_box(kiosk: Hands) -> None:
    from kiosk.widgets.pictures import Picture

    picture = Picture(key="tomaat", size=(80, 120))
    kiosk.frames(2)
    assert picture.texture.width == 96
    picture.size = (400, 400)
    kiosk.frames(2)
    assert picture.texture.width == 384
    picture.key = "nowhere"
    kiosk.frames(2)
    assert picture.texture is None and picture.missing


def test_the_colours_come_out_upright_and_true(kiosk: Hands) -> None:
    """The leaf of the tomato is above; a texture upside down would show it below."""
    from kivy.graphics import Rectangle
    from kivy.graphics.fbo import Fbo

    from kiosk.widgets.pictures import texture

    fbo = Fbo(size=(128, 128))
    with fbo:
        Rectangle(texture=texture("tomaat", 128), size=fbo.size)
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

    (tmp_path / "pictures").mkdir()
    image = Image.new("RGBA", (256, 256))
    image.paste("#F5F8FA", (64, 64, 192, 192))
    image.save(tmp_path / "pictures" / "white.png")
    monkeypatch.setattr(pictures, "ASSETS", tmp_path)
    made = pictures.texture("white", side)
    assert made is not None
    seen = Image.frombytes("RGBA", made.size, made.pixels)
    corner = side // 4
    beside = seen.crop((corner - 2, side // 2, corner - 1, side // 2 + 1))
    assert beside.getchannel("A").getextrema() == (0, 0)
    assert sum(beside.convert("L").histogram()[:200]) == 0
    pictures.forget()
