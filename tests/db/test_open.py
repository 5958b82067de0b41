"""Opening: safe pragmas or none at all, and never harming a file that is not as it should be."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

import db as store
from db import connection, models
from db.connection import KioskDatabase, open_database
from db.migrations import Migration, all_migrations


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def make(path: Path, rows: int = 3) -> None:
    """A real database with something in it, closed."""
    database = open_database(url(path))
    for number in range(rows):
        models.Draft.keep(f"draft {number}", "{}" + " " * 3000)
    database.close()


def copy(database: KioskDatabase, target: Path) -> Path:
    """A proven copy, as after a closing."""
    at = datetime(2026, 1, 2, tzinfo=UTC)
    return store.backup(database, target, why="close", at=at, day=at.date()).path


def drafts(path: Path) -> int:
    with closing(sqlite3.connect(path)) as found:
        (count,) = found.execute("SELECT count(*) FROM draft").fetchone()
    return int(count)


def test_every_thread_proves_its_pragmas(db: KioskDatabase) -> None:
    seen: list[dict[str, object]] = []

    def read() -> None:
        names = [name for name, _ in store.PRAGMAS]
        seen.append({name: db.pragma(name) for name in names})
        store.close_connection()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    read()
    assert seen == [dict(store.PRAGMAS)] * 2
    assert dict(store.PRAGMAS) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 250,
        "trusted_schema": 0,
        "mmap_size": 0,
        "secure_delete": 1,
        "cache_size": -800,
    }


def test_an_act_that_need_not_last_does_not_wait_for_the_card(db: KioskDatabase) -> None:
    seen: dict[str, object] = {}
    with store.transaction(durable=False):
        seen["not durable"] = db.pragma("synchronous")
    seen["after it"] = db.pragma("synchronous")
    with store.transaction(), store.transaction(durable=False):
        seen["inside one that is"] = db.pragma("synchronous")
    with suppress(ZeroDivisionError), store.transaction(durable=False):
        models.Draft.keep("form", "{}")
        seen["to be taken back"] = 1 // 0
    seen["after that"] = db.pragma("synchronous")
    assert seen == {"not durable": 1, "after it": 2, "inside one that is": 2, "after that": 2}
    assert models.Draft.get_or_none(name="form") is None


def test_a_connection_that_does_not_go_back_to_syncing_is_given_up(db: KioskDatabase) -> None:
    before = db.sql_connection()
    with db.unsynced():
        before.execute("BEGIN")  # and nobody ends it: now SQLite refuses to change the pragma
        before.execute("INSERT INTO draft (name, data) VALUES ('form', '{}')")
    assert db.sql_connection() is not before
    assert db.pragma("synchronous") == 2
    assert models.Draft.get_or_none(name="form") is None


def test_a_pragma_that_does_not_take_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PRAGMAS", (*store.PRAGMAS, ("page_size", 1234567)))
    with pytest.raises(store.UnsafeStorage, match="page_size is 4096 en niet 1234567"):
        open_database(url(tmp_path / "o.db"))


@pytest.mark.parametrize(
    "bad", ["", "o.db", "sqlite://o.db", "postgresql://x/y", "sqlite:///", "sqlite:///:memory:"]
)
def test_only_a_sqlite_file_can_be_opened(bad: str) -> None:
    with pytest.raises(store.BadUrl, match="sqlite:///pad"):
        open_database(bad)


def test_a_new_file_is_private_and_ours(tmp_path: Path) -> None:
    path = tmp_path / "new" / "o.db"
    make(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert store.is_good(path)
    assert not store.backups_folder(path).exists()


def test_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    make(path)
    with closing(sqlite3.connect(path)) as found:
        found.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(store.NewerVersion, match="nieuwere versie") as refusal:
        open_database(url(path))
    assert (refusal.value.found, refusal.value.known) == (99, len(all_migrations()))
    assert path.read_bytes() == before


def test_the_file_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(store.NotOurs, match="ander programma"):
        open_database(url(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["header", "page", "cut"])
def test_a_damaged_file_is_kept_aside_and_the_newest_good_copy_offered(
    tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "o.db"
    make(path)
    good = store.backups_folder(path) / "o-20260101T000000Z-v2.db"
    bad = store.backups_folder(path) / "o-20260102T000000Z-v2.db"
    database = open_database(url(path))
    copy(database, good)
    database.close()
    bad.write_bytes(b"not a database at all")
    make(path, rows=7)
    content = bytearray(path.read_bytes())
    if damage == "header":
        content[:64] = b"x" * 64
    elif damage == "page":
        content[4096:-4096] = b"x" * (len(content) - 8192)
    else:
        del content[len(content) // 2 :]
    path.write_bytes(content)
    log = path.with_name("o.db-wal")
    log.write_bytes(b"what was in the log")

    with pytest.raises(store.DamagedDatabase, match="beschadigd") as damaged:
        open_database(url(path))

    moved_to = damaged.value.moved_to
    assert moved_to is not None and moved_to.read_bytes() == content
    assert moved_to.with_name(moved_to.name + "-wal").read_bytes() == b"what was in the log"
    assert not path.exists() and not log.exists()
    assert damaged.value.backup == good

    # The next start does not quietly begin an empty day: it offers the copy again.
    with pytest.raises(store.DamagedDatabase, match="zijn weg") as gone:
        open_database(url(path))
    assert gone.value.backup == good and gone.value.moved_to is None

    store.restore_backup(good, path)
    open_database(url(path)).close()
    assert drafts(path) == 3
    assert good.exists() and bad.exists() and moved_to.exists()


def test_starting_anew_is_a_choice(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    make(path)
    database = open_database(url(path))
    copy(database, store.backups_folder(path) / "o-20260101T000000Z-v2.db")
    database.close()
    path.unlink()
    open_database(url(path), start_empty=True).close()
    assert drafts(path) == 0


def test_a_log_without_its_database_is_not_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    log = tmp_path / "o.db-wal"
    log.write_bytes(b"acknowledged acts")
    with pytest.raises(store.DamagedDatabase) as damaged:
        open_database(url(path))
    assert damaged.value.backup is None
    kept = [found for found in tmp_path.iterdir() if found.name.endswith("-wal")]
    assert [found.read_bytes() for found in kept] == [b"acknowledged acts"]
    assert not log.exists()


def test_an_interrupted_first_start_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    path.touch()
    open_database(url(path)).close()
    with closing(sqlite3.connect(tmp_path / "p.db")) as started:
        started.execute("PRAGMA journal_mode = WAL")
    open_database(url(tmp_path / "p.db")).close()
    assert drafts(path) == drafts(tmp_path / "p.db") == 0


def test_restoring_keeps_what_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    make(path)
    made = tmp_path / "copy.db"
    database = open_database(url(path))
    assert copy(database, made) == made
    assert copy(database, made) == tmp_path / "copy~2.db"
    database.close()
    make(path, rows=5)
    replaced = store.restore_backup(made, path)
    assert replaced is not None
    assert (drafts(path), drafts(replaced)) == (3, 5)
    made.write_bytes(made.read_bytes()[:5000])
    before = path.read_bytes()
    with pytest.raises(store.BadBackup):
        store.restore_backup(made, path)
    assert path.read_bytes() == before


def test_a_copy_is_taken_while_others_write(db: KioskDatabase, tmp_path: Path) -> None:
    with store.transaction():
        models.Draft.keep("half", "{}")
        copy(db, tmp_path / "copy.db")
    assert drafts(tmp_path / "copy.db") == 0
    copy(db, tmp_path / "after.db")
    assert drafts(tmp_path / "after.db") == 1
    assert sorted(found.name for found in tmp_path.glob("*.db*")) == ["after.db", "copy.db"]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere; be somebody who may not."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def test_a_read_only_folder_is_told_in_words() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "o.db")
        folder.chmod(0o555)
        (folder / "o.db").chmod(0o444)
        with as_nobody():
            with pytest.raises(store.CannotWrite, match="alleen-lezen"):
                open_database(url(folder / "o.db"))
            with pytest.raises(store.CannotWrite, match="alleen-lezen"):
                open_database(url(folder / "new.db"))
            with pytest.raises(store.CannotWrite, match="alleen-lezen"):
                open_database(url(folder / "deeper" / "new.db"))
        folder.chmod(0o755)
        assert drafts(folder / "o.db") == 3
        assert [found.name for found in folder.iterdir()] == ["o.db"]


def test_a_full_disk_is_told_and_nothing_is_half(db: KioskDatabase) -> None:
    models.Draft.keep("before", "{}")
    db.pragma("max_page_count", db.pragma("page_count"))
    with pytest.raises(store.DiskFull, match="vol"), store.transaction():
        models.Draft.keep("first", "{}")
        models.Draft.keep("second", "{}" + " " * 100_000)
    db.pragma("max_page_count", 1_000_000)
    assert [draft.name for draft in models.Draft.select()] == ["before"]
    with store.transaction():
        models.Draft.keep("after", "{}" + " " * 100_000)


def test_a_database_held_by_another_is_told(db: KioskDatabase) -> None:
    db.pragma("busy_timeout", 50)
    with closing(sqlite3.connect(db.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(store.Busy, match="bezet"), store.transaction():
            pass
        other.execute("ROLLBACK")
    with store.transaction():
        models.Draft.keep("after", "{}")


STEPS = all_migrations()
NEXT = len(STEPS) + 1


def test_a_copy_is_kept_before_each_step(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    make(path)
    more = (
        Migration(NEXT, "a.sql", "CREATE TABLE extra (x INTEGER) STRICT;"),
        Migration(NEXT + 1, "b.sql", "INSERT INTO extra VALUES (1); -- why\n"),
    )
    database = open_database(url(path), migrations=STEPS + more)
    assert database.pragma("user_version") == NEXT + 1
    database.close()
    copies = store.copy_files(store.backups_folder(path))
    assert [copy.name.rsplit("-", 1)[1] for copy in copies] == [
        f"v{NEXT - 1}.db",
        f"v{NEXT}.db",
    ]
    assert {store.verify(copy).why for copy in copies} == {"migration"}
    assert all(drafts(copy) == 3 for copy in copies)
    open_database(url(path), migrations=STEPS + more).close()
    assert store.copy_files(store.backups_folder(path)) == copies


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    make(path)
    bad = Migration(NEXT, "bad.sql", "CREATE TABLE extra (x);\nINSERT INTO nowhere VALUES (1);")
    with pytest.raises(store.FailedMigration, match=r"bad\.sql"):
        open_database(url(path), migrations=(*STEPS, bad))
    dangling = Migration(
        NEXT,
        "dangling.sql",
        "INSERT INTO estimate (moment_id, box, people) VALUES (7, 'total', 1);",
    )
    with pytest.raises(store.FailedMigration, match=r"dangling\.sql"):
        open_database(url(path), migrations=(*STEPS, dangling))
    database = open_database(url(path))
    assert database.pragma("user_version") == NEXT - 1
    assert "extra" not in database.get_tables()
    database.close()


def test_two_programs_starting_together_migrate_once(tmp_path: Path) -> None:
    path = tmp_path / "o.db"

    def start(_number: int) -> None:
        open_database(url(path)).close()

    with ThreadPoolExecutor(4) as programs:
        list(programs.map(start, range(8)))
    assert store.is_good(path)


def test_migrations_are_numbered_without_gaps(tmp_path: Path) -> None:
    (tmp_path / "0001_a.sql").write_text("", encoding="utf-8")
    (tmp_path / "0003_b.sql").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="not numbered"):
        all_migrations(tmp_path)
    (tmp_path / "first.sql").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="not named"):
        all_migrations(tmp_path)
