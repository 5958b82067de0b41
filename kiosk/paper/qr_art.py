"""QR codes on paper: whole dots for each module, so that every edge is sharp."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

DOTS_PER_MM: Final = 8
SMALLEST: Final = 25 * DOTS_PER_MM
"""A code of 25 mm reads at once with a cheap scanner, also from a paper that was folded."""

QUIET: Final = 4
"""Modules of white around a code, as its standard asks (ISO/IEC 18004)."""


@lru_cache(maxsize=8)
def qr_code(text: str, room: int) -> Image.Image:
    """``text`` at level M with its quiet zone, at most ``room`` dots wide (mode L).

    Raises ValueError when the code itself, without that zone, would be under 25 mm.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, box_size=1)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    module = room // len(matrix)
    if (len(matrix) - 2 * QUIET) * module < SMALLEST:
        raise ValueError(f"a code of {len(matrix)} modules needs more than {room} dots")
    art = Image.new("L", (len(matrix), len(matrix)), 255)
    art.putdata([0 if dark else 255 for row in matrix for dark in row])
    whole = (len(matrix) * module, len(matrix) * module)
    return art.resize(whole, Image.Resampling.NEAREST)
