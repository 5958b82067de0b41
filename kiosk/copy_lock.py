"""The lock on copies that leave the kiosk: it can be closed at any time, opened by a passphrase.

Copies are age files (https://age-encryption.org/v1). The kiosk itself keeps the public half of a
pair of keys and the secret half locked with the passphrase, so it can make a copy while nobody is
there, and neither it nor a stick that is found can open one. The locked half goes along with every
copy: the stick and the passphrase are all that is needed on another machine.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk import passphrases
from kiosk.copy_errors import BadCopy

_PURPOSE: Final = "onthaal-slot 1"


@dataclass(frozen=True, slots=True)
class CopyLock:
    """The public half, an age recipient, and the secret half as only the passphrase opens it."""

    recipient: str
    locked: Mapping[str, str]

    @property
    def name(self) -> str:
        """A few letters that tell the copies of this lock from those of another."""
        return self.recipient[-6:]


def new_lock(passphrase: str) -> CopyLock:
    """A lock for this passphrase. Slow on purpose. Raises BadPassphrase for one too short."""
    from pyrage import x25519  # a start does not wait for it

    pair = x25519.Identity.generate()
    return CopyLock(str(pair.to_public()), passphrases.lock(str(pair), passphrase, _PURPOSE))


def to_data(lock: CopyLock) -> dict[str, object]:
    """The lock as plain data for a JSON file."""
    return {"recipient": lock.recipient, "locked": dict(lock.locked)}


def from_data(data: object) -> CopyLock:
    """The lock that stands in such a file. Raises BadCopy."""
    match data:
        case {"recipient": str(recipient), "locked": {**locked}}:
            return CopyLock(recipient, {str(name): str(part) for name, part in locked.items()})
    raise BadCopy()


def to_text(lock: CopyLock) -> str:
    """The lock as the text of its own file."""
    return json.dumps({"what": _PURPOSE, **to_data(lock)}, indent=1) + "\n"


def from_text(text: str) -> CopyLock:
    """The lock of such a file. Raises BadCopy."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadCopy() from error
    if not isinstance(data, dict) or data.get("what") != _PURPOSE:
        raise BadCopy()
    return from_data(data)


def close_file(source: Path, target: Path, lock: CopyLock) -> None:
    """Write ``source`` to ``target`` so that only the passphrase of the lock opens it.

    Raises OSError.
    """
    from pyrage import EncryptError, encrypt_file, x25519

    _have_room(source, target)
    try:
        encrypt_file(str(source), str(target), [x25519.Recipient.from_str(lock.recipient)])
    except EncryptError as error:
        raise OSError(errno.EIO, str(error)) from error  # it keeps the number of no error


def open_file(source: Path, target: Path, lock: CopyLock, passphrase: str) -> None:
    """Write what is in a closed file to ``target``; every bit of it is proven on the way.

    Slow on purpose. Raises BadPassphrase, BadCopy (then what is in ``target`` is worthless),
    OSError for a disk without room.
    """
    from pyrage import DecryptError, IdentityError, decrypt_file, x25519

    _have_room(source, target)
    try:
        secret = passphrases.unlock(lock.locked, passphrase, _PURPOSE)
        decrypt_file(str(source), str(target), [x25519.Identity.from_str(secret)])
    except (DecryptError, IdentityError, OSError, ValueError, KeyError, TypeError) as error:
        raise BadCopy() from error  # for a changed bit age itself raises an OSError


def _have_room(source: Path, target: Path) -> None:
    """Raise OSError when the disk of ``target`` has no room for as much as ``source``."""
    space = os.statvfs(target.parent)
    if space.f_bavail * space.f_frsize < source.stat().st_size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
