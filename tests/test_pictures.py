"""The picture family as it is kept in the project: complete, well cut, and told apart."""

import itertools
import tomllib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from deploy import pictures as family

FOLDER = family.ASSETS / "pictures"
PICTURES = family.read_list(family.ASSETS / "pictures.tsv")
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


def picture(key: str) -> Image.Image:
    with Image.open(FOLDER / f"{key}.png") as image:
        return image.convert("RGBA")


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around what is drawn: left, top, right, bottom."""
    box = image.getchannel("A").point(lambda alpha: 255 if alpha > 127 else 0).getbbox()
    assert box is not None, "the picture is empty"
    return box


def test_the_list_and_the_files_agree() -> None:
    assert family.left_over(PICTURES, FOLDER) == []
    for each in PICTURES:
        assert (FOLDER / f"{each.key}.png").is_file(), each.key


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
    assert max(right - left, bottom - top) == pytest.approx(family.PIXELS * family.FIT, abs=3)
    assert left + right == pytest.approx(family.PIXELS, abs=4)
    assert top + bottom == pytest.approx(family.PIXELS, abs=4)


@pytest.mark.parametrize("key", ON_TILES)
def test_a_picture_stands_out_from_every_tile(key: str) -> None:
    """Along the edge, where eyes find the shape, enough of it differs from the ground."""
    image = picture(key)
    solid = image.getchannel("A").point(lambda alpha: 255 if alpha > 200 else 0)
    edge = ImageChops.subtract(solid, solid.filter(ImageFilter.MinFilter(9)))
    for fill in family.TILE_FILLS:
        ground = Image.new("RGB", image.size, fill)
        bands = ImageChops.difference(image.convert("RGB"), ground).split()
        gap = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
        counts = gap.histogram(edge)
        assert sum(counts[32:]) > 0.4 * sum(counts), f"{key} drowns in {fill}"


def test_no_two_pictures_are_alike() -> None:
    """Also at the size of a basket line; a sign and a personal picture must not be one drawing."""
    small = {
        each.key: picture(each.key).resize((48, 48), Image.Resampling.BOX) for each in PICTURES
    }
    alike = [
        (one, other)
        for one, other in itertools.combinations(small, 2)
        if family.differs(small[one], small[other]) < 6
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


@pytest.mark.parametrize("key", ["coin_20", "crate_empty", "wortel", "avatar_owl"])
def test_a_kept_picture_is_what_its_source_gives(key: str) -> None:
    wanted = [each for each in PICTURES if each.key == key]
    assert family.differs(picture(key), family.render(wanted[0], FOLDER)) < 0.5


def test_rendering_gives_the_same_file_every_time() -> None:
    first = family.png_bytes(family.render(PICTURES[0], FOLDER))
    assert first == family.png_bytes(family.render(PICTURES[0], FOLDER))


def a_family(folder: Path, line: str, body: str) -> family.Picture:
    """A list of one picture with its drawing, in a folder of its own."""
    (folder / "drawn").mkdir()
    (folder / "drawn" / "ball.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">{body}</svg>',
        encoding="utf-8",
    )
    (folder / "list.tsv").write_text(line, encoding="utf-8")
    return family.read_list(folder / "list.tsv")[0]


BALL = '<circle cx="9" cy="9" r="6" fill="#DD2E44"/>'


def test_a_drawing_is_moved_and_grown_to_the_square(tmp_path: Path) -> None:
    image = family.render(a_family(tmp_path, "ball\tdrawn\n", BALL), tmp_path)
    assert ink(image) == pytest.approx((8, 8, 248, 248), abs=1)
    assert image.getpixel((128, 128)) == (0xDD, 0x2E, 0x44, 255)


def test_a_raw_drawing_stays_where_it_is(tmp_path: Path) -> None:
    image = family.render(a_family(tmp_path, "ball\traw\n", BALL), tmp_path)
    first, last = 256 * 3 / 36, 256 * 15 / 36
    assert ink(image) == pytest.approx((first, first, last, last), abs=1)


def test_ink_just_outside_the_square_is_not_cut(tmp_path: Path) -> None:
    body = '<circle cx="2" cy="18" r="6" fill="#DD2E44"/>'
    image = family.render(a_family(tmp_path, "ball\tdrawn\n", body), tmp_path)
    assert ink(image) == pytest.approx((8, 8, 248, 248), abs=1)


def test_colours_change_whatever_their_case(tmp_path: Path) -> None:
    ball = a_family(tmp_path, "ball\tdrawn\t#dd2e44=#3B88C3\n", BALL)
    assert family.render(ball, tmp_path).getpixel((128, 128)) == (0x3B, 0x88, 0xC3, 255)


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
    with pytest.raises(family.PictureError, match=words):
        family.render(a_family(tmp_path, line, body), tmp_path)


def test_the_check_names_what_is_wrong(tmp_path: Path) -> None:
    ball = a_family(tmp_path, "ball\tdrawn\n", BALL)
    assert family.check([ball], tmp_path) == ["ball.png: not rendered"]
    family.build([ball], tmp_path)
    assert family.check([ball], tmp_path) == []
    (tmp_path / "stray.png").write_bytes((tmp_path / "ball.png").read_bytes())
    (tmp_path / "drawn" / "ball.svg").write_text(
        (tmp_path / "drawn" / "ball.svg").read_text().replace("#DD2E44", "#3B88C3")
    )
    assert family.check([ball], tmp_path) == [
        "stray.png: not in the list",
        "ball.png: differs from its drawing",
    ]
    family.build([ball], tmp_path)
    assert family.check([ball], tmp_path) == []
    assert not (tmp_path / "stray.png").exists()
