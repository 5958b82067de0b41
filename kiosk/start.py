"""What happens before the first picture: the data are opened and put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import db
from kiosk import own_pictures, produce
from kiosk.services import bookings, keys, orders, people
from kiosk.services.printing import Group
from kiosk.settings import Settings


def prepare(
    settings: Settings, at: datetime | Callable[[], datetime], *, start_empty: bool = False
) -> None:
    """Open the database and put right what a power cut left: baskets (papers: the spooler).

    `at` is asked once the data are open, when it is a clock that is judged by them. Practice starts
    with a fresh practice day each time. Raises db.StorageError, of which db.DamagedDatabase asks
    for a choice: restore the backup that it names, or `start_empty`.
    """
    if settings.produce.file is not None:
        produce.use_catalogue(settings.produce.file)
    own_pictures.look_in(settings.data)
    if settings.practice:
        for old in settings.data.glob("onthaal.db*"):
            old.unlink()
    at = open_data(settings, at, start_empty=start_empty or settings.practice)
    if start_empty:
        from kiosk.services import volunteers  # a whole start does not wait for it

        newest = db.newest_good(db.backups_folder(settings.data / "onthaal.db"))
        volunteers.keep_door(newest.path if newest else None, at=at)
    if settings.practice:
        from kiosk import practice  # a real day does not wait for it

        ring = keys.load_ring(settings.data)
        practice.fill(at, Group(settings.group.name), settings.price, ring)


def open_data(
    settings: Settings, at: datetime | Callable[[], datetime], *, start_empty: bool = False
) -> datetime:
    """Open the database, at the start or after a copy took its place, and put it right.

    Returns what `at` was, or said. Raises db.StorageError as `prepare` does, NotStored.
    """
    db.open_database(f"sqlite:///{settings.data / 'onthaal.db'}", start_empty=start_empty)
    at = at() if callable(at) else at
    orders.release_baskets(at)
    bookings.release_unpaid(at)
    people.erase_again(at)
    return at
