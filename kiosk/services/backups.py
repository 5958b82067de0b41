"""The copy of the database that is made after a closing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import db
from kiosk.errors import NotStored


def make_backup(at: datetime) -> Path:
    """Copy the database to its backups folder, check the copy, and return where it is.

    Not an act: the kiosk goes on while it runs, so call it outside the UI thread. Raises NotStored.
    """
    try:
        return db.backup_now(at)
    except db.StorageError as error:
        raise NotStored(str(error)) from error
