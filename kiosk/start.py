"""What happens before the first picture: the data are opened and put right."""

from __future__ import annotations

from datetime import datetime

import db
from kiosk import own_pictures, produce
from kiosk.services import bookings, keys, orders, printing
from kiosk.services.printing import Group
from kiosk.settings import Settings


def prepare(settings: Settings, at: datetime, *, start_empty: bool = False) -> None:
    """Open the database and put right what a power cut left: baskets and half-sent papers.

    Practice starts with a fresh practice day each time. Raises db.StorageError, of which
    db.DamagedDatabase asks for a choice: restore the backup that it names, or `start_empty`.
    """
    if settings.produce.file is not None:
        produce.use_catalogue(settings.produce.file)
    own_pictures.look_in(settings.data)
    file = settings.data / "onthaal.db"
    if settings.practice:
        for old in settings.data.glob("onthaal.db*"):
            old.unlink()
    db.open_database(f"sqlite:///{file}", start_empty=start_empty or settings.practice)
    orders.release_baskets(at)
    bookings.release_unpaid(at)
    printing.recover_jobs(at)
    if settings.practice:
        from kiosk import practice  # a real day does not wait for it

        ring = keys.load_ring(settings.data)
        practice.fill(at, Group(settings.group.name), settings.price, ring)
