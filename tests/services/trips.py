"""Outings to test with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from db import models
from kiosk.codes import KeyRing, new_ring
from kiosk.services import (
    bookings,
    outings,
    payments,
    planned,
    polls,
    sales,
    shares,
    tickets,
    vouchers,
    waiting_line,
)
from kiosk.services.bookings import Booking
from kiosk.services.outings import Outing, Plan
from kiosk.services.payments import Method, Payment
from kiosk.typed_code import read_typed_code
from tests.services.day import GROUP, at, key

TRIP_DAY = date(2026, 4, 11)
RING: KeyRing = new_ring()

ZOO = Plan(
    kind="trip",
    picture="outing_zoo",
    names={"nl": "Zoo van Antwerpen", "fr": "Zoo d'Anvers"},
    day=TRIP_DAY,
    starts=time(10, 0),
    ends=time(17, 0),
    meeting_place="Parking kerk",
    meeting_time=time(9, 30),
    transport="bus",
    quota=10,
    regular_price=2000,
    participant_price=400,
    group_share=800,
    town_share=800,
)


def free(plan: Plan = ZOO) -> Plan:
    """The same outing for nothing."""
    return replace(plan, regular_price=0, participant_price=0, group_share=0, town_share=0)


def priced(price: int, plan: Plan = ZOO) -> Plan:
    """The same outing at another price for participants, the town bears the rest of 20 euro."""
    regular = max(price, 2000)
    return replace(
        plan,
        regular_price=regular,
        participant_price=price,
        group_share=0,
        town_share=regular - price,
    )


def add(plan: Plan = ZOO, **changes: Any) -> Outing:
    """A planned outing."""
    changed = replace(plan, **changes)
    return outings.add_outing(key=key("outing"), plan=changed, at=at(), volunteer=None)


def book(outing: Outing, adults: int = 1, children: int = 0, *, minutes: float = 1) -> Booking:
    """A party that reserves at the kiosk."""
    return bookings.reserve(
        key=key("book"),
        outing=outing.id,
        adults=adults,
        children=children,
        language="nl",
        at=at(minutes),
        group=GROUP,
        ring=RING,
    )


def settle(
    booking: Booking,
    method: Method = "cash",
    *,
    received: int | None = None,
    minutes: float = 2,
    name: str | None = None,
) -> Payment:
    """A booking paid at the counter."""
    return sales.pay_booking(
        key=name or key("pay"),
        booking=booking.id,
        method=method,
        received=received,
        reason="samen" if method == "group" else "",
        at=at(minutes),
        volunteer=None,
        group=GROUP,
        ring=RING,
    )


def cancel(booking: Booking, *, minutes: float = 3) -> bookings.Cancelled:
    """A booking given up at the counter."""
    return bookings.cancel_booking(
        key=key("cancel"), booking=booking.id, reason="ziek", at=at(minutes), volunteer=None
    )


def undo(payment: Payment, *, minutes: float = 3) -> Payment:
    """A payment undone."""
    return payments.undo_payment(
        key=key("undo"), payment=payment.id, at=at(minutes), volunteer=None
    )


def again(booking: Booking) -> Booking:
    """A booking as it stands now."""
    found = bookings.booking_of(booking.key)
    assert found is not None
    return found


def one_trip() -> None:
    """Every act about outings once, on a day that is open."""
    zoo, later = add(quota=6), add(quota=9)
    soup = add(free())
    outings.change_outing(
        outing=zoo.id, plan=replace(ZOO, quota=5, day=TRIP_DAY), at=at(), volunteer=None
    )
    outings.change_outing(
        outing=soup.id, plan=replace(free(), day=date(2026, 4, 12)), at=at(), volunteer=None
    )
    outings.coming(TRIP_DAY)
    outings.all_from(TRIP_DAY)
    first, second, third = book(zoo, 3), book(zoo, 2), book(zoo, 1)
    waiting_line.held_up(zoo.id)
    bookings.undo_reserve(key=third.key, at=at(1))
    paid = settle(first)
    undo(paid)
    settle(first, minutes=4)
    settle(second, minutes=4)
    payments.recent_payments(9)
    small, last = book(zoo, 2), book(zoo, 1)
    cancel(second)
    cancel(small)
    bookings.let_past(booking=last.id, at=at(5), volunteer=None)
    bookings.waiting_at_counter()
    moved = bookings.move_booking(
        key=key("move"),
        booking=first.id,
        outing=later.id,
        at=at(5),
        volunteer=None,
        group=GROUP,
        ring=RING,
    )
    bookings.bookings_of(later.id)
    sale = sales.sell_seats(
        key=key("sale"),
        outing=soup.id,
        adults=2,
        children=0,
        method="cash",
        at=at(5),
        volunteer=None,
        group=GROUP,
        ring=RING,
    )
    tickets.print_voucher(booking=sale.booking.id, at=at(6), group=GROUP, ring=RING)
    tickets.print_passengers(outing=later.id, at=at(6), group=GROUP)
    _let_in(moved)
    shares.print_shares(first=TRIP_DAY, last=TRIP_DAY, at=at(8), today=TRIP_DAY, group=GROUP)
    bookings.release_unpaid(at(9))
    soon = TRIP_DAY.replace(month=3, day=20)
    moment = planned.plan_moment(kind="soup", day=soon, starts=time(9), at=at(), volunteer=None)
    planned.print_coming(at=at(9), language="fr", group=GROUP)
    planned.cancel_planned(planned=moment.id, at=at(9), volunteer=None)
    poll = polls.open_poll(
        key=key("poll"),
        about="produce",
        pictures=("appel", "peer"),
        show_results=True,
        at=at(),
        volunteer=None,
    )
    polls.vote(key="visit", choice=poll.choices[0].id, at=at())
    polls.voted("visit")
    polls.take_back_vote(key="visit", choice=poll.choices[0].id)
    polls.show_results(poll=poll.id, show=False, at=at(), volunteer=None)
    polls.close_poll(poll=poll.id, at=at(), volunteer=None)
    polls.current_poll()
    outings.cancel_outing(outing=soup.id, reason="regen", at=at(10), volunteer=None)


def _let_in(booking: Booking) -> None:
    found = models.Voucher.issued(booking.id)
    assert found is not None
    code = RING.sign("V", found.serial, found.key_id)
    vouchers.look_up(code, ring=RING, today=TRIP_DAY)
    typed = read_typed_code(found.typed)
    vouchers.look_up_typed(typed.pictures, typed.digits, at=at(6), today=TRIP_DAY)
    name = key("in")
    vouchers.redeem(key=name, voucher=found.id, seats=1, at=at(7), today=TRIP_DAY, volunteer=None)
    vouchers.undo_redeem(key=name, at=at(8), today=TRIP_DAY)
