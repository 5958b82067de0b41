"""A copy in the place of the data: old or new at any moment, undone the same way."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import db as store
from db import copies, database_files, files, models, restoring
from db.connection import open_database
from db.migrations import Migration, all_migrations
from tests.db.test_open import drafts, make, url

AT = datetime(2026, 3, 14, 16, 20, tzinfo=UTC)


def copy_of(path: Path, steps: tuple[Migration, ...] | None = None) -> Path:
    """A proven copy, made by a program that knew these steps."""
    database = open_database(url(path), migrations=steps)
    try:
        target = path.parent / "elsewhere" / f"{path.stem}-{path.stat().st_mtime_ns}.db"
        return store.backup(database, target, at=AT, day=AT.date()).path
    finally:
        database.close()


def keep_drafts(path: Path, count: int) -> None:
    """So many drafts are in the database now."""
    database = open_database(url(path))
    models.Draft.delete().execute()
    for number in range(count):
        models.Draft.keep(f"draft {number}", "{}")
    database.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "onthaal.db"
    make(made)
    return made


def test_what_was_replaced_comes_back_the_same_way(path: Path) -> None:
    copy = copy_of(path)
    keep_drafts(path, 5)
    kept = store.restore_backup(copy, path, at=AT, day=AT.date())
    assert drafts(path) == 3 and copy.exists()
    assert kept is not None and store.verify(kept).why == "restore"
    again = store.restore_backup(kept, path, at=AT, day=AT.date())
    assert drafts(path) == 5
    assert again is not None and again != kept
    assert sorted(file.name for file in path.parent.glob("onthaal.db*")) == ["onthaal.db"]
    open_database(url(path)).close()


def test_a_copy_on_an_empty_machine(path: Path, tmp_path: Path) -> None:
    copy = copy_of(path)
    new = tmp_path / "new" / "onthaal.db"
    new.parent.mkdir()
    assert store.restore_backup(copy, new) is None
    assert drafts(new) == 3


def test_an_older_schema_is_brought_up_to_date_before_it_takes_the_place(
    path: Path, tmp_path: Path
) -> None:
    steps = all_migrations()
    old = tmp_path / "old" / "onthaal.db"
    open_database(url(old), migrations=steps[:1]).close()
    with closing(sqlite3.connect(old)) as found:
        found.execute("INSERT INTO draft VALUES ('a', '{}')")
        found.commit()
    copy = copy_of(old, steps[:1])
    assert store.verify(copy).contents.version == 1
    store.restore_backup(copy, path)
    with closing(sqlite3.connect(path)) as found:
        assert found.execute("PRAGMA user_version").fetchone() == (len(steps),)
    assert drafts(path) == 1
    assert not (tmp_path / "old" / "backups").exists()


def test_a_newer_schema_is_refused_with_a_sentence(path: Path) -> None:
    copy = copy_of(path)
    before = path.read_bytes()
    with pytest.raises(store.NewerVersion, match="nieuwere versie"):
        restoring.restore_copy(copy, path, all_migrations()[:-1])
    assert path.read_bytes() == before


def test_a_migration_that_fails_replaces_nothing(path: Path, tmp_path: Path) -> None:
    copy = copy_of(path)
    before = path.read_bytes()
    bad = Migration(len(all_migrations()) + 1, "9999_bad.sql", "CREATE TABLE draft (x);")
    with pytest.raises(store.FailedMigration):
        restoring.restore_copy(copy, path, (*all_migrations(), bad))
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["elsewhere", "onthaal.db"]


def test_while_somebody_has_the_data_open_nothing_is_replaced(path: Path) -> None:
    copy = copy_of(path)
    database = open_database(url(path))
    models.Draft.keep("one more", "{}")
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT * FROM draft").fetchall()
        with pytest.raises(store.Busy):
            store.restore_backup(copy, path)
    database.close()
    assert drafts(path) == 4


def test_damaged_data_are_moved_aside_whole(path: Path) -> None:
    copy = copy_of(path)
    path.write_bytes(b"x" * 9000)
    kept = store.restore_backup(copy, path)
    assert kept is not None and kept.read_bytes() == b"x" * 9000
    assert drafts(path) == 3


def test_a_log_that_was_left_is_no_part_of_what_comes_in_its_place(path: Path) -> None:
    copy = copy_of(path)
    keep_drafts(path, 9)
    database = open_database(url(path))
    models.Draft.keep("acknowledged", "{}")
    left = {side: path.with_name(path.name + side).read_bytes() for side in ("-wal", "-shm")}
    whole = path.read_bytes()
    database.close()
    path.write_bytes(whole)  # as the power left it: the last act is in the log only
    for side, content in left.items():
        path.with_name(path.name + side).write_bytes(content)
    kept = store.restore_backup(copy, path)
    assert drafts(path) == 3
    assert kept is not None and drafts(kept) == 10
    path.unlink()
    path.with_name(path.name + "-wal").write_bytes(b"of a database that is gone")
    assert store.restore_backup(copy, path) is None
    assert drafts(path) == 3


class PowerCut(BaseException):
    """Nothing after this is done: not even what tidies up."""


@pytest.mark.parametrize("damaged", [False, True])
def test_a_power_cut_at_any_step_leaves_the_old_or_the_new(
    path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    copy = copy_of(path)
    left = 0
    steps = 0

    def cut(does: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCut
            return does(*given, **named)

        return step

    def folder_after_cut_at(number: int) -> bool:
        """Whether the restore was cut off after so many steps."""
        nonlocal left
        keep_drafts(path, 5)
        if damaged:
            path.write_bytes(b"x" * 9000)
        left = number
        try:
            with monkeypatch.context() as patch:
                for module, names in (
                    (os, ("rename", "unlink", "fsync")),
                    (files, ("make_empty", "sync_file", "sync_folder")),
                    (database_files, ("remove_with_side_files",)),
                ):
                    for name in names:
                        patch.setattr(module, name, cut(getattr(module, name)))
                store.restore_backup(copy, path)
        except PowerCut:
            return True
        return False

    while folder_after_cut_at(steps):
        steps += 1
        if damaged and not path.exists():
            # What was damaged stands aside; the start offers the copy, which is unharmed.
            assert list(path.parent.glob("onthaal.damaged-*"))
            store.restore_backup(copy, path)
        elif damaged and path.read_bytes() == b"x" * 9000:
            path.unlink()
            continue
        open_database(url(path)).close()
        assert drafts(path) in (3, 5)
        store.verify(copy)
    assert steps > 12
    assert drafts(path) == 3


def test_a_copy_that_changed_on_the_way_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of(path)
    before = path.read_bytes()
    monkeypatch.setattr(shutil, "copyfileobj", lambda _from, to: to.write(b"short"))
    with pytest.raises(store.BadBackup):
        store.restore_backup(copy, path)
    assert path.read_bytes() == before
    assert copies.copy_files(path.parent / "backups") == []
