"""Copies of the data: made beside the kiosk, listed, proven, and taken to a stick.

None of these are acts: the kiosk goes on while they run, outside the thread of the screen.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

import db
from db import models
from kiosk import copy_lock
from kiosk.copy_errors import BadCopy, NoPassphrase
from kiosk.copy_lock import CopyLock
from kiosk.errors import NotStored
from kiosk.money import euros
from kiosk.services import archives, stick_copies
from kiosk.services.acts import act, local_day, look, to_ms
from kiosk.services.stick_copies import StickCopy
from kiosk.system_errors import why as because

LOCK: Final = "kopie-slot.json"
"""In the data folder: the lock that copies on a stick get."""

DATABASE: Final = "onthaal.db"

OPENED: Final = "terugzetten.part"
"""In the data folder: what is opened of an archive, until it is put back or left."""

_CLOSING: Final = "kopie-"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a database, in words a volunteer knows; ``till`` is all cash ever, in cents."""

    days: int
    visits: int
    orders: int
    bookings: int
    payments: int
    till: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that can be put back; on a stick its ``counts`` stay closed until it is opened.

    Without ``made_at`` it only calls itself one: it is damaged or not of a kiosk.
    """

    path: Path
    made_at: datetime | None
    why: db.Why
    size: int
    counts: Counts | None

    @property
    def on_stick(self) -> bool:
        """Whether it is closed with a passphrase."""
        return self.counts is None


def make_backup(at: datetime, why: db.Why = "asked") -> Path:
    """Copy the database to its backups folder, prove the copy, and return where it is.

    Older copies that it makes superfluous go after that. Raises NotStored.
    """
    try:
        return db.backup_now(why=why, at=at, day=local_day(at)).path
    except db.StorageError as error:
        raise NotStored(str(error)) from error


def backup_beside(data: Path, at: datetime) -> Copy:
    """Make a copy of data that nobody opened here, also while the kiosk runs. Raises NotStored."""
    try:
        day = local_day(at)
        return view(db.backup_file(data / DATABASE, why="asked", at=at, day=day))
    except db.StorageError as error:
        raise NotStored(str(error)) from error


def prove(path: Path, data: Path) -> Counts | None:
    """Prove a copy, or the data themselves, and tell how much is in there; changes nothing.

    A copy on a stick is proven without opening it and tells nothing. Raises BadCopy.
    """
    try:
        if path.suffix == stick_copies.SUFFIX:
            stick_copies.verify_archive(path)
            return None
        if path == data / DATABASE:
            return counts(db.contents_of(path, live=True))
        return counts(db.verify(path).contents)
    except db.BadBackup as error:
        raise BadCopy(error.reason) from error


def every_file(data: Path, sticks: Iterable[Path]) -> list[Path]:
    """What there is to prove: the data, each file that calls itself a copy, here and on sticks."""
    database = data / DATABASE
    here = [database] if database.exists() else []
    here += reversed(db.copy_files(db.backups_folder(database)))
    return here + [path for stick in sticks for path in stick_copies.archives_on(stick)]


def tidy(data: Path) -> None:
    """Take away what a power cut left of copies that were being closed or opened. Raises nothing."""
    for left in (*data.glob(f"{_CLOSING}*.part"), data / OPENED):
        shutil.rmtree(left, ignore_errors=True)


def is_due(data: Path, today: date) -> bool:
    """Whether there is no copy of today yet; one of another day, before or after it, is not."""
    newest = next(iter(db.listed(db.backups_folder(data / DATABASE))), None)
    return newest is None or newest.manifest.day != today


def copies_here(data: Path) -> list[Copy]:
    """The copies on the kiosk itself, the newest first; each is proven when it is opened."""
    return [view(found) for found in db.listed(db.backups_folder(data / DATABASE))]


def copies_on(sticks: Iterable[Path]) -> list[Copy]:
    """What there is on sticks, on each the newest first; what is no copy comes last."""
    good: list[Copy] = []
    bad: list[Copy] = []
    for stick in sticks:
        here: list[tuple[int, Copy]] = []
        for path in stick_copies.archives_on(stick):
            try:
                label = stick_copies.read_label(path)
            except BadCopy:
                bad.append(Copy(path, None, "asked", 0, None))
            else:
                copy = Copy(path, label.made_at, "asked", label.size, None)
                here.append((label.number, copy))
        good += [copy for _number, copy in sorted(here, key=lambda one: one[0], reverse=True)]
    return good + bad


def counts_now() -> Counts:
    """How much is in the data now."""
    with look():
        return counts(db.contents_now())


def view(copied: db.Copied) -> Copy:
    """A copy on the kiosk as plain data."""
    manifest = copied.manifest
    told = counts(manifest.contents)
    return Copy(copied.path, manifest.made_at, manifest.why, manifest.size, told)


def counts(contents: db.Contents) -> Counts:
    """The rows of some tables, by what they are to volunteers; an older schema lacks some."""
    rows = contents.rows
    return Counts(
        days=rows.get("moment", 0),
        visits=rows.get("check_in", 0),
        orders=rows.get("orders", 0),
        bookings=rows.get("booking", 0),
        payments=rows.get("money", 0),
        till=contents.till,
    )


def beside(now: Counts, after: Counts) -> list[tuple[str, str, str]]:
    """Each thing that is counted in a word, how many there are now and how many after."""
    words = (
        ("Dagen", now.days, after.days),
        ("Bezoeken", now.visits, after.visits),
        ("Bestellingen", now.orders, after.orders),
        ("Boekingen", now.bookings, after.bookings),
        ("Betalingen", now.payments, after.payments),
    )
    rows = [(word, str(before), str(then)) for word, before, then in words]
    return [*rows, ("Kas in totaal", euros(now.till), euros(after.till))]


def lock_of(data: Path) -> CopyLock | None:
    """The lock for copies on a stick, or None as long as nobody chose a passphrase.

    A file that cannot be read counts as none: the passphrase is asked again.
    """
    try:
        return copy_lock.from_text((data / LOCK).read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError, BadCopy):
        return None


def choose_passphrase(
    data: Path, passphrase: str, *, at: datetime | None = None, volunteer: int | None = None
) -> CopyLock:
    """Close the copies on sticks with this passphrase from now on; older ones keep theirs.

    Slow on purpose. Raises BadPassphrase, NotStored.
    """
    lock = copy_lock.new_lock(passphrase)
    keep_lock(data, lock)
    if at is not None:
        with act():
            models.Audit.note("choose_passphrase", "copy", None, volunteer, to_ms(at))
    return lock


def keep_lock(data: Path, lock: CopyLock) -> None:
    """Use a lock from now on. Raises NotStored."""
    try:
        db.write_file(data / LOCK, copy_lock.to_text(lock).encode())
    except OSError as error:
        raise NotStored(f"De wachtzin kon niet bewaard worden ({because(error)}).") from error


def take_along(data: Path, stick: Path, at: datetime) -> StickCopy:
    """Close the newest good copy and put it on a stick; it is there, and proven, when this returns.

    Raises NoPassphrase, BadCopy without a good copy, StickTrouble, NotStored.
    """
    lock = lock_of(data)
    if lock is None:
        raise NoPassphrase()
    newest = db.newest_good(db.backups_folder(data / DATABASE))
    if newest is None:
        raise BadCopy("Er is nog geen goede kopie om mee te nemen.")
    try:
        with tempfile.TemporaryDirectory(dir=data, prefix=_CLOSING, suffix=".part") as folder:
            closed = archives.pack(data, newest, lock, Path(folder))
            return stick_copies.write_to_stick(stick, closed, lock, at, local_day(at))
    except OSError as error:
        raise NotStored(f"De kopie kon niet gemaakt worden ({because(error)}).") from error
