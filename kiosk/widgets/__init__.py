"""What every screen is made of, each thing drawn once.

Only the kv rules are loaded here; a screen names the widgets it uses in its own kv file.
"""

from __future__ import annotations

import logging
from pathlib import Path

from kivy import kivy_data_dir
from kivy.core.text import LabelBase
from kivy.lang import Builder

log = logging.getLogger(__name__)

ASSETS = Path(__file__).parent.parent / "assets"


def load() -> None:
    """Register the fonts and load the kv rules of all widgets; harmless when repeated."""
    from kiosk.widgets import (  # noqa: F401 - importing registers the classes kv names
        bar,
        basket,
        calendar,
        clock,
        figures,
        logo,
        money,
        order_tile,
        pad,
        paper_feed,
        picker,
        pictures,
        produce_tile,
        qr,
        sun,
        tiles,
        words,
    )

    fonts = ASSETS / "fonts"
    try:
        LabelBase.register(
            "Andika", str(fonts / "Andika-Regular.ttf"), fn_bold=str(fonts / "Andika-Bold.ttf")
        )
    except OSError as error:
        log.warning("Andika cannot be read, Kivy's own font stands in: %s", error)
        LabelBase.register("Andika", str(Path(kivy_data_dir) / "fonts" / "Roboto-Regular.ttf"))
    here = Path(__file__).parent
    # theme.kv holds the names that all rules use; each widget's own rules stand beside it
    for rules in (here / "theme.kv", *sorted(here.glob("*.kv"))):
        if str(rules) not in Builder.files:
            Builder.load_file(str(rules))
