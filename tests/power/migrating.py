"""The first start of the driver: a database of the first version, brought up to date by steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import db as store
from db.migrations import all_migrations, version_of

OLD_ROWS = 5


def bring_up_to_date(folder: Path, returned: Callable[[str, object], None]) -> None:
    """Open with one migration more each time, as kiosks of those versions would have done."""
    steps = all_migrations()
    file = folder / "onthaal.db"
    while (version := _version(file)) < len(steps):
        store.open_database(f"sqlite:///{file}", migrations=steps[: version + 1]).close()
        returned("migrated", version + 1)
        if version == 0:
            for row in range(1, OLD_ROWS + 1):
                _plan_as_version_1_did(file, row)
                returned("planned", row)


def _version(file: Path) -> int:
    if not file.exists():
        return 0
    with closing(sqlite3.connect(file)) as found:
        return version_of(found)


def _plan_as_version_1_did(file: Path, row: int) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as old:
        old.execute("PRAGMA synchronous = FULL")
        old.execute(
            "INSERT INTO planned_moment (id, kind, day, starts) VALUES (?, 'soup', ?, '10:00')",
            (row, f"2026-05-0{row}"),
        )
