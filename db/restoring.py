"""Putting a copy in the place of the data: proven before anything is touched, and undone as easily.

The data change in one rename. Whatever happens before it leaves the old ones, whatever happens
after it the new ones, also when the power goes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from db import copies, database_files, files
from db.errors import BadBackup, Busy, NewerVersion
from db.manifest import digest
from db.migrations import Migration, migrate, version_of


def restore_copy(
    copy: Path,
    path: Path,
    steps: tuple[Migration, ...],
    *,
    at: datetime | None = None,
    day: date | None = None,
) -> Path | None:
    """Put a copy in the place of the database at ``path``, which nobody may have open.

    The copy stays where it is; one of an older schema is brought up to date first. What it
    replaces becomes a copy itself, so that it can be put back the same way; where it is damaged it
    is moved aside. Returns where it is, None when there was nothing.

    Raises BadBackup, NewerVersion, FailedMigration, Busy, sqlite3.Error, OSError; then nothing was
    replaced.
    """
    manifest = copies.verify(copy)
    if manifest.contents.version > len(steps):
        raise NewerVersion(copy, manifest.contents.version, len(steps))
    part = path.with_name(path.name + ".part")
    database_files.remove_with_side_files(part)
    try:
        files.make_empty(part)
        with open(copy, "rb") as source, open(part, "wb") as target:
            shutil.copyfileobj(source, target)
        files.sync_file(part)
        if digest(part) != (manifest.size, manifest.sha256):
            raise BadBackup(copy)
        migrate(part, steps, keep_copies=False)
        _settle(part)
        files.sync_file(part)
        replaced = _keep(path, at or datetime.now(UTC), day)
        os.rename(part, path)
        files.sync_folder(path.parent)
    finally:
        database_files.remove_with_side_files(part)
    return replaced


def _keep(path: Path, at: datetime, day: date | None) -> Path | None:
    """Keep what is about to be replaced, and leave nothing beside it that belongs to it."""
    if not path.exists():
        return database_files.move_aside(path, "damaged")
    try:
        version = _settle(path)
        target = database_files.backups_folder(path) / database_files.backup_name(path, version, at)
        return copies.copy_from(path, target, why="restore", at=at, day=day).path
    except BadBackup:
        return database_files.move_aside(path, "damaged")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return database_files.move_aside(path, "damaged")
        raise


def _settle(path: Path) -> int:
    """Bring the write-ahead log into the file and end it; the version of the schema.

    SQLite refuses to as long as anybody else has the file open. A log that stayed beside would be
    taken for one of the file that comes in its place. Raises Busy.
    """
    with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as connection:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise Busy(str(path)) from error
            raise
        if mode != "delete":
            raise Busy(str(path))
        return version_of(connection)
