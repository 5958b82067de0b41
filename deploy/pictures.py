"""Render the picture family: from kiosk/assets/pictures.tsv to one PNG per key.

The kiosk itself never reads SVG: every picture is rendered ahead, at 256 by 256 pixels with a
transparent ground, and the PNGs are kept in the project. Run this script after a drawing or the
list changed:

    python deploy/pictures.py                      render what the list names, drop what it does not
    python deploy/pictures.py --check              say what is missing, left over or out of date
    python deploy/pictures.py --contact sheet.png  draw all pictures on one sheet, to look at them
    python deploy/pictures.py --twemoji icons.json take the sources of new Twemoji pictures from
                                                   an unpacked @iconify-json/twemoji package

The list has a line per picture, with tabs between its columns:

    key    the name the code uses (a product key, `coin_5`, `avatar_owl`, ...)
    source `twemoji:NAME` (pictures/twemoji/NAME.svg), `drawn` (pictures/drawn/KEY.svg) or `raw`
           (drawn as well, but never cropped: coins and notes keep their true relative sizes)
    colours `#old=#new,...` replacements in the source; may be empty

Everything but `raw` is cropped to its ink and fitted to 94 % of the square, so that drawings
from different hands come out equally large. Needs Pillow and resvg-py, which are needed for
development only.
"""

import argparse
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import resvg_py
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

ASSETS = Path(__file__).resolve().parent.parent / "kiosk" / "assets"
PIXELS = 256
FIT = 0.94
TILE_FILLS = ("#FFFBF3", "#FDE2C0", "#D9EED9", "#FFFFFF")
"""The grounds a picture has to read on: page tile, produce, here and the white keys."""

_VIEW = 36.0
"""Side of the viewBox of every source, in its own units."""

_PROBE_PIXELS = 1024
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")


class PictureError(Exception):
    """The list or one of the sources cannot be used; the message says which line or file."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One line of the list."""

    key: str
    source: str
    colours: tuple[tuple[str, str], ...]

    @property
    def cropped(self) -> bool:
        """Whether the drawing is cropped to its ink; coins and notes are not."""
        return self.source != "raw"

    def file(self, folder: Path) -> Path:
        """The SVG this picture is drawn from, below the pictures folder."""
        if self.source.startswith("twemoji:"):
            return folder / "twemoji" / f"{self.source.removeprefix('twemoji:')}.svg"
        return folder / "drawn" / f"{self.key}.svg"


def read_list(path: Path) -> tuple[Picture, ...]:
    """Read the list of pictures.

    Raises PictureError for a line that is not understood and for a key that stands there twice:
    two drawings under one name would let the last one win without a word.
    """
    pictures: dict[str, Picture] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, source, colours, *rest = [*line.split("\t"), "", ""]
        if any(rest) or not re.fullmatch(r"[a-z0-9_]+", key):
            raise PictureError(f"{path.name}, line {number}: not a picture: {line!r}")
        if source not in ("drawn", "raw") and not re.fullmatch(r"twemoji:[a-z0-9-]+", source):
            raise PictureError(f"{path.name}, line {number}: unknown source {source!r}")
        if key in pictures:
            raise PictureError(f"{path.name}, line {number}: {key} stands there twice")
        pictures[key] = Picture(key, source, tuple(_colour_changes(colours, path, number)))
    return tuple(pictures.values())


def _colour_changes(column: str, path: Path, number: int) -> Iterable[tuple[str, str]]:
    for change in filter(None, column.split(",")):
        old, _, new = change.partition("=")
        if not (_COLOUR.fullmatch(old) and _COLOUR.fullmatch(new)):
            raise PictureError(f"{path.name}, line {number}: not a colour change: {change!r}")
        yield old.lower(), new


