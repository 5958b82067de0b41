"""People without a name: a picture, its card, another picture, and nothing left once erased."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db import models
from db.connection import KioskDatabase
from kiosk.codes import new_ring, new_serial
from kiosk.errors import NoFreePicture, NoMoment, NoSuchPerson, NotOurs, PictureTaken
from kiosk.money import PriceRule
from kiosk.person_pictures import ANIMALS, COLOURS, PersonPicture
from kiosk.services import checkins, moments, people, tally
from tests.services.day import DAY, GROUP, LIST, at, key, open_day
from tests.services.test_cost import queries_of, scans

RING = new_ring()
FOX = PersonPicture("fox", "green")
OWL = PersonPicture("owl", "red")


def give(picture: PersonPicture = FOX, language: str = "nl") -> people.Person:
    return people.give_picture(picture=picture, language=language, at=at(), volunteer=None)


def card(person: people.Person) -> str:
    made = people.card_of(person=person.id, ring=RING, group=GROUP, at=at(), volunteer=None)
    return made.code


def arrive(scanned: str, *, minutes: float = 1, days: int = 0, with_key: str = "") -> Any:
    when = at(minutes) + timedelta(days=days)
    return people.check_in_by_card(
        scanned, key=with_key or key("visit"), ring=RING, at=when, today=when.date()
    )


@pytest.mark.usefixtures("db")
def test_a_picture_is_given_once() -> None:
    person = give()
    assert people.people() == [person]
    assert person == people.Person(1, FOX, "nl", False)
    with pytest.raises(PictureTaken):
        give()
    assert people.people() == [person]


@pytest.mark.usefixtures("db")
def test_free_pictures_are_as_different_as_can_be() -> None:
    give()
    free = people.pictures_to_give()
    assert len(free) == len(ANIMALS) * len(COLOURS) - 1
    assert FOX not in free
    first = [picture.animal for picture in free[: len(ANIMALS) - 1]]
    assert len(set(first)) == len(ANIMALS) - 1 and "fox" not in first


@pytest.mark.usefixtures("db")
def test_when_every_picture_is_given_it_says_so() -> None:
    for animal in ANIMALS:
        for colour in COLOURS:
            give(PersonPicture(animal, colour))
    with pytest.raises(NoFreePicture):
        people.pictures_to_give()


@pytest.mark.usefixtures("db")
def test_only_pictures_that_can_be_drawn() -> None:
    for strange in (PersonPicture("koe'; --", "red"), PersonPicture("fox", "plaid")):
        with pytest.raises(ValueError, match="no such picture"):
            give(strange)


@pytest.mark.usefixtures("db")
def test_a_card_has_the_same_code_each_time() -> None:
    person = give()
    code = card(person)
    assert card(person) == code
    found = people.find_by_card(code, ring=RING, today=DAY)
    assert (found.id, found.has_card) == (person.id, True)
    assert not {"fox", "green", "nl"} & {code.lower(), *code.lower().split()}


@pytest.mark.usefixtures("db")
def test_a_card_is_kept_nowhere_as_a_paper() -> None:
    card(give())
    assert models.PrintJob.select().count() == 0


@pytest.mark.usefixtures("db")
def test_another_picture_makes_the_old_card_worthless() -> None:
    person = give()
    old = card(person)
    changed = people.change_picture(person=person.id, picture=OWL, at=at(), volunteer=None)
    assert (changed.id, changed.picture, changed.has_card) == (person.id, OWL, False)
    with pytest.raises(NoSuchPerson):
        people.find_by_card(old, ring=RING, today=DAY)
    assert card(person) != old
    assert FOX in people.pictures_to_give()


@pytest.mark.usefixtures("db")
def test_nobody_gets_a_picture_of_somebody_else() -> None:
    one, other = give(), give(OWL)
    with pytest.raises(PictureTaken):
        people.change_picture(person=one.id, picture=OWL, at=at(), volunteer=None)
    same = people.change_picture(person=other.id, picture=OWL, at=at(), volunteer=None)
    assert same.picture == OWL


@pytest.mark.usefixtures("db")
def test_a_card_checks_in_at_once_with_the_party_of_last_time() -> None:
    open_day()
    code = card(give(language="ar"))
    first = arrive(code)
    assert (first.seen.adults, first.seen.children, first.seen.participant) == (1, 0, 1)
    assert models.CheckIn.get_by_id(first.seen.id).language == "ar"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("days", "party"), [(30, (2, 3)), (396, (2, 3)), (397, (1, 0))])
def test_the_party_is_known_for_13_months(days: int, party: tuple[int, int]) -> None:
    moment = open_day()
    person = give()
    code = card(person)
    checkins.check_in(
        key=key("visit"), adults=2, children=3, helps=(), participant=person.id, language="nl",
        at=at(1),
    )  # fmt: skip
    _close(moment.id)
    _open_again(days)
    seen = arrive(code, days=days).seen
    assert (seen.adults, seen.children) == party


@pytest.mark.usefixtures("db")
def test_a_card_scanned_twice_counts_once() -> None:
    moment = open_day()
    code = card(give())
    one, other = arrive(code), arrive(code, minutes=5)
    assert one.seen == other.seen
    assert checkins.visits(moment.id).count == 1
    checkins.undo_check_in(key=one.seen.key, at=at(6))
    assert checkins.visits(moment.id).count == 0
    again = arrive(code, minutes=7)
    assert again.seen.id != one.seen.id
    assert checkins.visits(moment.id).count == 1


@pytest.mark.usefixtures("db")
def test_strange_papers_check_nobody_in() -> None:
    moment = open_day()
    code = card(give())
    stranger = new_ring().sign("C", new_serial())
    for text in (stranger, RING.sign("V", new_serial()), "", "<b>", code.lower(), code + "B"):
        with pytest.raises(NotOurs):
            arrive(text)
    with pytest.raises(NoSuchPerson):
        arrive(RING.sign("C", new_serial()))
    assert checkins.visits(moment.id).count == 0


def test_a_strange_code_is_refused_before_any_look_up(db: KioskDatabase) -> None:
    def strange() -> None:
        with pytest.raises(NotOurs):
            arrive(new_ring().sign("C", new_serial()))

    assert queries_of(db, strange) == set()


@pytest.mark.usefixtures("db")
def test_no_card_checks_in_while_there_is_no_moment() -> None:
    code = card(give())
    with pytest.raises(NoMoment):
        arrive(code)


def test_once_erased_nothing_ties_to_a_person(db: KioskDatabase) -> None:
    moment = open_day()
    person = give(PersonPicture("hedgehog", "purple"), "uk")
    code = card(person)
    seen = arrive(code).seen
    serial = models.Participant.get_by_id(person.id).card_code
    _book(person.id)
    people.erase(person=person.id, at=at(9), volunteer=None)

    row = models.Participant.get_by_id(person.id)
    assert (row.animal, row.colour, row.language, row.card_code) == (None, None, None, None)
    assert models.CheckIn.get_by_id(seen.id).participant_id is None
    assert models.Booking.get().participant_id is None
    assert checkins.visits(moment.id).count == 1, "the visit itself still counts"
    assert people.people() == []
    with pytest.raises(NoSuchPerson):
        arrive(code)
    people.erase(person=person.id, at=at(10), volunteer=None)  # twice is once
    assert models.Participant.get_by_id(person.id).erased_at == row.erased_at
    for act in (card, lambda one: people.change_picture(
        person=one.id, picture=OWL, at=at(), volunteer=None)):  # fmt: skip
        with pytest.raises(NoSuchPerson):
            act(person)
    assert _bytes_with(Path(db.path), [str(serial), "hedgehog"]) == []


@pytest.mark.usefixtures("db")
def test_nobody_to_erase() -> None:
    with pytest.raises(NoSuchPerson):
        people.erase(person=7, at=at(), volunteer=None)


def test_no_act_with_people_reads_a_whole_table(db: KioskDatabase) -> None:
    def acts() -> None:
        open_day()
        person = give()
        people.people()
        people.pictures_to_give()
        arrive(card(person))
        people.change_picture(person=person.id, picture=OWL, at=at(), volunteer=None)
        arrive(card(person), minutes=3)
        people.erase(person=person.id, at=at(4), volunteer=None)

    queries = queries_of(db, acts)
    assert len(queries) > 15
    assert scans(db, queries) == {}


def _close(moment: int) -> None:
    tally.close_moment(key=key(), moment=moment, leftovers={}, counted={}, at=at(90), group=GROUP)


def _open_again(days: int) -> None:
    moments.open_moment(
        key=key("open"), kind="produce", offers=LIST, float_pieces={}, rule=PriceRule(),
        at=at() + timedelta(days=days), day=DAY + timedelta(days=days),
    )  # fmt: skip


def _book(person: int) -> None:
    models.Outing.create(
        key="o", kind="trip", picture="bus", day=DAY.isoformat(), starts="10:00", transport="bus",
        quota=5, seats_free=5, regular_price=0, participant_price=0, group_share=0, town_share=0,
        state="planned", made_at=0,
    )  # fmt: skip
    models.Booking.create(
        key="b", outing=1, participant=person, state="reserved", adults=1, children=0,
        participant_price=0, group_share=0, town_share=0, language="uk", made_at=0,
    )  # fmt: skip


def _bytes_with(file: Path, words: list[str]) -> list[str]:
    """The files of the database in which one of these words is still to be found."""
    found = []
    for part in (file, file.with_name(file.name + "-wal")):
        if part.exists():
            content = part.read_bytes()
            found += [f"{word} in {part.name}" for word in words if word.encode() in content]
    return found
