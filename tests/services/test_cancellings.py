"""A party that was cancelled comes along after all, as it was before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db import models
from kiosk.errors import NoMoment
from kiosk.outing_errors import OutingCancelled, OutingFull, TooLateToBook
from kiosk.services import bookings, cancellings, outings
from kiosk.services.bookings import Booking, Cancelled
from tests.services.day import GROUP, at, check_invariants, key, open_day
from tests.services.test_reports import close
from tests.services.trips import RING, TRIP_DAY, add, again, book, cancel, free, settle

pytestmark = pytest.mark.usefixtures("db")


def come(gone: Cancelled, *, minutes: float = 4, name: str | None = None) -> Booking:
    return cancellings.undo_cancel(
        key=name or key("come"),
        cancelled=gone,
        at=at(minutes),
        volunteer=None,
        group=GROUP,
        ring=RING,
    )


def test_who_paid_has_paid_again_and_gets_a_new_voucher() -> None:
    open_day()
    zoo = add()
    party = book(zoo, 2)
    settle(party)
    gone = cancel(party)
    assert gone.was == "confirmed"
    for _ in range(2):
        back = come(gone, name="again")
        assert (back.state, back.has_voucher) == ("confirmed", True)
    amounts = [row.amount for row in models.Money.select().order_by(models.Money.id)]
    assert amounts == [800, -800, 800]
    assert outings.find_outing(zoo.id).seats_free == 8
    check_invariants()


def test_who_reserved_waits_to_be_paid() -> None:
    open_day()
    party = book(add(), 2)
    assert come(cancel(party)).state == "reserved"
    check_invariants()


def test_what_is_free_is_confirmed() -> None:
    open_day()
    party = book(add(free()), 2)
    back = come(cancel(party))
    assert (back.state, back.has_voucher) == ("confirmed", True)
    check_invariants()


def test_who_waited_has_the_old_place_in_the_line() -> None:
    open_day()
    zoo = add(quota=2)
    book(zoo, 2)
    first, second = book(zoo, 1), book(zoo, 1)
    gone = cancel(first)
    assert again(second).place == 1
    assert come(gone).place == 1
    assert again(second).place == 2
    check_invariants()


def test_seats_that_went_to_the_line_are_gone() -> None:
    open_day()
    zoo = add(quota=2)
    party = book(zoo, 2)
    book(zoo, 2)
    gone = cancel(party)
    with pytest.raises(OutingFull):
        come(gone)
    assert again(party).state == "cancelled"
    check_invariants()


def test_not_when_it_does_not_take_place_or_is_over() -> None:
    open_day()
    zoo = add()
    gone = cancel(book(zoo, 1))
    with pytest.raises(TooLateToBook):
        come(gone, minutes=(TRIP_DAY + timedelta(days=1) - at().date()).days * 24 * 60)
    outings.cancel_outing(outing=zoo.id, reason="regen", at=at(), volunteer=None)
    with pytest.raises(OutingCancelled):
        come(gone)


def test_cash_needs_a_till() -> None:
    opened = open_day()
    party = book(add(), 1)
    settle(party)
    close(opened.id)
    gone = bookings.cancel_booking(
        key=key(), booking=party.id, reason="ziek", at=at(100), volunteer=None
    )
    with pytest.raises(NoMoment):
        come(gone, minutes=101)
    assert again(party).state == "cancelled"
    check_invariants()
