"""Copies of the database that is open, and one of them in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from db import copies, database_files
from db.chain import Chain, check_chain
from db.connection import KioskDatabase, translated_error
from db.copies import Copied
from db.manifest import Contents, measure
from db.migrations import all_migrations, version_of
from db.models.base import proxy
from db.restoring import restore_copy
from db.rotation import Why


def backup(
    database: KioskDatabase, target: Path, *, why: Why = "asked", at: datetime, day: date
) -> Copied:
    """Copy the live database to ``target`` (never replacing another file), and prove the copy.

    Raises BadBackup when it does not read back well, CannotWrite, DiskFull.
    """
    return _copy(database.path, target, why, at, day)


def backup_now(*, why: Why, at: datetime, day: date) -> Copied:
    """Copy the open database into its backups folder. Raises as ``backup_file`` does."""
    database: KioskDatabase = proxy.obj
    return backup_file(database.path, why=why, at=at, day=day)


def backup_file(path: Path, *, why: Why, at: datetime, day: date) -> Copied:
    """Copy a database, which others may be using, into its backups folder.

    The copy is named by the version of its schema and the time ``at``. Once it is proven, older
    ones that it makes superfluous go. Raises as ``backup`` does.
    """
    folder = database_files.backups_folder(path)
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as found:
            version = version_of(found)
    except sqlite3.Error as error:
        raise translated_error(error, path.parent) from error
    copied = _copy(path, folder / database_files.backup_name(path, version, at), why, at, day)
    try:
        copies.prune(folder)
    except OSError as error:
        raise translated_error(error, folder) from error
    return copied


def restore_backup(
    copy: Path, path: Path, *, at: datetime | None = None, day: date | None = None
) -> Path | None:
    """Put a proven copy in the place of the database at ``path``, which nobody may have open.

    Returns where what it replaced is kept. Raises BadBackup, NewerVersion, FailedMigration, Busy,
    CannotWrite, DiskFull; then nothing was replaced.
    """
    try:
        return restore_copy(copy, path, all_migrations(), at=at, day=day)
    except (sqlite3.Error, OSError) as error:
        raise translated_error(error, path.parent) from error


def check_money() -> Chain:
    """Whether the journal of money is as it was written; call it while ``reading``."""
    database: KioskDatabase = proxy.obj
    return check_chain(database.sql_connection())


def contents_now() -> Contents:
    """What is in the open database; call it while ``reading``."""
    database: KioskDatabase = proxy.obj
    return measure(database.sql_connection())


def _copy(path: Path, target: Path, why: Why, at: datetime, day: date) -> Copied:
    try:
        return copies.copy_from(path, target, why=why, at=at, day=day)
    except (sqlite3.Error, OSError) as error:
        raise translated_error(error, target.parent) from error
