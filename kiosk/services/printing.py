"""Papers that must come out: written with the act that they document, never lost silently."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, cast

from db import models
from kiosk.errors import NoPaper
from kiosk.paper.documents import Document, OrderSlip, Receipt, TallyStrip, document_from_json
from kiosk.paper.outing_documents import BookingSlip, VoucherPaper
from kiosk.paper.stored import BadDocument
from kiosk.services.acts import act, from_ms, look, to_ms
from kiosk.typed_code import read_typed_code

JobState = Literal["queued", "sending", "printed", "failed", "expired", "unknown", "cancelled"]
"""``cancelled``: the act was undone before its paper came out."""

EXPIRES_AFTER: Final = timedelta(minutes=2)
"""A paper that waited longer is not printed: its person has gone on. The screen tells instead."""


AGAIN_BY_ITSELF: Final = frozenset(
    paper.kind for paper in (OrderSlip, Receipt, BookingSlip, TallyStrip)
)
"""What is printed once more, marked as a copy, when nobody knows whether it came out. A voucher
lets somebody in and a list of them does as well: a volunteer prints those again, or nobody."""


@dataclass(frozen=True, slots=True)
class Group:
    """What papers say of the group; ``language`` is that of its volunteers."""

    name: str
    language: str = "nl"
    time_zone: str = "Europe/Brussels"


@dataclass(frozen=True, slots=True)
class Job:
    """A print job: what stands on it, how it went, and of which job it is a copy.

    ``number`` is that of the order or booking, to be told when the paper does not come.
    """

    id: int
    kind: str
    document: Document
    state: JobState
    number: int | None
    made_at: datetime
    copy_of: int | None
    note: str


def queue_job(
    document: Document,
    *,
    at: datetime,
    moment: int | None = None,
    order: int | None = None,
    money: int | None = None,
    booking: int | None = None,
    number: int | None = None,
    copy_of: int | None = None,
) -> int:
    """Write a paper down to be printed; call it within the act that the paper documents.

    A paper on which its number stands needs no ``number``.
    """
    if isinstance(document, OrderSlip | Receipt | BookingSlip):
        number = document.number
    job = models.PrintJob.create(
        kind=document.kind,
        document=document.to_json(),
        state="queued",
        number=number,
        moment=moment,
        order=order,
        money=money,
        booking=booking,
        copy_of=copy_of,
        made_at=to_ms(at),
    )
    return job.id


def next_job(at: datetime) -> Job | None:
    """The paper to print now, or None; what waited more than two minutes expires first.

    So nothing bursts out after a refill. A job from more than two minutes in the future expires
    too: the clock was set back, and how long the paper waited is unknown.
    """
    with act():
        for waiting in models.PrintJob.waiting("queued"):
            if abs(at - from_ms(waiting.made_at)) <= EXPIRES_AFTER:
                try:
                    return view(waiting)
                except BadDocument:  # it can never be drawn, and must not keep the next one waiting
                    models.PrintJob.move(
                        waiting.id, ("queued",), "failed", ended_at=to_ms(at), note="unreadable"
                    )
                    continue
            models.PrintJob.move(waiting.id, ("queued",), "expired", ended_at=to_ms(at))
    return None


def mark_sending(job: int, at: datetime) -> bool:
    """Say that the first byte is about to go; False when the job was called off meanwhile."""
    with act():
        return models.PrintJob.move(job, ("queued",), "sending", sending_at=to_ms(at))


def mark_printed(job: int, at: datetime) -> bool:
    """The printer confirmed the paper. False when the job is not being sent."""
    return _end(job, "printed", at, "")


def mark_failed(job: int, at: datetime, note: str = "") -> bool:
    """The paper certainly did not come out whole. False when the job is not being sent."""
    return _end(job, "failed", at, note)


def mark_unknown(job: int, at: datetime, note: str = "", *, again: bool = True) -> bool:
    """Sent, but nobody can tell whether it is out. False when the job is not being sent.

    With ``again`` a receipt or a slip is printed once more, marked as a copy; see AGAIN_BY_ITSELF.
    """
    with act():
        return _lose_sight(models.PrintJob.get_by_id(job), at, note, again)


def mark_expired(job: int, at: datetime, note: str = "") -> bool:
    """Too late to print, the screen tells the number. False when it does not wait any more."""
    with act():
        return models.PrintJob.move(job, ("queued",), "expired", ended_at=to_ms(at), note=note)


def requeue(job: int) -> bool:
    """The printer took not a single byte: the job waits again, and still expires in time."""
    with act():
        return models.PrintJob.move(job, ("sending",), "queued", sending_at=None)


def recover_jobs(at: datetime) -> int:
    """After a start: what was being sent when the power went is unknown; returns how many."""
    with act():
        cut_off = models.PrintJob.waiting("sending")
        for job in cut_off:
            _lose_sight(job, at, "power cut", again=True)
        return len(cut_off)


def broke_off() -> bool:
    """Whether nobody knows if the last paper that was sent is whole; perhaps half of it hangs."""
    with look():
        last = models.PrintJob.last_sent()
        return last is not None and last.state in ("sending", "unknown")


def reprint(job: int, at: datetime, volunteer: int | None = None) -> Job:
    """Print a paper again, as a copy of the first one.

    Raises NoPaper; also for a voucher that does not count any more.
    """
    with act():
        first = models.PrintJob.get_or_none(models.PrintJob.id == job)
        if first is None or first.state == "cancelled":
            raise NoPaper()
        document = document_from_json(first.document)
        if isinstance(document, VoucherPaper) and not _counts(document, first.booking_id):
            raise NoPaper()
        models.PrintJob.mark_told(job, to_ms(at))
        models.Audit.note("reprint", "print_job", job, volunteer, to_ms(at))
        return job_of(copy_job(first, document, at))


def copy_job(first: models.PrintJob, document: Document, at: datetime) -> int:
    """Queue a paper that repeats an earlier one, within an act."""
    return queue_job(
        document,
        at=at,
        moment=first.moment_id,
        order=first.order_id,
        money=first.money_id,
        booking=first.booking_id,
        number=first.number,
        copy_of=first.copy_of_id or first.id,
    )


def job_of(job: int) -> Job:
    """A job as it was just written, within an act."""
    return view(models.PrintJob.get_by_id(job))


def find_job(job: int) -> Job:
    """The job with this id. Raises NoPaper."""
    with look():
        found = models.PrintJob.get_or_none(models.PrintJob.id == job)
        if found is None:
            raise NoPaper()
        return view(found)


def jobs_of(*, order: int) -> list[Job]:
    """Every paper about an order, oldest first."""
    with look():
        return [view(found) for found in models.PrintJob.about(order)]


def jobs_to_tell() -> list[Job]:
    """The papers that (perhaps) did not come out and that nobody was told about yet."""
    with look():
        views = []
        for found in models.PrintJob.untold():
            with suppress(BadDocument):
                views.append(view(found))
        return views


def mark_told(job: int, at: datetime) -> None:
    """Somebody saw on the screen that the paper did not come."""
    with act():
        models.PrintJob.mark_told(job, to_ms(at))


def _counts(voucher: VoucherPaper, booking: int | None) -> bool:
    """Whether it is still the voucher of its booking; a void one would only be refused."""
    issued = models.Voucher.issued(booking) if booking is not None else None
    if issued is None:
        return False
    typed = read_typed_code(issued.typed)
    return (typed.pictures, typed.digits) == (voucher.pictures, voucher.digits)


def _lose_sight(job: models.PrintJob, at: datetime, note: str, again: bool) -> bool:
    """Within an act: the job is unknown; the copy, if there is one, tells how it ended.

    The copy is as old as its paper: after two minutes its person has gone on as well.
    """
    again = again and job.copy_of_id is None and job.kind in AGAIN_BY_ITSELF
    told = to_ms(at) if again else None
    moved = models.PrintJob.move(
        job.id, ("sending",), "unknown", ended_at=to_ms(at), told_at=told, note=note
    )
    if moved and again:
        copy_job(job, document_from_json(job.document), from_ms(job.made_at))
    return moved


def _end(job: int, state: JobState, at: datetime, note: str) -> bool:
    with act():
        return models.PrintJob.move(job, ("sending",), state, ended_at=to_ms(at), note=note)


def view(found: models.PrintJob) -> Job:
    """A row as plain data. Raises BadDocument."""
    return Job(
        found.id,
        found.kind,
        document_from_json(found.document),
        cast(JobState, found.state),
        found.number,
        from_ms(found.made_at),
        found.copy_of_id,
        found.note,
    )
