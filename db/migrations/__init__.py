"""Bringing a file up to date: numbered plain SQL, each file in one transaction.

The number of the last migration stands in the header of the database (PRAGMA user_version).
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.copies import make_copy
from db.database_files import APPLICATION_ID, backup_name, backups_folder
from db.errors import FailedMigration

FOLDER = Path(__file__).parent

_PATIENCE = 5.0
"""Seconds to wait for another program that starts at the same time."""

_NAME = re.compile(r"([0-9]{4})_[a-z0-9_]+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: ``number`` is the version of the schema once it is applied."""

    number: int
    name: str
    sql: str


def all_migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """Every migration in order, read from ``NNNN_name.sql`` files numbered from 1 without gaps."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if match is None:
            raise ValueError(f"{path.name} is not named like 0001_name.sql")
        found.append(Migration(int(match[1]), path.name, path.read_text(encoding="utf-8")))
    if [migration.number for migration in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"the migrations in {folder} are not numbered 1, 2, 3 ...")
    return tuple(found)


def migrate(path: Path, migrations: tuple[Migration, ...], *, keep_copies: bool = True) -> int:
    """Apply what is missing to the database at ``path``; returns its version.

    Before each step a copy of the file goes to the backups folder, except for a file that is made
    right now or that is a copy itself (``keep_copies``). Two programs starting together are safe: each step looks at the version again once
    it holds the write lock. Raises FailedMigration, with the file as it was.
    """
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")  # a step may rebuild a table; see _apply
        at_start = version_of(connection)
        for migration in migrations:
            version = version_of(connection)
            if version >= migration.number:
                continue
            if at_start and keep_copies:
                at = datetime.now(UTC)
                target = backups_folder(path) / backup_name(path, version, at)
                make_copy(connection, target, why="migration", at=at)
            _apply(connection, migration)
        return version_of(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn to the write-ahead log; SQLite itself does not wait for another program in this.

    Raises sqlite3.OperationalError when the other one takes more than `_PATIENCE` seconds.
    """
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the schema in the file: the number of its last migration."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) < migration.number:
            for statement in _statements(migration.sql):
                connection.execute(statement)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError("a row refers to one that does not exist")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {migration.number}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and _is_about_the_disk(error):
            raise
        raise FailedMigration(migration.name, error) from error


def _is_about_the_disk(error: sqlite3.Error) -> bool:
    return (error.sqlite_errorcode & 0xFF) != sqlite3.SQLITE_ERROR


def _statements(sql: str) -> Iterator[str]:
    """The statements one by one; ``executescript`` would commit half-way by itself."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise sqlite3.ProgrammingError(f"unfinished statement: {statement.strip()[:60]}")
