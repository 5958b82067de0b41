"""Render the picture family: from kiosk/assets/pictures.tsv to two PNGs per key.

The kiosk itself never reads SVG: every picture is rendered ahead with a transparent ground, at
256 by 256 pixels (pictures/KEY.png: tiles, and paper) and at 512 by 512 (pictures/large/KEY.png:
what fills a screen), and the PNGs are kept in the project. Run this script after a drawing or the
list changed; it renders only what is out of date:

    python deploy/pictures.py                      render what the list names, drop what it does not
    python deploy/pictures.py --check              say what is missing, left over or out of date
    python deploy/pictures.py --twemoji icons.json take new sources from @iconify-json/twemoji

The list has a line per picture, with tabs between its columns:

    key    the name the code uses (a product key, `coin_5`, `avatar_owl`, ...)
    source `twemoji:NAME` (pictures/twemoji/NAME.svg), `drawn` (pictures/drawn/KEY.svg) or `raw`
           (drawn as well, but never cropped: coins and notes keep their true relative sizes)
    colours `#old=#new,...` replacements in the source; may be empty

What does not read as black dots gets a simpler drawing beside the coloured one for the paper:
pictures/paper/KEY.svg, in white, greys and thick black lines, rendered to paper/KEY.png.

Everything but `raw` is cropped to its ink and fitted to 94 % of the square, so that drawings
from different hands come out equally large. Each PNG carries a digest of its drawing, by which
it is known to be up to date. Needs Pillow and resvg-py, which are needed for development only.
"""

import argparse
import hashlib
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import resvg_py
from PIL import Image
from PIL.PngImagePlugin import PngInfo

ASSETS = Path(__file__).resolve().parent.parent / "kiosk" / "assets"
PIXELS = 256
LARGE = 512
FIT = 0.94

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
    """As in the list, or `paper` for the simpler drawing of it."""
    colours: tuple[tuple[str, str], ...]

    @property
    def cropped(self) -> bool:
        """Whether the drawing is cropped to its ink; coins and notes are not."""
        return self.source != "raw"

    def file(self, folder: Path) -> Path:
        """The SVG this picture is drawn from, below the pictures folder."""
        if self.source.startswith("twemoji:"):
            return folder / "twemoji" / f"{self.source.removeprefix('twemoji:')}.svg"
        return folder / ("paper" if self.source == "paper" else "drawn") / f"{self.key}.svg"

    def kept(self, folder: Path) -> dict[Path, int]:
        """The PNGs this picture is kept in, each with its width in pixels."""
        name = f"{self.key}.png"
        if self.source == "paper":
            return {folder / "paper" / name: PIXELS}
        return {folder / name: PIXELS, folder / "large" / name: LARGE}


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


def with_paper(pictures: Sequence[Picture], folder: Path) -> tuple[Picture, ...]:
    """The pictures and their simpler drawings for the paper."""
    simple = (Picture(each.key, "paper", ()) for each in pictures)
    return (*pictures, *(each for each in simple if each.file(folder).is_file()))


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


def render(picture: Picture, folder: Path, pixels: int = PIXELS) -> Image.Image:
    """Draw one picture at `pixels` by `pixels`, RGBA.

    The crop is a change of the viewBox and not of pixels, so edges stay as crisp as they can be.
    Raises PictureError when the source cannot be used or leaves no ink.
    """
    body = drawing(picture, folder)
    if picture.source.startswith("twemoji:"):
        # Twemoji counts on its viewBox to cut; our own drawings may reach a little over the edge.
        body = f'<svg width="36" height="36" viewBox="0 0 36 36">{body}</svg>'
    if not picture.cropped:
        return _rendered(body, 0.0, 0.0, _VIEW, pixels)
    left, top, right, bottom = _ink(picture, body)
    side = max(right - left, bottom - top) / FIT
    x, y = (left + right - side) / 2, (top + bottom - side) / 2
    return _rendered(body, x, y, side, pixels)


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


def digest(picture: Picture, folder: Path) -> str:
    """Of all that decides what a picture looks like."""
    text = f"{picture.cropped} {picture.source[:3]} {FIT} {drawing(picture, folder)}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def png_bytes(image: Image.Image, drawn_from: str) -> bytes:
    """The file as it is kept in the project, with the digest of its drawing.

    The large size has a palette of 256 colours: flat drawings lose nothing the eye sees, and the
    files are a third as large and are read five times as fast.
    """
    if image.width == LARGE:
        image = image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    words = PngInfo()
    words.add_text("drawing", drawn_from)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True, pnginfo=words)
    return buffer.getvalue()


def up_to_date(path: Path, drawn_from: str) -> bool:
    """Whether the file was rendered from this drawing."""
    with Image.open(path) as image:
        return image.info.get("drawing") == drawn_from


def build(pictures: Sequence[Picture], folder: Path) -> None:
    """Render every picture that is out of date and remove PNGs the list does not name."""
    (folder / "large").mkdir(exist_ok=True)
    for picture in pictures:
        drawn_from = digest(picture, folder)
        for path, pixels in picture.kept(folder).items():
            if not (path.is_file() and up_to_date(path, drawn_from)):
                path.write_bytes(png_bytes(render(picture, folder, pixels), drawn_from))
    for path in left_over(pictures, folder):
        if path.suffix == ".png":
            path.unlink()


def left_over(pictures: Sequence[Picture], folder: Path) -> list[Path]:
    """Files nobody asks for: PNGs without a line in the list, sources without a picture."""
    wanted = {picture.file(folder) for picture in pictures}
    wanted |= {path for picture in pictures for path in picture.kept(folder)}
    return sorted(path for path in folder.rglob("*") if path.is_file() and path not in wanted)


def check(pictures: Sequence[Picture], folder: Path) -> list[str]:
    """What is wrong with the rendered pictures, a sentence each; empty when all is well."""
    wrong = [f"{path.relative_to(folder)}: not in the list" for path in left_over(pictures, folder)]
    for picture in pictures:
        drawn_from = digest(picture, folder)
        for path in picture.kept(folder):
            if not path.is_file():
                wrong.append(f"{path.relative_to(folder)}: not rendered")
            elif not up_to_date(path, drawn_from):
                wrong.append(f"{path.relative_to(folder)}: differs from its drawing")
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script; returns 0 when all went well, 1 when --check found something."""
    parser = argparse.ArgumentParser(description="Render the pictures of the kiosk.")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is wrong")
    parser.add_argument("--twemoji", type=Path, metavar="ICONS", help="take sources from here")
    options = parser.parse_args(arguments)
    folder = ASSETS / "pictures"
    try:
        pictures = read_list(ASSETS / "pictures.tsv")
        if options.twemoji:
            print("taken:", *extract(pictures, options.twemoji, folder))
        pictures = with_paper(pictures, folder)
        if options.check:
            wrong = check(pictures, folder)
            print(*wrong, sep="\n", end="\n" if wrong else "")
            return 1 if wrong else 0
        build(pictures, folder)
    except PictureError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
