"""The picture family as it is kept in the project: complete, well cut, and told apart."""

import itertools
import json
import tomllib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from deploy import drawings
from deploy import pictures as family
from deploy.contact_sheets import TILE_FILLS
from kiosk import picture_atlas

FOLDER = family.ASSETS / "pictures"
PICTURES = drawings.read_list(family.ASSETS / "pictures.tsv")
CROPPED = [picture.key for picture in PICTURES if picture.cropped]
WHITE_SIGNS = {"tick", "plus_white", "minus_white"}
"""Made for dark keys only; anywhere else a screen colours them."""

ON_TILES = [
    each.key
    for each in PICTURES
    if each.key not in WHITE_SIGNS and not each.key.startswith("avatar_")
]
"""Personal pictures are left out: they stand on a coloured disc."""

COIN_MM = {1: 16.25, 2: 18.75, 5: 21.25, 10: 19.75, 20: 22.25, 50: 24.25, 100: 23.25, 200: 25.75}
"""Diameters from the ECB's common sides of the coins."""

NOTE_MM = {500: (120, 62), 1000: (127, 67), 2000: (133, 72), 5000: (140, 77)}


GROUNDS = ("#FFFFFF", "#2A2438")


def picture(key: str, pixels: int = family.PIXELS) -> Image.Image:
    found = picture_atlas.find(key, pixels)
    assert found is not None, f"{key} is not in the atlas"
    return picture_atlas.read(found)


def on_grounds(image: Image.Image) -> list[Image.Image]:
    """As it looks on white and on ink."""
    flat = [Image.new("RGBA", image.size, ground) for ground in GROUNDS]
    for canvas in flat:
        canvas.alpha_composite(image)
    return [canvas.convert("RGB") for canvas in flat]


def differs(one: list[Image.Image], other: list[Image.Image]) -> float:
    """How far two pictures are apart to the eye: mean difference on the worse ground, 0 to 255."""
    gaps = [ImageChops.difference(*pair) for pair in zip(one, other, strict=True)]
    return max(sum(ImageStat.Stat(gap).mean) / 3 for gap in gaps)


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around what is drawn: left, top, right, bottom."""
    box = image.getchannel("A").point(lambda alpha: 255 if alpha > 127 else 0).getbbox()
    assert box is not None, "the picture is empty"
    return box


def test_every_page_of_the_atlas_is_made_from_the_drawings_of_now() -> None:
    assert family.check(PICTURES, FOLDER) == []


def test_kivy_itself_can_read_the_atlas() -> None:
    """Its format is Kivy's own: what stands where is the same for both."""
    cells = json.loads((FOLDER / "small.atlas").read_text(encoding="utf-8"))
    name, places = next((name, places) for name, places in cells.items() if "tomaat" in places)
    with Image.open(FOLDER / name) as page:
        x, below, wide, high = places["tomaat"]
        box = (x, page.height - below - high, x + wide, page.height - below)
        assert page.convert("RGBA").crop(box).tobytes() == picture("tomaat").tobytes()


@pytest.mark.parametrize("key", [each.key for each in PICTURES])
def test_the_large_size_is_the_same_picture(key: str) -> None:
    large = picture(key, family.LARGE)
    assert large.size == (family.LARGE, family.LARGE)
    small = large.resize((family.PIXELS, family.PIXELS), Image.Resampling.BOX)
    assert differs(on_grounds(picture(key)), on_grounds(small)) < 2.5


@pytest.mark.parametrize("key", [each.key for each in PICTURES])
def test_a_picture_is_square_with_a_clear_ground(key: str) -> None:
    image = picture(key)
    assert image.size == (family.PIXELS, family.PIXELS)
    alpha = image.getchannel("A")
    assert all(alpha.getpixel(corner) == 0 for corner in ((0, 0), (255, 0), (0, 255), (255, 255)))
    drawn = sum(alpha.histogram()[128:]) / family.PIXELS**2
    assert drawn > 0.1


@pytest.mark.parametrize("key", CROPPED)
def test_a_picture_fills_its_square_up_to_the_margin(key: str) -> None:
    left, top, right, bottom = ink(picture(key))
    assert max(right - left, bottom - top) == pytest.approx(family.PIXELS * drawings.FIT, abs=3)
    assert left + right == pytest.approx(family.PIXELS, abs=4)
    assert top + bottom == pytest.approx(family.PIXELS, abs=4)


@pytest.mark.parametrize("key", ON_TILES)
def test_a_picture_stands_out_from_every_tile(key: str) -> None:
    """Along the edge, where eyes find the shape, enough of it differs from the ground."""
    image = picture(key)
    solid = image.getchannel("A").point(lambda alpha: 255 if alpha > 200 else 0)
    edge = ImageChops.subtract(solid, solid.filter(ImageFilter.MinFilter(9)))
    for fill in TILE_FILLS:
        ground = Image.new("RGB", image.size, fill)
        bands = ImageChops.difference(image.convert("RGB"), ground).split()
        gap = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
        counts = gap.histogram(edge)
        assert sum(counts[32:]) > 0.4 * sum(counts), f"{key} drowns in {fill}"


