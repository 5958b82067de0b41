"""Put the picture family together on sheets, to be looked at before it is used.

    python deploy/contact_sheets.py OUT

writes into the folder OUT:

    screen.png  every picture at 96 pixels on the tile fills in turn, in colour and in grey
    large.png   every picture at 200 pixels on its tile
    paper.png   every picture as it is printed, at 44 and at 96 dots, with the coins and notes
    paper3.png  the same, three times as large

The paper sheets have one pixel per dot and say 203 dots per inch, so that a print at 100 % is as
large as the paper of the kiosk. Needs Pillow, and what the kiosk itself needs.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from deploy.drawings import read_list
from deploy.pictures import ASSETS
from kiosk import picture_atlas
from kiosk.paper.money_art import COIN_MM, NOTE_MM, piece
from kiosk.paper.pictures import one_bit

TILE_FILLS = ("#FFFBF3", "#FDE2C0", "#D9EED9", "#FFFFFF")
"""The grounds a picture has to read on: page tile, produce, here and the white keys."""

DOTS = (44, 96)
DOTS_PER_INCH = 203

_GAP = 12
_LINE = 20
_PAGE = "#F6EFE2"
_INK = "#2A2438"


def _picture(key: str, side: int) -> Image.Image:
    drawing = picture_atlas.find(key, side)
    if drawing is None:
        raise SystemExit(f"{key} is not in the atlas: run deploy/pictures.py first")
    return picture_atlas.read(drawing).resize((side, side), Image.Resampling.LANCZOS)


def _on_tile(key: str, side: int, fill: str) -> Image.Image:
    tile = Image.new("RGBA", (side, side), fill)
    tile.alpha_composite(_picture(key, side))
    return tile.convert("RGB")


def _sheet(names: Sequence[str], rows: Sequence[Sequence[Image.Image]], page: str) -> Image.Image:
    """Cells with their images side by side and their name below, about as high as wide."""
    wide = max(sum(image.width + _GAP for image in cell) for cell in rows) + _GAP
    high = max(image.height for cell in rows for image in cell) + 2 * _GAP + _LINE
    columns = max(1, round((len(rows) * high / wide) ** 0.5 * 1.25))
    sheet = Image.new("RGB", (columns * wide, -(-len(rows) // columns) * high), page)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(ASSETS / "fonts" / "Andika-Regular.ttf", 15)
    for number, (name, cell) in enumerate(zip(names, rows, strict=True)):
        x, y = number % columns * wide + _GAP, number // columns * high + _GAP
        pen.text((x, y + high - 2 * _GAP - _LINE), name, _INK, font)
        for image in cell:
            sheet.paste(image, (x, y))
            x += image.width + _GAP
    return sheet


def screen_sheet(keys: Sequence[str]) -> Image.Image:
    """All pictures at 96 pixels on the tile fills in turn, in colour and in grey."""
    tiles = [_on_tile(key, 96, TILE_FILLS[n % len(TILE_FILLS)]) for n, key in enumerate(keys)]
    return _sheet(keys, [(tile, tile.convert("L").convert("RGB")) for tile in tiles], _PAGE)


def large_sheet(keys: Sequence[str]) -> Image.Image:
    """All pictures at 200 pixels."""
    tiles = [_on_tile(key, 200, TILE_FILLS[n % len(TILE_FILLS)]) for n, key in enumerate(keys)]
    return _sheet(keys, [(tile,) for tile in tiles], _PAGE)


def paper_sheet(keys: Sequence[str]) -> Image.Image:
    """All pictures as black dots on white; money has its own drawings on paper."""
    drawn = [key for key in keys if not key.startswith(("coin_", "note_"))]
    cells = [[art for dots in DOTS if (art := one_bit(key, dots))] for key in drawn]
    money = [*COIN_MM, *NOTE_MM]
    cells += [[piece(cents, dots) for dots in DOTS] for cents in money]
    return _sheet([*drawn, *map(str, money)], cells, "white")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sheets."""
    parser = argparse.ArgumentParser(description="Put all pictures together on sheets.")
    parser.add_argument("out", type=Path, help="folder for the sheets")
    out: Path = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    keys = [picture.key for picture in read_list(ASSETS / "pictures.tsv")]
    screen_sheet(keys).save(out / "screen.png")
    large_sheet(keys).save(out / "large.png")
    paper = paper_sheet(keys)
    paper.save(out / "paper.png", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    large = paper.resize((paper.width * 3, paper.height * 3), Image.Resampling.NEAREST)
    large.save(out / "paper3.png", dpi=(3 * DOTS_PER_INCH, 3 * DOTS_PER_INCH))
    return 0


if __name__ == "__main__":
    sys.exit(main())
