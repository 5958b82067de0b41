"""The memory that libraries in C took and freed: given back to the system, instead of kept."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import Final

_M_MMAP_THRESHOLD: Final = -3
"""Of mallopt(3)."""

_LARGE_BYTES: Final = 128 * 1024


def return_large() -> None:
    """From now on, what is large is given back as soon as it is freed.

    By itself glibc keeps it, once it has seen some: a page of pictures is large, and after a few of
    them the heap is full of holes. Other libraries have no such habit, nor this function.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


def trim() -> None:
    """Give back what is free now."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
