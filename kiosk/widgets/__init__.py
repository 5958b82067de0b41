"""What every screen is made of, each thing drawn once.

Only the kv rules are loaded here; a screen names the widgets it uses in its own kv file.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Final

from kiosk.script import ARABIC_FONT, LATIN_FONT

log = logging.getLogger(__name__)

HERE: Final = Path(__file__).parent
ASSETS: Final = HERE.parent / "assets"

FIRST: Final = (
    "words",
    "pictures",
    "layout",
    "tiles",
    "calendar",
    "logo",
    "printer_sign",
    "vote_bars",
)
"""What the first picture is made of: the rest is read when another screen is built."""

REST: Final = (
    "bank_card",
    "bar",
    "bar_chart",
    "basket",
    "choice",
    "clock",
    "code_entry",
    "code_pad",
    "coming_lines",
    "copy_tile",
    "date_steps",
    "day_grid",
    "field_list",
    "figures",
    "health_tile",
    "hold",
    "keyboard",
    "money",
    "order_tile",
    "outing_card",
    "outing_line",
    "pad",
    "panel",
    "paper_feed",
    "paper_tile",
    "party_tile",
    "period_tile",
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
    "turner",
    "verdict_view",
    "volunteer_grid",
    "vote_tile",
)


def load(names: Iterable[str] = (*FIRST, *REST)) -> None:
    """Import these widgets, so that kv knows them, and read their rules; harmless when repeated.

    A rule adds its children in the order in which the rules were read: what is put on a tile comes
    after the tile.
    """
    from kivy.lang import Builder  # not above: the window is configured before kv is known

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
    from kivy import kivy_data_dir
    from kivy.core.text import LabelBase

    fonts = ASSETS / "fonts"
    try:
        LabelBase.register(
            name, str(fonts / f"{stem}-Regular.ttf"), fn_bold=str(fonts / f"{stem}-Bold.ttf")
        )
    except OSError as error:
        log.warning("%s cannot be read, Kivy's own font stands in: %s", name, error)
        LabelBase.register(name, str(Path(kivy_data_dir) / "fonts" / "Roboto-Regular.ttf"))
