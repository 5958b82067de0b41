"""The counter sells seats: cash, bank or on the group; with or without a reservation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

import db as store
from db import models
from kiosk.errors import AlreadyPaid, BadReason, NoMoment, NotEnoughCash, NotStored
from kiosk.money import PriceRule
from kiosk.outing_errors import BookingNotOpen, NoBooking, OutingCancelled, OutingFull
from kiosk.services import acts, bookings, counter, moments, outings, payments, sales, tally
from kiosk.services.outings import Outing
from kiosk.services.payments import Method
from kiosk.services.sales import Sale
from tests.services.day import GROUP, LIST, at, check_invariants, key, open_day
from tests.services.trips import (
    RING,
    add,
    again,
    book,
    cancel,
    free,
    priced,
    settle,
)


def sell(
    outing: Outing,
    adults: int = 1,
    *,
    method: Method = "cash",
    received: int | None = None,
    name: str | None = None,
    past_line: bool = False,
    minutes: float = 1,
) -> Sale:
    return sales.sell_seats(
        key=name or key("sale"),
        outing=outing.id,
        adults=adults,
        children=0,
        method=method,
        received=received,
        reason="samen" if method == "group" else "",
        past_line=past_line,
        at=at(minutes),
        volunteer=None,
        group=GROUP,
        ring=RING,
    )


@pytest.mark.usefixtures("db")
def test_paying_confirms_and_prints_voucher_and_receipt() -> None:
    open_day()
    booked = book(add(), 2)
    name = key()
    for _ in range(2):
        paid = settle(booked, received=1000, name=name)
    assert (paid.booking, paid.order, paid.number) == (booked.id, None, booked.number)
    assert (paid.total, paid.due, paid.received, paid.change) == (800, 800, 1000, 200)
    assert (again(booked).state, again(booked).has_voucher) == ("confirmed", True)
    kinds = [job.kind for job in models.PrintJob.select().order_by(models.PrintJob.id)]
    assert kinds == ["booking_slip", "voucher", "receipt"]
    with pytest.raises(AlreadyPaid):
        settle(booked)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("method", "rounding", "total", "due"),
    [
        ("cash", "floor5", 403, 403),
        ("cash", "exact", 403, 405),
        ("cash", "exact", 402, 400),
        ("bank", "exact", 403, 403),
        ("group", "exact", 403, 403),
    ],
)
def test_only_cash_is_rounded_and_only_where_prices_are_exact(
    method: Method, rounding: str, total: int, due: int
) -> None:
    open_day(rule=PriceRule(60, "exact" if rounding == "exact" else "floor5"))
    booked = book(add(priced(total)))
    paid = settle(booked, method)
    assert (paid.total, paid.due, paid.method) == (total, due, method)
    if method == "cash":
        assert sales.due_for_booking(total) == due


@pytest.mark.usefixtures("db")
def test_a_payment_is_refused_whole() -> None:
    open_day()
    booked = book(add(), 2)
    with pytest.raises(NotEnoughCash):
        settle(booked, received=799)
    with pytest.raises(BadReason):
        sales.pay_booking(
            key=key(),
            booking=booked.id,
            method="group",
            at=at(),
            volunteer=None,
            group=GROUP,
            ring=RING,
        )
    assert again(booked).state == "reserved"
    gone = cancel(booked).booking
    with pytest.raises(BookingNotOpen):
        settle(gone)
    with pytest.raises(NoBooking):
        settle(replace(booked, id=99))
    check_invariants()


@pytest.mark.usefixtures("db")
def test_cash_needs_a_till_and_what_is_cancelled_is_not_paid() -> None:
    opened = open_day(LIST[:1])
    zoo = add()
    first, second = book(zoo), book(zoo)
    tally.close_moment(
        key=key(), moment=opened.id, leftovers={}, counted={100: 20}, at=at(9), group=GROUP
    )
    assert moments.current_moment() is None
    with pytest.raises(NoMoment):
        settle(first, minutes=10)
    assert settle(first, "bank", minutes=10).moment is None
    with pytest.raises(NoMoment):
        sell(zoo, minutes=10)
    assert sell(zoo, method="bank", minutes=10).payment is not None
    outings.cancel_outing(outing=zoo.id, reason="regen", at=at(11), volunteer=None)
    with pytest.raises(BookingNotOpen):
        settle(second, "bank", minutes=12)
    with pytest.raises(OutingCancelled):
        sell(zoo, method="bank", minutes=12)


@pytest.mark.usefixtures("db")
def test_seats_are_sold_without_any_record_of_a_person() -> None:
    open_day()
    zoo = add()
    name = key()
    for _ in range(2):
        sale = sell(zoo, 3, received=1500, name=name)
    assert sale.payment is not None and sale.payment.change == 300
    assert (sale.booking.state, sale.booking.seats) == ("confirmed", 3)
    assert models.Booking.get_by_id(sale.booking.id).participant_id is None
    assert outings.find_outing(zoo.id).seats_free == 7
    assert [job.kind for job in models.PrintJob.select()] == ["voucher", "receipt"]
    nothing = sell(add(free()), 2)
    assert nothing.payment is None and nothing.booking.has_voucher


@pytest.mark.usefixtures("db")
def test_a_sale_is_past_the_deadline_but_not_past_the_line() -> None:
    open_day()
    zoo = add(quota=5, deadline_at=at(2))
    book(zoo, 3)
    book(zoo, 4)
    with pytest.raises(OutingFull, match="wacht"):
        sell(zoo, minutes=3)
    sell(zoo, past_line=True, minutes=3)
    with pytest.raises(OutingFull):
        sell(zoo, 2, past_line=True, minutes=3)


@pytest.mark.usefixtures("db")
def test_the_till_knows_of_seats() -> None:
    opened = open_day(LIST[:1])
    settle(book(add()))
    refunded = book(add())
    paid = settle(refunded)
    payments.counter_entry(key=key(), payment=paid.id, reason="ziek", at=at(20), volunteer=None)
    assert again(refunded).state == "cancelled"
    closed = tally.close_moment(
        key=key(), moment=opened.id, leftovers={}, counted={100: 24}, at=at(30), group=GROUP
    )
    assert (closed.cash, closed.expected_cash, closed.cash_difference) == (400, 2400, 0)
    check_invariants()


def test_8_bookers_on_the_last_100_seats_sell_exactly_100(crowded: store.KioskDatabase) -> None:
    open_day()
    zoo = add(quota=100)

    def until_full(booker: int) -> int:
        sold = 0
        for turn in range(40):
            name, taken = f"{booker}-{turn}", None
            while taken is None:
                try:
                    taken = sell(zoo, 1 + turn % 2, name=name).booking.seats
                except OutingFull:
                    taken = 0
                except NotStored:
                    continue
            sold += taken
        acts.end_thread()
        return sold

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(until_full, range(8))) == 100
    assert outings.find_outing(zoo.id).seats_free == 0
    check_invariants()


@pytest.mark.usefixtures("db")
def test_undoing_a_payment_for_what_does_not_take_place_leaves_nothing_to_pay() -> None:
    open_day()
    zoo = add()
    booked = book(zoo, 2)
    paid = settle(booked)
    outings.cancel_outing(outing=zoo.id, reason="ziek", at=at(3), volunteer=None)
    payments.undo_payment(key=key(), payment=paid.id, at=at(4), volunteer=None)
    assert counter.waiting() == []
    left = bookings.booking_of(booked.key)
    assert left is not None and left.state == "cancelled"
    check_invariants()
