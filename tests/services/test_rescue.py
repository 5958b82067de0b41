"""The rescue paper: one code, kept as a hash only, that gives a volunteer a new PIN once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import peewee
import pytest

import db as store
from db import models
from db.connection import KioskDatabase
from kiosk.door_errors import NoSuchVolunteer, UnclearRescueCode, WrongRescueCode
from kiosk.errors import BadPin, PinPause
from kiosk.rescue_code import DIGITS, check_rescue_code, groups, new_rescue_code
from kiosk.services import pins, rescue, volunteers
from kiosk.services.rescue import Rescued
from tests.services.day import GROUP, at
from tests.services.doors import Machine, machine


@pytest.fixture
def door(db: KioskDatabase) -> Iterator[Machine]:
    """A door that nobody has a key to yet."""
    with machine() as made:
        yield made


def begin() -> Rescued:
    return volunteers.first_volunteer("135790", at=at(), name="An")


def wrong_code(but: str) -> str:
    return next(code for code in iter(new_rescue_code, "") if code != but)


def test_a_slip_of_the_finger_is_found_before_it_counts() -> None:
    code = new_rescue_code()
    check_rescue_code(code)
    for place in range(DIGITS):
        for digit in set("0123456789") - {code[place]}:
            with pytest.raises(UnclearRescueCode):
                check_rescue_code(code[:place] + digit + code[place + 1 :])
    for place in range(DIGITS - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if swapped != code:
            with pytest.raises(UnclearRescueCode):
                check_rescue_code(swapped)
    for text in ("", code[:-1], code + "0", code.replace(code[0], "a")):
        with pytest.raises(UnclearRescueCode):
            check_rescue_code(text)


def test_no_two_codes_are_the_same() -> None:
    codes = {new_rescue_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {code[0] for code in codes} == set("0123456789")


def test_the_first_pin_comes_with_a_paper(door: Machine) -> None:
    assert not rescue.has_rescue_code()
    begun = begin()
    assert rescue.has_rescue_code()
    paper = rescue.rescue_paper(begun.code, at=at(), group=GROUP)
    assert paper.groups == groups(begun.code) and len(paper.groups) == 4
    assert begun.code not in repr(begun) and paper.groups[0] not in repr(paper)


def test_the_paper_gives_a_new_pin_once(door: Machine) -> None:
    begun = begin()
    bo = volunteers.add_volunteer("Bo", "246813", at=at(), by=1)
    code = rescue.check_code(begun.code, at(1))
    rescued = rescue.use_code(code, bo.id, "975310", at=at(2))
    assert rescued.volunteer == bo
    assert door.guess("975310") == "Bo"
    assert door.guess("246813") == "wrong", "the old PIN is gone"
    assert door.guess("135790") == "An", "nobody else's changed"
    with pytest.raises(WrongRescueCode):
        rescue.check_code(begun.code, at(3))
    with pytest.raises(WrongRescueCode):
        rescue.use_code(code, bo.id, "864200", at=at(4))
    again = rescue.check_code(rescued.code, at(5))
    assert again != code
    (row,) = models.Audit.select().where(models.Audit.act == "rescue")
    assert (row.volunteer_id, row.subject, row.subject_id) == (None, "volunteer", bo.id)
    assert row.detail == f'{{"code": {code}}}'


def test_a_refused_pin_does_not_use_the_code(door: Machine) -> None:
    begun = begin()
    volunteers.add_volunteer("Bo", "246813", at=at(), by=1)
    code = rescue.check_code(begun.code, at(1))
    for pin in ("246813", "12345"):
        with pytest.raises(BadPin):
            rescue.use_code(code, 1, pin, at=at(2))
    with pytest.raises(NoSuchVolunteer):
        rescue.use_code(code, 7, "975310", at=at(2))
    assert rescue.use_code(code, 1, "975310", at=at(3)).volunteer.name == "An"


def test_a_code_used_twice_at_once_is_used_once(door: Machine) -> None:
    begun = begin()
    code = rescue.check_code(begun.code, at(1))

    def use(number: int) -> bool:
        try:
            rescue.use_code(code, 1, f"97531{number}", at=at(2))
        except WrongRescueCode:
            return False
        finally:
            store.close_connection()
        return True

    with ThreadPoolExecutor(4) as hands:
        assert sum(hands.map(use, range(6))) == 1


def test_a_new_paper_makes_the_old_one_worthless(db: KioskDatabase, door: Machine) -> None:
    begun = begin()
    renewed = rescue.renew_rescue_code(at=at(1), by=1)
    with pytest.raises(WrongRescueCode):
        rescue.check_code(begun.code, at(2))
    assert rescue.check_code(renewed, at(2)) == 2
    with pytest.raises(NoSuchVolunteer):
        rescue.renew_rescue_code(at=at(3), by=7)
    with pytest.raises(peewee.IntegrityError, match="used"):
        db.sql("UPDATE rescue_code SET used_at = NULL")


def test_guessing_the_code_is_as_slow_as_guessing_a_pin(door: Machine) -> None:
    begun = begin()
    for _ in range(2):
        assert door.guess() == "wrong"
    for _ in range(3):
        with pytest.raises(WrongRescueCode):
            rescue.check_code(wrong_code(begun.code), at())
    with pytest.raises(PinPause):
        rescue.check_code(begun.code, at())
    assert door.guess("135790") == "pause"
    slip = begun.code[:-1] + str((int(begun.code[-1]) + 1) % 10)
    with pytest.raises(UnclearRescueCode):
        rescue.check_code(slip, at())
    door.run(10)
    assert rescue.check_code(begun.code, at()) == 1
    assert pins.pin_pause().total_seconds() == 0
    assert door.guess() == "wrong", "the right code ended the row of wrong ones"


def test_the_digits_are_kept_nowhere(db: KioskDatabase, door: Machine) -> None:
    begun = begin()
    rescued = rescue.use_code(rescue.check_code(begun.code, at()), 1, "975310", at=at())
    renewed = rescue.renew_rescue_code(at=at(), by=1)
    for file in Path(db.path).parent.iterdir():
        content = file.read_bytes() if file.is_file() else b""
        for secret in (begun.code, rescued.code, renewed, "975310"):
            assert secret.encode() not in content, file.name
