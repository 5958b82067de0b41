"""Millimetres, shapes and colours: the one place that knows how large the panel is.

Every size on every screen is said in millimetres of real glass, because a finger is a finger on
each panel; `ui.mm` turns them into pixels (a little more on panels larger than 10 inch, which
are read from further away). kv binds to it, so a change of size reflows all.
"""

from __future__ import annotations

import gc
from typing import Any, Final, Protocol
from weakref import WeakSet

from kivy.event import EventDispatcher
from kivy.properties import (
    AliasProperty,
    BooleanProperty,
    ListProperty,
    NumericProperty,
    StringProperty,
)
from kivy.utils import get_color_from_hex

from kiosk.i18n import LANGUAGES, is_rtl

Colour = tuple[float, float, float, float]

# Pixels per millimetre of the panels the kiosk is sold with; the reported dpi is never right.
_KNOWN_PANELS: Final = {
    (800, 480): 5.2,
    (1280, 720): 8.3,
    (720, 1280): 8.3,
    (1280, 800): 5.9,
    (800, 1280): 5.9,
    (1920, 1080): 5.6,
    (1080, 1920): 5.6,
}
_DIAGONAL_OF_UNKNOWN_PANEL_MM: Final = 257.0  # 10.1 inch
ROOMY_MM: Final = 190.0
# A panel larger than this stands further away: everything on it grows a little.
_LARGE_MM: Final = (217.0, 136.0)
_MOST_STRETCH: Final = 1.45


def colour(hex_code: str) -> Colour:
    """`#RRGGBB` as the four numbers Kivy paints with."""
    red, green, blue, alpha = get_color_from_hex(hex_code)
    return red, green, blue, alpha


PAPER: Final = colour("#FBF4E6")
INK: Final = colour("#2A2438")
SOFT_INK: Final = colour("#4C455B")
BAR: Final = colour("#F1E6CE")
DESK_BAR: Final = colour("#E4DCEB")
WHITE: Final = colour("#FFFFFF")
WARNING: Final = colour("#F7D9D3")

# Each task has one colour: its face and its edge. "here" is green, "produce" orange, and so on.
FACES: Final = {
    "plain": (colour("#FFFDF8"), colour("#D8CDB4")),
    "here": (colour("#D9EED9"), colour("#2E7D4F")),
    "produce": (colour("#FDE2C0"), colour("#C75B12")),
    "outings": (colour("#D3E5F8"), colour("#1B5597")),
    "coming": (colour("#EBDDF3"), colour("#7A3B8F")),
    "done": (colour("#20613B"), colour("#154328")),
    "desk": (colour("#2A2438"), colour("#120E1C")),
    "empty": (colour("#EFE7D6"), colour("#B9AC8C")),
    "soft": (colour("#F1E6CE"), colour("#CDBD97")),
    "warn": (colour("#F7D9D3"), colour("#B23B2A")),
    "used": (colour("#FFB73A"), colour("#6B3F00")),
    "stop": (colour("#8C1A12"), colour("#5A0D08")),
}
DARK_FACES: Final = ("done", "desk", "stop")


class Measured(Protocol):
    """A widget that lays itself out by millimetres in Python; kv binds to `ui.mm` by itself."""

    def measured(self) -> None:
        """The panel has another size or shape now, or is turned around."""


class Ui(EventDispatcher):
    """The panel: pixels per millimetre and its broad shape.

    `glass_mm` is what a ruler on the glass says, without what large panels grow by.
    `roomy` is a landscape panel wide enough for a column beside the content; `portrait` stacks.
    Texts are read from `start` to `end`. What lies side by side runs from `near` to `far`: these
    are turned (`mirrored`) by a script from right to left, and by a left hand, so not by both.
    """

    mm = NumericProperty(5.9)
    glass_mm = NumericProperty(5.9)
    width_mm = NumericProperty(217.0)
    height_mm = NumericProperty(135.0)
    portrait = BooleanProperty(False)
    roomy = BooleanProperty(True)
    motion = BooleanProperty(True)
    left_handed = BooleanProperty(False)
    language = StringProperty("nl")
    languages = ListProperty(LANGUAGES)
    ear = BooleanProperty(False)
    group = StringProperty("")

    def __init__(self) -> None:
        super().__init__()
        # Weak: Kivy's own fbind keeps a widget of a screen that is gone for as long as it runs.
        self._followers: WeakSet[Measured] = WeakSet()

    def follow(self, widget: Measured) -> None:
        """Tell a widget of every such change, for as long as anybody else needs the widget."""
        self._followers.add(widget)

    def on_mm(self, *_args: object) -> None:
        """All that is laid out in Python is laid out anew."""
        for widget in tuple(self._followers):
            widget.measured()

    on_portrait = on_mirrored = on_mm

    def __setattr__(self, name: str, value: Any) -> None:
        # hundreds of bindings are told of a change: a tile that is gone, and collected between
        # two of them, would be told as well, and Kivy raises ReferenceError on that
        collecting = gc.isenabled()
        gc.disable()
        try:
            super().__setattr__(name, value)
        finally:
            if collecting:
                gc.enable()

    def _rtl(self) -> bool:
        return is_rtl(self.language)

    def _mirrored(self) -> bool:
        return bool(self.rtl) != bool(self.left_handed)

    def _start(self) -> str:
        return "right" if self.rtl else "left"

    def _end(self) -> str:
        return "left" if self.rtl else "right"

    def _near(self) -> str:
        return "right" if self.mirrored else "left"

    def _far(self) -> str:
        return "left" if self.mirrored else "right"

    rtl = AliasProperty(_rtl, bind=["language"], cache=True)
    mirrored = AliasProperty(_mirrored, bind=["rtl", "left_handed"], cache=True)
    start = AliasProperty(_start, bind=["rtl"], cache=True)
    end = AliasProperty(_end, bind=["rtl"], cache=True)
    near = AliasProperty(_near, bind=["mirrored"], cache=True)
    far = AliasProperty(_far, bind=["mirrored"], cache=True)

    def measure(self, width_px: float, height_px: float, width_mm: float = 0) -> None:
        """Take the panel's size in pixels and, when known, its real width in millimetres."""
        if width_mm > 0:
            mm = width_px / width_mm
        else:
            diagonal = (width_px**2 + height_px**2) ** 0.5
            mm = _KNOWN_PANELS.get(
                (int(width_px), int(height_px)), diagonal / _DIAGONAL_OF_UNKNOWN_PANEL_MM
            )
        self.glass_mm = mm
        across, high = sorted((width_px / mm, height_px / mm))[::-1]
        mm *= max(1.0, min(_MOST_STRETCH, across / _LARGE_MM[0], high / _LARGE_MM[1]))
        self.portrait = height_px > width_px
        self.width_mm = width_px / mm
        self.height_mm = height_px / mm
        self.roomy = not self.portrait and self.width_mm >= ROOMY_MM
        self.mm = mm


ui: Final = Ui()
