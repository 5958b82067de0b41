"""Volunteers and PINs: the first one, adding, changing, leaving; each PIN opens for one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import peewee
import pytest
from argon2 import PasswordHasher

import db as store
from db import models
from db.connection import KioskDatabase
from kiosk import slow_hash
from kiosk.door_errors import DoorTaken, EasyPin, LastVolunteer, NoSuchVolunteer
from kiosk.errors import BadPin, NotStored, WrongPin
from kiosk.pin_rules import refuse_easy
from kiosk.services import pins, rescue, volunteers
from kiosk.services.pins import Volunteer
from tests.services.day import at


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, db: KioskDatabase) -> Iterator[None]:
    """A hash that is not slow; the real one has a test of its own."""
    monkeypatch.setattr(slow_hash, "_hasher", PasswordHasher(1, 8, 1))
    yield


def first(pin: str = "135790") -> Volunteer:
    return volunteers.first_volunteer(pin, at=at(), name="An").volunteer


def opens(pin: str) -> int | None:
    try:
        return pins.check_pin(pin, at()).id
    except WrongPin:
        return None


def test_a_pin_opens_for_its_volunteer() -> None:
    assert not volunteers.any_volunteer()
    an = first()
    bo = volunteers.add_volunteer(" Bo ", "246813", at=at(), by=an.id, picture="avatar_owl")
    assert (bo.name, bo.picture, volunteers.any_volunteer()) == ("Bo", "avatar_owl", True)
    assert volunteers.volunteers() == [an, bo]
    assert pins.check_pin("135790", at(1)) == an
    assert pins.check_pin("246813", at(1)) == bo
    with pytest.raises(WrongPin):
        pins.check_pin("111111", at(1))
    hashes = [row.pin_hash for row in models.Volunteer.select()]
    assert all(text.startswith("$argon2id$") for text in hashes)


@pytest.mark.parametrize("pin", ["", "12345", "1" * 13, "12345a", "१२३४५६", "123 456"])
def test_a_pin_is_six_digits_or_more(pin: str) -> None:
    with pytest.raises(BadPin):
        first(pin)
    assert not volunteers.any_volunteer()


@pytest.mark.parametrize(
    "pin", ["000000", "121212", "123123", "123456", "87654321", "456789", "901234", "14031961"]
)
def test_what_a_thief_tries_first_is_refused_on_the_glass(pin: str) -> None:
    with pytest.raises(EasyPin):
        refuse_easy(pin)


@pytest.mark.parametrize("pin", ["135790", "200417", "14031861", "112233445566"])
def test_other_pins_are_not(pin: str) -> None:
    refuse_easy(pin)


def test_of_two_first_pins_at_once_one_gets_the_door() -> None:
    def begin(number: int) -> bool:
        try:
            first(f"13579{number}")
        except DoorTaken:
            return False
        finally:
            store.close_connection()
        return True

    with ThreadPoolExecutor(4) as hands:
        assert sum(hands.map(begin, range(6))) == 1
    assert models.RescueCode.select().count() == 1


def test_nobody_is_first_a_second_time() -> None:
    an = first()
    volunteers.add_volunteer("Bo", "246813", at=at(), by=an.id)
    volunteers.leave(an.id, at=at(), by=an.id)
    with pytest.raises(DoorTaken):
        first("997531")


def test_a_pin_belongs_to_one_volunteer_also_when_two_are_added_at_once() -> None:
    an = first()
    with pytest.raises(BadPin):
        volunteers.add_volunteer("Bo", "135790", at=at(), by=an.id)

    def add(name: int) -> bool:
        try:
            volunteers.add_volunteer(f"V{name}", "770077", at=at(), by=an.id)
        except BadPin:
            return False
        finally:
            store.close_connection()
        return True

    with ThreadPoolExecutor(4) as hands:
        assert sum(hands.map(add, range(8))) == 1
    with pytest.raises(ValueError, match="name"):
        volunteers.add_volunteer(" ", "880088", at=at(), by=an.id)


def test_who_is_not_there_adds_and_changes_nothing() -> None:
    first()
    for nobody in (0, 7):
        with pytest.raises(NoSuchVolunteer):
            volunteers.add_volunteer("Bo", "246813", at=at(), by=nobody)
        with pytest.raises(NoSuchVolunteer):
            pins.change_pin("246813", at=at(), by=nobody)
        with pytest.raises(NoSuchVolunteer):
            volunteers.change_sign("Bo", picture="", at=at(), by=nobody)
        with pytest.raises(NoSuchVolunteer):
            volunteers.leave(1, at=at(), by=nobody)
    assert len(volunteers.volunteers()) == 1


def test_a_new_pin_takes_the_place_of_the_old_one() -> None:
    an = first()
    pins.change_pin("246813", at=at(1), by=an.id)
    assert (opens("135790"), opens("246813")) == (None, an.id)


def test_a_name_and_a_picture() -> None:
    an = first()
    assert volunteers.change_sign("Uil", picture="avatar_owl", at=at(), by=an.id) == Volunteer(
        an.id, "Uil", "avatar_owl"
    )
    long = volunteers.change_sign("  " + "a b  " * 30, picture="", at=at(), by=an.id)
    assert len(long.name) == volunteers.NAME_LIMIT and "  " not in long.name


def test_who_left_cannot_come_in_and_stays_in_the_audit() -> None:
    an = first()
    bo = volunteers.add_volunteer("Bo", "246813", at=at(), by=an.id)
    assert volunteers.leave(bo.id, at=at(1), by=an.id) == [an]
    assert opens("246813") is None
    assert models.Volunteer.get_by_id(bo.id).pin_hash == slow_hash.DEAD
    noted = [(row.act, row.subject_id, row.volunteer_id) for row in models.Audit.select()]
    assert noted == [("add_volunteer", 1, None), ("add_volunteer", 2, 1), ("leave", 2, 1)]
    with pytest.raises(NoSuchVolunteer):
        volunteers.leave(bo.id, at=at(2), by=an.id)
    # The PIN of somebody who left may be chosen by somebody else.
    assert volunteers.add_volunteer("Cis", "246813", at=at(2), by=an.id).id == 3


def test_at_least_one_always_remains(db: KioskDatabase) -> None:
    an = first()
    bo = volunteers.add_volunteer("Bo", "246813", at=at(), by=an.id)

    def go(who: int) -> bool:
        try:
            volunteers.leave(who, at=at(1), by=who)
        except LastVolunteer:
            return False
        finally:
            store.close_connection()
        return True

    with ThreadPoolExecutor(2) as hands:
        assert sum(hands.map(go, [an.id, bo.id])) == 1
    for sql in (
        "UPDATE volunteer SET left_at = 1 WHERE left_at IS NULL",
        "DELETE FROM volunteer",
        "UPDATE volunteer SET left_at = NULL WHERE left_at IS NOT NULL",
    ):
        with pytest.raises(peewee.IntegrityError):
            db.sql(sql)
    assert len(volunteers.volunteers()) == 1


def test_the_real_hash_is_slow_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    first()
    (row,) = models.Volunteer.select()
    (code,) = models.RescueCode.select()
    for kept in (row.pin_hash, code.code_hash):
        assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert opens("135790") == 1


def test_after_an_empty_start_the_door_stays_closed(tmp_path: Path, db: KioskDatabase) -> None:
    begun = volunteers.first_volunteer("135790", at=at(), name="An")
    volunteers.add_volunteer("Bo", "246813", at=at(), by=1)
    volunteers.leave(2, at=at(), by=1)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(db.path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    db.close()
    empty = store.open_database(f"sqlite:///{tmp_path / 'new' / 'onthaal.db'}")
    assert volunteers.keep_door(None, at=at()) == 0 and not volunteers.any_volunteer()
    assert volunteers.keep_door(copy, at=at()) == 2
    assert volunteers.keep_door(copy, at=at()) == 2, "twice is once"
    assert (opens("135790"), opens("246813")) == (1, None)
    assert rescue.check_code(begun.code, at()) == 1
    with pytest.raises(DoorTaken):
        first("997531")
    with pytest.raises(NotStored):
        volunteers.keep_door(tmp_path / "none.db", at=at())
    empty.close()
