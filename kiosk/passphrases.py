"""Text that only a passphrase of the group opens (Argon2id, AES-256-GCM)."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Final

from kiosk.errors import BadPassphrase

LEAST_PASSPHRASE: Final = 12
"""Fewer letters than four short words have would not hold long against somebody with the file."""

# RFC 9106, second recommended option, as for the PINs.
_SLOW: Final = {"time_cost": 3, "memory_cost": 65536, "parallelism": 4}

_PARTS: Final = ("salt", "nonce", "sealed")


def lock(text: str, passphrase: str, purpose: str) -> dict[str, str]:
    """The text, closed: three parts that can stand in a JSON file beside other things.

    ``purpose`` is not secret; what was closed for one purpose opens for no other. Slow on purpose:
    not on the UI thread. Raises BadPassphrase for one that is too short.
    """
    if len(_tidy(passphrase)) < LEAST_PASSPHRASE:
        raise BadPassphrase(f"Kies een wachtzin van minstens {LEAST_PASSPHRASE} letters.")
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # a start does not wait for it

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    cipher = AESGCM(_stretch(passphrase, salt))
    sealed = cipher.encrypt(nonce, text.encode(), purpose.encode())
    parts = zip(_PARTS, (salt, nonce, sealed), strict=True)
    return {name: b64encode(part).decode() for name, part in parts}


def unlock(locked: Mapping[str, str], passphrase: str, purpose: str) -> str:
    """The text again. Slow on purpose: not on the UI thread.

    Raises BadPassphrase, and ValueError, KeyError or TypeError for what was never locked here.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, sealed = (b64decode(locked[name], validate=True) for name in _PARTS)
    try:
        opened = AESGCM(_stretch(passphrase, salt)).decrypt(nonce, sealed, purpose.encode())
    except InvalidTag as error:
        raise BadPassphrase() from error
    return opened.decode()


def _stretch(passphrase: str, salt: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(_tidy(passphrase).encode(), salt, hash_len=32, type=Type.ID, **_SLOW)


def _tidy(passphrase: str) -> str:
    """Spaces and capitals are easily forgotten and add little to words."""
    return " ".join(passphrase.casefold().split())
