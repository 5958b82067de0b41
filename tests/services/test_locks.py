"""Pauses after wrong guesses: they grow, and neither a restart nor a clock changes them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

import db as store
from db import models
from db.connection import KioskDatabase, open_database
from kiosk.errors import PinPause
from kiosk.running import Running, passed, running
from kiosk.services import locks, pins, volunteers
from tests.services.day import at
from tests.services.doors import Machine, machine
from tests.services.guessing import storm

YEAR = timedelta(days=365)


@pytest.fixture
def door(db: KioskDatabase) -> Iterator[Machine]:
    """A door with one volunteer, whose PIN is 135790."""
    with machine() as made:
        volunteers.first_volunteer("135790", at=at(), name="An")
        yield made


def test_pauses_grow_after_five_wrong_ones(door: Machine) -> None:
    assert [door.guess() for _ in range(7)] == ["wrong"] * 5 + ["pause"] * 2
    door.run(4)
    assert pins.pin_pause() == timedelta(seconds=6)
    seen = []
    for seconds in (5.9, 0.1, 19.9, 0.1, 39.9, 0.1):
        door.run(seconds)
        seen.append(door.guess())
    assert seen == ["pause", "wrong"] * 3
    # The right one waits as well, and then begins anew.
    door.run(1)
    assert door.guess("135790") == "pause"
    door.run(79)
    assert [door.guess("135790"), door.guess()] == ["An", "wrong"]
    assert pins.pin_pause() == timedelta(0)


def test_no_pause_is_longer_than_ten_minutes(door: Machine) -> None:
    for _ in range(40):
        door.guess()
        assert pins.pin_pause() <= timedelta(minutes=10)
        door.run(600)
    assert door.guess() == "wrong"
    assert pins.pin_pause() == timedelta(minutes=10)
    door.run(600)
    assert door.guess("135790") == "An"


@pytest.mark.parametrize("jump", [YEAR, -YEAR, timedelta(0), timedelta(seconds=9)])
def test_a_clock_that_jumps_changes_no_pause(door: Machine, jump: timedelta) -> None:
    for _ in range(5):
        door.guess()
    door.clock += jump
    assert door.guess() == "pause"
    door.run(9.9)
    assert door.guess("135790") == "pause"
    door.run(0.1)
    assert door.guess("135790") == "An"


@pytest.mark.parametrize("jump", [YEAR, -YEAR, timedelta(0)])
def test_a_restart_gives_nothing_back_and_takes_little(door: Machine, jump: timedelta) -> None:
    for _ in range(8):
        door.guess()
        door.run(80)
    door.guess()  # the ninth: 160 seconds
    door.run(100)
    assert door.guess() == "pause"  # what is left, 60 seconds, is written down now
    door.reboot(jump)
    assert door.guess() == "pause"
    door.run(59.9)
    assert door.guess("135790") == "pause"
    door.run(0.1)
    assert door.guess("135790") == "An"


def test_pulling_the_plug_again_and_again_ends_no_pause(door: Machine) -> None:
    for _ in range(5):
        door.guess()
    for _ in range(50):
        door.run(0.1)
        assert door.guess() == "pause"
        door.reboot()
    door.run(5)
    assert door.guess() == "wrong", "together they ran for ten seconds"


def test_pulling_the_plug_during_the_check_gives_nothing_back(
    door: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Plug(Exception):
        pass

    def pull(*_: object) -> None:
        raise Plug

    with monkeypatch.context() as patch:
        patch.setattr(pins, "_owner", pull)
        for _ in range(5):
            with pytest.raises(Plug):
                door.guess()
    assert door.guess("135790") == "pause"


def test_a_guess_is_committed_before_it_is_checked(
    db: KioskDatabase, door: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(*_: object) -> None:
        other = open_database(f"sqlite:///{db.path}")
        seen.append(other.sql("SELECT outcome, streak FROM attempt").fetchall())
        assert not other.in_transaction()

    monkeypatch.setattr(pins, "_owner", look)
    door.guess("135790")
    assert seen == [[("pending", 1)]]


def test_guessing_at_the_same_time_does_not_help(door: Machine) -> None:
    def try_(number: int) -> str:
        found = door.guess(f"{number:06d}")
        store.close_connection()
        return found

    with ThreadPoolExecutor(8) as thieves:
        found = list(thieves.map(try_, range(40)))
    assert (found.count("wrong"), found.count("pause")) == (5, 35)


def test_the_pause_is_told_in_words() -> None:
    told = [locks.in_words(timedelta(seconds=n)) for n in (0.5, 9.1, 119, 121, 600)]
    assert told == ["1 seconde", "10 seconden", "119 seconden", "3 minuten", "10 minuten"]


def test_a_pause_from_before_the_counting_of_time_is_whole(
    db: KioskDatabase, door: Machine
) -> None:
    models.Attempt.create(lock="pin", outcome="wrong", streak=7, at=0, pause_ms=40_000)
    door.since_boot = 10_000
    assert pins.pin_pause() == timedelta(seconds=30)
    with pytest.raises(PinPause, match="30 seconden"):
        pins.check_pin("135790", at())


def test_time_that_ran() -> None:
    assert passed(Running("a", 5), Running("a", 9)) == 4
    assert passed(Running("a", 5000), Running("b", 9)) == 9
    assert passed(Running("", 5000), Running("", 9)) == 9, "where starts have no name"
    before = running()
    assert passed(before, running()) >= 0 and before.ms > 0


def test_guesses_over_restarts_and_jumps_never_exceed_the_policy(tmp_path: Path) -> None:
    """A twentieth of what ``python -m tests.services.guessing`` does, and fresh opens in between."""
    found = storm(tmp_path, guesses=500, restarts=20, seed=5)
    assert found.guesses == 500 and found.restarts == 20
    assert found.exceeded == 0
    assert 15 < found.taken <= found.most


def test_a_clock_in_the_place_of_time_that_ran_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "passed", lambda since, now: YEAR // timedelta(milliseconds=1))
    assert storm(tmp_path, guesses=100, restarts=4, seed=5).exceeded > 0
