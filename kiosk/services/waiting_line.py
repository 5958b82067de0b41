"""The waiting line of an outing: who comes up when seats are free.

The rule: in the order in which the parties came, and never part of a party. When the first party
does not fit in the seats that are free, nobody behind it is let past by itself, and whoever comes
new joins the line. The volunteers see that seats are free while somebody waits (``held_up``) and
decide: let a party past, raise the quota, or leave it so. Everything here runs within the act of a
caller that frees seats.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db import models
from kiosk.outing_errors import NoBooking, VoucherUsed
from kiosk.services.acts import local_day, look, to_ms


@dataclass(frozen=True, slots=True)
class HeldUp:
    """Seats are free, but the first party of the line needs more: a volunteer may decide.

    ``first`` is its booking, ``needs`` its seats, ``may_pass`` are the bookings behind it that
    would fit now, in their order.
    """

    seats_free: int
    first: int
    needs: int
    may_pass: tuple[int, ...]


def held_up(outing: int) -> HeldUp | None:
    """Whether free seats wait for a party that is too large for them; None when they do not."""
    with look():
        line = models.Booking.of(outing, "waiting")
        found = models.Outing.get_or_none(models.Outing.id == outing)
        if not line or found is None or found.state != "planned" or not found.seats_free:
            return None
        fits = tuple(one.id for one in line if one.seats <= found.seats_free)
        return HeldUp(found.seats_free, line[0].id, line[0].seats, fits)


def promote(outing: int, at: datetime) -> None:
    """Give free seats to those who wait, up to the first party that does not fit whole.

    Not for an outing that was cancelled or whose day is over.
    """
    found = models.Outing.get_by_id(outing)
    if found.state != "planned" or found.day < local_day(at).isoformat():
        return
    while first := models.Booking.first_waiting(outing):
        if not models.Outing.take_seats(outing, first.seats):
            return
        give_seats(first, at)


def give_seats(waiting: models.Booking, at: datetime) -> None:
    """A party that waited has its seats, which were taken for it: to be paid, or its for good."""
    free = waiting.participant_price == 0
    models.Booking.move(
        waiting.id,
        "waiting",
        "confirmed" if free else "reserved",
        promoted_at=to_ms(at),
        confirmed_at=to_ms(at) if free else None,
    )


def leave(found: models.Booking, at: datetime, reason: str) -> None:
    """A party does not come: its voucher is void, its papers are called off, the line moves up.

    Raises VoucherUsed when somebody of it was let in already, NoBooking when it had left before.
    """
    if not models.Voucher.make_void(found.id, to_ms(at)):
        raise VoucherUsed()
    left = found.state != "cancelled" and models.Booking.move(
        found.id, found.state, "cancelled", cancelled_at=to_ms(at), cancel_reason=reason
    )
    if not left:
        raise NoBooking()
    models.PrintJob.call_off(to_ms(at), booking=found.id)
    if found.state != "waiting":
        models.Outing.put_back(found.outing_id, found.seats)
    promote(found.outing_id, at)
