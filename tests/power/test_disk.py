"""A disk that is full, read-only, gone or held: refused in a plain sentence, nothing lost, and on."""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import db as store
from db import connection, models
from kiosk.errors import NotStored
from kiosk.services import backups, choices, drafts, keys, orders, payments, pictures
from kiosk.settings import Settings
from tests.power.faults import Trouble, failing
from tests.power.file_acts import png_of
from tests.services.day import GROUP, at, check_invariants, hand_in, key, open_day, pay

TROUBLES: tuple[Trouble, ...] = ("full", "read-only", "pulled")


@pytest.mark.parametrize("trouble", TROUBLES)
def test_acts_are_refused_and_go_on_afterwards_without_a_new_start(
    db: store.KioskDatabase, trouble: Trouble
) -> None:
    prei = open_day().offers[0].id
    waiting, paid = hand_in(prei), pay(hand_in(prei))
    with failing(db.path.parent, trouble):
        for _ in range(3):
            with pytest.raises(NotStored) as refusal:
                pay(waiting)
            assert re.search("schijf|geheugenkaart", str(refusal.value))
            assert not re.search("[Ee]rror|SQL|/", str(refusal.value))
    assert pay(waiting).due == paid.due
    assert hand_in(prei).number == 3
    check_invariants()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program holds the database."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_a_database_that_is_held_is_refused_soon_while_reading_goes_on(
    db: store.KioskDatabase,
) -> None:
    prei = open_day().offers[0].id
    waiting = hand_in(prei)
    with held(db.path):
        began = time.monotonic()
        with pytest.raises(NotStored, match="bezet door een ander programma"):
            pay(waiting)
        assert time.monotonic() - began < 4  # a quarter of a second, on a machine with time
        assert [order.id for order in orders.open_orders()] == [waiting.id]
    assert pay(waiting).order == waiting.id


def test_threads_of_the_kiosk_wait_for_each_other_longer_than_for_strangers(
    db: store.KioskDatabase,
) -> None:
    begun, wait = threading.Event(), 1.0

    def slow_card() -> None:
        with store.transaction():
            begun.set()
            time.sleep(wait)
            models.Draft.keep("slow", "{}")
        store.close_connection()

    thread = threading.Thread(target=slow_card)
    thread.start()
    begun.wait()
    drafts.save_draft("quick", {})
    thread.join()
    assert models.Draft.select().count() == 2


def test_a_thread_that_never_ends_does_not_hold_the_others_for_ever(
    db: store.KioskDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "TURN_SECONDS", 0.05)
    release, begun = threading.Event(), threading.Event()

    def hangs() -> None:
        with store.transaction():
            begun.set()
            release.wait()
        store.close_connection()

    thread = threading.Thread(target=hangs, daemon=True)
    thread.start()
    begun.wait()
    with pytest.raises(NotStored, match="bezet"):
        drafts.save_draft("other", {})
    release.set()
    thread.join()
    drafts.save_draft("other", {})


def test_a_database_that_is_gone_is_not_made_anew(db: store.KioskDatabase) -> None:
    open_day()
    db.close()
    hidden = db.path.with_name("elsewhere")
    db.path.rename(hidden)
    with pytest.raises(NotStored, match="alleen-lezen of niet bereikbaar"):
        drafts.save_draft("closing", {})
    assert not db.path.exists()
    hidden.rename(db.path)
    drafts.save_draft("closing", {})


@pytest.mark.parametrize("trouble", TROUBLES)
def test_files_are_refused_and_stay_as_they_were(db: store.KioskDatabase, trouble: Trouble) -> None:
    data = db.path.parent
    settings, ring = Settings(data=data), keys.load_ring(data)
    settings = choices.choose(settings, section="group", name="name", value="De Brug")
    pictures.replace_picture(data, key="appel", png=png_of(1))
    before = {
        path: path.read_bytes() for path in data.rglob("*") if path.suffix in (".png", ".toml")
    }
    writing: list[Callable[[], object]] = [
        lambda: choices.choose(settings, section="group", name="name", value="De Poort"),
        lambda: pictures.replace_picture(data, key="appel", png=png_of(2)),
        lambda: keys.renew_key(data, ring, at=at(), today=at().date(), volunteer=None),
        lambda: backups.make_backup(at()),
    ]
    for write in writing:
        with failing(data, trouble), pytest.raises(NotStored):
            write()
    assert {path: path.read_bytes() for path in before} == before
    assert list(data.rglob("*.part")) == []
    assert keys.load_ring(data) == ring
    for write in writing:
        write()


def test_what_sqlite_calls_broken_is_named_after_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = sqlite3.OperationalError("disk I/O error")
    broken.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE

    def kind() -> type[store.StorageError]:
        return type(connection.translated_error(broken, tmp_path))

    real = os.statvfs(tmp_path)
    assert kind() is store.BrokenStorage
    for flags, free, expected in (
        (os.ST_RDONLY, 9, store.CannotWrite),
        (0, 0, store.DiskFull),
    ):
        fields = (*real[:4], free, *real[5:8], flags, *real[9:])
        monkeypatch.setattr(os, "statvfs", lambda _path, f=fields: type(real)(f))
        assert kind() is expected


def test_a_payment_that_was_refused_counts_once_when_it_is_tried_again(
    db: store.KioskDatabase,
) -> None:
    waiting, name = hand_in(open_day().offers[0].id), key("pay")

    def take() -> payments.Payment:
        return payments.take_payment(
            key=name, order=waiting.id, method="cash", at=at(3), volunteer=None, group=GROUP
        )

    for trouble in TROUBLES:
        with failing(db.path.parent, trouble), pytest.raises(NotStored):
            take()
    assert take() == take()
    assert models.Money.select().count() == 1
