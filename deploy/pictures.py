"""Render the picture family: from kiosk/assets/pictures.tsv to an atlas at two densities.

The kiosk itself never reads SVG: every picture is rendered ahead with a transparent ground, at
256 by 256 pixels (small.atlas: tiles) and at 512 by 512 (large.atlas: what fills a screen, or is
on a large one). The pages are PNGs that are kept in the project; an atlas file, in Kivy's own
format, says on which page and where each picture is. Run this script after a drawing or the list
changed; it renders only the pages that are out of date:

    python deploy/pictures.py                      render what the list names, drop what it does not
    python deploy/pictures.py --check              say what is missing, left over or out of date
    python deploy/pictures.py --twemoji icons.json take new sources from @iconify-json/twemoji

The list has a line per picture, with tabs between its columns:

    key    the name the code uses (a product key, `coin_5`, `avatar_owl`, ...)
    source `twemoji:NAME` (pictures/twemoji/NAME.svg), `drawn` (pictures/drawn/KEY.svg) or `raw`
           (drawn as well, but never cropped: coins and notes keep their true relative sizes)
    colours `#old=#new,...` replacements in the source; may be empty

A line `[name]` begins a group. Groups share no page, so what is shown together is read together,
and a new picture changes the pages of its own group only.

What does not read as black dots gets a simpler drawing beside the coloured one for the paper:
pictures/paper/KEY.svg, in white, greys and thick black lines, rendered to paper.atlas.

Everything but `raw` is cropped to its ink and fitted to 94 % of the square, so that drawings
from different hands come out equally large. Each page carries a digest of its drawings, by which
it is known to be up to date. Needs Pillow and resvg-py, which are needed for development only.
"""

import argparse
import hashlib
import io
import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PIL import Image
from PIL.PngImagePlugin import PngInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from deploy.drawings import FIT, Picture, PictureError, drawing, extract, read_list, render

ASSETS = Path(__file__).resolve().parent.parent / "kiosk" / "assets"
PIXELS = 256
LARGE = 512
Colour = tuple[int, int, int, int]
"""Red, green, blue, opacity, 0 to 255."""

PAGE = 1024
"""Side of a page in pixels: 16 small pictures or 4 large ones. A picture brings the whole of its
page along, so that small pages are read sooner."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some pictures of one group side by side, from above, `pixels` wide each."""

    name: str
    pixels: int
    pictures: tuple[Picture, ...]

    @property
    def columns(self) -> int:
        """How many pictures stand beside each other."""
        return PAGE // self.pixels

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels; rows that nothing stands in are left off."""
        return PAGE, -(-len(self.pictures) // self.columns) * self.pixels

    def cells(self) -> dict[str, tuple[int, int, int, int]]:
        """Where each picture is, as Kivy's atlas has it: x, y from below, width, height."""
        boxes = {}
        for place, picture in enumerate(self.pictures):
            row, column = divmod(place, self.columns)
            below = self.size[1] - (row + 1) * self.pixels
            boxes[picture.key] = (column * self.pixels, below, self.pixels, self.pixels)
        return boxes


def atlases(pictures: Sequence[Picture], folder: Path) -> dict[str, tuple[Page, ...]]:
    """The pages of each atlas: small, large, and paper with the simpler drawings."""
    simple = [Picture(each.key, "paper", ()) for each in pictures]
    return {
        "small": tuple(_pages("small", PIXELS, pictures)),
        "large": tuple(_pages("large", LARGE, pictures)),
        "paper": tuple(_pages("paper", PIXELS, [x for x in simple if x.file(folder).is_file()])),
    }


