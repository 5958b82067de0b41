"""Reserving, the waiting line, giving up, moving: who has seats, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db import models
from kiosk.errors import AlreadyPaid, BadQuantity, NoMoment
from kiosk.outing_errors import (
    BookingNotOpen,
    NoBooking,
    NoOuting,
    OutingCancelled,
    OutingFull,
    TooLateToBook,
    TooManySeats,
    VoucherUsed,
)
from kiosk.services import bookings, outings, payments, vouchers, waiting_line
from kiosk.services.outings import Outing
from tests.services.day import GROUP, at, key, open_day
from tests.services.trips import (
    RING,
    TRIP_DAY,
    ZOO,
    add,
    again,
    book,
    cancel,
    free,
    settle,
    undo,
)

pytestmark = pytest.mark.usefixtures("db")


def kinds() -> list[str]:
    """The kinds of all papers, in their order."""
    return [job.kind for job in models.PrintJob.select().order_by(models.PrintJob.id)]


def free_seats(outing: Outing) -> int:
    return outings.find_outing(outing.id).seats_free


def test_what_is_free_is_confirmed_with_its_voucher_at_once() -> None:
    open_day()
    booked = book(add(free()), 2, 1)
    assert (booked.state, booked.seats, booked.total, booked.has_voucher) == (
        "confirmed",
        3,
        0,
        True,
    )
    assert booked.outing.seats_free == 7
    assert kinds() == ["voucher"]


def test_what_costs_something_is_reserved_with_a_number_for_the_counter() -> None:
    open_day()
    zoo = add()
    first, second = book(zoo, 2, 1), book(zoo)
    assert (first.state, first.total, first.has_voucher) == ("reserved", 1200, False)
    assert (first.number, second.number) == (1, 2)
    assert kinds() == ["booking_slip", "booking_slip"]
    assert [one.id for one in bookings.waiting_at_counter()] == [first.id, second.id]


def test_the_same_key_books_once() -> None:
    open_day()
    zoo = add()
    name = key("twice")
    booked = [
        bookings.reserve(
            key=name,
            outing=zoo.id,
            adults=2,
            children=0,
            language="nl",
            at=at(),
            group=GROUP,
            ring=RING,
        )
        for _ in range(2)
    ]
    assert booked[0] == booked[1]
    assert free_seats(zoo) == 8
    assert len(kinds()) == 1


def test_a_booking_needs_people_a_moment_and_an_outing_that_is_open() -> None:
    zoo = add()
    with pytest.raises(NoMoment):
        book(zoo)
    open_day()
    for party in ((0, 0), (-1, 2), (21, 0)):
        with pytest.raises(BadQuantity):
            book(zoo, *party)
    with pytest.raises(TooManySeats):
        book(zoo, 11)
    with pytest.raises(NoOuting):
        book(replace(zoo, id=99))
    late = add(deadline_at=at(5))
    book(late, minutes=5)
    with pytest.raises(TooLateToBook):
        book(late, minutes=5.1)
    with pytest.raises(TooLateToBook):
        book(add(day=at().date() - timedelta(days=1)))
    outings.cancel_outing(outing=zoo.id, reason="regen", at=at(), volunteer=None)
    with pytest.raises(OutingCancelled):
        book(zoo)


def test_a_family_is_never_split_and_nobody_smaller_goes_past() -> None:
    open_day()
    zoo = add(quota=5)
    inside = book(zoo, 3)
    family, single = book(zoo, 2, 2), book(zoo)
    assert [(one.state, one.place) for one in (family, single)] == [("waiting", 1), ("waiting", 2)]
    assert free_seats(zoo) == 2
    assert outings.availability(outings.find_outing(zoo.id), at(), TRIP_DAY) == "full"
    stuck = waiting_line.held_up(zoo.id)
    assert stuck == waiting_line.HeldUp(2, family.id, 4, (single.id,))

    bookings.undo_reserve(key=inside.key, at=at(2))
    assert [again(one).state for one in (family, single)] == ["reserved", "reserved"]
    assert free_seats(zoo) == 0
    assert waiting_line.held_up(zoo.id) is None


def test_the_line_moves_up_in_the_order_of_coming() -> None:
    open_day()
    zoo = add(quota=4)
    first = book(zoo, 4)
    line = [book(zoo, 2), book(zoo, 1), book(zoo, 2), book(zoo, 1)]
    cancel(first)
    assert [again(one).state for one in line] == ["reserved", "reserved", "waiting", "waiting"]
    assert [again(one).place for one in line[2:]] == [1, 2]


def test_somebody_who_leaves_the_line_lets_those_behind_up() -> None:
    open_day()
    zoo = add(quota=5)
    book(zoo, 3)
    family, single = book(zoo, 4), book(zoo, 2)
    bookings.undo_reserve(key=family.key, at=at(2))
    assert again(single).state == "reserved"


def test_a_volunteer_may_let_a_party_past() -> None:
    open_day()
    zoo = add(quota=5)
    book(zoo, 3)
    family, single = book(zoo, 4), book(zoo)
    with pytest.raises(OutingFull):
        bookings.let_past(booking=family.id, at=at(), volunteer=None)
    for _ in range(2):
        past = bookings.let_past(booking=single.id, at=at(), volunteer=None)
    assert (past.state, free_seats(zoo), again(family).place) == ("reserved", 1, 1)


def test_who_comes_up_for_something_free_gets_the_voucher_from_a_volunteer() -> None:
    open_day()
    soup = add(free(), quota=1)
    first, second = book(soup), book(soup)
    bookings.undo_reserve(key=first.key, at=at(2))
    up = again(second)
    assert (up.state, up.has_voucher) == ("confirmed", False)


def test_undo_frees_the_seats_and_calls_the_papers_off() -> None:
    open_day()
    for plan in (ZOO, free()):
        zoo = add(plan)
        booked = book(zoo, 2)
        for _ in range(2):
            assert bookings.undo_reserve(key=booked.key, at=at(2)).state == "cancelled"
        assert free_seats(zoo) == 10
    assert {job.state for job in models.PrintJob.select()} == {"cancelled"}
    with pytest.raises(NoBooking):
        bookings.undo_reserve(key="nobody", at=at())


def test_what_was_paid_or_used_is_not_undone() -> None:
    open_day()
    paid = book(add())
    settle(paid)
    with pytest.raises(AlreadyPaid):
        bookings.undo_reserve(key=paid.key, at=at(3))
    used = book(add(free()))
    voucher = models.Voucher.issued(used.id)
    assert voucher
    vouchers.redeem(key=key(), voucher=voucher.id, seats=1, at=at(), today=TRIP_DAY, volunteer=None)
    with pytest.raises(VoucherUsed):
        bookings.undo_reserve(key=used.key, at=at(3))
    with pytest.raises(VoucherUsed):
        cancel(used)


def test_cancelling_gives_the_money_back_as_a_counter_entry() -> None:
    open_day()
    zoo = add(quota=2)
    booked, waiting = book(zoo, 2), book(zoo)
    settle(booked, received=1000)
    gone = cancel(booked)
    assert gone.refund is not None
    assert (gone.refund.kind, gone.refund.total, gone.refund.due) == ("counter_entry", -800, -800)
    assert (gone.booking.state, gone.booking.has_voucher) == ("cancelled", False)
    assert again(waiting).state == "reserved"
    assert cancel(waiting).refund is None


def test_moving_keeps_the_price_and_gives_a_new_voucher() -> None:
    open_day()
    zoo, later = add(), add(day=TRIP_DAY + timedelta(days=7), participant_price=700, town_share=500)
    booked = book(zoo, 2)
    settle(booked, received=800)
    old = models.Voucher.issued(booked.id)
    assert old
    name = key("move")
    for _ in range(2):
        moved = bookings.move_booking(
            key=name,
            booking=booked.id,
            outing=later.id,
            at=at(4),
            volunteer=None,
            group=GROUP,
            ring=RING,
        )
    assert (moved.state, moved.total, moved.has_voucher) == ("confirmed", 800, True)
    assert (again(booked).state, free_seats(zoo), free_seats(later)) == ("cancelled", 10, 8)
    assert models.Voucher.get_by_id(old.id).state == "void"
    assert sum(row.amount for row in models.Money.select()) == 800
    assert models.Money.standing(moved.id) is not None
    assert payments.recent_payments(9)[0].booking == moved.id


def test_moving_needs_seats_there_and_changes_nothing_without() -> None:
    open_day()
    zoo, full = add(), add(quota=1)
    booked = book(zoo, 2)
    for outing, refusal in ((full.id, OutingFull), (zoo.id, BookingNotOpen), (99, NoOuting)):
        with pytest.raises(refusal):
            bookings.move_booking(
                key=key(),
                booking=booked.id,
                outing=outing,
                at=at(),
                volunteer=None,
                group=GROUP,
                ring=RING,
            )
    assert (again(booked).state, free_seats(zoo), free_seats(full)) == ("reserved", 8, 1)


def test_an_undone_payment_voids_the_voucher_and_waits_again() -> None:
    open_day()
    booked = book(add())
    paid = settle(booked)
    undo(paid)
    assert (again(booked).state, again(booked).has_voucher) == ("reserved", False)
    settle(booked, minutes=4)
    assert again(booked).has_voucher


def test_unpaid_seats_go_to_the_line_after_five_weeks_or_the_day_itself() -> None:
    open_day()
    zoo = add(quota=1, day=TRIP_DAY + timedelta(days=60))
    slow, next_one = book(zoo), book(zoo)
    assert bookings.release_unpaid(at() + bookings.KEPT_FOR) == 0
    assert bookings.release_unpaid(at(2) + bookings.KEPT_FOR) == 1
    assert (again(slow).state, again(next_one).state) == ("cancelled", "reserved")
    book(add())
    midnight = datetime(2026, 4, 11, 21, 59, tzinfo=UTC)  # 23.59 in summer time
    assert bookings.release_unpaid(midnight) == 0
    assert bookings.release_unpaid(midnight + timedelta(minutes=1)) == 1


def test_nobody_comes_up_once_the_day_is_over() -> None:
    open_day()
    zoo = add(quota=1)
    inside, waiting = book(zoo), book(zoo)
    late = 60 * 24 * 40
    bookings.undo_reserve(key=inside.key, at=at(late))
    assert again(waiting).state == "waiting"
