"""The paper coming out of the printer: what printing looks like to somebody who waits."""

from __future__ import annotations

from kivy.animation import Animation
from kivy.graphics.texture import Texture
from kivy.properties import NumericProperty, ObjectProperty, StringProperty
from kivy.uix.stencilview import StencilView
from PIL import Image

from kiosk.widgets.ui import ui

ROLL_SECONDS = 1.1


class PaperFeed(StencilView):
    """Shows a paper sliding down out of a slot; what does not fit fades off below.

    When no paper comes, `sign` is the picture of why.
    """

    sign = StringProperty("")
    texture = ObjectProperty(None, allownone=True)
    out = NumericProperty(0.0)
    paper_width = NumericProperty(0.0)
    paper_height = NumericProperty(0.0)

    def feed(self, paper: Image.Image) -> None:
        """Let a new paper come out."""
        texture = Texture.create(size=paper.size, colorfmt="luminance", mipmap=True)
        texture.blit_buffer(paper.convert("L").tobytes(), colorfmt="luminance")
        texture.flip_vertical()
        self.texture, self.sign = texture, ""
        self.measure()
        Animation.cancel_all(self, "out")
        if ui.motion:
            self.out = 0.0
            Animation(out=1.0, duration=ROLL_SECONDS, t="out_sine").start(self)
        else:
            self.out = 1.0

    def refuse(self, sign: str) -> None:
        """No paper comes: show the picture `sign` where it should have been."""
        self.clear()
        self.sign = sign

    def clear(self) -> None:
        """Take the paper away."""
        Animation.cancel_all(self, "out")
        self.texture, self.sign = None, ""
        self.out = 0.0

    def on_size(self, *_args: object) -> None:
        self.measure()

    def measure(self) -> None:
        """Fit the paper's width; a long one is shown whole when it fits a little smaller."""
        if self.texture is None:
            return
        wide, high = self.texture.size
        room = self.height - 4 * ui.mm
        scale = min(self.width * 0.86 / wide, max(room / high, self.width * 0.3 / wide))
        self.paper_width, self.paper_height = wide * scale, high * scale
