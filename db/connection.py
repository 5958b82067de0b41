"""Opening the database so that a power cut loses nothing, and saying so only when it is true."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Final

import peewee

from db import copies, database_files, files
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
    ("busy_timeout", 250),
    ("trusted_schema", 0),
    ("mmap_size", 0),
    ("secure_delete", 1),
    ("cache_size", -800),
)
"""Set on each connection and read back. WAL with synchronous FULL (2) loses nothing at a power
cut; SQLite's own defaults (DELETE, FULL) can lose an acknowledged sale. The others: references are
checked, a writer waits a quarter of a second for another program (the screen stands still that
long), a tampered schema cannot run functions, a write is never a mere change in mapped memory, and
what is erased is overwritten with zeros. Pages of the file take at most 800 kB in each thread: the
system keeps the others, and shares them."""

TURN_SECONDS: Final = 5.0
"""How long a writer waits for another thread of the kiosk: as long as a worn card may take."""

_PREFIX = "sqlite:///"
_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_Trouble = type[DiskFull] | type[CannotWrite] | type[Busy] | type[BrokenStorage]


class KioskDatabase(peewee.SqliteDatabase):
    """SQLite with one connection per thread, each of which has proven its pragmas.

    The types that mypy must ignore here are those that peewee leaves out of its base class.
    """

    def __init__(self, path: Path) -> None:
        # Never made here: where a card was pulled, an empty file would take the place of the day.
        super().__init__(f"{path.as_uri()}?mode=rw", uri=True, timeout=5)
        self.path = path
        self._turn = threading.RLock()
        self._thread = threading.local()

    def sql(self, text: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run plain SQL on the connection of this thread."""
        # peewee's execute_sql takes six calls more, and has no types
        with peewee.__exception_wrapper__:  # type: ignore[attr-defined]
            return self.sql_connection().execute(text, values)

    def rollback(self) -> None:
        """Take an act back; on a full or failing disk SQLite has done so by itself already."""
        if self.sql_connection().in_transaction:
            super().rollback()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Write one after another; the threads of the kiosk wait here instead of in SQLite.

        So a slow card is no reason to refuse, while another program that holds the file is one
        soon. Raises Busy.
        """
        if not self._turn.acquire(timeout=TURN_SECONDS):
            raise Busy(str(self.path))
        try:
            if not os.access(self.path, os.W_OK):
                raise CannotWrite(str(self.path))
            if getattr(self._thread, "only_reads", False):
                self.let_go()  # SQLite would go on so, though the disk can be written again
            yield
        finally:
            self._turn.release()

    @contextmanager
    def unsynced(self) -> Iterator[None]:
        """What is committed meanwhile is whole, but a power cut may take the last of it back.

        The next act that is synced makes it last too.
        """
        if self.transaction_depth():  # it goes as the transaction around it goes
            yield
            return
        self.sql("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            if not self._syncs_again():
                self.let_go()  # the next connection proves its pragmas

    def _syncs_again(self) -> bool:
        connection = self.sql_connection()
        with suppress(sqlite3.Error):  # as when an act that failed could not be taken back
            connection.execute("PRAGMA synchronous = FULL")
            return bool(connection.execute("PRAGMA synchronous").fetchone() == (2,))
        return False

    def let_go(self) -> None:
        """Open the file anew at the next act, since this connection may be to a card that is gone."""
        if self.transaction_depth() == 0:
            with suppress(peewee.DatabaseError, sqlite3.Error):
                self.close()

    def sql_connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        # peewee's own methods have no types
        connection: sqlite3.Connection = self.connection()  # type: ignore[no-untyped-call]
        return connection

    def _connect(self) -> sqlite3.Connection:
        self._thread.only_reads = not os.access(self.path, os.W_OK)
        try:
            # peewee has no type for this method either
            connection: sqlite3.Connection = super()._connect()  # type: ignore[misc]
        except sqlite3.OperationalError as error:  # without any code from SQLite
            raise CannotWrite(str(self.path)) from error
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
        files.make_folder(path.parent)
        _examine(path, newest=len(steps), start_empty=start_empty)
        migrate(path, steps)
    except (sqlite3.Error, OSError) as error:
        raise translated_error(error, path.parent) from error
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
def transaction(*, durable: bool = True) -> Iterator[None]:
    """One act: everything in it is written, or nothing is.

    Takes the write lock at once (BEGIN IMMEDIATE), so that what is read inside cannot change
    before it is written. One that is not `durable` waits for no card: a power cut may take it back,
    whole. Raises StorageError when SQLite cannot; then nothing was written.
    """
    database: KioskDatabase = proxy.obj
    syncing = nullcontext() if durable else database.unsynced()
    with translated(database), database.turn(), syncing, database.atomic("IMMEDIATE"):
        yield


def empty_log() -> bool:
    """Bring the write-ahead log into the database and empty it: what was erased is nowhere then.

    Call it outside a transaction. False while somebody else reads: then it is left for a later
    time. Raises StorageError.
    """
    database: KioskDatabase = proxy.obj
    with translated(database), database.turn():
        emptied = database.sql_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(emptied[0] == 0)


@contextmanager
def reading() -> Iterator[None]:
    """Several queries that see one and the same state; waits for nobody."""
    database: KioskDatabase = proxy.obj
    with translated(database), database.atomic():
        yield


def close_connection() -> None:
    """Close the connection of this thread; a thread does so before it ends."""
    proxy.obj.close()


@contextmanager
def translated(database: KioskDatabase) -> Iterator[None]:
    """Turn a failing disk into a StorageError with a Dutch sentence.

    When the disk may be another one the next time, the connection of this thread is given up.
    """
    try:
        yield
    except peewee.DatabaseError as error:
        original = getattr(error, "orig", None)
        if isinstance(original, sqlite3.IntegrityError) or not isinstance(original, sqlite3.Error):
            raise
        if _code(original) == sqlite3.SQLITE_ERROR:
            raise
        kind = _kind(original, database.path)
        if kind in (CannotWrite, BrokenStorage):
            database.let_go()
        raise kind(str(database.path)) from error


def _examine(path: Path, *, newest: int, start_empty: bool) -> None:
    """Look at the file without changing it: is it ours, known and whole?"""
    if not path.exists() or path.stat().st_size == 0:
        log = path.with_name(path.name + "-wal")
        left_over = log.exists() and log.stat().st_size > 0
        copy = None if start_empty else _newest_copy(path)
        moved_to = database_files.move_aside(path, "damaged") if copy or left_over else None
        if copy or (left_over and not start_empty):
            raise DamagedDatabase(path, moved_to, copy)
        database_files.new_database(path)
        return
    # The power went while the log was ended: SQLite takes that back, but not where it may only read.
    mode = "rw" if path.with_name(path.name + "-journal").exists() else "ro"
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=5)) as found:
            (application_id,) = found.execute("PRAGMA application_id").fetchone()
            version = version_of(found)
            (tables,) = found.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if application_id != database_files.APPLICATION_ID and (tables or version):
                raise NotOurs(path)
            if version > newest:
                raise NewerVersion(path, version, newest)
            whole = database_files.quick_check(found)
    except sqlite3.DatabaseError as error:
        if _code(error) not in _DAMAGED:
            raise
        whole = False
    if not whole:
        moved_to = database_files.move_aside(path, "damaged")
        raise DamagedDatabase(path, moved_to, _newest_copy(path))


def _newest_copy(path: Path) -> Path | None:
    """The newest copy that is proven good, to be offered."""
    found = copies.newest_good(database_files.backups_folder(path))
    return found.path if found else None


def translated_error(error: sqlite3.Error | OSError, where: Path) -> StorageError:
    if isinstance(error, OSError):
        return (DiskFull if error.errno in _FULL else CannotWrite)(str(where))
    return _kind(error, where)(str(where))


def _kind(error: sqlite3.Error, where: Path) -> _Trouble:
    match _code(error):
        case sqlite3.SQLITE_FULL:
            return DiskFull
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return CannotWrite
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Busy
        case _:
            return _state_of_disk(where)


def _state_of_disk(where: Path) -> _Trouble:
    """Why reading or writing failed, which SQLite does not tell: the disk itself is asked."""
    try:
        disk = os.statvfs(where)
    except OSError:
        return BrokenStorage
    if disk.f_flag & os.ST_RDONLY:
        return CannotWrite
    return DiskFull if disk.f_bavail == 0 else BrokenStorage


def _code(error: sqlite3.Error) -> int:
    """The primary result code of SQLite (the low byte of the extended one)."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
