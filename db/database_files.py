"""The files of the database: made, copied, judged, moved aside; never half, as all files here."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from db import files
from db.errors import BadBackup

APPLICATION_ID = 0x4F4E5448
"""``ONTH`` in the header of every file of ours (PRAGMA application_id)."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it belongs to that file and to no other."""


def backups_folder(path: Path) -> Path:
    """Where the copies of the database at ``path`` are kept: ``backups`` beside it."""
    return path.parent / "backups"


def backup_name(path: Path, version: int, at: datetime) -> str:
    """The name of a copy: it sorts by time and tells the version of the schema."""
    return f"{path.stem}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-v{version}{path.suffix}"


def copy_database(source: sqlite3.Connection, target: Path) -> Path:
    """Copy a live database to ``target`` with SQLite's backup API; returns ``target``.

    Copying the file itself gives a broken copy while somebody writes. The copy is one plain file
    (no write-ahead log), checked and synced before it gets its name, and never replaces another:
    a name that is taken gets a number. Raises BadBackup when the copy does not read back well.
    """
    files.make_folder(target.parent)
    part = target.with_name(target.name + ".part")
    remove_with_side_files(part)
    files.make_empty(part)
    with closing(sqlite3.connect(part, isolation_level=None)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    if not is_good(part):
        raise BadBackup(target)
    files.sync_file(part)
    final = files.free_name(target)
    os.rename(part, final)
    files.sync_folder(final.parent)
    return final


def new_database(path: Path) -> None:
    """Make an empty database at ``path``, finished before it gets its name.

    Made in its place, a power cut in its first moments left a file that SQLite only repairs when
    it may write, which looking at it read-only may not. A program that starts at the same moment
    may be first: then that one is used.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    remove_with_side_files(part)
    files.make_empty(part)
    with closing(sqlite3.connect(part, isolation_level=None)) as new:
        new.execute("PRAGMA journal_mode = WAL")
    files.sync_file(part)
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()
    files.sync_folder(path.parent)


def is_good(path: Path) -> bool:
    """Whether ``path`` is an undamaged database of ours; opened read-only, nothing is written."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found:
            (application_id,) = found.execute("PRAGMA application_id").fetchone()
            return application_id == APPLICATION_ID and quick_check(found)
    except sqlite3.Error:
        return False


def quick_check(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds the file well-formed (PRAGMA quick_check)."""
    return [row[0] for row in connection.execute("PRAGMA quick_check(1)")] == ["ok"]


def move_aside(path: Path, why: str) -> Path | None:
    """Rename a database and its side files to ``name.why-time``; returns the new path or None.

    The database goes first: a write-ahead log left alone is noticed at the next start, while a
    database without its log would silently be an older one.
    """
    moved_to = files.free_name(path.with_name(f"{path.stem}.{why}-{_now()}{path.suffix}"))
    existed = path.exists()
    if existed:
        os.rename(path, moved_to)
        files.sync_folder(path.parent)
    for side in SIDE_FILES:
        beside = path.with_name(path.name + side)
        if beside.exists():
            os.rename(beside, moved_to.with_name(moved_to.name + side))
    files.sync_folder(path.parent)
    return moved_to if existed else None


def remove_with_side_files(path: Path) -> None:
    """Take away what was left half-way at this name."""
    for name in (path.name, *(path.name + side for side in SIDE_FILES)):
        path.with_name(name).unlink(missing_ok=True)


def _now() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
