"""Copies the data for deploy/update.sh; each version does it with its own code.

    python deploy/copy_data.py make DATA         a proven copy among the backups; prints where
    python deploy/copy_data.py put COPY DATA     that copy in the place of the data, which are kept
    python deploy/copy_data.py suits DATA        whether this version can work with the data

The exit code is 0 when it was done, or suits; else 1, with one sentence.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import db
from db.migrations import all_migrations, version_of
from kiosk.data_folder import claimed
from kiosk.errors import KioskError
from kiosk.services.acts import local_day

DATABASE = "onthaal.db"


def make(data: Path) -> None:
    """Copy the data, also while the kiosk uses them. Raises db.StorageError."""
    now = datetime.now(UTC)
    print(db.backup_file(data / DATABASE, why="asked", at=now, day=local_day(now)).path)


def put(copy: Path, data: Path) -> None:
    """Put a copy in the place of the data. Raises db.StorageError, FolderInUse."""
    now = datetime.now(UTC)
    with claimed(data):
        db.restore_backup(copy, data / DATABASE, at=now, day=local_day(now))


def suits(data: Path) -> bool:
    """Whether the data are not those of a newer version."""
    file = data / DATABASE
    if not file.exists():
        return True
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as found:
        return version_of(found) <= len(all_migrations())


def main(arguments: list[str]) -> int:
    """Do what is asked; the exit code."""
    try:
        match arguments:
            case ["make", data]:
                make(Path(data))
            case ["put", copy, data]:
                put(Path(copy), Path(data))
            case ["suits", data]:
                return 0 if suits(Path(data)) else 1
            case _:
                print(__doc__, file=sys.stderr)
                return 1
    except (KioskError, db.StorageError, sqlite3.Error, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
