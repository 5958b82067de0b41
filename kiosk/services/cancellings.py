"""Taking the cancelling of a booking back: it was the wrong party, or it comes after all."""

from __future__ import annotations

from datetime import datetime

from db import models
from kiosk.codes import KeyRing
from kiosk.errors import NoMoment
from kiosk.outing_errors import OutingFull, TooLateToBook
from kiosk.services import journal, seats, tickets, waiting_line
from kiosk.services.acts import act, local_day, to_ms
from kiosk.services.bookings import Booking, Cancelled
from kiosk.services.journal import Payment
from kiosk.services.printing import Group

REASON = "toch mee"
"""Why a payment that was given back stands in the journal once more."""


def undo_cancel(
    *,
    key: str,
    cancelled: Cancelled,
    at: datetime,
    volunteer: int | None,
    group: Group,
    ring: KeyRing,
) -> Booking:
    """A party that was just cancelled is what it was before; twice is once.

    Who waited has the old place in the line. Seats are taken again, as long as there are so many.
    What was given back is entered again, as it was paid (``key``), and a new voucher is queued,
    since one that is void never counts again. Raises OutingCancelled, TooLateToBook (its day is
    over), OutingFull, NoMoment (cash needs a till).
    """
    with act():
        found = seats.find(cancelled.booking.id)
        if found.state != "cancelled":
            return seats.view(found)
        seats.refuse_cancelled(found)
        outing = models.Outing.get_by_id(found.outing_id)
        if outing.day < local_day(at, group.time_zone).isoformat():
            raise TooLateToBook()
        seated = cancelled.was != "waiting"
        if seated and not models.Outing.take_seats(found.outing_id, found.seats):
            raise OutingFull()
        models.Booking.move(
            found.id, "cancelled", cancelled.was, cancelled_at=None, cancel_reason=""
        )
        refund = cancelled.refund
        paid = _pay_again(key, found.id, refund, at, volunteer) if refund else None
        if cancelled.was == "confirmed":
            tickets.queue_voucher(found, at=at, group=group, ring=ring, money=paid)
        models.Audit.note("undo_cancel", "booking", found.id, volunteer, to_ms(at))
        waiting_line.promote(found.outing_id, at)
        return seats.reload(found.id)


def _pay_again(key: str, booking: int, refund: Payment, at: datetime, volunteer: int | None) -> int:
    """The id of the payment that stands again, within an act."""
    moment = models.Moment.current()
    if moment is None and refund.method == "cash":
        raise NoMoment()
    entered = journal.enter(
        key=key,
        booking=booking,
        method=refund.method,
        total=-refund.total,
        amount=-refund.due,
        received=None,
        reason=REASON,
        at=at,
        volunteer=volunteer,
        till=moment.id if moment else None,
    )
    return entered.id