def drawing(picture: Picture, folder: Path) -> str:
    """The inside of the picture's SVG, colours changed.

    Raises PictureError when the file is missing, has another viewBox than 0 0 36 36, or lacks a
    colour that should be changed (a changed source must not silently get its old colours back).
    """
    path = picture.file(folder)
    if not path.is_file():
        raise PictureError(f"{picture.key}: there is no {path.relative_to(folder)}")
    text = path.read_text(encoding="utf-8")
    match = re.fullmatch(r'\s*<svg[^>]*viewBox="0 0 36 36"[^>]*>(.*)</svg>\s*', text, re.DOTALL)
    if match is None:
        raise PictureError(f"{picture.key}: {path.name} is no SVG with viewBox 0 0 36 36")
    body = match.group(1)
    present = {colour.lower() for colour in _COLOUR.findall(body)}
    for old, _ in picture.colours:
        if old not in present:
            raise PictureError(f"{picture.key}: {path.name} has no colour {old}")
    changes = dict(picture.colours)
    return _COLOUR.sub(lambda found: changes.get(found.group().lower(), found.group()), body)


def render(picture: Picture, folder: Path) -> Image.Image:
    """Draw one picture at 256 by 256 pixels, RGBA.

    The crop is a change of the viewBox and not of pixels, so edges stay as crisp as they can be.
    Raises PictureError when the source cannot be used or leaves no ink.
    """
    body = drawing(picture, folder)
    if picture.source.startswith("twemoji:"):
        # Twemoji counts on its viewBox to cut; our own drawings may reach a little over the edge.
        body = f'<svg width="36" height="36" viewBox="0 0 36 36">{body}</svg>'
    if not picture.cropped:
        return _rendered(body, 0.0, 0.0, _VIEW, PIXELS)
    left, top, right, bottom = _ink(picture, body)
    side = max(right - left, bottom - top) / FIT
    x, y = (left + right - side) / 2, (top + bottom - side) / 2
    return _rendered(body, x, y, side, PIXELS)


def _ink(picture: Picture, body: str) -> tuple[float, float, float, float]:
    """The box around the ink, in units of the drawing."""
    x, y, side = -_VIEW / 4, -_VIEW / 4, _VIEW * 1.5
    for _ in range(2):  # the second look, close up, is the exact one
        probe = _rendered(body, x, y, side, _PROBE_PIXELS)
        box = probe.getchannel("A").point(lambda alpha: 255 if alpha > 127 else 0).getbbox()
        if box is None:
            raise PictureError(f"{picture.key}: nothing is drawn")
        unit = side / _PROBE_PIXELS
        left, top, right, bottom = (
            start + edge * unit for start, edge in zip((x, y, x, y), box, strict=True)
        )
        side = max(right - left, bottom - top) + 8 * unit
        x, y = (left + right - side) / 2, (top + bottom - side) / 2
    return left, top, right, bottom


def _rendered(body: str, x: float, y: float, side: float, pixels: int) -> Image.Image:
    # Width and height are spelled out: without them the renderer rounds the viewBox to whole units.
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{pixels}" height="{pixels}" '
        f'viewBox="{x:.4f} {y:.4f} {side:.4f} {side:.4f}">{body}</svg>'
    )
    data = resvg_py.svg_to_bytes(
        svg_string=svg, width=pixels, height=pixels, skip_system_fonts=True
    )
    with Image.open(io.BytesIO(bytes(data))) as image:
        return image.convert("RGBA")


def png_bytes(image: Image.Image) -> bytes:
    """The file as it is kept in the project."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def differs(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart to the eye: mean difference over both grounds, 0 to 255."""
    worst = 0.0
    for ground in ("#FFFFFF", "#2A2438"):
        flat = [Image.new("RGBA", image.size, ground) for image in (one, other)]
        for canvas, image in zip(flat, (one, other), strict=True):
            canvas.alpha_composite(image.convert("RGBA"))
        gap = ImageChops.difference(flat[0].convert("RGB"), flat[1].convert("RGB"))
        worst = max(worst, sum(ImageStat.Stat(gap).mean) / 3)
    return worst


def build(pictures: Sequence[Picture], folder: Path) -> None:
    """Render every picture of the list into the folder and remove PNGs the list does not name."""
    for picture in pictures:
        (folder / f"{picture.key}.png").write_bytes(png_bytes(render(picture, folder)))
    for path in left_over(pictures, folder):
        if path.suffix == ".png":
            path.unlink()


