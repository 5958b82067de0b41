"""Bookings: seats on an outing for one party, reserved, waiting, moved or given up.

Who comes up when, and why a smaller party is not let past, stands in ``waiting_line``; paying for
a booking in ``sales``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from db import models
from kiosk.codes import KeyRing
from kiosk.errors import AlreadyPaid, NoMoment
from kiosk.outing import Outing, availability
from kiosk.outing_errors import (
    BookingNotOpen,
    NoBooking,
    OutingCancelled,
    OutingFull,
    TooLateToBook,
    TooManySeats,
)
from kiosk.services import journal, outings, tickets, waiting_line
from kiosk.services.acts import act, from_ms, local_day, look, to_ms
from kiosk.services.journal import Payment, check_reason
from kiosk.services.printing import Group
from kiosk.services.seats import (
    LARGEST_PARTY,
    Booking,
    BookingState,
    check_party,
    find,
    refuse_cancelled,
    reload,
    take_seats,
    view,
    views,
    write,
)

__all__ = [
    "KEPT_FOR",
    "LARGEST_PARTY",
    "Booking",
    "BookingState",
    "Cancelled",
    "booking_of",
    "bookings_of",
    "cancel_booking",
    "let_past",
    "move_booking",
    "release_unpaid",
    "reserve",
    "undo_reserve",
    "waiting_at_counter",
]

KEPT_FOR: Final = timedelta(days=35)
"""How long unpaid seats are kept: also a group that meets once a month meets once in that time."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A booking that was given up, and the counter-entry of what is given back, if it was paid.

    ``was`` is its state before this act.
    """

    booking: Booking
    refund: Payment | None
    was: BookingState


def reserve(
    *,
    key: str,
    outing: int,
    adults: int,
    children: int,
    participant: int | None = None,
    language: str,
    at: datetime,
    group: Group,
    ring: KeyRing,
) -> Booking:
    """Book seats, or a place in the waiting line; the same key again returns the same booking.

    What is free is confirmed and its voucher queued, what is paid is reserved and its slip queued,
    all in one transaction. Who finds too few seats free, or others waiting, joins the line whole,
    with a slip. Needs an open moment, for its number. Raises NoMoment, NoOuting, OutingCancelled,
    TooLateToBook, BadQuantity, TooManySeats.
    """
    with act():
        booked = models.Booking.with_key(key)
        if booked is None:
            going = outings.view(outings.find(outing))
            _check_bookable(going, adults, children, at, group.time_zone)
            fits = not going.waiting and models.Outing.take_seats(outing, adults + children)
            booked = write(
                key=key,
                going=going,
                state=None if fits else "waiting",
                adults=adults,
                children=children,
                participant=participant,
                language=language,
                at=at,
            )
            _queue_paper(booked, at, group, ring)
        return reload(booked.id)


def undo_reserve(*, key: str, at: datetime) -> Booking:
    """Take a reservation back: its seats are free again, its papers do not come. Twice is once.

    To book again takes a new key. Raises NoBooking, AlreadyPaid, VoucherUsed.
    """
    with act():
        found = models.Booking.with_key(key)
        if found is None:
            raise NoBooking()
        if found.state != "cancelled":
            if models.Money.standing(found.id):
                raise AlreadyPaid()
            waiting_line.leave(found, at, "")
        return reload(found.id)


def cancel_booking(
    *, key: str, booking: int, reason: str, at: datetime, volunteer: int | None
) -> Cancelled:
    """A volunteer cancels a booking in whatever state; what was paid is given back.

    The counter-entry (``key``) takes it out of the till of the open moment, or of none. Twice is
    once. Raises NoBooking, BadReason, VoucherUsed when somebody was let in with it.
    """
    reason = check_reason(reason, needed=True)
    with act():
        found = find(booking)
        was = view(found).state
        if found.state != "cancelled":
            waiting_line.leave(found, at, reason)
            models.Audit.note("cancel_booking", "booking", booking, volunteer, to_ms(at))
            _give_back(booking, key, reason, at, volunteer)
        row = models.Money.with_key(key)
        return Cancelled(reload(booking), journal.payment_of(row) if row else None, was)


def move_booking(
    *,
    key: str,
    booking: int,
    outing: int,
    at: datetime,
    volunteer: int | None,
    group: Group,
    ring: KeyRing,
) -> Booking:
    """Move a party to another date: a new booking with a new voucher, the old ones count no more.

    The party keeps the price that it booked at; what it paid is entered back from the old booking
    and onto the new one, so that nothing leaves the till. A party that waits only moves to seats
    that are free. The same key again returns the same booking. Raises NoBooking, BookingNotOpen,
    VoucherUsed, NoOuting, OutingCancelled, TooLateToBook, OutingFull.
    """
    with act():
        moved = models.Booking.with_key(key)
        if moved is not None:
            return reload(moved.id)
        old = find(booking)
        if old.state == "cancelled" or old.outing_id == outing:
            raise BookingNotOpen()
        paid = models.Money.standing(booking)
        waiting_line.leave(old, at, "verplaatst")
        new = take_seats(
            key=key,
            outing=outing,
            adults=old.adults,
            children=old.children,
            participant=old.participant_id,
            language=old.language,
            moved_from=old,
            at=at,
            zone=group.time_zone,
        )
        entered: Payment | None = None
        if paid:
            _give_back(booking, f"{key} back", "verplaatst", at, volunteer)
            now = models.Moment.current()
            models.Booking.move(new.id, "reserved", "confirmed", confirmed_at=to_ms(at))
            entered = journal.enter(
                key=f"{key} paid",
                booking=new.id,
                method=journal.method_of(paid),
                total=paid.total,
                amount=paid.amount,
                received=None,
                reason="verplaatst",
                at=at,
                volunteer=volunteer,
                till=now.id if now else None,
            )
        models.Audit.note("move_booking", "booking", booking, volunteer, to_ms(at), to=new.id)
        _queue_paper(find(new.id), at, group, ring, money=entered.id if entered else None)
        return reload(new.id)


def let_past(*, booking: int, at: datetime, volunteer: int | None) -> Booking:
    """A volunteer gives free seats to a party that is not the first of the line. Twice is once.

    Raises NoBooking, OutingFull.
    """
    with act():
        found = find(booking)
        if found.state == "waiting":
            refuse_cancelled(found)
            if not models.Outing.take_seats(found.outing_id, found.seats):
                raise OutingFull()
            waiting_line.give_seats(found, at)
            models.Audit.note("let_past", "booking", booking, volunteer, to_ms(at))
        return reload(booking)


def release_unpaid(at: datetime, zone: str = "Europe/Brussels") -> int:
    """Seats that nobody paid for in ``KEPT_FOR``, or whose day is over, go to the line.

    Returns how many bookings were given up. For each start and each day of the kiosk.
    """
    with act():
        today = local_day(at, zone).isoformat()
        released = 0
        for found in models.Booking.reserved():
            since = from_ms(found.promoted_at or found.made_at)
            over = models.Outing.get_by_id(found.outing_id).day < today
            if over or at - since > KEPT_FOR:
                waiting_line.leave(found, at, "niet betaald")
                released += 1
        return released


def booking_of(key: str) -> Booking | None:
    """The booking of this key in whatever state, or None."""
    with look():
        found = models.Booking.with_key(key)
        return view(found) if found else None


def waiting_at_counter() -> list[Booking]:
    """The reserved bookings that were not paid yet, of whatever moment, oldest first."""
    with look():
        return views(models.Booking.reserved())


def bookings_of(outing: int) -> list[Booking]:
    """Every booking of an outing that was not cancelled, oldest first."""
    with look():
        return views(models.Booking.of(outing, "reserved", "confirmed", "waiting"))


def _check_bookable(going: Outing, adults: int, children: int, at: datetime, zone: str) -> None:
    check_party(adults, children)
    now = availability(going, at, local_day(at, zone))
    if now == "cancelled":
        raise OutingCancelled()
    if now in ("late", "past"):
        raise TooLateToBook()
    if adults + children > going.quota:
        raise TooManySeats()
    if models.Moment.current() is None:
        raise NoMoment()


def _queue_paper(
    booked: models.Booking, at: datetime, group: Group, ring: KeyRing, money: int | None = None
) -> None:
    if booked.state == "confirmed":
        tickets.queue_voucher(booked, at=at, group=group, ring=ring, money=money)
    elif booked.moment_id is not None:
        place = models.Booking.place(booked) if booked.state == "waiting" else 0
        tickets.queue_slip(booked, place, at=at, group=group)


def _give_back(booking: int, key: str, reason: str, at: datetime, volunteer: int | None) -> None:
    """A counter-entry for what was paid, if anything was."""
    paid = models.Money.standing(booking)
    now = models.Moment.current()
    if paid:
        journal.reverse(
            paid,
            key=key,
            kind="counter_entry",
            reason=reason,
            at=at,
            volunteer=volunteer,
            till=now.id if now else None,
        )
