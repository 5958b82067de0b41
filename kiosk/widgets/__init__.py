"""What every screen is made of, each thing drawn once.

Only the kv rules are loaded here; a screen names the widgets it uses in its own kv file.
"""

from __future__ import annotations

import logging
from pathlib import Path

from kivy import kivy_data_dir
from kivy.core.text import LabelBase
from kivy.lang import Builder

from kiosk.script import ARABIC_FONT, LATIN_FONT

log = logging.getLogger(__name__)

ASSETS = Path(__file__).parent.parent / "assets"


def load() -> None:
    """Register the fonts and load the kv rules of all widgets; harmless when repeated."""
    from kiosk.widgets import (  # noqa: F401 - importing registers the classes kv names
        bank_card,
        bar,
        basket,
        calendar,
        choice,
        clock,
        code_entry,
        coming_lines,
        day_grid,
        field_list,
        figures,
        hold,
        keyboard,
        layout,
        logo,
        money,
        order_tile,
        outing_card,
        outing_line,
        pad,
        panel,
        paper_feed,
        party_tile,
        person_bar,
        person_disc,
        photo,
        picker,
        pictures,
        produce_tile,
        qr,
        seats,
        share_list,
        sun,
        tiles,
        vote_bars,
        vote_tile,
        words,
    )

    _register(LATIN_FONT, "Andika")
    _register(ARABIC_FONT, "NotoSansArabic")
    here = Path(__file__).parent
    # theme.kv holds the names that all rules use; each widget's own rules stand beside it. Rules
    # add children in the order they were read: what is put on a tile comes after the tile
    for rules in (here / "theme.kv", here / "tiles.kv", *sorted(here.glob("*.kv"))):
        if str(rules) not in Builder.files:
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