def _pages(atlas: str, pixels: int, pictures: Sequence[Picture]) -> Iterable[Page]:
    room = (PAGE // pixels) ** 2
    for group in dict.fromkeys(picture.group for picture in pictures):
        members = [picture for picture in pictures if picture.group == group]
        for number, batch in enumerate(_batches(members, room), start=1):
            yield Page(f"{atlas}-{group}-{number}.png", pixels, batch)


def _batches(pictures: Sequence[Picture], most: int) -> Iterable[tuple[Picture, ...]]:
    for start in range(0, len(pictures), most):
        yield tuple(pictures[start : start + most])


def draw_page(page: Page, folder: Path) -> Image.Image:
    """All pictures of the page in their places, RGBA. Raises PictureError, as `render` does."""
    sheet = Image.new("RGBA", page.size)
    for picture, (x, below, _, side) in zip(page.pictures, page.cells().values(), strict=True):
        sheet.paste(render(picture, folder, page.pixels), (x, page.size[1] - below - side))
    return sheet


def digest(page: Page, folder: Path) -> str:
    """Of all that decides what a page looks like."""
    parts = [f"{page.pixels} {page.size} {FIT} 256"]
    parts += [f"{each.key} {each.cropped} {drawing(each, folder)}" for each in page.pictures]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def png_bytes(image: Image.Image, drawn_from: str) -> bytes:
    """The page as it is kept in the project, with the digest of its drawings."""
    words = PngInfo()
    words.add_text("drawing", drawn_from)
    buffer = io.BytesIO()
    few_colours(image).save(buffer, "PNG", optimize=True, pnginfo=words)
    return buffer.getvalue()


def few_colours(image: Image.Image) -> Image.Image:
    """The RGBA image with its 256 commonest colours; each other becomes the nearest of these.

    Drawings are flat: the commonest make up 99 % of a page and the rest is in the edges, so that
    the eye sees no difference, while a page is a quarter as large and read six times as fast.
    """
    counts = cast(list[tuple[int, Colour]], image.getcolors(PAGE * PAGE))
    counts.sort(key=lambda count: (-count[0], count[1]))
    kept = [colour for _, colour in counts[:256]]
    seen = [_as_seen(colour) for colour in kept]
    place_of = {
        int.from_bytes(bytes(colour), sys.byteorder): min(
            range(len(kept)), key=lambda place: math.dist(seen[place], _as_seen(colour))
        )
        for _, colour in counts
    }
    pixels = memoryview(image.tobytes()).cast("I")
    few = Image.frombytes("P", image.size, bytes(map(place_of.__getitem__, pixels)))
    few.putpalette(b"".join(map(bytes, kept)), "RGBA")
    return few


def _as_seen(colour: Colour) -> tuple[float, ...]:
    """Colour times opacity: what is clear has no colour to the eye."""
    red, green, blue, alpha = colour
    return red * alpha / 255, green * alpha / 255, blue * alpha / 255, float(alpha)


def up_to_date(path: Path, drawn_from: str) -> bool:
    """Whether the file was rendered from these drawings."""
    with Image.open(path) as image:
        return image.info.get("drawing") == drawn_from


def build(pictures: Sequence[Picture], folder: Path) -> None:
    """Render every page that is out of date and remove pages the list has no use for."""
    for atlas, pages in atlases(pictures, folder).items():
        for page in pages:
            path, drawn_from = folder / page.name, digest(page, folder)
            if not (path.is_file() and up_to_date(path, drawn_from)):
                image = draw_page(page, folder)
                path.write_bytes(png_bytes(image, drawn_from))
        (folder / f"{atlas}.atlas").write_text(atlas_text(pages), encoding="utf-8")
    for path in left_over(pictures, folder):
        if path.suffix == ".png":
            path.unlink()


def atlas_text(pages: Sequence[Page]) -> str:
    """The atlas file: on which page and where each picture is."""
    return json.dumps({page.name: page.cells() for page in pages}, indent=1) + "\n"


def left_over(pictures: Sequence[Picture], folder: Path) -> list[Path]:
    """Files nobody asks for: pages without pictures, sources without a line in the list."""
    wanted = set()
    for atlas, pages in atlases(pictures, folder).items():
        wanted |= {folder / f"{atlas}.atlas", *(folder / page.name for page in pages)}
        wanted |= {each.file(folder) for page in pages for each in page.pictures}
    return sorted(path for path in folder.rglob("*") if path.is_file() and path not in wanted)


def check(pictures: Sequence[Picture], folder: Path) -> list[str]:
    """What is wrong with the rendered pictures, a sentence each; empty when all is well."""
    wrong = [f"{path.relative_to(folder)}: not in the list" for path in left_over(pictures, folder)]
    for atlas, pages in atlases(pictures, folder).items():
        for page in pages:
            if not (folder / page.name).is_file():
                wrong.append(f"{page.name}: not rendered")
            elif not up_to_date(folder / page.name, digest(page, folder)):
                wrong.append(f"{page.name}: differs from its drawings")
        index = folder / f"{atlas}.atlas"
        if not index.is_file() or index.read_text(encoding="utf-8") != atlas_text(pages):
            wrong.append(f"{index.name}: names other places")
    return wrong


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
