"""No act about outings reads a whole table, and no kill leaves half of one."""

from __future__ import annotations

from pathlib import Path

from db.connection import KioskDatabase
from tests.power.test_kill import files_before_each_statement, half_acts
from tests.services.day import check_invariants, open_day
from tests.services.test_cost import queries_of, scans
from tests.services.trips import one_trip


def trip() -> None:
    open_day()
    one_trip()


def test_no_act_reads_a_whole_table(db: KioskDatabase) -> None:
    queries = queries_of(db, trip)
    assert len(queries) > 60
    assert scans(db, queries) == {}
    check_invariants()


def test_killed_between_any_two_statements(db: KioskDatabase, tmp_path: Path) -> None:
    copies = files_before_each_statement(db, tmp_path, trip)
    assert len(copies) > 30
    assert half_acts(copies) == 0
