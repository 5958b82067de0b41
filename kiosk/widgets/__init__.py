"""What every screen is made of, each thing drawn once.

Only the kv rules are loaded here; a screen names the widgets it uses in its own kv file.
"""

from __future__ import annotations

from pathlib import Path

from kivy.core.text import LabelBase
from kivy.lang import Builder

ASSETS = Path(__file__).parent.parent / "assets"


def load() -> None:
    """Register the fonts and load the kv rules of all widgets; harmless when repeated."""
    from kiosk.widgets import (  # noqa: F401 - importing registers the classes kv names
        bar,
        basket,
        calendar,
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
    LabelBase.register(
        "Andika", str(fonts / "Andika-Regular.ttf"), fn_bold=str(fonts / "Andika-Bold.ttf")
    )
    rules = str(Path(__file__).with_name("theme.kv"))
    if rules not in Builder.files:
        Builder.load_file(rules)