def left_over(pictures: Sequence[Picture], folder: Path) -> list[Path]:
    """Files nobody asks for: PNGs without a line in the list, sources without a picture."""
    wanted = {picture.file(folder) for picture in pictures}
    wanted |= {folder / f"{picture.key}.png" for picture in pictures}
    found = [*folder.glob("*.png"), *folder.glob("drawn/*.svg"), *folder.glob("twemoji/*.svg")]
    return sorted(path for path in found if path not in wanted)


def check(pictures: Sequence[Picture], folder: Path) -> list[str]:
    """What is wrong with the rendered pictures, a sentence each; empty when all is well.

    A difference the eye cannot see is accepted: another version of the renderer may round an
    edge differently.
    """
    wrong = [f"{path.relative_to(folder)}: not in the list" for path in left_over(pictures, folder)]
    for picture in pictures:
        path = folder / f"{picture.key}.png"
        if not path.is_file():
            wrong.append(f"{path.name}: not rendered")
            continue
        with Image.open(path) as kept:
            if differs(kept.convert("RGBA"), render(picture, folder)) > 0.5:
                wrong.append(f"{path.name}: differs from its drawing")
    return wrong


def extract(pictures: Sequence[Picture], icons: Path, folder: Path) -> list[str]:
    """Take the missing Twemoji sources from an icons.json; returns the names that were taken.

    Raises PictureError for a name the package does not have.
    """
    package = json.loads(icons.read_text(encoding="utf-8"))
    taken = []
    for picture in pictures:
        path = picture.file(folder)
        if not picture.source.startswith("twemoji:") or path.exists():
            continue
        if path.stem not in package["icons"]:
            raise PictureError(f"{picture.key}: {icons.name} has no {path.stem}")
        body = package["icons"][path.stem]["body"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">{body}</svg>\n',
            encoding="utf-8",
        )
        taken.append(path.stem)
    return taken


def contact_sheet(pictures: Sequence[Picture], folder: Path, columns: int = 10) -> Image.Image:
    """All rendered pictures at 96 pixels on the tile fills in turn, in colour and in grey."""
    size, gap, line = 96, 12, 20
    cell = 2 * size + 3 * gap, size + 2 * gap + line
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * cell[0], rows * cell[1]), "#F6EFE2")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(ASSETS / "fonts" / "Andika-Regular.ttf", 15)
    for number, picture in enumerate(pictures):
        x, y = number % columns * cell[0], number // columns * cell[1]
        fill = TILE_FILLS[number % len(TILE_FILLS)]
        tile = Image.new("RGBA", (size, size), fill)
        with Image.open(folder / f"{picture.key}.png") as image:
            tile.alpha_composite(
                image.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS)
            )
        pen.rounded_rectangle(
            (x + gap // 2, y + gap // 2, x + cell[0] - gap // 2, y + size + gap * 3 // 2), 10, fill
        )
        sheet.paste(tile.convert("RGB"), (x + gap, y + gap))
        sheet.paste(tile.convert("L").convert("RGB"), (x + size + 2 * gap, y + gap))
        pen.text((x + gap, y + size + gap * 3 // 2), picture.key, "#2A2438", font)
    return sheet


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script; returns 0 when all went well, 1 when --check found something."""
    parser = argparse.ArgumentParser(description="Render the pictures of the kiosk.")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is wrong")
    parser.add_argument("--contact", type=Path, metavar="FILE", help="draw all on one sheet")
    parser.add_argument("--twemoji", type=Path, metavar="ICONS", help="take sources from here")
    parser.add_argument("--only", nargs="+", metavar="KEY", help="render these keys only")
    options = parser.parse_args(arguments)
    folder = ASSETS / "pictures"
    try:
        pictures = read_list(ASSETS / "pictures.tsv")
        if options.twemoji:
            print("taken:", *extract(pictures, options.twemoji, folder))
        if options.check:
            wrong = check(pictures, folder)
            print(*wrong, sep="\n", end="\n" if wrong else "")
            return 1 if wrong else 0
        if options.only:
            for picture in pictures:
                if picture.key in options.only:
                    image = render(picture, folder)
                    (folder / f"{picture.key}.png").write_bytes(png_bytes(image))
        else:
            build(pictures, folder)
        if options.contact:
            contact_sheet(pictures, folder).save(options.contact)
    except PictureError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
