"""Files that are never half, and names that stay.

Every file is written beside its final name, synced, renamed, and the folder synced too, so that a
power cut leaves either the old or the new one.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in place of what was there. Raises OSError; then the old stays."""
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        make_empty(part)
        part.write_bytes(content)
        put_in_place(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)  # half a file would keep a full disk full
        raise


def read_small(path: Path, most: int) -> bytes:
    """What stands in a plain file, but no more than ``most`` bytes and one: then it is too large.

    Raises OSError; ESPIPE for a pipe or a device, since reading one may never end.
    """
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
    with path.open("rb") as file:
        return file.read(most + 1)


def put_in_place(part: Path, path: Path) -> None:
    """Give a finished file its name; a power cut leaves the old file or the whole new one."""
    sync_file(part)
    give_name(part, path)


def give_name(path: Path, name: Path) -> None:
    """Give what stands there another name in its folder, also what is no file and cannot be read."""
    os.rename(path, name)
    sync_folder(name.parent)


def remove_file(path: Path) -> None:
    """Take a file away for good, also after a power cut; one that is not there is gone already."""
    if path.parent.is_dir():
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder for this user alone, with those above it, so that a power cut leaves them."""
    if path.is_dir():
        return
    if path.is_symlink():
        path.stat()  # says that it leads nowhere; mkdir would say that there is a file
    make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)


def make_empty(path: Path) -> None:
    """Make an empty file that only this user may read, since it will hold what people did."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def free_name(path: Path) -> Path:
    """``path``, or the first of ``path~2``, ``path~3`` ... that does not exist yet."""
    candidate, count = path, 1
    while candidate.exists():
        count += 1
        candidate = path.with_name(f"{path.stem}~{count}{path.suffix}")
    return candidate


def sync_file(path: Path) -> None:
    """Have the content of ``path`` written to the disk before going on."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Have new names in the folder ``path`` written to the disk before going on."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
