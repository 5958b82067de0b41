"""What a closed moment came to is written by the database itself, and never changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import db as store
from db.connection import KioskDatabase
from db.migrations import all_migrations, migrate
from tests.services.day import one_day
from tests.services.past import Past

SUMS = ("moment_total", "moment_help", "moment_sale", "moment_money")
BEFORE = 6


def sums(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(database)) as connection:
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in SUMS}


@pytest.mark.parametrize("table", SUMS)
@pytest.mark.parametrize("change", ["UPDATE {} SET moment_id = moment_id", "DELETE FROM {}"])
def test_the_sums_stay_as_they_are(db: KioskDatabase, table: str, change: str) -> None:
    Past(4).live(4)
    before = sums(db.path)
    assert before[table]
    refused = pytest.raises(sqlite3.IntegrityError, match="append-only")
    with closing(sqlite3.connect(db.path)) as connection, refused:
        connection.execute(change.format(table))
    assert sums(db.path) == before


def test_moments_that_were_closed_before_get_the_same_sums(tmp_path: Path) -> None:
    """The same past in a file of the version before, brought up to date afterwards."""
    found = []
    for steps in (all_migrations(), all_migrations()[:BEFORE]):
        path = tmp_path / str(len(steps)) / "onthaal.db"
        database = store.open_database(f"sqlite:///{path}", migrations=steps)
        Past(21, estimate=False).live(7)
        database.close()
        migrate(path, all_migrations())
        found.append(sums(path))
    assert all(found[0].values())
    assert found[0] == found[1]


def test_a_closed_moment_is_final_again_after_the_migration(db: KioskDatabase) -> None:
    one_day()
    refused = pytest.raises(sqlite3.IntegrityError, match="the moment is closed")
    with closing(sqlite3.connect(db.path)) as connection, refused:
        connection.execute("UPDATE moment SET kind = 'soup'")
