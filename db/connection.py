"""Opening the database so that a power cut loses nothing, and saying so only when it is true."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import peewee

from db import files
from db.errors import (
    BadUrl,
    BrokenStorage,
    Busy,
    CannotWrite,
    DamagedDatabase,
    DiskFull,
    NewerVersion,
    NotOurs,
    StorageError,
    UnsafeStorage,
)
from db.migrations import Migration, all_migrations, migrate, version_of
from db.models.base import proxy

PRAGMAS: Final = (
    ("journal_mode", "wal"),
    ("synchronous", 2),
    ("foreign_keys", 1),
    ("busy_timeout", 5000),
    ("trusted_schema", 0),
    ("mmap_size", 0),
    ("secure_delete", 1),
)
"""Set on each connection and read back. WAL with synchronous FULL (2) loses nothing at a power
cut; SQLite's own defaults (DELETE, FULL) can lose an acknowledged sale. The others: references are
checked, a writer waits 5 s for another, a tampered schema cannot run functions, a write is never a
mere change in mapped memory, and what is erased is overwritten with zeros."""

_PREFIX = "sqlite:///"
_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class KioskDatabase(peewee.SqliteDatabase):
    """SQLite with one connection per thread, each of which has proven its pragmas.

    The types that mypy must ignore here are those that peewee leaves out of its base class.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), timeout=5)
        self.path = path

    def sql(self, text: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run plain SQL on the connection of this thread."""
        cursor: sqlite3.Cursor = self.execute_sql(text, values)  # type: ignore[no-untyped-call]
        return cursor

    def rollback(self) -> None:
        """Take an act back; on a full or failing disk SQLite has done so by itself already."""
        if self.sql_connection().in_transaction:
            super().rollback()

    def sql_connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        connection: sqlite3.Connection = self.connection()  # type: ignore[no-untyped-call]
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = super()._connect()  # type: ignore[misc]
        try:
            set_pragmas(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def open_database(
    url: str, *, start_empty: bool = False, migrations: tuple[Migration, ...] | None = None
) -> KioskDatabase:
    """Open (or make) the database of the kiosk and bind the models to it.

    ``url`` is ``sqlite:///relative/path`` or ``sqlite:////absolute/path``. The file is checked,
    brought up to date (with a copy before each step) and opened with pragmas that are read back.
    Each thread gets its own connection at its first query; see ``close_connection``.

    When the file is gone although copies of it exist, that is damage too, unless the volunteer
    chose to start anew: ``start_empty``.

    Raises BadUrl, UnsafeStorage, NotOurs, NewerVersion, DamagedDatabase (the file was moved
    aside), FailedMigration, CannotWrite, DiskFull, Busy.
    """
    path = path_of(url)
    steps = all_migrations() if migrations is None else migrations
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise UnsafeStorage(f"SQLite {sqlite3.sqlite_version} is te oud")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _examine(path, newest=len(steps), start_empty=start_empty)
        migrate(path, steps)
    except (sqlite3.Error, OSError) as error:
        raise _translated(error, path.parent) from error
    database = KioskDatabase(path)
    with translated(database):
        database.connect()
    proxy.initialize(database)
    return database


def path_of(url: str) -> Path:
    """The file that a ``sqlite:///`` address means. Raises BadUrl."""
    path = url.removeprefix(_PREFIX)
    if path == url or not path or path.startswith(":") or "?" in path or "\0" in path:
        raise BadUrl(url)
    return Path(path).absolute()


def set_pragmas(connection: sqlite3.Connection) -> None:
    """Set every pragma and read it back. Raises UnsafeStorage when one does not take."""
    for name, wanted in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {wanted}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != wanted:
            raise UnsafeStorage(f"{name} is {row and row[0]} en niet {wanted}")


@contextmanager
def transaction() -> Iterator[None]:
    """One act: everything in it is written, or nothing is.

    Takes the write lock at once (BEGIN IMMEDIATE), so that what is read inside cannot change
    before it is written. Raises StorageError when SQLite cannot; then nothing was written.
    """
    database: KioskDatabase = proxy.obj
    with translated(database), database.atomic("IMMEDIATE"):
        yield


def empty_log() -> None:
    """Bring the write-ahead log into the database and empty it: what was erased is nowhere then.

    Call it outside a transaction. While somebody else reads, it is left for a later time. Raises
    StorageError.
    """
    database: KioskDatabase = proxy.obj
    with translated(database):
        database.sql_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def reading() -> Iterator[None]:
    """Several queries that see one and the same state; waits for nobody."""
    database: KioskDatabase = proxy.obj
    with translated(database), database.atomic():
        yield


def close_connection() -> None:
    """Close the connection of this thread; a thread does so before it ends."""
    proxy.obj.close()


def backup(database: KioskDatabase, target: Path) -> Path:
    """Copy the live database to ``target`` (never replacing another file); returns the copy.

    Raises BadBackup when the copy does not read back well, CannotWrite or DiskFull.
    """
    try:
        with closing(sqlite3.connect(database.path, timeout=5, isolation_level=None)) as source:
            return files.copy_database(source, target)
    except (sqlite3.Error, OSError) as error:
        raise _translated(error, target.parent) from error


def backup_now(at: datetime) -> Path:
    """Copy the open database into its backups folder, named by version and the time ``at``."""
    database: KioskDatabase = proxy.obj
    version = version_of(database.sql_connection())
    folder = files.backups_folder(database.path)
    return backup(database, folder / files.backup_name(database.path, version, at))


@contextmanager
def translated(database: KioskDatabase) -> Iterator[None]:
    """Turn a failing disk into a StorageError with a Dutch sentence."""
    try:
        yield
    except peewee.DatabaseError as error:
        original = getattr(error, "orig", None)
        if isinstance(original, sqlite3.IntegrityError) or not isinstance(original, sqlite3.Error):
            raise
        if _code(original) == sqlite3.SQLITE_ERROR:
            raise
        raise _translated(original, database.path) from error


def _examine(path: Path, *, newest: int, start_empty: bool) -> None:
    """Look at the file without changing it: is it ours, known and whole?"""
    if not path.exists() or path.stat().st_size == 0:
        log = path.with_name(path.name + "-wal")
        left_over = log.exists() and log.stat().st_size > 0
        copy = None if start_empty else files.newest_good_backup(path)
        moved_to = files.move_aside(path, "damaged") if copy or left_over else None
        if copy or (left_over and not start_empty):
            raise DamagedDatabase(path, moved_to, copy)
        files.make_empty(path)
        files.sync_folder(path.parent)
        return
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as found:
            (application_id,) = found.execute("PRAGMA application_id").fetchone()
            version = version_of(found)
            (tables,) = found.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if application_id != files.APPLICATION_ID and (tables or version):
                raise NotOurs(path)
            if version > newest:
                raise NewerVersion(path, version, newest)
            whole = files.quick_check(found)
    except sqlite3.DatabaseError as error:
        if _code(error) not in _DAMAGED:
            raise
        whole = False
    if not whole:
        moved_to = files.move_aside(path, "damaged")
        raise DamagedDatabase(path, moved_to, files.newest_good_backup(path))


def _translated(error: sqlite3.Error | OSError, where: Path) -> StorageError:
    if isinstance(error, OSError):
        return (DiskFull if error.errno in _FULL else CannotWrite)(str(where))
    kind: type[DiskFull | CannotWrite | Busy | BrokenStorage]
    match _code(error):
        case sqlite3.SQLITE_FULL:
            kind = DiskFull
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            kind = CannotWrite
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            kind = Busy
        case _:
            kind = BrokenStorage
    return kind(str(where))


def _code(error: sqlite3.Error) -> int:
    """The primary result code of SQLite (the low byte of the extended one)."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