def test_no_two_pictures_are_alike() -> None:
    """Also at the size of a basket line; a sign and a personal picture must not be one drawing."""
    small = {
        each.key: on_grounds(picture(each.key).resize((48, 48), Image.Resampling.BOX))
        for each in PICTURES
    }
    means = {key: ImageStat.Stat(white).mean for key, (white, _) in small.items()}
    close = [  # the mean of the differences is never less than the difference of the means
        (one, other)
        for one, other in itertools.combinations(small, 2)
        if sum(abs(a - b) for a, b in zip(means[one], means[other], strict=True)) / 3 < 6
    ]
    assert [pair for pair in close if differs(*(small[key] for key in pair)) < 6] == []


def test_produce_is_told_apart_without_colour() -> None:
    """For eyes that see no colour, and in a corner with little light."""
    products = tomllib.loads((family.ASSETS / "products.toml").read_text(encoding="utf-8"))
    grey = {}
    for key in products:
        tile = Image.new("RGBA", (48, 48), TILE_FILLS[0])
        tile.alpha_composite(picture(key).resize((48, 48), Image.Resampling.BOX))
        grey[key] = tile.convert("L")
    alike = [
        (one, other)
        for one, other in itertools.combinations(grey, 2)
        if ImageStat.Stat(ImageChops.difference(grey[one], grey[other])).mean[0] < 9
    ]
    assert alike == []


def test_every_product_has_a_picture() -> None:
    products = tomllib.loads((family.ASSETS / "products.toml").read_text(encoding="utf-8"))
    assert products
    assert set(products) <= {each.key for each in PICTURES}


def test_coins_keep_their_true_relative_sizes() -> None:
    left, _, right, _ = ink(picture("coin_200"))
    unit = (right - left) / COIN_MM[200]
    for cents, millimetres in COIN_MM.items():
        left, top, right, bottom = ink(picture(f"coin_{cents}"))
        assert right - left == pytest.approx(millimetres * unit, rel=0.03), cents
        assert bottom - top == pytest.approx(millimetres * unit, rel=0.03), cents
        assert left + right == pytest.approx(family.PIXELS, abs=2)


def test_notes_keep_their_true_relative_sizes() -> None:
    left, _, right, _ = ink(picture("note_5000"))
    unit = (right - left) / NOTE_MM[5000][0]
    for cents, (wide, high) in NOTE_MM.items():
        left, top, right, bottom = ink(picture(f"note_{cents}"))
        assert right - left == pytest.approx(wide * unit, rel=0.03), cents
        assert bottom - top == pytest.approx(high * unit, rel=0.03), cents


def test_the_assets_stay_small() -> None:
    assert sum(path.stat().st_size for path in family.ASSETS.rglob("*")) < 15_000_000


def test_the_licences_are_told() -> None:
    told = " ".join((family.ASSETS / "README.md").read_text(encoding="utf-8").split())
    assert "Twemoji, (c) Twitter, Inc and other contributors" in told
    assert "CC BY 4.0; cropped, resized, some recoloured" in told
    assert "additional pictures drawn by the project in the same style, CC BY 4.0" in told


@pytest.mark.parametrize("key", ["coin_20", "crate_empty", "wortel", "avatar_owl"])
def test_a_kept_picture_is_what_its_source_gives(key: str) -> None:
    wanted = next(each for each in PICTURES if each.key == key)
    for pixels in (family.PIXELS, family.LARGE):
        drawn = drawings.render(wanted, FOLDER, pixels)
        assert differs(on_grounds(picture(key, pixels)), on_grounds(drawn)) < 1


def test_rendering_gives_the_same_file_every_time() -> None:
    for pixels in (family.PIXELS, family.LARGE):
        page = family.Page("x.png", pixels, PICTURES[:2])
        first, again = (family.png_bytes(family.draw_page(page, FOLDER), "x") for _ in range(2))
        assert first == again


def a_family(folder: Path, line: str, body: str) -> drawings.Picture:
    """A list of one picture with its drawing, in a folder of its own."""
    (folder / "drawn").mkdir(parents=True)
    (folder / "drawn" / "ball.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">{body}</svg>',
        encoding="utf-8",
    )
    names = folder.with_suffix(".tsv")
    names.write_text(line, encoding="utf-8")
    return drawings.read_list(names)[0]


BALL = '<circle cx="9" cy="9" r="6" fill="#DD2E44"/>'


def test_a_drawing_is_moved_and_grown_to_the_square(tmp_path: Path) -> None:
    image = drawings.render(a_family(tmp_path, "ball\tdrawn\n", BALL), tmp_path, 256)
    assert ink(image) == pytest.approx((8, 8, 248, 248), abs=1)
    assert image.getpixel((128, 128)) == (0xDD, 0x2E, 0x44, 255)


