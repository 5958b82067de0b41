"""A disk that is full, read-only, pulled or held: a picture, a sentence, and on without a new start."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from kiosk.services import backups
from tests.power.faults import failing
from tests.screens.hands import Hands

STANDING_STILL = 4.0
"""Seconds of a tap on a busy machine; a kiosk that waited for another program took 5 and more."""


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Another program holds the database."""
    with closing(sqlite3.connect(data / "onthaal.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def trouble(kind: str, data: Path) -> AbstractContextManager[None]:
    """The disk is in this kind of trouble as long as this lasts."""
    match kind:
        case "full" | "read-only" | "pulled":
            return failing(data, kind)
        case _:
            return held(data)


KINDS = ("full", "read-only", "pulled", "held")


@pytest.fixture
def data(kiosk: Hands) -> Path:
    """The data folder of this test; no other thread of the kiosk writes in it."""
    kiosk.app.spooler.stop()
    assert kiosk.app.ring.active  # a kiosk that runs has read its keys
    folder: Path = kiosk.app.settings.data
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_sees_a_picture_and_nothing_is_lost(kiosk: Hands, data: Path, kind: str) -> None:
    totals = "SELECT count(*), sum(available) FROM offer", "SELECT count(*) FROM orders"
    before = [kiosk.sql(question) for question in totals]
    kiosk.to_produce()
    one, other = kiosk.tiles()[:2]
    kiosk.take(one, times=2)
    with trouble(kind, data), kiosk.breaking():
        kiosk.take(other)
        assert kiosk.at == "sorry"
        assert kiosk.screen.picture == "help_hand"
        kiosk.wait(20)
        assert kiosk.at in ("sorry", "welcome")
    kiosk.wait(12)
    assert kiosk.at == "welcome"
    assert kiosk.sql(totals[0]) == before[0]
    kiosk.to_produce()
    assert (one.count, other.count) == (0, 0)
    kiosk.take(other)
    kiosk.tap(word="Klaar")
    assert kiosk.at == "order_done"
    assert kiosk.one(totals[1]) == before[1][0] + 2  # the one given up, and this one


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_in_that_cannot_be_written_is_not_thanked_for(
    kiosk: Hands, data: Path, kind: str
) -> None:
    before = kiosk.one("SELECT count(*) FROM check_in")
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    with trouble(kind, data), kiosk.breaking():
        kiosk.tap(word="Klaar")
        assert kiosk.at == "sorry"
    assert kiosk.one("SELECT count(*) FROM check_in") == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_volunteer_reads_why_and_is_paid_once(kiosk: Hands, data: Path, kind: str) -> None:
    kiosk.to_counter()
    kiosk.tap("PieceTile", cents=5000)
    rows = kiosk.one("SELECT count(*) FROM money")
    with trouble(kind, data), kiosk.breaking():
        kiosk.tap(word="Betaald")
        sentence = kiosk.app.notice
        if kiosk.at == "sorry":  # what waits at the counter cannot be read either
            sentence = kiosk.screen.sentence
        assert re.search("schijf|geheugenkaart|ander programma", sentence)
        assert not re.search("[Ee]rror|SQL|/", sentence)
    if kiosk.at == "sorry":
        kiosk.wait(7)
        kiosk.to_counter()
        kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid"
    assert kiosk.one("SELECT count(*) FROM money") == rows + 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_closing_that_cannot_be_written_goes_on_where_it_was(
    kiosk: Hands, data: Path, kind: str
) -> None:
    kiosk.settle_orders()
    kiosk.to_desk()
    kiosk.tap(word="Dag sluiten")
    kiosk.tap("FieldTile", label="soep")
    kiosk.type("4")
    kiosk.tap(word="Kassa")
    kiosk.tap("PieceCounter", cents=2000, times=2)
    kiosk.tap(word="Geteld")
    with trouble(kind, data), kiosk.breaking():
        kiosk.tap(word="Sluiten")
        assert kiosk.app.notice
        assert kiosk.at == "close_result" and not kiosk.screen.closed
    kiosk.tap(word="Sluiten")
    assert kiosk.screen.closed
    assert kiosk.one("SELECT counted_cash FROM moment") == 4000


def test_a_database_that_is_held_for_half_a_minute_never_makes_the_kiosk_stand_still(
    kiosk: Hands, data: Path
) -> None:
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    longest = 0.0
    with held(data), kiosk.breaking():
        for _ in range(6):
            if kiosk.at == "welcome":
                kiosk.to_produce()
            began = time.monotonic()
            kiosk.take(tile)
            longest = max(longest, time.monotonic() - began)
            assert kiosk.at == "sorry"
            kiosk.wait(7)
    print(f"the longest of six taps while the database was held: {longest:.2f} s")
    assert longest < STANDING_STILL
    kiosk.to_produce()
    kiosk.take(tile)
    assert tile.count == 1


def test_after_a_disk_in_trouble_the_kiosk_does_not_give_up(kiosk: Hands, data: Path) -> None:
    given_up = kiosk.app.fail_safe._give_up
    kiosk.app.fail_safe._give_up = lambda: pytest.fail("it would start anew in the dark")
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    with failing(data, "pulled"), kiosk.breaking():
        kiosk.tap(word="Klaar")
        for _ in range(30):  # each time it tries to go home
            kiosk.wait(7)
            if kiosk.at == "welcome":  # what it shows is still in memory
                kiosk.touch(*kiosk.place(kiosk.screen))
    kiosk.app.fail_safe._give_up = given_up
    kiosk.app.end_visit()
    kiosk.wait(1)
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    assert kiosk.tiles()[0].count == 1


@pytest.mark.parametrize("kind", ["full", "read-only", "pulled"])
def test_spooler_voice_and_backups_outlive_a_disk_in_trouble(kiosk: Hands, kind: str) -> None:
    folder: Path = kiosk.app.settings.data
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap(word="Klaar")
    with trouble(kind, folder):
        time.sleep(0.3)  # whatever these threads do now, they fail at it
        kiosk.app.spooler.wake()
        time.sleep(0.3)
    assert kiosk.app.spooler._thread.is_alive()
    kiosk.until(kiosk.printed("order_slip"))
    assert backups.make_backup(kiosk.now.wall())
