"""The drawings of the picture family, one by one: the list that names them, and rendering one.

What the list means stands in `deploy/pictures.py`, the script that makes the atlas of them.
"""

import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import resvg_py
from PIL import Image

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
    group: str = "all"

    @property
    def cropped(self) -> bool:
        """Whether the drawing is cropped to its ink; coins and notes are not."""
        return self.source != "raw"

    def file(self, folder: Path) -> Path:
        """The SVG this picture is drawn from, below the pictures folder."""
        if self.source.startswith("twemoji:"):
            return folder / "twemoji" / f"{self.source.removeprefix('twemoji:')}.svg"
        return folder / ("paper" if self.source == "paper" else "drawn") / f"{self.key}.svg"


def read_list(path: Path) -> tuple[Picture, ...]:
    """Read the list of pictures.

    Raises PictureError for a line that is not understood and for a key that stands there twice:
    two drawings under one name would let the last one win without a word.
    """
    pictures: dict[str, Picture] = {}
    group = "all"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if named := re.fullmatch(r"\[([a-z]+)\]", line):
            group = named[1]
            continue
        key, source, colours, *rest = [*line.split("\t"), "", ""]
        if any(rest) or not re.fullmatch(r"[a-z0-9_]+", key):
            raise PictureError(f"{path.name}, line {number}: not a picture: {line!r}")
        if source not in ("drawn", "raw") and not re.fullmatch(r"twemoji:[a-z0-9-]+", source):
            raise PictureError(f"{path.name}, line {number}: unknown source {source!r}")
        if key in pictures:
            raise PictureError(f"{path.name}, line {number}: {key} stands there twice")
        changes = tuple(_colour_changes(colours, path, number))
        pictures[key] = Picture(key, source, changes, group)
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


def render(picture: Picture, folder: Path, pixels: int) -> Image.Image:
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
