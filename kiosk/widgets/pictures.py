"""Pictures from the family, loaded once and kept."""

from __future__ import annotations

import logging
from functools import cache

from kivy.core.image import Image as CoreImage
from kivy.graphics.texture import Texture
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.widget import Widget

from kiosk.widgets import ASSETS

log = logging.getLogger(__name__)


@cache
def texture(key: str) -> Texture | None:
    """The picture `key`, or None when the file is missing or broken (the word must then do)."""
    path = ASSETS / "pictures" / f"{key}.png"
    try:
        picture = CoreImage(str(path), mipmap=True, keep_data=False)
    except Exception as error:  # noqa: BLE001 - Kivy's loaders raise whatever the decoder raises
        log.warning("picture %s cannot be shown: %s", key, error)
        return None
    return picture.texture


class Picture(Widget):
    """A picture, as large as fits in its box; `missing` when there is none."""

    key = StringProperty("")
    texture = ObjectProperty(None, allownone=True)
    missing = BooleanProperty(False)
    side = NumericProperty(0)
    strength = NumericProperty(1.0)

    def on_key(self, _widget: Widget, key: str) -> None:
        self.texture = texture(key) if key else None
        self.missing = bool(key) and self.texture is None
