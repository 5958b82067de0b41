"""What every screen is made of, each thing drawn once.

Only the kv rules are loaded here; a screen names the widgets it uses in its own kv file.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Final

from kivy import kivy_data_dir
from kivy.core.text import LabelBase
from kivy.lang import Builder

from kiosk.script import ARABIC_FONT, LATIN_FONT

log = logging.getLogger(__name__)

HERE: Final = Path(__file__).parent
ASSETS: Final = HERE.parent / "assets"

FIRST: Final = ("words", "pictures", "layout", "tiles", "calendar", "logo", "vote_bars")
"""What the first picture is made of: the rest is read when another screen is built."""

REST: Final = (
    "bank_card",
    "bar",
    "basket",
    "choice",
    "clock",
    "code_entry",
    "coming_lines",
    "day_grid",
    "field_list",
    "figures",
    "hold",
    "keyboard",
    "money",
    "order_tile",
    "outing_card",
    "outing_line",
    "pad",
    "panel",
    "paper_feed",
    "party_tile",
    "person_bar",
    "person_disc",
    "photo",
    "picker",
    "produce_tile",
    "qr",
    "seats",
    "share_list",
    "sun",
    "take_back",
    "verdict_view",
    "vote_tile",
)


def load(names: Iterable[str] = (*FIRST, *REST)) -> None:
    """Import these widgets, so that kv knows them, and read their rules; harmless when repeated.

    A rule adds its children in the order in which the rules were read: what is put on a tile comes
    after the tile.
    """
    theme = str(HERE / "theme.kv")  # the names that all rules use
    if theme not in Builder.files:
        _register(LATIN_FONT, "Andika")
        _register(ARABIC_FONT, "NotoSansArabic")
        Builder.load_file(theme)
    for name in names:
        import_module(f"kiosk.widgets.{name}")
        rules = HERE / f"{name}.kv"
        if str(rules) not in Builder.files and rules.exists():
            Builder.load_file(str(rules))


def _register(name: str, stem: str) -> None:
    fonts = ASSETS / "fonts"
    try:
        LabelBase.register(
            name, str(fonts / f"{stem}-Regular.ttf"), fn_bold=str(fonts / f"{stem}-Bold.ttf")
        )
    except OSError as error:
        log.warning("%s cannot be read, Kivy's own font stands in: %s", name, error)
        LabelBase.register(name, str(Path(kivy_data_dir) / "fonts" / "Roboto-Regular.ttf"))
