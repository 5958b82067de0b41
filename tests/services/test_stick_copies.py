"""The copy on a stick: whole or not there, told in a sentence, and closed to whoever finds it."""

from __future__ import annotations

import errno
import os
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import db as store
from kiosk import copy_lock
from kiosk.copy_errors import BadCopy, NoPassphrase, StickTrouble
from kiosk.copy_lock import CopyLock
from kiosk.errors import BadPassphrase, NotStored
from kiosk.services import archives, backups, keys, restoring, stick_copies
from kiosk.services.stick_copies import FOLDER, StickCopy
from tests.services.day import at, hand_in, open_day, pay

WORDS = "soep op woensdag middag"
FLIPS = 700
CUTS = 300

FAT = re.compile(r"[A-Za-z0-9_-]{1,60}\.(age|json|txt)(\.part)?")
"""Names that FAT, exFAT and NTFS take, in capitals or not."""


@pytest.fixture(scope="module")
def lock() -> CopyLock:
    return copy_lock.new_lock(WORDS)


@pytest.fixture
def data(db: store.KioskDatabase, lock: CopyLock) -> Path:
    """A data folder with a day, its keys, a copy and a lock."""
    folder = db.path.parent
    keys.load_ring(folder)
    backups.keep_lock(folder, lock)
    offers = open_day().offers
    pay(hand_in(offers[0].id))
    backups.make_backup(at(60), "close")
    return folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def taken(data: Path, stick: Path, days: float = 0) -> StickCopy:
    return backups.take_along(data, stick, at(60) + timedelta(days=days))


def files_on(stick: Path) -> set[str]:
    return {path.name for path in stick.rglob("*") if path.is_file()}


def test_the_copy_is_there_and_only_the_passphrase_opens_it(data: Path, stick: Path) -> None:
    copy = taken(data, stick)
    assert stick_copies.verify_archive(copy.path) == copy.label
    assert [found.path for found in stick_copies.copies_on(stick)] == [copy.path]
    assert {path.parent for path in stick.rglob("*") if path.is_file()} == {stick / FOLDER}
    assert all(FAT.fullmatch(name) for name in files_on(stick)), files_on(stick)
    everything = b"".join(path.read_bytes() for path in (stick / FOLDER).iterdir())
    ring = keys.load_ring(data)
    for secret in (ring.active.secret, b"SQLite format 3", b"sleutels", b"De Brug"):
        assert secret not in everything
    assert "AGE-SECRET-KEY" not in (data / backups.LOCK).read_text()
    with pytest.raises(BadPassphrase, match="past niet"):
        restoring.open_copy(copy.path, data, "soep op donderdag middag")
    opened = restoring.open_copy(copy.path, data, f"  {WORDS.upper()} ")
    assert opened.counts == backups.counts_now()
    assert opened.database.read_bytes() == backups.copies_here(data)[0].path.read_bytes()
    restoring.close_copy(data)
    assert not opened.database.exists()


def test_nothing_leaves_the_kiosk_without_a_passphrase(data: Path, stick: Path) -> None:
    (data / backups.LOCK).unlink()
    with pytest.raises(NoPassphrase, match="wachtzin"):
        taken(data, stick)
    (data / backups.LOCK).write_bytes(b"\xff damaged")
    with pytest.raises(NoPassphrase):
        taken(data, stick)
    with pytest.raises(BadPassphrase, match="minstens 12"):
        backups.choose_passphrase(data, "te kort")
    assert files_on(stick) == set()


def test_a_new_passphrase_leaves_the_older_copies_their_own(data: Path, stick: Path) -> None:
    first = taken(data, stick)
    backups.choose_passphrase(data, "een heel andere zin")
    second = taken(data, stick, 1)
    restoring.open_copy(first.path, data, WORDS)
    restoring.open_copy(second.path, data, "een heel andere zin")
    with pytest.raises(BadPassphrase):
        restoring.open_copy(second.path, data, WORDS)


def test_every_changed_bit_and_every_cut_is_found(data: Path, stick: Path, tmp_path: Path) -> None:
    copy = taken(data, stick)
    bad = tmp_path / "bad" / copy.path.name
    bad.parent.mkdir()
    label = copy.path.with_suffix(".json")
    whole = {path: path.read_bytes() for path in (copy.path, label)}
    chance = random.Random(5)
    found = 0
    for number in range(FLIPS + CUTS):
        damaged = copy.path if number % 2 else label
        content = bytearray(whole[damaged])
        if number < FLIPS:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        else:
            del content[chance.randrange(len(content)) :]
        for path, other in whole.items():
            (bad.parent / path.name).write_bytes(content if path == damaged else other)
        try:
            stick_copies.verify_archive(bad)
        except BadCopy:
            found += 1
    assert found == FLIPS + CUTS


