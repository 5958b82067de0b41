"""What is forgotten by itself, once it is old enough: ties to pictures, guesses, names, papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import db
from db import models
from kiosk.errors import NotStored
from kiosk.services.acts import act, empty_log, from_ms, to_ms
from kiosk.services.locks import LOCKS
from kiosk.services.people import REMEMBERED
from kiosk.system_errors import why

PAPERS_KEPT: Final = timedelta(days=31)
"""How long a paper stays in the folder that stands in for a printer."""

NAMELESS: Final = "vroeger"
"""What a volunteer is called who left more than 13 months ago."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many ties of visits and bookings were cut, people erased, guesses and names forgotten."""

    visits: int
    bookings: int
    people: int
    guesses: int
    names: int

    @property
    def any(self) -> bool:
        """Whether there was anything to forget."""
        return bool(self.visits or self.bookings or self.people or self.guesses or self.names)


def forget_old(at: datetime) -> Forgotten:
    """Forget what is older than 13 months; whoever was not seen since is erased.

    Only with a time that may be believed: a clock that says 2099 would forget everybody. What is
    forgotten is gone from the file too (secure_delete, and the log is emptied). Raises NotStored.
    """
    before = to_ms(at - REMEMBERED)
    with act():
        visits = models.CheckIn.untie(before)
        bookings = models.Booking.untie(before)
        unseen = models.Booking.untied(before)
        for person in unseen:
            models.Participant.erase(person, to_ms(at))
            models.Audit.note("forget", "participant", person, None, to_ms(at))
        guesses = models.Attempt.forget_before(before, LOCKS)
        names = models.Volunteer.forget_names(before, NAMELESS)
    done = Forgotten(visits, bookings, len(unseen), guesses, names)
    empty_log()
    return done


def remove_papers(folder: Path, at: datetime) -> int:
    """Throw away the papers of more than a month ago that a folder printed; returns how many.

    A card or a key among them is as good as the paper itself. Raises NotStored.
    """
    removed = 0
    try:
        for paper in folder.glob("*.png"):
            if at - from_ms(int(paper.stat().st_mtime * 1000)) > PAPERS_KEPT:
                db.remove_file(paper)
                removed += 1
    except OSError as error:
        raise NotStored(f"Oude papieren konden niet weg ({why(error)}).") from error
    return removed
