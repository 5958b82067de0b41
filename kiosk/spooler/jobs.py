"""What the spooler needs of the papers that wait to be printed."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.paper.outing_documents import VoucherPaper
from kiosk.services.printing import Job

_ZONE = ZoneInfo("Europe/Brussels")


class Jobs(Protocol):
    """What the spooler needs of ``kiosk.services.printing``."""

    def next_job(self, at: datetime) -> Job | None: ...

    def mark_sending(self, job: int, at: datetime) -> bool: ...

    def mark_printed(self, job: int, at: datetime) -> bool: ...

    def mark_failed(self, job: int, at: datetime, note: str = "") -> bool: ...

    def mark_unknown(
        self, job: int, at: datetime, note: str = "", *, again: bool = True
    ) -> bool: ...

    def requeue(self, job: int) -> bool: ...

    def recover_jobs(self, at: datetime) -> int: ...

    def broke_off(self) -> bool: ...

    def jobs_to_tell(self) -> list[Job]: ...

    def find_job(self, job: int) -> Job: ...


def original(jobs: Jobs, job: Job) -> str | None:
    """What a copy says of the paper that it repeats; None for a first paper."""
    if job.copy_of is None:
        return None
    made = f"{jobs.find_job(job.copy_of).made_at.astimezone(_ZONE):%H.%M}"
    # A voucher has no number of its own; that of its booking would be one of a person.
    named = job.number is not None and job.kind != VoucherPaper.kind
    return f"{job.number}, {made}" if named else f"van {made}"