def test_a_raw_drawing_stays_where_it_is(tmp_path: Path) -> None:
    image = drawings.render(a_family(tmp_path, "ball\traw\n", BALL), tmp_path, 256)
    first, last = 256 * 3 / 36, 256 * 15 / 36
    assert ink(image) == pytest.approx((first, first, last, last), abs=1)


def test_ink_just_outside_the_square_is_not_cut(tmp_path: Path) -> None:
    body = '<circle cx="2" cy="18" r="6" fill="#DD2E44"/>'
    image = drawings.render(a_family(tmp_path, "ball\tdrawn\n", body), tmp_path, 256)
    assert ink(image) == pytest.approx((8, 8, 248, 248), abs=1)


def test_colours_change_whatever_their_case(tmp_path: Path) -> None:
    ball = a_family(tmp_path, "ball\tdrawn\t#dd2e44=#3B88C3\n", BALL)
    assert drawings.render(ball, tmp_path, 256).getpixel((128, 128)) == (0x3B, 0x88, 0xC3, 255)


@pytest.mark.parametrize(
    ("line", "body", "words"),
    [
        ("ball\tdrawn\t#123456=#3B88C3", BALL, "has no colour #123456"),
        ("bell\tdrawn", BALL, "there is no drawn/bell.svg"),
        ("ball\tdrawn", "", "nothing is drawn"),
        ("ball\tphoto", BALL, "unknown source"),
        ("ball\tdrawn\tred=blue", BALL, "not a colour change"),
        ("ball\tdrawn\nball\traw", BALL, "stands there twice"),
        ("de bal\tdrawn", BALL, "not a picture"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(
    tmp_path: Path, line: str, body: str, words: str
) -> None:
    with pytest.raises(drawings.PictureError, match=words):
        drawings.render(a_family(tmp_path, line, body), tmp_path, 256)


def test_the_check_names_what_is_wrong(tmp_path: Path) -> None:
    ball = a_family(tmp_path / "pictures", "ball\tdrawn\n", BALL)
    folder = tmp_path / "pictures"
    assert family.check([ball], folder) == [
        "small-all-1.png: not rendered",
        "small.atlas: names other places",
        "large-all-1.png: not rendered",
        "large.atlas: names other places",
        "paper.atlas: names other places",
    ]
    family.build([ball], folder)
    assert family.check([ball], folder) == []
    (folder / "stray.png").write_bytes((folder / "small-all-1.png").read_bytes())
    drawn = folder / "drawn" / "ball.svg"
    drawn.write_text(drawn.read_text().replace("#DD2E44", "#3B88C3"))
    assert family.check([ball], folder) == [
        "stray.png: not in the list",
        "small-all-1.png: differs from its drawings",
        "large-all-1.png: differs from its drawings",
    ]
    family.build([ball], folder)
    assert family.check([ball], folder) == []
    assert not (folder / "stray.png").exists()


def test_a_simpler_drawing_for_the_paper_goes_before_the_coloured_one(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    ball = a_family(folder, "ball\tdrawn\n", BALL)
    family.build([ball], folder)
    found = picture_atlas.find_for_paper("ball", folder)
    assert found is not None and found.path.name == "small-all-1.png"
    (folder / "paper").mkdir()
    (folder / "paper" / "ball.svg").write_text((folder / "drawn" / "ball.svg").read_text())
    family.build([ball], folder)
    assert family.check([ball], folder) == []
    picture_atlas.forget()
    found = picture_atlas.find_for_paper("ball", folder)
    assert found is not None and found.path.name == "paper-all-1.png"
    assert "paper/ball.svg: not in the list" in family.check([], folder)


def test_a_page_keeps_its_commonest_colours_and_the_rest_becomes_the_nearest() -> None:
    page = Image.new("RGBA", (1024, 256), (0, 0, 0, 0))
    for number in range(300):
        colour = (number % 256, 10 if number < 256 else 20, 0, 255)
        page.paste(colour, (number * 3, 0, number * 3 + 3, 256 if number < 250 else 1))
    kept = family.few_colours(page)
    assert kept.mode == "P"
    shown = kept.convert("RGBA")
    assert shown.crop((0, 0, 750, 256)).tobytes() == page.crop((0, 0, 750, 256)).tobytes()
    assert shown.getpixel((899, 0)) in {(43, 10, 0, 255), (43, 20, 0, 255)}
    assert shown.getpixel((1000, 100)) == (0, 0, 0, 0)


def test_groups_share_no_page_and_a_full_page_begins_another() -> None:
    members = [drawings.Picture(f"p{n}", "drawn", (), "a" if n < 17 else "b") for n in range(20)]
    small = family.atlases(members, FOLDER)["small"]
    assert [(page.name, len(page.pictures), page.size) for page in small] == [
        ("small-a-1.png", 16, (1024, 1024)),
        ("small-a-2.png", 1, (1024, 256)),
        ("small-b-1.png", 3, (1024, 256)),
    ]
    assert small[0].cells()["p5"] == (256, 512, 256, 256), "from below, as Kivy counts"
