"""Colour pictures as true one-bit art for thermal paper.

Error diffusion turns a flat drawing into mud and makes white vegetables vanish. Here the drawing
is taken apart again: a contour from its outer edge, few flat tones as regular dots, dark lines
between light parts and light lines between dark parts. Where that does not read (the ribs of a
pumpkin are orange on orange), a simpler drawing made for the paper takes its place.
"""

from __future__ import annotations

import logging
from functools import lru_cache

from PIL import Image, ImageChops, ImageFilter

from kiosk import picture_atlas
from kiosk.own_pictures import own_picture
from kiosk.paper.photo import dithered

log = logging.getLogger(__name__)

WHITE, BLACK = 255, 0

# (brightness below which, black dots out of 16): few steps, far apart, so that each is a tone.
_TONES = ((45, 16), (85, 11), (128, 8), (176, 4), (226, 2), (256, 0))
# Under 8 mm only black, a half tone and white still read.
_TONES_SMALL = ((56, 16), (156, 8), (256, 0))
_SMALL = 64

# Order in which the dots of a cell of 4 x 4 turn black (Bayer), so that tones stay regular.
_CELL = (0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5)

_LIGHT, _DARK = 128, 160
_EDGE_LIGHT, _EDGE_DARK = 40, 26


def one_bit(key: str, size: int) -> Image.Image | None:
    """The picture ``key`` in a square of ``size`` dots, mode L, only black and white.

    A photo of the group goes before the drawing. None when there is no such picture or it cannot
    be read; a paper then says it in words.
    """
    own = own_picture(key)
    return (own and dithered(own.path, own.version, size)) or _drawn(key, size)


@lru_cache(maxsize=256)
def _drawn(key: str, size: int) -> Image.Image | None:
    drawing = picture_atlas.find_for_paper(key)
    try:
        return engrave(picture_atlas.read(drawing), size) if drawing else None
    except OSError:
        log.warning("picture %s cannot be read for the paper", key)
        return None


def engrave(source: Image.Image, size: int) -> Image.Image:
    """``source`` (RGBA) as black and white art of ``size`` x ``size`` dots, in mode L."""
    square = Image.new("L", (size, size), WHITE)
    box = source.getchannel("A").point(_at_least(16)).getbbox()
    if box is None:
        return square
    source = source.crop(box)
    scale = size / max(source.size)
    fitted = (max(1, round(source.width * scale)), max(1, round(source.height * scale)))
    alpha = source.getchannel("A")
    colours = Image.new("RGB", source.size, "white")
    colours.paste(source.convert("RGB"), mask=alpha)
    inside, contour = _contour(alpha, fitted, 1.5 if size < _SMALL else 2.0)

    art = Image.new("L", fitted, WHITE)
    tones = _TONES_SMALL if size < _SMALL else _TONES
    brightness = colours.convert("L").resize(fitted, Image.Resampling.BOX)
    lowest = 0
    for highest, dots in tones:
        tone = brightness.point(_between(lowest, highest))
        art.paste(_dots(fitted, dots), mask=ImageChops.multiply(tone, inside))
        lowest = highest
    dark_lines, light_lines = _inner_lines(colours, alpha, tones, fitted)
    art.paste(BLACK, mask=ImageChops.multiply(dark_lines, inside))
    art.paste(WHITE, mask=light_lines)
    art.paste(BLACK, mask=contour)
    square.paste(art, ((size - fitted[0]) // 2, (size - fitted[1]) // 2))
    return square


def _at_least(limit: int) -> list[int]:
    return [255 if value >= limit else 0 for value in range(256)]


def _between(lowest: int, highest: int) -> list[int]:
    return [255 if lowest <= value < highest else 0 for value in range(256)]


def _dots(size: tuple[int, int], black: int) -> Image.Image:
    """A plane of which ``black`` of every 16 dots are black."""
    row = [BLACK if rank < black else WHITE for rank in _CELL]
    plane = Image.new("L", size)
    cell = Image.new("L", (4, 4))
    cell.putdata(row)
    for y in range(0, size[1], 4):
        for x in range(0, size[0], 4):
            plane.paste(cell, (x, y))
    return plane


def _contour(
    alpha: Image.Image, fitted: tuple[int, int], line: float
) -> tuple[Image.Image, Image.Image]:
    """The silhouette, and the part of it within ``line`` dots of its edge."""
    fine = 3
    large = (fitted[0] * fine, fitted[1] * fine)
    shape = Image.new("L", (large[0] + 2, large[1] + 2))
    shape.paste(alpha.resize(large, Image.Resampling.BICUBIC).point(_at_least(128)), (1, 1))
    core = shape
    for _ in range(round(line * fine)):
        core = core.filter(ImageFilter.MinFilter(3))
    within = (1, 1, large[0] + 1, large[1] + 1)
    ring = ImageChops.subtract(shape, core).crop(within)
    box = Image.Resampling.BOX
    inside = shape.crop(within).resize(fitted, box).point(_at_least(128))
    return inside, ring.resize(fitted, box).point(_at_least(118))


def _inner_lines(
    colours: Image.Image,
    alpha: Image.Image,
    tones: tuple[tuple[int, int], ...],
    fitted: tuple[int, int],
) -> tuple[Image.Image, Image.Image]:
    """Where colours meet: dark lines between light colours, light ones within one dark tone."""
    change: Image.Image | None = None
    for channel in colours.split():
        step = ImageChops.subtract(
            channel.filter(ImageFilter.MaxFilter(3)), channel.filter(ImageFilter.MinFilter(3))
        )
        change = step if change is None else ImageChops.lighter(change, step)
    assert change is not None
    brightness = colours.convert("L")
    darkest = brightness.filter(ImageFilter.MinFilter(5))
    lightest = brightness.filter(ImageFilter.MaxFilter(5))

    light = ImageChops.multiply(
        change.point(_at_least(_EDGE_LIGHT)), darkest.point(_at_least(_LIGHT))
    )

    tone_of = [next(dots for top, dots in tones if value < top) * 15 for value in range(256)]
    one_tone = ImageChops.subtract(darkest.point(tone_of), lightest.point(tone_of)).point(
        _between(0, 61)
    )
    dark = ImageChops.multiply(
        change.point(_at_least(_EDGE_DARK)), lightest.point(_between(0, _DARK))
    )
    dark = ImageChops.multiply(dark, one_tone)
    away_from_edge = alpha.filter(ImageFilter.MinFilter(5)).point(_at_least(251))
    dark = ImageChops.multiply(dark, away_from_edge)
    return _line(light, fitted, 84), _line(dark, fitted, 70)


def _line(mask: Image.Image, fitted: tuple[int, int], cover: int) -> Image.Image:
    """``mask`` at the size of the paper, without specks of one or two dots."""
    line = mask.resize(fitted, Image.Resampling.BOX).point(_at_least(cover))
    return ImageChops.multiply(line, line.filter(ImageFilter.RankFilter(3, 6)))
