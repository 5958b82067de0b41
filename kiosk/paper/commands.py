"""What a receipt printer is told: one raster in strips, feed, cut. Never text, never data as text."""

from __future__ import annotations

import os
import re
import shutil
from functools import lru_cache
from typing import Any, Final

from PIL import Image

STRIP: Final = 192
"""Rows per raster command; cheap printers lose large ones (a strip is 24 mm of paper)."""

WIDEST: Final = 576

CLEAR: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""``DLE DC4 8``: forget all that waits to be printed; obeyed at once, also without paper."""

CLEAN: Final = CLEAR + bytes(STRIP * WIDEST // 8) + b"\x1b@\x1bd\x06\x1dV\x00"
"""After a paper that broke off. The zeros fill up a raster that was cut off half way, for printers
that do not know CLEAR: they would take the next paper for the rest of it, and ignore zeros
elsewhere. Then what was printed of it is cut off."""

_BEGIN: Final = b"\x1b@"
_ANNOUNCE: Final = b"\x1da\x0e"
"""``GS a``: say it when paper, cover or anything else changes; valid until the next ``ESC @``."""

_AT_ONCE: Final = re.compile(rb"\x10(?=[\x04\x05\x14])")
"""A printer obeys ``DLE EOT``, ``DLE ENQ`` and ``DLE DC4`` the moment they come in, also in the
middle of a picture: dots could make it open a drawer, throw its buffer away or turn itself off."""


@lru_cache(maxsize=1)
def escpos_printers() -> Any:
    """The printer classes of python-escpos.

    Imported at first use only: that takes a quarter of a second and leaves a folder with a copy
    of its list of printers, which is removed again here.
    """
    import escpos.capabilities
    import escpos.printer

    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    return escpos.printer


WHO: Final = b"\x1dIC"
"""``GS I``: the name of the model. Asked in its turn: the answer comes after all before it."""


def escpos_bytes(
    paper: Image.Image, *, announce: bool = False, token: bytes = b"", echo: bool = False
) -> bytes:
    """The commands that print ``paper`` (mode 1) and cut it off.

    Starts with ESC @, so that nothing an earlier job left behind changes this one. ``announce``
    asks the printer to tell by itself what happens to it, ``token`` (four letters or digits) to
    send those back once the paper is out, ``echo`` to say its name once it got that far.
    """
    printers = escpos_printers()
    from escpos.capabilities import Profile

    profile = Profile(features={"paperFullCut": True})
    # Without a known width python-escpos writes a remark to the terminal for every image.
    profile.profile_data = {
        **profile.profile_data,
        "media": {"width": {"pixels": paper.width}},
    }
    printer = printers.Dummy(profile=profile)
    printer.image(harmless(paper), impl="bitImageRaster", fragment_height=STRIP)
    printer.cut()
    begin = _BEGIN + _ANNOUNCE if announce else _BEGIN
    end = b"\x1d(H\x06\x0000" + token if token else b""
    return begin + bytes(printer.output) + end + (WHO if echo else b"")


def harmless(paper: Image.Image) -> Image.Image:
    """The same paper without dots that are a command; here and there one dot is blacker."""
    rows = bytes(byte ^ 0xFF for byte in paper.tobytes())
    safe = _AT_ONCE.sub(b"\x18", rows)
    if safe == rows:
        return paper
    return Image.frombytes("1", paper.size, bytes(byte ^ 0xFF for byte in safe))
