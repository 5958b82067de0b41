"""The codes on vouchers and cards: signed, so that a stranger's code is refused before any look-up.

A code is ``ON``, the kind, the id of the key, a serial and a signature: 47 letters that say nothing
of a person, an outing or a price. Its letters stand on the same keys of a Belgian, French, German
and American keyboard, so that it does not matter for which of them a scanner was set; they are also
in the alphanumeric mode of a QR code, which keeps it small.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, cast

from kiosk.errors import NoSuchKey, NotOurs

Kind = Literal["V", "C"]
"""``V`` a voucher, ``C`` a card."""

LETTERS: Final = "BCDEFGHJKLNPRSTV"
"""Sixteen letters for four bits each. A, M, Q, W, Y and Z move with the keyboard's layout."""

SERIAL_BYTES: Final = 8
"""64 bits at random: no two vouchers of a group ever get the same, and nobody guesses one."""

SIGNATURE_BYTES: Final = 12
"""96 bits of the HMAC-SHA-256 are kept; RFC 2104 asks for at least 80."""

SECRET_BYTES: Final = 32
"""The length of a key: that of the hash, as RFC 2104 recommends."""

HIGHEST_ID: Final = 0xFFFF

_CODE: Final = re.compile(f"ON([VC])([{LETTERS}]{{4}})([{LETTERS}]{{16}})([{LETTERS}]{{24}})")
_TO_HEX: Final = str.maketrans(LETTERS, "0123456789abcdef")
_FROM_HEX: Final = str.maketrans("0123456789abcdef", LETTERS)
_PURPOSE: Final = b"onthaal code 1 "

CODE_LENGTH: Final = 47


@dataclass(frozen=True, slots=True)
class Code:
    """A code that a key of ours signed. It does not say that the voucher or card still counts."""

    kind: Kind
    serial: str
    key_id: int


@dataclass(frozen=True, slots=True)
class Key:
    """A secret to sign with. ``until`` is the last day of the vouchers that it signed.

    Only a key that a newer one replaced has such a day. The ``id`` is a number at random, so that
    a key that comes back from a copy meets no other of the same number.
    """

    id: int
    secret: bytes = field(repr=False)
    until: date | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.id <= HIGHEST_ID or len(self.secret) != SECRET_BYTES:
            raise ValueError("a key has an id from 1 to 65535 and 32 bytes")

    def signature(self, kind: Kind, serial: str) -> bytes:
        """What only the owner of the key can say of this kind and serial."""
        said = _PURPOSE + kind.encode() + self.id.to_bytes(2) + serial.encode()
        return hmac.digest(self.secret, said, hashlib.sha256)[:SIGNATURE_BYTES]


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Every key of the group; the newest signs, the older ones still read."""

    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        ids = [key.id for key in self.keys]
        if not ids or len(set(ids)) < len(ids):
            raise ValueError("a ring has keys, each with its own id")

    @property
    def active(self) -> Key:
        """The key that signs now."""
        return self.keys[-1]

    def sign(self, kind: Kind, serial: str, key_id: int | None = None) -> str:
        """The text for the QR code, by the newest key, or by that of ``key_id`` for a copy.

        The same serial and key always give the same text. Raises NoSuchKey.
        """
        if not re.fullmatch(f"[{LETTERS}]{{{2 * SERIAL_BYTES}}}", serial):
            raise ValueError("a serial comes from new_serial")
        key = self.active if key_id is None else self._key(key_id)
        if key is None:
            raise NoSuchKey()
        return f"ON{kind}{spell(key.id.to_bytes(2))}{serial}{spell(key.signature(kind, serial))}"

    def read(self, text: str, today: date) -> Code:
        """What stands in a scanned text. Raises NotOurs for all that we did not sign just so.

        A key that was replaced reads vouchers until the last of them had its day. It reads cards
        for ever: their serials are secrets too, and people keep a card for years.
        """
        found = _CODE.fullmatch(text)
        if found is None:
            raise NotOurs()
        kind = cast(Kind, found[1])
        key = self._key(int.from_bytes(unspell(found[2])))
        if key is None or not hmac.compare_digest(key.signature(kind, found[3]), unspell(found[4])):
            raise NotOurs()
        if kind == "V" and key.until is not None and today > key.until:
            raise NotOurs()
        return Code(kind, found[3], key.id)

    def renewed(self, until: date) -> KeyRing:
        """The ring with a new key; vouchers of the one before are read until that day."""
        retired = replace(self.active, until=until)
        return KeyRing((*self.keys[:-1], retired, new_key({key.id for key in self.keys})))

    def with_keys(self, others: Iterable[Key]) -> KeyRing:
        """The ring with keys of a copy put back, to read; its own keys stay as they are."""
        known = {key.id for key in self.keys}
        return KeyRing((*(key for key in others if key.id not in known), *self.keys))

    def _key(self, id_: int) -> Key | None:
        return next((key for key in self.keys if key.id == id_), None)


def new_key(used: Collection[int] = ()) -> Key:
    """A key that nobody knows, with an id that is not ``used``."""
    id_ = secrets.choice([id_ for id_ in range(1, HIGHEST_ID + 1) if id_ not in used])
    return Key(id_, secrets.token_bytes(SECRET_BYTES))


def new_ring() -> KeyRing:
    """A ring with its first key."""
    return KeyRing((new_key(),))


def new_serial() -> str:
    """What tells this voucher or card from every other; 16 letters, stored as they are."""
    return spell(secrets.token_bytes(SERIAL_BYTES))


def spell(data: bytes) -> str:
    """Bytes as letters that any scanner types right, two for each."""
    return data.hex().translate(_FROM_HEX)


def unspell(letters: str) -> bytes:
    """The bytes of such letters, of which the number is even and none is strange."""
    return bytes.fromhex(letters.translate(_TO_HEX))
