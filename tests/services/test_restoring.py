"""A copy on another machine: everything is there, old papers count, who was erased stays erased."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

import db as store
from db import models
from kiosk import chosen, key_ring, own_pictures
from kiosk.copy_errors import BadCopy, NoSuchCopy, StillWorking
from kiosk.errors import NotStored
from kiosk.person_pictures import free_pictures
from kiosk.services import backups, checkins, keys, people, pictures, restoring, vouchers
from kiosk.services.acts import end_thread
from kiosk.settings import Settings
from kiosk.start import open_data
from kiosk.typed_code import read_typed_code
from tests.services import trips
from tests.services.day import at, check_invariants, hand_in, key, open_day, pay
from tests.services.trips import TRIP_DAY, add, book, free

WORDS = "soep op woensdag middag"
LONGEST_SECONDS = 300.0


@pytest.fixture
def data(db: store.KioskDatabase) -> Path:
    """A kiosk with a past: its keys, choices, pictures, a lock, a day, a voucher."""
    folder = db.path.parent
    (folder / keys.FILE).write_text(key_ring.to_text(trips.RING))
    (folder / chosen.FILE).write_text(chosen.written({"group": {"name": "De Brug"}}))
    pictures.replace_picture(folder, key="appel", png=b"\x89PNG a photo")
    backups.choose_passphrase(folder, WORDS)
    offers = open_day().offers
    pay(hand_in(offers[0].id))
    return folder


def reopen(folder: Path, minutes: float = 100) -> None:
    open_data(Settings(data=folder), at(minutes))


def restore(copy: Path, folder: Path, words: str = WORDS) -> Path | None:
    """As a program does it that has nothing open."""
    end_thread()
    kept = restoring.put_back(restoring.open_copy(copy, folder, words), folder, at(99))
    reopen(folder)
    return kept


def test_on_an_empty_machine_old_vouchers_count_by_code_and_by_hand(
    data: Path, tmp_path: Path
) -> None:
    family, pair = book(add(free()), 2, 1), book(add(free()), 2)
    backups.make_backup(at(60), "close")
    stick = tmp_path / "stick"
    stick.mkdir()
    before = backups.counts_now()
    papers = [models.Voucher.issued(party.id) for party in (family, pair)]
    taken = backups.take_along(data, stick, at(61))

    new = tmp_path / "new machine"
    new.mkdir()
    began = time.monotonic()
    assert restore(taken.path, new) is None
    ring = keys.load_ring(new)
    scanned, typed = papers
    assert scanned is not None and typed is not None
    text = trips.RING.sign("V", scanned.serial, scanned.key_id)
    seen = vouchers.look_up(text, ring=ring, today=TRIP_DAY)
    assert (seen.light, seen.left) == ("green", 3)
    let_in(scanned.id)
    assert vouchers.look_up(text, ring=ring, today=TRIP_DAY).left == 2
    hand = read_typed_code(typed.typed)
    by_hand = vouchers.look_up_typed(hand.pictures, hand.digits, at=at(101), today=TRIP_DAY)
    assert (by_hand.light, by_hand.left) == ("green", 2)
    let_in(typed.id)
    assert time.monotonic() - began < LONGEST_SECONDS
    assert backups.counts_now() == before
    check_invariants()

    assert ring == trips.RING
    assert chosen.read(new)[0]["group"]["name"] == "De Brug"
    assert (new / own_pictures.FOLDER / "appel.png").read_bytes() == b"\x89PNG a photo"
    lock = backups.lock_of(new)
    assert lock is not None and lock == backups.lock_of(data), "the same words go on"
    assert not list(new.rglob("*.part"))


def let_in(voucher: int) -> None:
    verdict = vouchers.redeem(
        key=key("in"), voucher=voucher, seats=1, at=at(102), today=TRIP_DAY, volunteer=None
    )
    assert verdict.light == "green"


def test_what_somebody_did_here_is_not_lost_to_an_archive(data: Path, tmp_path: Path) -> None:
    backups.make_backup(at(60))
    taken = backups.take_along(data, tmp_path, at(61))
    other = tmp_path / "other"
    other.mkdir()
    own = keys.load_ring(other)
    (other / chosen.FILE).write_text(chosen.written({"group": {"name": "Van hier"}}))
    pictures.replace_picture(other, key="peer", png=b"\x89PNG from here")
    mine = backups.choose_passphrase(other, "een andere wachtzin")
    restore(taken.path, other)
    ring = keys.load_ring(other)
    assert ring.active == trips.RING.active and own.active in ring.keys
    assert chosen.read(other)[0]["group"]["name"] == "Van hier"
    assert [one.name for one in (other / own_pictures.FOLDER).iterdir()] == ["peer.png"]
    assert backups.lock_of(other) == mine


def test_who_was_erased_since_is_erased_again(data: Path) -> None:
    gone, stays = (
        people.give_picture(picture=picture, language="nl", at=at(1), volunteer=None)
        for picture, _ in zip(free_pictures(set()), range(2), strict=False)
    )
    checkins.check_in(
        key=key("in"),
        adults=1,
        children=0,
        helps=(),
        participant=gone.id,
        language="nl",
        at=at(2),
    )
    copy = backups.make_backup(at(60))
    people.erase(person=gone.id, at=at(61), volunteer=None)
    restore(copy, data)
    assert [one.id for one in people.people()] == [stays.id]
    assert models.CheckIn.get().participant_id is None
    for file in data.glob("onthaal.db*"):
        assert gone.picture.animal.encode() not in file.read_bytes(), file.name
    again = people.give_picture(picture=gone.picture, language="nl", at=at(70), volunteer=None)
    kept = restore(copy, data)
    assert kept is not None
    restore(kept, data)
    assert {one.id for one in people.people()} == {stays.id, again.id}, (
        "another, of the same number"
    )


def test_what_was_replaced_comes_back(data: Path) -> None:
    copy = backups.make_backup(at(60))
    offers = models.Offer.of(1)
    pay(hand_in(offers[1].id))
    later = backups.counts_now()
    kept = restore(copy, data)
    assert backups.counts_now() != later
    assert kept is not None and backups.copies_here(data)[0].why == "restore"
    assert restoring.open_copy(kept, data).counts == later
    restore(kept, data)
    assert backups.counts_now() == later
    check_invariants()


def test_it_waits_for_nobody_who_still_works(data: Path) -> None:
    copy = backups.make_backup(at(60))
    before = backups.counts_now()  # and with that this thread has the data open
    with pytest.raises(StillWorking, match="straks"):
        restoring.put_back(restoring.open_copy(copy, data), data, at(61))
    assert backups.counts_now() == before


def test_refusals_have_a_sentence_and_change_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.make_backup(at(60))
    end_thread()
    with pytest.raises(NoSuchCopy, match="er niet"):
        restoring.open_copy(tmp_path / "nowhere.db", data)
    text = tmp_path / "brief.age"
    text.write_text("a letter")
    with pytest.raises(BadCopy, match="geen kopie van deze kiosk"):
        restoring.open_copy(text, data, WORDS)
    text.rename(tmp_path / "brief.db")
    with pytest.raises(BadCopy, match="ontbreekt"):
        restoring.open_copy(tmp_path / "brief.db", data)
    opened = restoring.open_copy(copy, data)
    content = copy.read_bytes()
    copy.write_bytes(content[:-1])
    before = (data / "onthaal.db").read_bytes()
    with pytest.raises(BadCopy, match="beschadigd"):
        restoring.put_back(opened, data, at(61))
    copy.write_bytes(content)
    monkeypatch.setattr(store.backups, "all_migrations", lambda: ())
    with pytest.raises(NotStored, match="nieuwere versie"):
        restoring.put_back(opened, data, at(61))
    assert (data / "onthaal.db").read_bytes() == before


def test_the_copy_of_the_day_is_due_once_a_day_whatever_the_clock_did(data: Path) -> None:
    today = at().date()
    assert backups.is_due(data, today)
    backups.make_backup(at(60), "daily")
    assert not backups.is_due(data, today)
    for day in (today + timedelta(days=1), today - timedelta(days=9000)):
        assert backups.is_due(data, day)
