"""A disk that fails while the kiosk runs: full, read-only or pulled out, and well again.

SQLite reaches the disk through a table of system calls that it lets its testers replace
(``xSetSystemCall`` of its unix VFS), so it sees the same error numbers that a real disk gives. The
files that Python writes itself are refused at opening, making, renaming.
"""

from __future__ import annotations

import _sqlite3
import builtins
import ctypes
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

import pytest

Trouble = Literal["full", "read-only", "pulled"]

NUMBERS: Final = {"full": errno.ENOSPC, "read-only": errno.EROFS, "pulled": errno.EIO}

_long, _int, _pointer = ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p
_off = ctypes.c_int64
_SIGNATURES: Final[dict[str, tuple[Any, ...]]] = {
    "open": (_int, ctypes.c_char_p, _int, _int),
    "write": (_long, _int, _pointer, ctypes.c_size_t),
    "pwrite": (_long, _int, _pointer, ctypes.c_size_t, _off),
    "pwrite64": (_long, _int, _pointer, ctypes.c_size_t, _off),
    "ftruncate": (_int, _int, _off),
    "read": (_long, _int, _pointer, ctypes.c_size_t),
    "pread": (_long, _int, _pointer, ctypes.c_size_t, _off),
    "pread64": (_long, _int, _pointer, ctypes.c_size_t, _off),
}
_READS: Final = ("read", "pread", "pread64")

_VFS_FIELDS: Final[list[tuple[str, Any]]] = [
    ("iVersion", _int),
    ("szOsFile", _int),
    ("mxPathname", _int),
    ("pNext", _pointer),
    ("zName", ctypes.c_char_p),
    ("pAppData", _pointer),
    *((f"method_{number}", _pointer) for number in range(13)),
    ("xSetSystemCall", ctypes.CFUNCTYPE(_int, _pointer, ctypes.c_char_p, _pointer)),
]


class _Vfs(ctypes.Structure):
    _fields_ = _VFS_FIELDS


@contextmanager
def failing(folder: Path, trouble: Trouble) -> Iterator[None]:
    """While this lasts the disk with ``folder`` is in trouble, for every thread of this process."""
    number = NUMBERS[trouble]
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None)
    libc = ctypes.CDLL(None, use_errno=True)
    kept = []
    for name, signature in _SIGNATURES.items():
        if name in _READS and trouble != "pulled":
            continue
        call = _refusing(name, signature, getattr(libc, name), number)
        kept.append(call)
        vfs.contents.xSetSystemCall(vfs, name.encode(), ctypes.cast(call, _pointer))
    try:
        with pytest.MonkeyPatch.context() as patch:
            _refuse_files(patch, folder, number, reads=trouble == "pulled")
            yield
    finally:
        for name in _SIGNATURES:
            vfs.contents.xSetSystemCall(vfs, name.encode(), None)


def _refusing(name: str, signature: tuple[Any, ...], real: Any, number: int) -> Any:
    real.restype, real.argtypes = signature[0], signature[1:]

    def call(*given: Any) -> int:
        if name == "open" and number != errno.EIO and not given[1] & (os.O_CREAT | os.O_RDWR):
            result: int = real(*given)
            return result
        if name == "open" and number == errno.ENOSPC and os.path.exists(given[0]):
            return int(real(*given))
        ctypes.set_errno(number)
        return -1

    return ctypes.CFUNCTYPE(*signature, use_errno=True)(call)


def _refuse_files(patch: pytest.MonkeyPatch, folder: Path, number: int, *, reads: bool) -> None:
    """What Python itself opens, makes or renames in the folder."""

    def refuse(path: object) -> None:
        if isinstance(path, (str, os.PathLike)) and Path(path).is_relative_to(folder):
            raise OSError(number, os.strerror(number), str(path))

    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *more: Any, **named: Any) -> Any:
            refuse(path)
            return real(path, *more, **named)

        return call

    def opened(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
            if reads or set(mode) & set("wax+"):
                refuse(path)
            return real(path, mode, *more, **named)

        return call

    def opened_low(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, flags: int, *more: Any, **named: Any) -> Any:
            if reads or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                refuse(path)
            return real(path, flags, *more, **named)

        return call

    if number != errno.ENOSPC:
        patch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    for name in ("rename", "replace", "link", "mkdir"):
        patch.setattr(os, name, guarded(getattr(os, name)))
    patch.setattr(os, "open", opened_low(os.open))
    patch.setattr(io, "open", opened(io.open))
    patch.setattr(builtins, "open", opened(builtins.open))
