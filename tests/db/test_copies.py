"""Copies: every changed bit is found, nothing goes before its successor is proven."""

from __future__ import annotations

import errno
import os
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import db as store
from db import copies, database_files, files, manifest, models
from db.manifest import Manifest
from db.migrations import all_migrations
from db.rotation import DAYS, WEEKS, Why
from tests.services.day import hand_in, open_day, pay

AT = datetime(2026, 3, 14, 16, 20, 5, tzinfo=UTC)
FLIPS = 700
CUTS = 300


def copy(database: store.KioskDatabase, number: int = 0, why: Why = "daily") -> copies.Copied:
    at = AT + timedelta(days=number)
    folder = store.backups_folder(database.path)
    target = folder / database_files.backup_name(database.path, 3, at)
    return store.backup(database, target, why=why, at=at, day=at.date())


def test_a_copy_has_a_manifest_that_says_what_it_is(db: store.KioskDatabase) -> None:
    models.Draft.keep("half", "{}")
    made = copy(db, why="close")
    told = made.manifest
    assert store.verify(made.path) == told
    assert (told.number, told.day, told.made_at, told.why) == (1, AT.date(), AT, "close")
    assert told.size == made.path.stat().st_size
    assert told.contents.rows["draft"] == 1
    assert told.contents.rows["money"] == told.contents.till == 0
    assert told.contents.version == len(all_migrations())
    assert copy(db, 1).manifest.number == 2
    for file in made.path.parent.iterdir():
        assert file.stat().st_mode & 0o077 == 0, f"{file.name} can be read by others"


def test_the_journal_of_a_copy_is_read_before_it_is_trusted(db: store.KioskDatabase) -> None:
    made = copy(db)
    with closing(sqlite3.connect(made.path)) as tampered:
        for (trigger,) in tampered.execute("SELECT name FROM sqlite_master WHERE type='trigger'"):
            tampered.execute(f"DROP TRIGGER {trigger}")
        tampered.execute("INSERT INTO sqlite_sequence VALUES ('money', 7)")
        tampered.commit()
    size, sha256 = manifest.digest(made.path)
    told = made.manifest
    forged = Manifest(told.number, told.day, told.made_at, told.why, size, sha256, told.contents)
    copies.sidecar(made.path).write_text(manifest.to_text(forged))
    with pytest.raises(store.BadBackup, match="kasboek"):
        store.verify(made.path)


