"""Who may open the volunteers' door, as a copy of the database knows it.

After damage an empty start must not give the door to whoever happens to stand there.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from db.models.volunteers import RescueCode, Volunteer

Rows = list[dict[str, Any]]


def door_of(copy: Path) -> tuple[Rows, Rows]:
    """The rows of volunteers and of rescue codes in a copy, which may be of an older version.

    Opened read-only. Raises OSError when it cannot be read.
    """
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as found:
            found.row_factory = sqlite3.Row
            return _rows(found, Volunteer), _rows(found, RescueCode)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _rows(found: sqlite3.Connection, model: type[Any]) -> Rows:
    known = set(model._meta.columns)
    rows = found.execute(f"SELECT * FROM {model._meta.table_name} ORDER BY id").fetchall()
    return [{name: row[name] for name in set(row.keys()) & known} for row in rows]
