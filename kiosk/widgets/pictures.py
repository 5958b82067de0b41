"""Pictures from the family, each read once at about the size it is drawn at, and kept.

A texture is given at once and is clear until another thread has read the picture; the screen never
waits for a file. A photo of the group goes before the drawing.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from queue import Queue
from threading import Thread
from typing import Any, Final
from weakref import WeakSet

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import StringProperty
from PIL import Image

from kiosk import picture_atlas
from kiosk.own_pictures import own_picture
from kiosk.picture_atlas import Drawing
from kiosk.widgets.drawn import Drawn, Setting

log = logging.getLogger(__name__)

SIDES: Final = (64, 96, 128, 192, 256, 384, 512)
"""Pixels a texture can be wide. Few steps, so that one serves many places, each at most half as
large again as the one before, so that the graphics card never shrinks it into crumbs."""

STRETCH: Final = 1.15
"""How much a texture may be enlarged before the eye sees it."""

Arrived = Callable[[Image.Image | None], None]
"""Told the picture once it is read; None when it cannot be."""

_seen: WeakSet[Picture] = WeakSet()
_broken: set[Drawing] = set()


def texture(key: str, side: float) -> Texture | None:
    """The picture `key`, sharp when drawn `side` pixels wide; its colours may come a moment later.

    None when there is no such picture or its file is broken (the word must then do).
    """
    pixels = SIDES[bisect_left(SIDES, side / STRETCH, hi=len(SIDES) - 1)]
    own = own_picture(key)
    if own is not None:
        photo = Drawing(own.path, None, own.version)
        if photo not in _broken:
            return _texture(photo, pixels, key)
    drawing = picture_atlas.find(key, pixels)
    return None if drawing is None or drawing in _broken else _texture(drawing, pixels, key)


def show_anew(key: str) -> None:
    """Another file stands behind this key now: show that one wherever the picture is."""
    for picture in list(_seen):
        if picture.key == key:
            picture.draw()


def forget() -> None:
    """Let go of all textures that nobody shows."""
    _texture.cache_clear()
    _broken.clear()


def settle() -> None:
    """Wait until every texture that was asked for has its colours: for pictures of the screen."""
    _reader.settle()


@lru_cache(maxsize=512)
def _texture(drawing: Drawing, pixels: int, key: str) -> Texture:
    made = Texture.create(size=(pixels, pixels), colorfmt="rgba")
    made.blit_buffer(bytes(4 * pixels * pixels), colorfmt="rgba", bufferfmt="ubyte")
    made.flip_vertical()

    def arrived(image: Image.Image | None) -> None:
        if image is None:
            _broken.add(drawing)
            show_anew(key)
            return
        made.blit_buffer(image.tobytes(), colorfmt="rgba", bufferfmt="ubyte")
        Window.canvas.ask_update()

    _reader.ask(drawing, pixels, arrived)
    return made


class _Reader:
    """The thread that reads pictures; it is started by the first that is asked for."""

    def __init__(self) -> None:
        self._asked: Queue[tuple[Drawing, int, Arrived]] = Queue()
        self._done: Queue[tuple[Arrived, Image.Image | None]] = Queue()
        self._thread: Thread | None = None

    def ask(self, drawing: Drawing, pixels: int, arrived: Arrived) -> None:
        """Have `arrived` called on the thread of the screen with the picture, None if broken."""
        self._asked.put((drawing, pixels, arrived))
        if self._thread is None:
            self._thread = Thread(target=self._run, name="pictures", daemon=True)
            self._thread.start()

    def settle(self) -> None:
        """Wait for all that was asked, and hand it over."""
        self._asked.join()
        self._hand_over()

    def _run(self) -> None:
        while True:
            drawing, pixels, arrived = self._asked.get()
            try:
                image = _fitted(picture_atlas.read(drawing), pixels)
            except OSError as error:
                log.warning("picture %s cannot be shown: %s", drawing.path.name, error)
                image = None
            if self._asked.empty():
                picture_atlas.forget_pages()
            self._done.put((arrived, image))
            self._asked.task_done()
            Clock.schedule_once(self._hand_over, -1)

    def _hand_over(self, _seconds: float = 0) -> None:
        while not self._done.empty():
            arrived, image = self._done.get()
            arrived(image)


_reader = _Reader()


def _fitted(image: Image.Image, pixels: int) -> Image.Image:
    if image.size != (pixels, pixels):
        image = image.resize((pixels, pixels), Image.Resampling.HAMMING)
    return _without_dark_edge(image)


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


class Picture(Drawn):
    """A picture, as large as fits in its box, of a `strength` up to 1, `turned` left for right."""

    key = StringProperty("")
    strength = Setting(1.0)
    turned = Setting(False)

    def __init__(self, **kwargs: Any) -> None:
        self.texture: Texture | None = None
        super().__init__(**kwargs)
        with self.canvas:
            self._tint = Color()
            self._image = Rectangle(size=(0, 0))
        _seen.add(self)

    def on_key(self, *_args: object) -> None:
        self.ask()

    def draw(self) -> None:
        side = min(self.size)
        if side >= 1:
            self.texture = texture(self.key, side) if self.key else None
        self._image.texture = self.texture
        self._tint.a = self.strength
        across = -side if self.turned else side
        self._image.size = (across, side) if self.texture else (0, 0)
        self._image.pos = self.center_x - across / 2, self.center_y - side / 2
