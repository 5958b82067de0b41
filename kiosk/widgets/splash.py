"""The splash: the greeting as an earlier start drew it, shown before anything else is read.

It is what the greeting itself shows a moment later. A touch of it waits with the window until the
greeting hears it, so none is lost.
"""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from kivy.core.window import Window
from kivy.graphics import Rectangle
from kivy.graphics.texture import Texture
from PIL import Image

from kiosk.release import BUILT
from kiosk.settings import Settings

STEM: Final = "groet"

log = logging.getLogger(__name__)


def file_of(settings: Settings) -> Path:
    """Where the splash is that these settings, this panel and this version of the program draw."""
    drawn_by = settings.group, settings.screen, settings.practice, tuple(Window.size), BUILT
    return settings.data / f"{STEM}-{crc32(repr(drawn_by).encode()):08x}.png"


def show(settings: Settings) -> bool:
    """Put the splash on the glass if there is one; whether there was."""
    try:
        with Image.open(file_of(settings)) as file:
            image = file.convert("RGB")
    except (OSError, ValueError, SyntaxError):  # none yet, or a card that lost it
        return False
    texture = Texture.create(size=image.size, colorfmt="rgb")
    texture.blit_buffer(image.tobytes(), colorfmt="rgb", bufferfmt="ubyte")
    texture.flip_vertical()
    picture = Rectangle(texture=texture, size=Window.size)
    Window.canvas.add(picture)
    Window.dispatch("on_draw")
    Window.flip()
    Window.canvas.remove(picture)
    return True


def pixels_of(greeting: Any) -> Image.Image:
    """The greeting as it is drawn now, on a glass that nobody sees."""
    drawn = greeting.export_as_image().texture
    return Image.frombytes("RGBA", drawn.size, drawn.pixels).convert("RGB")


def keep(image: Image.Image, file: Path) -> None:
    """Keep this for the next start, in the place of all others. Takes long: not for the screen."""
    from db.files import remove_file, write_file

    packed = BytesIO()
    image.save(packed, format="PNG")
    try:
        write_file(file, packed.getvalue())
        for other in file.parent.glob(f"{STEM}-*"):
            if other != file:
                remove_file(other)
    except OSError as error:
        log.warning("the splash is not kept: %s", type(error).__name__)
