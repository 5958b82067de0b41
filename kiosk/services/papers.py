"""The papers of a day as volunteers see them: how each went, and once more on paper."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Final

from db import models
from kiosk.paper.stored import BadDocument
from kiosk.services.acts import act, look, to_ms
from kiosk.services.printing import Job, view

MOST: Final = 400
"""More than a day ever has; older ones of that day are not shown."""


def papers_since(since: datetime) -> list[Job]:
    """The papers made at or after a time that were not called off, newest first."""
    with look():
        found = sorted(models.PrintJob.since(to_ms(since), MOST), key=lambda job: -job.id)
        views = []
        for job in found:
            with suppress(BadDocument):
                views.append(view(job))
        return views


def untold() -> frozenset[int]:
    """The papers that (perhaps) did not come out without anybody having seen that."""
    with look():
        return frozenset(job.id for job in models.PrintJob.untold())


def mark_seen(at: datetime, hidden: Collection[int] = ()) -> None:
    """A volunteer saw on the screen which papers did not come, except those on other pages."""
    with act():
        for job in models.PrintJob.untold():
            if job.id not in hidden:
                models.PrintJob.mark_told(job.id, to_ms(at))