def test_a_changed_copy_with_a_forged_label_does_not_open(data: Path, stick: Path) -> None:
    copy = taken(data, stick)
    whole = copy.path.read_bytes()
    chance = random.Random(6)
    for _ in range(12):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        copy.path.write_bytes(content)
        size, sha256 = store.digest(copy.path)
        label = copy.label
        forged = archives.Label(label.number, label.day, label.made_at, size, sha256, label.lock)
        copy.path.with_suffix(".json").write_text(archives.label_text(forged))
        with pytest.raises(BadCopy):
            restoring.open_copy(copy.path, data, WORDS)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "vol"),
        (errno.EROFS, "schuifje"),
        (errno.EACCES, "niet schrijven"),
        (errno.EIO, "eruit of antwoordt niet"),
        (errno.ENODEV, "eruit of antwoordt niet"),
        (errno.ENOENT, "eruit of antwoordt niet"),
        (errno.EMFILE, "lukt het niet"),
    ],
)
@pytest.mark.parametrize("during", ["mkdir", "fsync", "replace", "sync"])
def test_a_stick_that_fails_says_why_and_keeps_nothing_half(
    data: Path, stick: Path, number: int, words: str, during: str
) -> None:
    with failing(during, stick, number), pytest.raises(StickTrouble, match=words) as told:
        taken(data, stick)
    assert str(told.value).endswith(".") and len(str(told.value)) < 80
    assert not [name for name in files_on(stick) if name.endswith((".age", ".part"))]
    assert not list(data.glob("*.part")), "nothing is left on the kiosk either"
    taken(data, stick)


@contextmanager
def failing(during: str, stick: Path, number: int) -> Iterator[None]:
    """The stick refuses this from now on; everything else goes on as usual."""
    real = {name: getattr(os, name) for name in ("fsync", "replace", "sync", "mkdir")}

    def wrapped(*given: Any, **named: Any) -> Any:
        where = given[0] if given else stick
        path = os.readlink(f"/proc/self/fd/{where}") if isinstance(where, int) else os.fspath(where)
        if path.startswith(str(stick)):
            raise OSError(number, os.strerror(number))
        return real[during](*given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, during, wrapped)
        yield


def test_a_stick_without_room_is_not_filled(
    data: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Space:
        f_bavail, f_frsize, f_flag = 3, 512, 0

    real = os.statvfs
    monkeypatch.setattr(os, "statvfs", lambda path: Space if path == stick else real(path))
    with pytest.raises(StickTrouble, match="vol"):
        taken(data, stick)
    monkeypatch.setattr(Space, "f_flag", os.ST_RDONLY)
    with pytest.raises(StickTrouble, match="schuifje"):
        taken(data, stick)
    assert files_on(stick) == set()


def test_a_stick_that_is_pulled_out_is_told(data: Path, stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(StickTrouble, match="eruit"):
        taken(data, stick)


def test_a_stick_that_keeps_something_else_is_not_trusted(
    data: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def forgetful(source: Path, target: Path) -> None:
        real(source, target)
        if target.suffix == ".age":
            target.write_bytes(target.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(os, "replace", forgetful)
    with pytest.raises(StickTrouble, match="bewaart niet"):
        taken(data, stick)
    assert files_on(stick) <= {"LEESMIJ.txt"}


def test_a_file_system_that_syncs_no_folders_is_no_trouble(
    data: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.sync_folder

    def no_folders(folder: Path) -> None:
        if folder.is_relative_to(stick):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        real(folder)

    monkeypatch.setattr(store, "sync_folder", no_folders)
    assert taken(data, stick).path.exists()


def test_the_kiosk_without_room_says_that_it_is_the_kiosk(
    data: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(copy_lock, "close_file", full)
    with pytest.raises(NotStored, match="de schijf is vol"):
        taken(data, stick)
    assert not list(data.glob("*.part"))


def test_the_older_copies_of_this_lock_go_and_no_others(data: Path, stick: Path) -> None:
    other = backups.lock_of(data)
    stranger = taken(data, stick)
    mine = backups.choose_passphrase(data, WORDS)
    assert other is not None and mine.recipient != other.recipient
    for day in range(40):
        taken(data, stick, 1 + day)
    found = stick_copies.copies_on(stick)
    assert len([one for one in found if one.label.lock.recipient == mine.recipient]) == 11
    assert found[-1].path == stranger.path
    assert found[0].label.made_at == (at(60) + timedelta(days=40)).replace(microsecond=0)


def test_a_kiosk_that_began_anew_does_not_throw_its_newest_copy_away(
    data: Path, stick: Path
) -> None:
    for day in range(12):
        taken(data, stick, day)
    for path in store.backups_folder(data / "onthaal.db").iterdir():
        path.unlink()
    backups.make_backup(at(70), "close")  # number 1 again, as on a new machine
    newest = taken(data, stick, 13)
    assert stick_copies.copies_on(stick)[0].path == newest.path


def test_two_in_one_second_stand_beside_each_other(data: Path, stick: Path) -> None:
    assert taken(data, stick).path != taken(data, stick).path
    assert all(FAT.fullmatch(name) for name in files_on(stick))


def test_an_archive_that_somebody_else_made_brings_nothing_in(
    data: Path, tmp_path: Path, lock: CopyLock
) -> None:
    import tarfile

    evil = tmp_path / "evil"
    evil.write_bytes(b"evil")
    for name in ("../evil.txt", "/tmp/evil.txt", "evil.txt", "pictures/../x.png", "stem/a.wav"):
        bundle, closed = tmp_path / "b.tar.gz", tmp_path / "evil.age"
        with tarfile.open(bundle, "w:gz") as tar:
            tar.add(evil, name)
        copy_lock.close_file(bundle, closed, lock)
        size, sha256 = store.digest(closed)
        label = archives.Label(1, at().date(), at(), size, sha256, lock)
        closed.with_suffix(".json").write_text(archives.label_text(label))
        with pytest.raises(BadCopy):
            restoring.open_copy(closed, data, WORDS)
        found = {path.name for path in (data / backups.OPENED).rglob("*")}
        assert found <= {"bundel.tar.gz"}
