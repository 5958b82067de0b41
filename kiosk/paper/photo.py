"""A photo in black and white: many greys, so the dots are scattered instead of laid in patterns."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps

log = logging.getLogger(__name__)

_BURN = 0.75
"""Thermal dots grow into each other: brighter greys keep a photo from turning black."""


@lru_cache(maxsize=64)
def dithered(path: Path, version: int, size: int) -> Image.Image | None:
    """The photo in a square of ``size`` dots, mode L, only black and white; None if unreadable.

    ``version`` changes with the content of the file, so that a new photo is drawn anew.
    """
    try:
        with Image.open(path) as source:
            photo = source.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        log.warning("no photo %s for the paper", path)
        return None
    white = Image.new("RGBA", photo.size, "white")
    grey = Image.alpha_composite(white, photo).convert("L").resize((size, size))
    grey = ImageOps.autocontrast(grey, cutoff=2).filter(ImageFilter.UnsharpMask(1.5, 120, 2))
    bright = grey.point([round(255 * (value / 255) ** _BURN) for value in range(256)])
    return bright.convert("1", dither=Image.Dither.FLOYDSTEINBERG).convert("L")
