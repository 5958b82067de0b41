"""Reads pictures out of the atlas, in which they are kept at two densities.

`deploy/pictures.py` makes the pages; what stands where is in files of Kivy's own atlas format.
A page is decoded once for all pictures that are asked of it and then forgotten, since nothing but
textures and papers needs it: reading belongs in a thread other than that of the screen.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image

FOLDER: Final = Path(__file__).parent / "assets" / "pictures"

SMALL: Final = 256
"""Pixels across a picture of the small density; above it the large one (512) is read."""

Box = tuple[int, int, int, int]


class Drawing(NamedTuple):
    """Where a picture is: its file, and the part of it (left, upper, right, lower), None for all."""

    path: Path
    box: Box | None = None
    version: int = 0
    """Another number when the file has another content."""


def find(key: str, pixels: int, folder: Path = FOLDER) -> Drawing | None:
    """Where the picture `key` is that is at least `pixels` wide, if there is one so large."""
    return _index(folder, "small" if pixels <= SMALL else "large").get(key)


def find_for_paper(key: str, folder: Path = FOLDER) -> Drawing | None:
    """Where the drawing of `key` is that reads best in black dots, or None."""
    return _index(folder, "paper").get(key) or _index(folder, "small").get(key)


def read(drawing: Drawing) -> Image.Image:
    """The picture in RGBA, as wide as it is kept. Raises OSError when its file cannot be read."""
    try:
        page = _page(drawing.path, drawing.version)
        return page.crop(drawing.box).convert("RGBA") if drawing.box else page.convert("RGBA")
    except (ValueError, SyntaxError) as error:  # what Pillow says of a broken file
        raise OSError(str(error)) from error


def forget_pages() -> None:
    """Let go of the pages that are still in memory."""
    _page.cache_clear()


def forget() -> None:
    """Let go of everything that was read: what stands where, too."""
    forget_pages()
    _index.cache_clear()


@lru_cache(maxsize=4)
def _page(path: Path, _version: int) -> Image.Image:
    with Image.open(path) as page:
        page.load()
        return page


@lru_cache(maxsize=8)
def _index(folder: Path, atlas: str) -> dict[str, Drawing]:
    """What the atlas file has; nothing when it cannot be read: words must then do."""
    try:
        pages = json.loads((folder / f"{atlas}.atlas").read_text(encoding="utf-8"))
        return {
            key: Drawing(folder / name, _box(cells, place))
            for name, cells in pages.items()
            for key, place in cells.items()
        }
    except (OSError, ValueError):
        return {}


def _box(cells: dict[str, list[int]], place: list[int]) -> Box:
    """Kivy counts from below, Pillow from above."""
    height = max(y + high for _, y, _, high in cells.values())
    x, y, wide, high = place
    return x, height - y - high, x + wide, height - y
