"""Keys that make an act happen once, however often it is sent."""

from __future__ import annotations

import os
from typing import Final

KEY_BYTES: Final = 16


def new_key() -> str:
    """A key nobody used before; made when an act begins, not when it is sent."""
    return os.urandom(KEY_BYTES).hex()
