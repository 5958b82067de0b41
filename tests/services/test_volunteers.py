"""PINs: unique, slow to guess, whatever is restarted or set back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

import db as store
from db import models
from db.connection import KioskDatabase, open_database
from kiosk.errors import BadPin, PinPause, WrongPin
from kiosk.services import volunteers
from tests.services.day import at


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, db: KioskDatabase) -> Iterator[None]:
    """A hash that is not slow; the real one has a test of its own."""
    monkeypatch.setattr(volunteers, "_hasher", PasswordHasher(1, 8, 1))
    yield


def guess(seconds: float, pin: str = "000000") -> str:
    try:
        return volunteers.check_pin(pin, at(seconds / 60)).name
    except PinPause:
        return "pause"
    except WrongPin:
        return "wrong"


def test_a_pin_opens_for_its_volunteer() -> None:
    assert not volunteers.any_volunteer()
    an = volunteers.add_volunteer(" An ", "123456", at=at())
    bo = volunteers.add_volunteer("Bo", "654321", at=at(), by=an.id)
    assert (an.name, volunteers.any_volunteer()) == ("An", True)
    assert volunteers.check_pin("123456", at(1)) == an
    assert volunteers.check_pin("654321", at(1)) == bo
    with pytest.raises(WrongPin):
        volunteers.check_pin("111111", at(1))
    hashes = [row.pin_hash for row in models.Volunteer.select()]
    assert all(text.startswith("$argon2id$") for text in hashes)
    (audits,) = {row.act for row in models.Audit.select()}
    assert audits == "add_volunteer"


@pytest.mark.parametrize("pin", ["", "12345", "1" * 33, "12345a", "१२३४५६", "123 456"])
def test_a_pin_is_six_digits_or_more(pin: str) -> None:
    with pytest.raises(BadPin):
        volunteers.add_volunteer("An", pin, at=at())
    assert not volunteers.any_volunteer()


def test_a_pin_belongs_to_one_volunteer_also_when_two_are_added_at_once() -> None:
    volunteers.add_volunteer("An", "123456", at=at())
    with pytest.raises(BadPin):
        volunteers.add_volunteer("Bo", "123456", at=at())

    def add(name: int) -> bool:
        try:
            volunteers.add_volunteer(f"V{name}", "777777", at=at())
        except BadPin:
            return False
        finally:
            store.close_connection()
        return True

    with ThreadPoolExecutor(4) as hands:
        assert sum(hands.map(add, range(8))) == 1
    with pytest.raises(ValueError, match="name"):
        volunteers.add_volunteer(" ", "888888", at=at())


def test_pauses_grow_after_five_wrong_ones() -> None:
    volunteers.add_volunteer("An", "123456", at=at())
    assert [guess(0) for _ in range(7)] == ["wrong"] * 5 + ["pause"] * 2
    assert volunteers.pin_pause(at(4 / 60)) == timedelta(seconds=6)
    assert [guess(9.9), guess(10), guess(29), guess(30), guess(69), guess(70)] == [
        "pause",
        "wrong",
    ] * 3
    # Also the right one waits, and then starts anew.
    assert [guess(71, "123456"), guess(150, "123456"), guess(150)] == ["pause", "An", "wrong"]
    assert volunteers.pin_pause(at(3)) == timedelta(0)


def test_no_pause_is_longer_than_ten_minutes() -> None:
    clock = 0.0
    for _ in range(40):
        guess(clock)
        clock += 600
    assert volunteers.pin_pause(at((clock - 600) / 60)) == timedelta(minutes=10)
    assert guess(clock) == "wrong"


def test_a_restart_gives_nothing_back(db: KioskDatabase) -> None:
    for _ in range(5):
        guess(0)
        db.close()
        db = open_database(f"sqlite:///{db.path}")
    assert guess(5) == "pause"
    db.close()


def test_pulling_the_plug_during_the_check_gives_nothing_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    volunteers.add_volunteer("An", "123456", at=at())

    class Plug(Exception):
        pass

    def pull(*_: object) -> None:
        raise Plug

    monkeypatch.setattr(volunteers, "_owner", pull)
    for _ in range(5):
        with pytest.raises(Plug):
            guess(0)
    assert guess(0) == "pause"


def test_a_clock_set_back_costs_one_pause_and_never_more() -> None:
    for _ in range(5):
        guess(0)
    year = -365 * 24 * 3600.0
    assert [guess(year), guess(year + 9), guess(year + 10)] == ["pause", "pause", "wrong"]


def test_guessing_at_the_same_time_does_not_help() -> None:
    volunteers.add_volunteer("An", "123456", at=at())

    def try_(number: int) -> str:
        found = guess(0, f"{number:06d}")
        store.close_connection()
        return found

    with ThreadPoolExecutor(8) as thieves:
        found = list(thieves.map(try_, range(40)))
    assert found.count("wrong") == 5
    assert found.count("pause") == 35


def test_the_real_hash_is_slow_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    volunteers.add_volunteer("An", "123456", at=at())
    (row,) = models.Volunteer.select()
    assert row.pin_hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert volunteers.check_pin("123456", at()).name == "An"
