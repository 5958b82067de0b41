"""Codes that people type, kept as hashes that are slow to guess (Argon2id)."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.profiles import RFC_9106_LOW_MEMORY

DEAD: Final = "$argon2id$"
"""In the place of a hash: no code fits, ever."""

# RFC 9106, second recommended option (64 MiB, 3 passes), which a Raspberry Pi also has room for.
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def slow_hash(code: str) -> str:
    """What is kept of a code, each time another text. Slow on purpose: not on the UI thread."""
    return _hasher.hash(code)


def fits(kept: str, code: str) -> bool:
    """Whether this is the code that was kept. Slow on purpose: not on the UI thread."""
    try:
        return _hasher.verify(kept, code)
    except (VerifyMismatchError, InvalidHashError):
        return False
