"""What a receipt printer is told: one raster in strips, feed, cut. Never text, never data as text."""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from typing import Any

from PIL import Image

STRIP = 192
"""Rows per raster command; cheap printers lose large ones (a strip is 24 mm of paper)."""


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


def escpos_bytes(paper: Image.Image) -> bytes:
    """The commands that print ``paper`` (mode 1) and cut it off.

    Starts with ESC @, so that nothing an earlier job left behind changes this one.
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
    printer.hw("INIT")
    printer.image(paper, impl="bitImageRaster", fragment_height=STRIP)
    printer.cut()
    return bytes(printer.output)
