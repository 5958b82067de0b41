"""Photos from a stick: every evil file ends in a Dutch sentence, and the kiosk goes on."""

from __future__ import annotations

import os
import socket
import struct
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from kiosk import own_pictures, photo_maker, photos
from kiosk.errors import BadPhoto, NotStored
from kiosk.paper.pictures import one_bit
from kiosk.photos import SENTENCES, find_photos, make_picture, places
from kiosk.services import pictures

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def chunk(kind: bytes, content: bytes) -> bytes:
    """One piece of a PNG file."""
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def hollow_png(wide: int, high: int, content: bytes = b"") -> bytes:
    """A PNG that says it is this large, whatever is in it."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return photo_maker.PNG + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


def jpeg(picture: Image.Image, **more: object) -> bytes:
    """A photo as a camera keeps it."""
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=90, **more)
    return stream.getvalue()


def quarters(wide: int = 400, high: int = 400) -> Image.Image:
    """Red at the top left, green right of it, blue under it, yellow in the last corner."""
    picture = Image.new("RGB", (wide, high), "yellow")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, wide // 2 - 1, high // 2 - 1), "red")
    draw.rectangle((wide // 2, 0, wide, high // 2 - 1), "green")
    draw.rectangle((0, high // 2, wide // 2 - 1, high), "blue")
    return picture


def refusal(photo: Path) -> str:
    """What the volunteer reads about this file."""
    with pytest.raises(BadPhoto) as caught:
        make_picture(photo)
    sentence = str(caught.value)
    assert sentence.endswith((".", "?"))
    assert "\n" not in sentence
    assert len(sentence) < 90
    return sentence


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGBA")


def near(found: tuple[int, ...], colour: str) -> bool:
    wanted = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
    assert isinstance(wanted, tuple)
    return all(abs(a - b) < 40 for a, b in zip(found[:3], wanted, strict=True))


def test_a_photo_becomes_a_square_of_the_asked_size(tmp_path: Path) -> None:
    photo = tmp_path / "zoë's foto.JPG"
    photo.write_bytes(jpeg(quarters(1600, 1200)))
    for side in (photos.THUMBNAIL, photos.SIDE):
        made = opened(make_picture(photo, side))
        assert made.size == (side, side)
        assert near(made.getpixel((side // 4, side // 4)), "red")  # type: ignore[arg-type]
        assert made.getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "I;16", "CMYK", "1", "LA"])
def test_every_kind_of_colours_is_understood(tmp_path: Path, mode: str) -> None:
    photo = tmp_path / "foto"
    grey = Image.new("L", (300, 300), 200)
    if mode == "I;16":
        Image.new("I;16", (300, 300), 200 * 256).save(photo, "PNG")
    else:
        grey.convert("RGB").convert(mode).save(photo, "JPEG" if mode == "CMYK" else "PNG")
    found = opened(make_picture(photo)).getpixel((256, 256))
    expected = 255 if mode == "1" else 200
    if mode != "1":
        assert abs(found[0] - expected) < 12  # type: ignore[index]


def test_what_is_see_through_becomes_white(tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    Image.new("RGBA", (300, 300), (255, 0, 0, 0)).save(photo)
    assert opened(make_picture(photo)).getpixel((256, 256)) == (255, 255, 255, 255)


def test_it_stands_upright_and_remembers_nothing(tmp_path: Path) -> None:
    about = Image.Exif()
    about[ORIENTATION] = 6  # the camera was turned: the left of the file is the top of the photo
    about[MAKER] = "Camera van Mia"
    about.get_ifd(GPS)[1] = "N"
    about.get_ifd(GPS)[2] = (51.0, 2.0, 55.0)
    photo = tmp_path / "a.jpg"
    photo.write_bytes(jpeg(quarters(), exif=about, comment=b"thuis", icc_profile=b"x" * 200))
    assert b"Mia" in photo.read_bytes()
    png = make_picture(photo)
    made = Image.open(BytesIO(png))
    upright = made.convert("RGBA")
    assert near(upright.getpixel((128, 128)), "blue")  # type: ignore[arg-type]
    assert near(upright.getpixel((384, 128)), "red")  # type: ignore[arg-type]
    assert not made.getexif()
    assert made.info == {}
    assert not any(word in png for word in (b"Mia", b"thuis", b"eXIf", b"iCCP", b"tEXt"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", photo_maker.EMPTY),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo_maker.NOT_A_PHOTO),
        (b"<!doctype html><script>alert(1)</script>", photo_maker.NOT_A_PHOTO),
        (b"GIF89a" + bytes(100), photo_maker.NOT_A_PHOTO),
        (b"%PDF-1.7" + bytes(100), photo_maker.NOT_A_PHOTO),
        (b"\xff\xd8\xff", photo_maker.BROKEN),
        (photo_maker.PNG, photo_maker.BROKEN),
        (b"\xff\xd8\xff<svg onload='x'/>" + bytes(500), photo_maker.BROKEN),
        (hollow_png(20_000, 20_000), photo_maker.TOO_LARGE),
        (hollow_png(2**31 - 1, 2**31 - 1), photo_maker.TOO_LARGE),
        (hollow_png(100, 100, b"not zlib"), photo_maker.BROKEN),
        (hollow_png(0, 0), photo_maker.BROKEN),
    ],
)
def test_strange_files_are_refused_with_a_reason(tmp_path: Path, content: bytes, code: int) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(content)
    assert refusal(photo) == SENTENCES[code]


def test_a_cut_off_photo_is_refused(tmp_path: Path) -> None:
    whole = jpeg(Image.effect_noise((800, 800), 80).convert("RGB"))
    for name, content in (("a.jpg", whole[: len(whole) // 2]), ("b.jpg", whole[:200])):
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name) == SENTENCES[photo_maker.BROKEN]


def test_a_bomb_is_refused_in_time_and_in_little_memory(tmp_path: Path) -> None:
    deflate = zlib.compressobj(9)
    rows = bytes(1 + 3 * 15_000) * 10
    packed = b"".join(deflate.compress(rows) for _ in range(1500)) + deflate.flush()
    photo = tmp_path / "bom.png"
    photo.write_bytes(hollow_png(15_000, 15_000, packed))
    assert photo.stat().st_size < 1_000_000  # 675 MB when it is unpacked
    begun = time.monotonic()
    assert refusal(photo) == SENTENCES[photo_maker.TOO_LARGE]
    assert time.monotonic() - begun < 10


def test_a_twenty_thousand_pixel_photo_is_refused(tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    Image.new("1", (20_000, 20_000)).save(photo)
    assert refusal(photo) == SENTENCES[photo_maker.TOO_LARGE]


@pytest.mark.parametrize(
    "greed", ["bytearray(2**30)", "while True: pass", "open(path + '.x', 'wb', 0).write(b'1')"]
)
def test_the_limits_hold_even_for_what_passes_every_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greed: str
) -> None:
    photo, eater = tmp_path / "a.jpg", tmp_path / "photo_maker.py"
    photo.write_bytes(jpeg(quarters()))
    source = Path(photo_maker.__file__).read_text(encoding="utf-8")
    source = source.replace("CPU_SECONDS: Final = 15", "CPU_SECONDS: Final = 1")
    monkeypatch.setattr(photo_maker, "__file__", str(eater))
    eater.write_text(source)
    assert make_picture(photo)
    eater.write_text(source.replace("    limit()\n", f"    limit()\n    {greed}\n", 1))
    assert refusal(photo) == BadPhoto.sentence


def test_a_maker_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = tmp_path / "photo_maker.py"
    sleeper.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(photo_maker, "__file__", str(sleeper))
    monkeypatch.setattr(photos, "SECONDS", 0.5)
    begun = time.monotonic()
    assert refusal(tmp_path / "a.jpg")
    assert time.monotonic() - begun < 5


def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path) -> None:
    photo = tmp_path / "echt.jpg"
    photo.write_bytes(jpeg(quarters()))
    (tmp_path / "link.jpg").symlink_to(photo)
    (tmp_path / "map.jpg").mkdir()
    os.mkfifo(tmp_path / "pijp.jpg")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.jpg"))
        for name in ("link.jpg", "map.jpg", "pijp.jpg", "s.jpg", "weg.jpg"):
            assert refusal(tmp_path / name) == SENTENCES[photo_maker.UNREADABLE], name
        assert [path.name for path in find_photos([tmp_path])] == ["echt.jpg"]
    assert refusal(Path("/dev/zero")) == SENTENCES[photo_maker.UNREADABLE]


def test_only_photos_are_found_the_newest_first(tmp_path: Path) -> None:
    deep = tmp_path / "DCIM" / "100"
    (deep / "te diep").mkdir(parents=True)
    (tmp_path / ".Trash").mkdir()
    for age, path in enumerate(
        (deep / "b.JPEG", tmp_path / "a.png", tmp_path / "n.txt", deep / "te diep" / "c.jpg",
         tmp_path / ".Trash" / "d.jpg", tmp_path / "._a.png")
    ):  # fmt: skip
        path.write_bytes(b"x")
        os.utime(path, (1000 - age, 1000 - age))
    (tmp_path / "rond").symlink_to(tmp_path)
    assert find_photos([tmp_path, tmp_path / "bestaat niet"]) == [
        deep / "b.JPEG",
        tmp_path / "a.png",
    ]


def test_sticks_are_found_among_the_mounts(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda2 / ext4 rw 0 0\n/dev/sdb1 /media/mia/MIJN\\040STICK vfat rw 0 0\n"
        "proc /proc proc rw 0 0\n/dev/sdc1 /run/media/pi/X exfat rw 0 0\nraar\n"
    )
    assert places(tmp_path, mounts) == [
        Path("/media/mia/MIJN STICK"),
        Path("/run/media/pi/X"),
        tmp_path / "foto",
    ]
    assert places(tmp_path, tmp_path / "weg") == [tmp_path / "foto"]


def test_the_photo_goes_before_the_drawing_and_back(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(jpeg(quarters()))
    own_pictures.look_in(tmp_path)
    drawing = one_bit("wortel", 96)
    try:
        file = pictures.replace_picture(tmp_path, key="wortel", png=make_picture(photo))
        own = own_pictures.own_picture("wortel")
        assert own is not None
        assert own.path == file
        paper = one_bit("wortel", 96)
        assert paper is not None
        assert drawing is not None
        assert paper.tobytes() != drawing.tobytes()
        assert {value for _count, value in paper.getcolors() or []} == {0, 255}
        for _ in range(2):
            pictures.restore_drawing(tmp_path, key="wortel")
            again = one_bit("wortel", 96)
            assert again is not None
            assert again.tobytes() == drawing.tobytes()
    finally:
        own_pictures.look_in(tmp_path / "niets")


def test_a_full_disk_keeps_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_pictures.look_in(tmp_path)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "rename", full)
    with pytest.raises(NotStored, match="De foto kon niet bewaard worden"):
        pictures.replace_picture(tmp_path, key="wortel", png=b"png")
    assert own_pictures.own_picture("wortel") is None
