"""The thread that makes copies: after a closing, on a new day, for a stick, and never in the way."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import db as store
from kiosk import copier, copy_lock
from kiosk.copier import Copier, CopyNews
from kiosk.copy_errors import StickTrouble
from kiosk.copy_lock import CopyLock
from kiosk.errors import NotStored
from kiosk.services import backups, keys, stick_copies
from kiosk.services.archives import Label
from tests.services.day import open_day

WORDS = "soep op woensdag middag"
NOON = datetime(2026, 3, 14, 11, 0, tzinfo=UTC)
PATIENCE = 30.0


class Hall:
    """Where the kiosk stands: its sticks, its clock, whether anybody is there."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.now = NOON
        self.quiet = True
        self.sticks: list[Path] = []
        self.let_go: list[Path] = []
        self.news: list[CopyNews] = []
        self.copier = Copier(
            lambda: self.data,
            clock=lambda: self.now,
            quiet=lambda: self.quiet,
            on_news=self.news.append,
            find=lambda: list(self.sticks),
            let_go=self._let_go,
        )

    def _let_go(self, stick: Path) -> bool:
        self.let_go.append(stick)
        self.sticks.remove(stick)
        return True

    @property
    def made(self) -> list[backups.Copy]:
        return backups.copies_here(self.data)

    def until(self, happened: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, self.news
            time.sleep(0.005)

    def copies(self, count: int) -> None:
        """Wait until there are so many."""
        self.until(lambda: len(self.made) == count)

    def told(self, state: str) -> None:
        """Wait until this is how it stands."""
        self.until(lambda: self.copier.news.state == state)

    def nothing_more(self) -> None:
        """Several more looks around change nothing."""
        before = len(self.made), len(self.news)
        time.sleep(0.1)
        assert (len(self.made), len(self.news)) == before


@pytest.fixture(scope="module")
def lock() -> CopyLock:
    return copy_lock.new_lock(WORDS)


@pytest.fixture
def hall(
    db: store.KioskDatabase, lock: CopyLock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hall]:
    monkeypatch.setattr(copier, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(copier, "LOOK_SECONDS", 0.02)
    data = db.path.parent
    keys.load_ring(data)
    backups.keep_lock(data, lock)
    open_day()
    hall = Hall(data)
    yield hall
    assert hall.copier.stop()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def test_at_the_first_quiet_moment_of_each_day_a_copy_is_made(hall: Hall) -> None:
    hall.quiet = False
    hall.copier.start()
    hall.nothing_more()
    assert hall.made == []
    for day in range(3):  # nobody comes for days
        hall.now = NOON + timedelta(days=day)
        hall.quiet = True
        hall.copies(day + 1)
        hall.told("no_stick")
        hall.nothing_more()
    assert {copy.why for copy in hall.made} == {"daily"}
    hall.now = NOON - timedelta(days=400)  # the clock jumped: another day is a new one
    hall.copies(4)


def test_midnight_is_that_of_the_hall(hall: Hall) -> None:
    hall.now = datetime(2026, 3, 14, 22, 59, tzinfo=UTC)
    hall.copier.start()
    hall.copies(1)
    hall.now = datetime(2026, 3, 14, 23, 1, tzinfo=UTC)  # 00:01 on the wall
    hall.copies(2)


def test_after_a_restart_the_day_has_its_copy_already(hall: Hall) -> None:
    hall.copier.start()
    hall.until(lambda: hall.made)
    hall.told("no_stick")
    assert hall.copier.stop()
    hall.copier.start()
    hall.nothing_more()
    assert len(hall.made) == 1


def test_a_closing_is_copied_at_once_and_taken_to_the_stick(hall: Hall, stick: Path) -> None:
    hall.quiet = False
    hall.sticks = [stick]
    hall.copier.start()
    hall.copier.ask("close")
    hall.told("done")
    assert [one.state for one in hall.news if one.state != "ready"] == ["copying", "done"]
    assert hall.news[-1].sentence == "Kopie klaar, de stick mag eruit."
    (taken,) = stick_copies.copies_on(stick)
    assert stick_copies.verify_archive(taken.path) == taken.label
    assert hall.let_go == [stick]
    assert [copy.why for copy in hall.made] == ["close"]
    hall.nothing_more()
    assert hall.copier.news.state == "done", "until the next stick"


def test_the_sentence_comes_after_everything_is_on_the_stick(
    hall: Hall, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real = stick_copies.verify_archive
    monkeypatch.setattr(os, "sync", lambda: order.append("sync"))

    def proven(path: Path) -> Label:
        order.append("proven")
        return real(path)

    def let_go(_stick: Path) -> bool:
        order.append("let go")
        return True

    monkeypatch.setattr(stick_copies, "verify_archive", proven)
    hall.copier._on_news = lambda news: order.append(news.state)
    hall.copier._let_go = let_go
    hall.sticks, hall.quiet = [stick], False
    hall.copier.ask("close")
    hall.copier.start()
    hall.told("done")
    assert order == ["copying", "sync", "proven", "let go", "done"]


def test_a_stick_of_ours_is_filled_when_it_comes_and_no_other(
    hall: Hall, stick: Path, tmp_path: Path
) -> None:
    hall.quiet = False
    hall.copier.start()
    photos = tmp_path / "photos"
    photos.mkdir()
    hall.sticks = [photos]
    hall.told("ready")
    hall.nothing_more()
    assert list(photos.iterdir()) == [] and hall.made == []
    (stick / stick_copies.FOLDER).mkdir()
    hall.sticks = [stick]
    hall.told("done")
    assert len(stick_copies.copies_on(stick)) == 1


def test_without_a_passphrase_nothing_goes_to_the_stick(hall: Hall, stick: Path) -> None:
    (hall.data / backups.LOCK).unlink()
    hall.sticks, hall.quiet = [stick], False
    hall.copier.start()
    hall.told("no_passphrase")
    hall.copier.ask("asked")
    hall.until(lambda: hall.made and hall.copier.news.state == "no_passphrase")
    assert list(stick.iterdir()) == []
    backups.choose_passphrase(hall.data, WORDS)
    hall.copier.look()
    hall.told("ready")


def test_without_a_stick_the_copy_is_here_and_it_says_so(hall: Hall) -> None:
    hall.quiet = False
    hall.copier.start()
    hall.copier.ask("asked")
    hall.until(lambda: hall.copier.news.sentence)
    assert hall.copier.news == CopyNews("no_stick", copier.HERE)
    assert len(hall.made) == 1


def test_a_stick_that_fails_is_told_and_the_copy_is_here_all_the_same(
    hall: Hall, stick: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def pulled(*_given: object) -> None:
        raise StickTrouble("De stick is eruit of antwoordt niet. Steek ze er opnieuw in.")

    hall.sticks, hall.quiet = [stick], False
    with monkeypatch.context() as patch, caplog.at_level(logging.WARNING):
        patch.setattr(stick_copies, "write_to_stick", pulled)
        hall.copier.start()
        hall.copier.ask("close")
        hall.told("trouble")
    assert "eruit" in hall.copier.news.sentence
    assert len(hall.made) == 1 and store.verify(hall.made[0].path)
    assert "StickTrouble" in caplog.text
    hall.copier.ask("asked")
    hall.told("done")


def test_a_folder_where_no_stick_is_any_more_is_not_taken_for_one(
    hall: Hall, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backups.take_along

    def pulled(data: Path, stick: Path, at: datetime) -> object:
        hall.sticks = []
        return real(data, stick, at)

    monkeypatch.setattr(backups, "take_along", pulled)
    hall.sticks, hall.quiet = [stick], False
    hall.copier.ask("close")
    hall.copier.start()
    hall.told("trouble")
    assert "eruit" in hall.copier.news.sentence
    assert hall.let_go == []


def test_a_full_card_is_told_and_tried_again_later(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_at: datetime, _why: str) -> None:
        raise NotStored("De schijf is vol.")

    with monkeypatch.context() as patch:
        patch.setattr(backups, "make_backup", full)
        hall.copier.start()
        hall.told("trouble")
        hall.nothing_more()
    hall.nothing_more()
    hall.copier._not_before = 0.0  # an hour later
    hall.until(lambda: hall.made)
    assert hall.made[0].why == "daily"


def test_whatever_breaks_the_next_copy_is_made(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_at: datetime, _why: str) -> None:
        raise ZeroDivisionError

    hall.quiet = False
    hall.copier.start()
    with monkeypatch.context() as patch:
        patch.setattr(backups, "make_backup", broken)
        hall.copier.ask("close")
        hall.told("trouble")
    assert "goes on after an error" in caplog.text
    hall.copier.ask("close")
    hall.until(lambda: hall.made)


def test_it_sleeps_in_the_kernel(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copier, "LOOK_SECONDS", 60.0)
    looks: list[float] = []

    def find() -> list[Path]:
        looks.append(time.monotonic())
        return []

    hall.copier._find = find
    hall.quiet = False
    hall.copier.start()
    time.sleep(0.3)
    assert len(looks) == 1
    hall.copier.ask("close")
    hall.copier.ask("asked")
    hall.until(lambda: [news.state for news in hall.news].count("copying") == 2)
    assert hall.copier.stop(), "at once, not after a minute"


def test_the_stick_with_the_data_on_it_is_none(hall: Hall) -> None:
    hall.sticks, hall.quiet = [hall.data.parent], False
    hall.copier.start()
    hall.copier.ask("asked")
    hall.until(lambda: hall.copier.news.sentence)
    assert hall.copier.news.state == "no_stick"


def test_what_a_power_cut_left_open_is_taken_away(hall: Hall) -> None:
    for left in (backups.OPENED, "kopie-abc.part"):
        (hall.data / left).mkdir()
        (hall.data / left / "onthaal.db").write_bytes(b"what people did")
    hall.copier.start()
    hall.until(lambda: not list(hall.data.glob("*.part")))


def test_it_holds_nothing_open_in_between(hall: Hall) -> None:
    hall.copier.start()
    hall.until(lambda: hall.made)
    hall.told("no_stick")
    store.close_connection()
    kept = store.restore_backup(hall.made[0].path, hall.data / "onthaal.db")
    assert kept is not None
