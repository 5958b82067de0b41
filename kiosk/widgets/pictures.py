"""Pictures from the family, each loaded once at about the size it is drawn at, and kept.

The family is kept in two sizes of 256 and 512 pixels, as single files. Measured against a Kivy
atlas of all produce: a page of twelve tiles took 6 MB and half the time, the atlas 65 MB at the
small size and 144 MB at the large one, because one picture brings all the others with it.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

from kivy.clock import Clock
from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget
from PIL import Image

from kiosk.own_pictures import own_picture
from kiosk.widgets import ASSETS

log = logging.getLogger(__name__)

SIDES: Final = (64, 96, 128, 192, 256, 384, 512)
"""Pixels a texture can be wide. Few steps, so that one serves many places, each at most half as
large again as the one before, so that the graphics card never shrinks it into crumbs."""

STRETCH: Final = 1.15
"""How much a texture may be enlarged before the eye sees it."""

_SMALL_FILE: Final = 256

_seen: WeakSet[Picture] = WeakSet()


def texture(key: str, side: float) -> Texture | None:
    """The picture `key`, sharp when drawn `side` pixels wide; a photo of the group goes first.

    None when the file is missing or broken (the word must then do).
    """
    pixels = next((each for each in SIDES if each * STRETCH >= side), SIDES[-1])
    own = own_picture(key)
    folder = ASSETS / "pictures" / ("" if pixels <= _SMALL_FILE else "large")
    return (own and _texture(own.path, pixels, own.version)) or _texture(
        folder / f"{key}.png", pixels
    )


def show_anew(key: str) -> None:
    """Another file stands behind this key now: show that one wherever the picture is."""
    for picture in list(_seen):
        if picture.key == key:
            picture.load()


def forget() -> None:
    """Let go of all textures that nobody shows."""
    _texture.cache_clear()


@lru_cache(maxsize=512)
def _texture(path: Path, pixels: int, _version: int = 0) -> Texture | None:
    try:
        with Image.open(path) as file:
            image = file.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        log.warning("picture %s cannot be shown: %s", path.name, error)
        return None
    if image.size != (pixels, pixels):
        image = image.resize((pixels, pixels), Image.Resampling.HAMMING)
    made = Texture.create(size=image.size, colorfmt="rgba")
    made.blit_buffer(_without_dark_edge(image).tobytes(), colorfmt="rgba", bufferfmt="ubyte")
    made.flip_vertical()
    return made


def _without_dark_edge(image: Image.Image) -> Image.Image:
    """The clear ground beside the ink takes the colour of the ink.

    The graphics card mixes neighbours before it looks at how clear they are: beside clear black,
    every edge would get a thin dark line.
    """
    spread = image.reduce(4).resize(image.size, Image.Resampling.BILINEAR).convert("RGB")
    alpha = image.getchannel("A")
    spread.paste(image.convert("RGB"), mask=alpha.point([0, *[255] * 255]))
    spread.putalpha(alpha)
    return spread


class Picture(Widget):
    """A picture, as large as fits in its box, `turned` left for right; `missing` if there is none."""

    key = StringProperty("")
    texture = ObjectProperty(None, allownone=True)
    missing = BooleanProperty(False)
    side = NumericProperty(0)
    strength = NumericProperty(1.0)
    turned = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        self._load = Clock.create_trigger(self.load, -1)  # once a frame, when its size is settled
        super().__init__(**kwargs)
        self.fbind("key", self._load)
        self.fbind("side", self._load)
        self._load()
        _seen.add(self)

    def load(self, *_args: object) -> None:
        """Take the picture at the size it now has."""
        if self.side >= 1:
            self.texture = texture(self.key, self.side) if self.key else None
            self.missing = bool(self.key) and self.texture is None
