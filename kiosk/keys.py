"""Keys that make an act happen once, however often it is sent."""

from __future__ import annotations

from uuid import uuid4


def new_key() -> str:
    """A key nobody used before; made when an act begins, not when it is sent."""
    return uuid4().hex