def test_every_changed_bit_and_every_cut_is_found(db: store.KioskDatabase, tmp_path: Path) -> None:
    made = copy(db)
    bad = tmp_path / "bad" / made.path.name
    bad.parent.mkdir()
    whole = {path: path.read_bytes() for path in (made.path, copies.sidecar(made.path))}
    chance = random.Random(4)
    found = 0
    for number in range(FLIPS + CUTS):
        damaged = made.path if number % 2 else copies.sidecar(made.path)
        for path, content in whole.items():
            (bad.parent / path.name).write_bytes(content)
        changed = bytearray(whole[damaged])
        if number < FLIPS:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        else:
            del changed[chance.randrange(len(changed)) :]
        (bad.parent / damaged.name).write_bytes(changed)
        try:
            store.verify(bad)
        except store.BadBackup:
            found += 1
    assert found == FLIPS + CUTS


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{}", '{"what": "onthaal-kopie 1"}', "[" * 5000, '{"seal": 1}'],
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        manifest.from_text(text)


def test_a_manifest_reads_back(db: store.KioskDatabase) -> None:
    told = copy(db).manifest
    assert manifest.from_text(manifest.to_text(told)) == told
    strange = manifest.to_text(told).replace('"daily"', '"weekly"')
    with pytest.raises(ValueError):
        manifest.from_text(strange)
    data: dict[str, Any] = manifest.unsealed(manifest.to_text(told), "onthaal-kopie 1")
    for name in ("why", "day", "rows", "number"):
        without = manifest.sealed_text({key: data[key] for key in data if key != name})
        with pytest.raises(ValueError):
            manifest.from_text(without)
    with pytest.raises(ValueError):
        manifest.from_text(manifest.sealed_text({**data, "why": "weekly"}))


def test_the_newest_proven_copy_is_offered(db: store.KioskDatabase) -> None:
    first, second, third = (copy(db, number) for number in range(3))
    folder = first.path.parent
    assert copies.newest_good(folder) == third
    copies.sidecar(third.path).unlink()
    assert copies.newest_good(folder) == second
    second.path.write_bytes(second.path.read_bytes()[:-1])
    assert copies.newest_good(folder) == first
    assert copies.newest_good(folder / "nowhere") is None


def test_the_folder_keeps_seven_days_and_four_weeks(db: store.KioskDatabase) -> None:
    folder = store.backups_folder(db.path)
    for number in range(60):
        day = AT + timedelta(days=number)
        store.backup_now(why="daily", at=day, day=day.date())
    kept = copies.listed(folder)
    assert len(kept) == DAYS + WEEKS
    assert len(list(folder.iterdir())) == 2 * (DAYS + WEEKS)
    assert [one.manifest.number for one in kept[:DAYS]] == list(range(60, 60 - DAYS, -1))


def test_nothing_goes_while_the_newest_is_not_good(db: store.KioskDatabase) -> None:
    made = [copy(db, number) for number in range(20)]
    newest = made[-1].path
    newest.write_bytes(newest.read_bytes()[:-1])
    assert store.prune(newest.parent) == []
    assert all(one.path.exists() for one in made)
    assert store.prune(newest.parent / "nowhere") == []


def test_what_was_never_finished_goes_once_there_are_enough(db: store.KioskDatabase) -> None:
    folder = store.backups_folder(db.path)
    copy(db)
    half = folder / "onthaal-20200101T000000Z-v3.db"
    half.write_bytes(b"half")
    (folder / "onthaal-20200102T000000Z-v3.db.part").write_bytes(b"less than half")
    store.prune(folder)
    assert half.exists() and not list(folder.glob("*.part"))
    for number in range(1, DAYS):
        copy(db, number)
    assert store.prune(folder) == [half]
    assert len(copies.listed(folder)) == DAYS


@pytest.mark.parametrize("step", ["copy", "manifest", "reading back"])
def test_a_copy_that_fails_leaves_nothing_that_looks_like_one(
    db: store.KioskDatabase, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = copy(db).path

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def wrong(path: Path) -> Manifest:
        raise store.BadBackup(path)

    with monkeypatch.context() as patch:
        if step == "copy":
            patch.setattr(files, "sync_file", full)
        elif step == "manifest":
            patch.setattr(files, "write_file", full)
        else:
            patch.setattr(copies, "verify", wrong)
        with pytest.raises((store.DiskFull, store.BadBackup)):
            copy(db, 1)
    assert copies.copy_files(before.parent) == [before]
    assert store.verify(before).number == 1
    assert copy(db, 1).manifest.number == 2


def test_two_copies_at_once_wait_for_each_other(crowded: store.KioskDatabase) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(6) as many:
        made = list(many.map(lambda _number: copy(crowded), range(12)))
    assert sorted(one.manifest.number for one in made) == list(range(1, 13))
    assert len({one.path for one in made}) == 12


def test_a_copy_is_not_taken_for_one_of_another_program(
    db: store.KioskDatabase, tmp_path: Path
) -> None:
    made = copy(db)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as theirs:
        theirs.execute("CREATE TABLE theirs (x)")
    with pytest.raises(store.BadBackup, match="geen kopie van deze kiosk"):
        store.contents_of(other)
    with pytest.raises(store.BadBackup, match="ontbreekt"):
        store.verify(other)
    shutil.copyfile(copies.sidecar(made.path), copies.sidecar(other))
    with pytest.raises(store.BadBackup, match="beschadigd"):
        store.verify(other)
    with pytest.raises(store.BadBackup, match="beschadigd"):
        store.contents_of(tmp_path)


def test_till_counts_all_cash(db: store.KioskDatabase) -> None:
    offers = open_day().offers
    paid = [pay(hand_in(offers[0].id)), pay(hand_in(offers[1].id, offers[1].id))]
    contents = copy(db).manifest.contents
    assert (contents.till, contents.rows["money"]) == (sum(one.due for one in paid), 2)
    with store.reading():
        assert store.contents_now() == contents
    assert store.contents_of(db.path, live=True) == contents
