"""Erasing: gone from every file of the data folder, also from an older copy that is put back."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

import db as store
from db import models
from db.connection import KioskDatabase, open_database
from kiosk import log
from kiosk.codes import new_ring
from kiosk.errors import NotStored
from kiosk.person_pictures import PersonPicture
from kiosk.services import people, retention
from kiosk.services.people import REMEMBERED, Person
from tests.services.day import GROUP, at, key, open_day

RING = new_ring()
HEDGEHOG = PersonPicture("hedgehog", "purple")


def known(visits: int = 30) -> tuple[Person, list[str]]:
    """Somebody with a card who came often, and what must be found nowhere afterwards."""
    open_day()
    person = people.give_picture(picture=HEDGEHOG, language="uk", at=at(), volunteer=None)
    card = people.card_of(person=person.id, ring=RING, group=GROUP, at=at(), volunteer=None)
    for number in range(visits):
        people.check_in_by_card(
            card.code, key=key("visit"), ring=RING, at=at(number), today=at().date()
        )
    serial = str(models.Participant.get_by_id(person.id).card_code)
    return person, [serial, card.code, HEDGEHOG.animal, HEDGEHOG.colour]


def found_in(folder: Path, words: list[str]) -> list[str]:
    """Every file below the folder in which one of these words stands."""
    return [
        f"{word} in {file.relative_to(folder)}"
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        for word in words
        if word.encode() in file.read_bytes()
    ]


def test_erased_is_gone_from_every_file(db: KioskDatabase) -> None:
    folder = Path(db.path).parent
    person, words = known()
    assert found_in(folder, words), "or the search could find nothing"
    people.erase(person=person.id, at=at(60), volunteer=None)
    assert found_in(folder, words) == []
    assert (folder / "onthaal.db-wal").stat().st_size == 0
    assert models.CheckIn.select().where(models.CheckIn.participant == person.id).count() == 0


def test_without_overwriting_it_would_still_be_there(
    db: KioskDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(db.path).parent
    person, words = known()
    store.empty_log()
    db.sql("PRAGMA secure_delete = 0")
    people.erase(person=person.id, at=at(60), volunteer=None)
    assert found_in(folder, words)


def test_a_big_table_that_shrinks_leaves_nothing_on_free_pages(db: KioskDatabase) -> None:
    """Thousands of ties: whole pages of the index become free, and are zeros then."""
    folder = Path(db.path).parent
    person, words = known(visits=1)
    moment = models.Moment.current()
    assert moment is not None
    rows = [
        {"key": f"{words[0]}-{number}", "moment": moment.id, "participant": person.id, "adults": 1,
         "children": 0, "language": "uk", "at": number}
        for number in range(3000)
    ]  # fmt: skip
    with store.transaction():
        for start in range(0, len(rows), 100):
            models.CheckIn.insert_many(rows[start : start + 100]).execute()
    db.sql("PRAGMA foreign_keys = 0")
    db.sql("DELETE FROM check_in WHERE key LIKE ?", (f"{words[0]}-%",))
    db.sql("PRAGMA foreign_keys = 1")
    people.erase(person=person.id, at=at(60), volunteer=None)
    assert db.sql("PRAGMA freelist_count").fetchone()[0] > 10
    assert found_in(folder, words) == []


def test_somebody_who_reads_meanwhile_keeps_nothing_for_long(db: KioskDatabase) -> None:
    folder = Path(db.path).parent
    person, words = known()
    reading, done = threading.Event(), threading.Event()

    def read() -> None:
        with store.reading():
            assert models.CheckIn.select().count()
            reading.set()
            done.wait(20)
        store.close_connection()

    reader = threading.Thread(target=read)
    reader.start()
    assert reading.wait(20)
    people.erase(person=person.id, at=at(60), volunteer=None)
    done.set()
    reader.join(20)
    retention.forget_old(at(61))  # the daily forgetting, or that of the next start
    assert found_in(folder, words) == []


def test_an_older_copy_forgets_them_too(db: KioskDatabase) -> None:
    folder = Path(db.path).parent
    person, words = known()
    copy = folder / "backups" / "copy.db"
    copy.parent.mkdir()
    with closing(sqlite3.connect(db.path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    people.erase(person=person.id, at=at(60), volunteer=None)
    assert found_in(folder / "backups", words), "copies age; until then they have it"
    db.close()
    for side in ("-wal", "-shm"):
        Path(f"{db.path}{side}").unlink(missing_ok=True)
    shutil.copyfile(copy, db.path)
    again = open_database(f"sqlite:///{db.path}")
    assert models.Participant.get_by_id(person.id).animal == HEDGEHOG.animal
    assert people.erase_again(at(90)) == 1
    assert people.people() == [] and people.erase_again(at(91)) == 0
    copy.unlink()
    assert found_in(folder, words) == []
    again.close()


@pytest.mark.usefixtures("db")
def test_another_one_of_the_same_number_stays() -> None:
    """After an older copy numbers are given again; the time tells who is who."""
    person, _ = known()
    made_at = models.Participant.get_by_id(person.id).made_at
    store.list_erased(store.Erased(person.id, made_at - 1), store.Erased(99, made_at))
    assert people.erase_again(at(90)) == 0
    assert [one.id for one in people.people()] == [person.id]


def test_a_power_cut_between_the_list_and_the_database(
    db: KioskDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, words = known()
    with monkeypatch.context() as patch:
        patch.setattr(people, "_erase", lambda *_: None)
        people.erase(person=person.id, at=at(60), volunteer=None)
    assert [one.id for one in people.people()] == [person.id]
    assert people.erase_again(at(61)) == 1
    assert found_in(Path(db.path).parent, words) == []


def test_a_list_that_cannot_be_written_erases_nobody(db: KioskDatabase) -> None:
    person, _ = known()
    (Path(db.path).parent / "gewist.json.part").mkdir()
    with pytest.raises(NotStored, match="wissen"):
        people.erase(person=person.id, at=at(60), volunteer=None)
    assert people.people()[0].id == person.id


def test_a_list_that_cannot_be_understood_stops_no_start(db: KioskDatabase) -> None:
    for text in ("", "{", '["x"]', "[[1]]", "5"):
        (Path(db.path).parent / "gewist.json").write_text(text)
        assert people.erase_again(at()) == 0


def test_who_vanishes_by_age_is_gone_from_every_file(db: KioskDatabase) -> None:
    folder = Path(db.path).parent
    log.start_log(folder)
    _, words = known()
    assert retention.forget_old(at(31) + REMEMBERED).people == 1
    assert found_in(folder, words) == []
