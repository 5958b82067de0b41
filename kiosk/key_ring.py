"""How the keys of the group are kept: as a file, locked for the backup, and written on paper."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b32decode, b32encode, b64decode, b64encode
from collections.abc import Sequence
from datetime import date
from typing import Final

from stdnum.iso7064 import mod_37_36

from kiosk import passphrases
from kiosk.codes import LETTERS, SECRET_BYTES, Key, KeyRing, spell, unspell
from kiosk.errors import BadKeys

_MARK: Final = "onthaal-sleutels"
_LOCKED_AS: Final = "onthaal-sleutels 1"

COPY_LINES: Final = 4
"""A key is written in so many lines, each with a letter or digit that checks it."""

_LINE_BYTES: Final = SECRET_BYTES // COPY_LINES
_LINE: Final = re.compile("[A-Z2-7]{13}[A-Z0-9]")
CHECKSUM_BYTES: Final = 4

KEY_CODE_LENGTH: Final = 3 + 2 * (2 + SECRET_BYTES + CHECKSUM_BYTES)

_SCANNED: Final = re.compile(f"ONK[{LETTERS}]{{{KEY_CODE_LENGTH - 3}}}")


def to_text(ring: KeyRing) -> str:
    """The ring as the text of its file."""
    keys = [
        {
            "id": key.id,
            "secret": b64encode(key.secret).decode(),
            "until": key.until.isoformat() if key.until else None,
        }
        for key in ring.keys
    ]
    return json.dumps({"what": _MARK, "keys": keys}, indent=1) + "\n"


def from_text(text: str) -> KeyRing:
    """The ring that stands in a file. Raises BadKeys."""
    try:
        data = json.loads(text)
        if data["what"] != _MARK:
            raise BadKeys()
        return KeyRing(
            tuple(
                Key(
                    key["id"],
                    b64decode(key["secret"], validate=True),
                    date.fromisoformat(key["until"]) if key["until"] else None,
                )
                for key in data["keys"]
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadKeys() from error


def lock(ring: KeyRing, passphrase: str) -> bytes:
    """The ring for a backup: nobody reads it without the passphrase (Argon2id, AES-256-GCM).

    Slow on purpose: not on the UI thread. Raises BadPassphrase for one that is too short.
    """
    locked = passphrases.lock(to_text(ring), passphrase, _LOCKED_AS)
    return json.dumps({"what": _LOCKED_AS, **locked}, indent=1).encode()


def unlock(locked: bytes, passphrase: str) -> KeyRing:
    """The ring of a backup. Slow on purpose: not on the UI thread. Raises BadKeys, BadPassphrase."""
    try:
        data = json.loads(locked)
        if data["what"] != _LOCKED_AS:
            raise BadKeys()
        return from_text(passphrases.unlock(data, passphrase, _LOCKED_AS))
    except (ValueError, KeyError, TypeError) as error:
        raise BadKeys() from error


def copy_lines(key: Key) -> tuple[str, ...]:
    """A key as four lines of 14 letters and digits, to be printed and typed back.

    The last of each line checks the line, its number and the id of the key (ISO 7064 mod 37,36):
    one wrong letter, two that changed places and lines in another order are all found.
    """
    parts = [
        key.secret[start : start + _LINE_BYTES] for start in range(0, SECRET_BYTES, _LINE_BYTES)
    ]
    written = [b32encode(part).decode().rstrip("=") for part in parts]
    return tuple(
        line + mod_37_36.calc_check_digit(f"{key.id:05}{number}{line}")
        for number, line in enumerate(written)
    )


def key_from_lines(id_: int, lines: Sequence[str]) -> Key:
    """The key that was typed back; spaces and small letters do not matter.

    Raises BadKeys, whose sentence names the line that is wrong.
    """
    if len(lines) != COPY_LINES:
        raise BadKeys(f"Een sleutel heeft {COPY_LINES} regels.")
    secret = b""
    for number, typed in enumerate(lines):
        line = "".join(typed.upper().split())
        checked = _LINE.fullmatch(line) and mod_37_36.is_valid(f"{id_:05}{number}{line}")
        if not checked:
            raise BadKeys(f"Regel {number + 1} van de sleutel klopt niet. Kijk ze na.")
        secret += b32decode(line[:13] + "===")
    try:
        return Key(id_, secret)
    except ValueError as error:
        raise BadKeys() from error


def copy_code(key: Key) -> str:
    """The same key as the text of a QR code: the letters ``ONK``, the key and its checksum."""
    said = key.id.to_bytes(2) + key.secret
    return f"ONK{spell(said + _checksum(said))}"


def key_from_code(text: str) -> Key:
    """The key of a QR code that was scanned back. Raises BadKeys."""
    if not _SCANNED.fullmatch(text):
        raise BadKeys()
    data = unspell(text[3:])
    said, checksum = data[: 2 + SECRET_BYTES], data[2 + SECRET_BYTES :]
    if checksum != _checksum(said):
        raise BadKeys()
    try:
        return Key(int.from_bytes(said[:2]), said[2:])
    except ValueError as error:
        raise BadKeys() from error


def _checksum(said: bytes) -> bytes:
    return hashlib.sha256(said).digest()[:CHECKSUM_BYTES]
