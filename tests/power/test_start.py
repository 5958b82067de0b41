"""The start after a kill: soon, with the basket released; and in trouble, by waiting for the disk."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import db as store
from kiosk import opening
from kiosk.data_folder import DataFolderError, DiskTrouble, prepare_data
from kiosk.kiosk_clock import GivenClock
from kiosk.log import FILE_NAME, start_log
from kiosk.opening import Opening
from kiosk.services import orders
from kiosk.settings import Settings
from tests.power.faults import Trouble, failing
from tests.power.starts import PATIENCE, start_after_kills, started
from tests.services.day import at, open_day, pick

BASKETS = "SELECT count(*) FROM orders WHERE state = 'basket'"


def until(happened: Callable[[], object]) -> None:
    """Give a thread or another process the time to do it."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def with_a_basket(data: Path) -> None:
    """A day is open, somebody was picking when the power went."""
    database = store.open_database(f"sqlite:///{data / 'onthaal.db'}")
    prei = open_day().offers[0]
    pick(prei.id, prei.id)
    database.close()


def test_the_kiosk_starts_soon_after_a_kill(tmp_path: Path) -> None:
    seconds, cpu_seconds = start_after_kills(tmp_path, 1)
    print(f"first picture after {seconds:.1f} s, of which {cpu_seconds:.1f} s of work")
    assert cpu_seconds < 5  # the work is the same on a machine that does other things as well


def test_a_basket_that_a_kill_interrupted_is_released_and_a_held_database_waited_for(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    with_a_basket(data)
    with closing(sqlite3.connect(data / "onthaal.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with started(data) as start:  # its first picture says what is wrong
            assert "the data cannot be opened now" in (data / FILE_NAME).read_text()
            assert start.process.poll() is None
            assert other.execute(BASKETS).fetchone() == (1,)
            other.execute("ROLLBACK")
            until(lambda: other.execute(BASKETS).fetchone() == (0,))
            assert start.process.poll() is None
        available = "SELECT opening - available FROM offer ORDER BY id LIMIT 1"
        assert other.execute(available).fetchone() == (0,)


@pytest.mark.parametrize("trouble", ["full", "read-only", "pulled"])
def test_the_data_are_opened_when_the_disk_is_well_again(
    tmp_path: Path, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "TRY_AGAIN_SECONDS", 0.05)
    with_a_basket(tmp_path)
    with failing(tmp_path, trouble):
        begun = Opening(Settings(data=tmp_path), GivenClock(at))
        begun.begin()
        until(lambda: begun.trouble)
        assert re.search("schijf|geheugenkaart", begun.trouble)
        assert not begun.is_done(0.2)
    begun.result()
    assert orders.open_orders() == []
    store.close_connection()


def test_what_no_waiting_mends_is_raised(tmp_path: Path) -> None:
    (tmp_path / "onthaal.db").write_bytes(b"no database at all, but long enough" * 100)
    begun = Opening(Settings(data=tmp_path), GivenClock(at))
    begun.begin()
    with pytest.raises(store.DamagedDatabase):
        begun.result()


def test_a_disk_in_trouble_is_no_reason_not_to_start(tmp_path: Path) -> None:
    with failing(tmp_path, "read-only"):
        with pytest.raises(DiskTrouble, match="alleen leesbaar"):
            prepare_data(tmp_path)
        start_log(tmp_path)
    assert issubclass(DiskTrouble, DataFolderError)
    assert not (tmp_path / FILE_NAME).exists()
