"""A QR code on the screen, sharp on any size."""

from __future__ import annotations

import io

import qrcode
from kivy.core.image import Image as CoreImage
from kivy.properties import ObjectProperty, StringProperty
from kivy.uix.widget import Widget
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage


class QrCode(Widget):
    """Shows `content` (level M, quiet zone of four modules); nothing while it is empty."""

    content = StringProperty("")
    texture = ObjectProperty(None, allownone=True)

    def on_content(self, _widget: Widget, content: str) -> None:
        self.texture = None
        if not content:
            return
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=1)
        code.add_data(content.encode("utf-8"), optimize=0)
        png = io.BytesIO()
        code.make_image(image_factory=PilImage).save(png, format="PNG")
        png.seek(0)
        self.texture = CoreImage(png, ext="png").texture
        self.texture.mag_filter = "nearest"
