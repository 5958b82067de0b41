"""Makes one small square picture of one photo, in a process of its own: `photo_maker.py FILE SIDE`.

What is on a USB stick comes from anywhere, and decoders of pictures have holes and can be made to
eat all memory. So this runs apart, limited in memory, time and files before anything is read; it
writes a PNG without any metadata to its output, or ends with one of the codes below. It imports
nothing of the kiosk, which keeps it small and lets Python start it in isolation.
"""

from __future__ import annotations

import os
import resource
import stat
import sys
from typing import Any, Final

DONE: Final = 0
NOT_A_PHOTO: Final = 10
EMPTY: Final = 11
BROKEN: Final = 12
TOO_LARGE: Final = 13
UNREADABLE: Final = 14

MEMORY_BYTES: Final = 640 * 2**20
CPU_SECONDS: Final = 15
LARGEST_FILE: Final = 40 * 2**20
MOST_PIXELS: Final = 60_000_000
LONGEST_SIDE: Final = 16_000
"""No phone or camera makes larger ones; more would not fit in the memory of a small computer."""

JPEG: Final = b"\xff\xd8\xff"
PNG: Final = b"\x89PNG\r\n\x1a\n"
CORNER: Final = 0.1
"""How round the corners are, as a share of the side."""


class Refused(Exception):
    """The photo cannot be used; the code says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def limit() -> None:
    """No more memory, time, files or processes than one photo needs, whatever it does."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def read(path: str) -> bytes:
    """The content of a plain file; a link, a pipe or a device is none. Raises Refused."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Refused(UNREADABLE) from error
    about = os.fstat(number)
    if not stat.S_ISREG(about.st_mode):
        raise Refused(UNREADABLE)
    if about.st_size > LARGEST_FILE:
        raise Refused(TOO_LARGE)
    try:
        with open(number, "rb") as file:
            content = file.read(LARGEST_FILE)
    except OSError as error:
        raise Refused(UNREADABLE) from error
    if not content:
        raise Refused(EMPTY)
    if not content.startswith((JPEG, PNG)):
        raise Refused(NOT_A_PHOTO)
    return content


def square(content: bytes, side: int) -> Any:
    """The middle of the photo, upright, as a new picture that remembers nothing of the old one."""
    from io import BytesIO

    from PIL import Image, ImageDraw, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        photo = Image.open(BytesIO(content), formats=("JPEG", "PNG"))
    except Image.DecompressionBombError as error:
        raise Refused(TOO_LARGE) from error
    with photo:
        wide, high = photo.size
        if wide * high > MOST_PIXELS or max(wide, high) > LONGEST_SIDE:
            raise Refused(TOO_LARGE)
        photo.draft("RGB", (2 * side, 2 * side))  # a JPEG is decoded no larger than it is needed
        photo.load()
        upright = ImageOps.exif_transpose(photo)
    if upright.mode.startswith("I"):  # 16 bits of grey would all turn white
        upright = upright.point(lambda value: value / 256).convert("L")
    fitted = ImageOps.fit(upright.convert("RGBA"), (side, side))
    picture = Image.new("RGB", (side, side), "white")
    picture.paste(fitted, mask=fitted.getchannel("A"))
    shape = Image.new("L", (side * 4, side * 4))
    ImageDraw.Draw(shape).rounded_rectangle(
        (0, 0, side * 4 - 1, side * 4 - 1), side * 4 * CORNER, fill=255
    )
    picture.putalpha(shape.resize((side, side)))
    return picture


def main(path: str, side: int) -> int:
    """Write the picture to the output and return the code to end with."""
    limit()
    try:
        square(read(path), side).save(sys.stdout.buffer, "PNG")
    except Refused as refused:
        return refused.code
    except MemoryError:
        return TOO_LARGE
    except (OSError, ValueError, SyntaxError, LookupError, ArithmeticError, TypeError, EOFError):
        return BROKEN  # what Pillow's decoders raise; after anything else the process just ends
    return DONE


if __name__ == "__main__":
    code = main(sys.argv[1], int(sys.argv[2]))
    sys.stdout.flush()
    os._exit(code)  # nothing that a strange photo left behind in memory is tidied up
