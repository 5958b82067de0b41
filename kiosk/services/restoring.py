"""Putting a copy back: opened and proven first, then in the place of the data in one step."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import db
from db import models
from kiosk.copy_errors import BadCopy, NoSuchCopy, StillWorking
from kiosk.copy_lock import CopyLock
from kiosk.errors import NotStored
from kiosk.services import archives, backups, stick_copies
from kiosk.services.acts import act, local_day, to_ms
from kiosk.services.backups import DATABASE, OPENED, Counts
from kiosk.system_errors import why


@dataclass(frozen=True, slots=True)
class Opened:
    """A copy that was proven good: the database in it, how much is in there, and its lock."""

    database: Path
    made_at: datetime
    counts: Counts
    lock: CopyLock | None


def open_copy(path: Path, data: Path, passphrase: str = "") -> Opened:
    """Prove a copy, on the kiosk or on a stick; nothing of the kiosk is touched.

    Slow on purpose for one on a stick. Raises NoSuchCopy, BadCopy, BadPassphrase, NotStored.
    """
    if not path.is_file():
        raise NoSuchCopy()
    try:
        if path.suffix != stick_copies.SUFFIX:
            manifest = db.verify(path)
            return Opened(path, manifest.made_at, backups.counts(manifest.contents), None)
        label = stick_copies.verify_archive(path)
        folder = data / OPENED
        close_copy(data)
        db.make_folder(folder)
        database = archives.unpack(path, label.lock, passphrase, folder)
        told = backups.counts(db.verify(database).contents)
        return Opened(database, label.made_at, told, label.lock)
    except db.BadBackup as error:
        raise BadCopy(error.reason) from error
    except OSError as error:
        raise NotStored(f"De kopie kon niet geopend worden ({why(error)}).") from error


def close_copy(data: Path) -> None:
    """Take away what was opened of an archive. Raises nothing: it is done again at the next one."""
    shutil.rmtree(data / OPENED, ignore_errors=True)


def note_put_back(at: datetime, volunteer: int | None = None) -> None:
    """Write down that a copy takes the place of the data, or took it.

    Before, in the data that are kept, with who does it; after it, in the copy, whose volunteers may
    be others. Raises NotStored.
    """
    with act():
        models.Audit.note("put_back", "copy", None, volunteer, to_ms(at))


def put_back(opened: Opened, data: Path, at: datetime) -> Path | None:
    """Put an opened copy in the place of the data; returns where what was there is kept.

    Nobody may have the data open: end every thread that acts first, and open them anew after it
    (``kiosk.start``), which also erases again whoever was erased since. Raises BadCopy, StillWorking,
    BadKeys, NotStored; then the data are as they were.
    """
    try:
        if opened.lock is not None:
            archives.take_over(opened.database.parent, data)
            if backups.lock_of(data) is None:
                backups.keep_lock(data, opened.lock)
        kept = db.restore_backup(opened.database, data / DATABASE, at=at, day=local_day(at))
    except db.BadBackup as error:
        raise BadCopy(error.reason) from error
    except db.Busy as error:
        raise StillWorking() from error
    except db.StorageError as error:
        raise NotStored(str(error)) from error
    except OSError as error:
        raise NotStored(f"De kopie kon niet teruggezet worden ({why(error)}).") from error
    close_copy(data)
    return kept
