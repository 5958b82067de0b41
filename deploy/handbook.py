"""Makes the handbook for volunteers printable: deploy/handleiding.md becomes handleiding.pdf.

    python deploy/handbook.py              the PDF, from the text and the pictures that are there
    python deploy/handbook.py --pictures   take the pictures of the screens anew first

Its last pages are the fallback sheet, for the day on which the box is dead: the produce in
pictures with boxes to tick, and a table for the cash. Needs fpdf2 and markdown-it-py, which are
needed for development only.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from fpdf import FPDF, Align
from fpdf.fonts import FontFace, TextStyle
from markdown_it import MarkdownIt
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kiosk import picture_atlas
from kiosk.money import DENOMINATIONS, euros
from kiosk.produce import catalogue

HERE: Final = Path(__file__).resolve().parent
TEXT: Final = HERE / "handleiding.md"
PICTURES: Final = HERE / "handleiding"
FONTS: Final = HERE.parent / "kiosk" / "assets" / "fonts"

SCREEN_MM: Final = 118.0
MARGIN_MM: Final = 18.0
LINE: Final = 1.3
"""From line to line, in heights of the type."""

AIR_MM: Final = 2.0
"""Above and below a picture."""

CHAPTER_MM: Final = 60.0
"""A chapter begins on the next page when it is nearer than that to the foot of this one."""

INK: Final = (42, 36, 56)
PAPER: Final = (246, 239, 226)

STYLES: Final = {
    "h1": TextStyle("Andika", "B", 24, color=INK, b_margin=0),
    "h2": TextStyle("Andika", "B", 16, color=INK, t_margin=6, b_margin=0),
    "h3": TextStyle("Andika", "B", 12, color=INK, t_margin=3, b_margin=1),
    "p": TextStyle(t_margin=1.5, b_margin=1.5),
}

SHOT: Final = (1280, 800)
KEPT_WIDE: Final = 800
COLOURS: Final = 128


class Booklet(FPDF):
    """A4 pages with their number, in the letters of the kiosk."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font("Andika", style, FONTS / f"Andika-{name}.ttf")
        self.set_margin(MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=MARGIN_MM)
        self.set_text_color(*INK)
        self.set_title("Onthaal: handleiding voor vrijwilligers")
        self.set_lang("nl-BE")
        self.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))  # the same text, the same file

    def footer(self) -> None:
        """The number of the page, below."""
        self.set_y(-12)
        self.set_font("Andika", size=9)
        self.cell(0, 6, str(self.page_no()), align="C")


def make(text: str, pictures: Path) -> Booklet:
    """The handbook and the fallback sheet. Raises FileNotFoundError for a picture that is not there."""
    booklet = Booklet()
    booklet.add_page()
    booklet.set_font("Andika", size=11)
    for part in re.split(r"(<p><img [^>]*></p>|(?=<h2>))", _html(text)):
        picture = re.search(r'src="([^"]+)"', part)
        if picture:
            booklet.ln(AIR_MM)
            booklet.image(pictures / Path(picture[1]).name, x=Align.C, w=SCREEN_MM)
            booklet.ln(AIR_MM)
            continue
        if part.startswith("<h2>") and booklet.y > booklet.h - CHAPTER_MM:
            booklet.add_page()
        booklet.write_html(
            part,
            font_family="Andika",
            tag_styles=STYLES,
            li_prefix_color=INK,
            table_line_separators=True,
        )
    _produce_sheet(booklet)
    _cash_sheet(booklet)
    return booklet


def _html(text: str) -> str:
    """The text as fpdf2 reads it: lines and tables with air between."""
    html: str = MarkdownIt("commonmark").enable("table").render(text)
    html = re.sub(r"<(p|ol|ul|li)>(?!<img)", rf'<\1 line-height="{LINE}">', html)
    return html.replace("<table>", '<table cellpadding="1.2">').replace("<th>", '<th align="left">')


def _produce_sheet(booklet: Booklet) -> None:
    """What was sold, when it cannot be tapped: a picture, a price to fill in, boxes to tick."""
    booklet.add_page()
    _title(booklet, "Noodblad: groenten en fruit")
    booklet.multi_cell(
        0, 6, "Datum: ........................   Schrijf onze prijs erbij. Een streepje per stuk.\n"
    )
    for product in catalogue():
        if booklet.get_y() > booklet.h - MARGIN_MM - 13:
            booklet.add_page()
        top = booklet.get_y()
        drawing = picture_atlas.find(product.key, picture_atlas.SMALL)
        if drawing is not None:
            booklet.image(picture_atlas.read(drawing), MARGIN_MM, top, 11, 11)
        booklet.set_xy(MARGIN_MM + 14, top + 2)
        booklet.cell(40, 7, product.names["nl"])
        booklet.cell(24, 7, "€ ................")
        for box in range(14):
            booklet.rect(MARGIN_MM + 82 + box * 6.4, top + 3, 5.4, 5.4)
        booklet.set_y(top + 12)


def _cash_sheet(booklet: Booklet) -> None:
    """The cash, before and after: it is typed in when the kiosk works again."""
    booklet.add_page()
    _title(booklet, "Noodblad: kas en bezoek")
    with booklet.table(
        headings_style=FontFace(emphasis="BOLD", fill_color=PAPER), line_height=8
    ) as table:
        table.row(("Munt of biljet", "Aantal bij het begin", "Aantal op het einde"))
        for cents in DENOMINATIONS:
            table.row((euros(cents), "", ""))
        table.row(("Samen", "€", "€"))
    booklet.ln(6)
    for line in ("Volwassenen", "Kinderen", "Wie hielp mee"):
        booklet.cell(50, 12, line)
        booklet.cell(0, 12, "." * 70, new_x="LMARGIN", new_y="NEXT")


def _title(booklet: Booklet, words: str) -> None:
    booklet.set_font("Andika", "B", 18)
    booklet.cell(0, 12, words, new_x="LMARGIN", new_y="NEXT")
    booklet.set_font("Andika", size=10)


def named(text: str) -> list[str]:
    """The pictures that the text shows, by the name of their file without its ending."""
    return re.findall(r"!\[[^\]]*\]\(handleiding/([a-z_0-9-]+)\.png\)", text)


def take_pictures(text: str, out: Path) -> None:
    """Take every picture that the text shows: ``counter-1`` is the first state of the counter."""
    from tests.screens.gallery import take

    wanted = dict.fromkeys(named(text))
    screens = list(dict.fromkeys(name.rpartition("-")[0] for name in wanted))
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        take(Path(made), SHOT, screens)
        for old in out.glob("*.png"):
            old.unlink()
        for name in wanted:
            with Image.open(Path(made) / f"{name}-nl.png") as shot:
                high = shot.height * KEPT_WIDE // shot.width
                small = shot.convert("RGB").resize((KEPT_WIDE, high), Image.Resampling.LANCZOS)
            small.quantize(COLOURS, dither=Image.Dither.NONE).save(
                out / f"{name}.png", optimize=True
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description="Make the handbook for volunteers printable.")
    parser.add_argument("--pictures", action="store_true", help="take the pictures anew first")
    parser.add_argument("--out", type=Path, default=TEXT.with_suffix(".pdf"), help="the PDF")
    options = parser.parse_args(arguments)
    text = TEXT.read_text(encoding="utf-8")
    if options.pictures:
        take_pictures(text, PICTURES)
    make(text, PICTURES).output(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
