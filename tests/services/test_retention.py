"""What vanishes by itself after 13 months, and what stays."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db import models
from db.connection import KioskDatabase
from kiosk.person_pictures import PersonPicture
from kiosk.services import checkins, people, retention
from kiosk.services.acts import to_ms
from kiosk.services.forgetting import Forgetting
from kiosk.services.people import REMEMBERED
from kiosk.services.retention import NAMELESS, forget_old, remove_papers
from kiosk.slow_hash import DEAD
from tests.services.day import DAY, at, key, open_day
from tests.services.test_cost import queries_of, scans

NOW = at() + REMEMBERED


def person(animal: str = "fox", when: datetime | None = None) -> int:
    return people.give_picture(
        picture=PersonPicture(animal, "green"), language="nl", at=when or at(), volunteer=None
    ).id


def visit(who: int | None, when: datetime) -> int:
    seen = checkins.check_in(
        key=key("visit"), adults=2, children=1, helps=("coffee",), participant=who, language="nl",
        at=when,
    )  # fmt: skip
    return seen.id


def book(who: int, when: datetime) -> int:
    made: Any = models.Booking.create(
        key=key("b"), outing=_outing(), participant=who, state="reserved", adults=1, children=0,
        participant_price=0, group_share=0, town_share=0, language="uk", made_at=to_ms(when),
    )  # fmt: skip
    return int(made.id)


def _outing() -> int:
    made: Any = models.Outing.create(
        key=key("o"), kind="trip", picture="bus", day=DAY.isoformat(), starts="10:00",
        transport="bus", quota=5, seats_free=5, regular_price=0, participant_price=0,
        group_share=0, town_share=0, state="planned", made_at=0,
    )  # fmt: skip
    return int(made.id)


@pytest.mark.usefixtures("db")
def test_ties_vanish_after_13_months_and_counts_stay() -> None:
    moment = open_day()
    who = person()
    old, young = visit(who, at(-1)), visit(who, at(1))
    booked, booked_later = book(who, at(-1)), book(who, at(1))
    before = checkins.visits(moment.id)
    done = forget_old(NOW)
    assert (done.visits, done.bookings, done.people) == (1, 1, 0)
    tied = {row.id: row.participant_id for row in models.CheckIn.select()}
    assert tied == {old: None, young: who}
    tied = {row.id: row.participant_id for row in models.Booking.select()}
    assert tied == {booked: None, booked_later: who}
    assert checkins.visits(moment.id) == before
    assert not forget_old(NOW).any, "twice is once"


@pytest.mark.usefixtures("db")
def test_also_in_a_closed_moment(db: KioskDatabase) -> None:
    open_day()
    visit(person(), at(-1))
    db.sql(
        "UPDATE moment SET state = 'closed', closed_at = 1, close_key = 'k', expected_cash = 0,"
        " counted_cash = 0, close_reason = '', money_rows = 0, money_hash = ''"
    )
    assert forget_old(NOW).visits == 1


@pytest.mark.usefixtures("db")
def test_who_was_not_seen_for_13_months_is_erased() -> None:
    open_day()
    gone, seen, booked = person("fox", at(-9)), person("owl", at(-9)), person("bear", at(-9))
    new = person("frog", at(1))
    visit(gone, at(-5))
    visit(seen, at(5))
    book(booked, at(5))
    assert forget_old(NOW).people == 1
    assert {one.id for one in people.people()} == {seen, booked, new}
    row = models.Participant.get_by_id(gone)
    assert (row.animal, row.colour, row.language, row.card_code) == (None,) * 4
    (noted,) = models.Audit.select().where(models.Audit.act == "forget")
    assert (noted.subject_id, noted.volunteer_id) == (gone, None)


@pytest.mark.usefixtures("db")
def test_old_guesses_and_names_of_who_left_go_too() -> None:
    for when in (at(-2), at(-1)):
        models.Attempt.create(lock="voucher", outcome="wrong", streak=1, at=to_ms(when))
    models.Attempt.create(lock="pin", outcome="wrong", streak=6, at=to_ms(at(-3)))
    models.Attempt.create(lock="voucher", outcome="wrong", streak=1, at=to_ms(at(2)))
    for name, left_at in (("An", None), ("Bo", at(-1)), ("Cis", at(1))):
        models.Volunteer.create(
            name=name, picture="avatar_owl", pin_hash=DEAD, added_at=0,
            left_at=to_ms(left_at) if left_at else None,
        )  # fmt: skip
    done = forget_old(NOW)
    assert (done.guesses, done.names) == (2, 1)
    last = models.Attempt.last("pin")
    assert last is not None and last.streak == 6, "the pause after it still counts"
    named = [(row.name, row.picture) for row in models.Volunteer.select()]
    assert named == [("An", "avatar_owl"), (NAMELESS, ""), ("Cis", "avatar_owl")]


def test_forgetting_reads_only_what_it_forgets(db: KioskDatabase) -> None:
    def acts() -> None:
        open_day()
        visit(person(), at(-1))
        forget_old(NOW)

    queries = queries_of(db, acts)
    assert len(queries) > 10
    assert scans(db, {query for query in queries if "volunteer" not in query[0]}) == {}


def test_papers_of_the_folder_go_after_a_month(tmp_path: Path) -> None:
    folder = tmp_path / "papier"
    folder.mkdir()
    for name, days in (("old.png", 32), ("young.png", 30), ("other.txt", 99)):
        (folder / name).write_bytes(b"x")
        when = (at() - timedelta(days=days)).timestamp()
        os.utime(folder / name, (when, when))
    assert remove_papers(folder, at()) == 1
    assert sorted(file.name for file in folder.iterdir()) == ["other.txt", "young.png"]
    assert remove_papers(tmp_path / "none", at()) == 0


def test_once_a_day_and_only_by_a_clock_that_is_trusted(
    tmp_path: Path, db: KioskDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_day()
    visit(person(), at(-1))
    done: list[datetime] = []

    class Now:
        """The thread itself, at once."""

        def __init__(self, target: Any, **_: Any) -> None:
            self.start = target

    monkeypatch.setattr("kiosk.services.forgetting.Thread", Now)
    monkeypatch.setattr("kiosk.services.forgetting.end_thread", lambda: None)
    keep = retention.forget_old

    def forget(now: datetime) -> retention.Forgotten:
        done.append(now)
        return keep(now)

    monkeypatch.setattr(retention, "forget_old", forget)
    released: list[datetime] = []
    monkeypatch.setattr("kiosk.services.bookings.release_unpaid", released.append)
    forgetting = Forgetting(lambda: NOW, tmp_path)
    forgetting.look(date(2099, 1, 1), trusted=False)
    assert done == [] and models.CheckIn.get().participant_id == 1
    for _ in range(3):
        forgetting.look(date(2027, 4, 14), trusted=True)
    assert len(done) == 1 and models.CheckIn.get().participant_id is None
    forgetting.look(date(2027, 4, 15), trusted=True)
    assert len(done) == 2 and released == done, "unpaid seats are free again each day"
