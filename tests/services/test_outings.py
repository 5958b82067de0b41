"""Outings: who bears what, what can still be booked, and changes that leave sold seats alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import models
from kiosk.errors import BadQuantity, BadReason
from kiosk.outing import LONGEST_NAME
from kiosk.outing_errors import BadOuting, NoOuting, OutingCancelled
from kiosk.services import bookings, outings
from kiosk.services.outings import Shares, availability, copy_plan, give_back, guide
from tests.services.day import at, key, open_day
from tests.services.trips import TRIP_DAY, ZOO, add, again, book, free, settle


@given(st.integers(0, 100_000))
def test_the_guide_is_exact_to_the_cent(price: int) -> None:
    parts = guide(price)
    assert parts.participant + parts.group + parts.town == price
    for part, percent in ((parts.participant, 20), (parts.group, 40), (parts.town, 40)):
        assert abs(part - price * percent / 100) < 1


def test_the_guide_gives_spare_cents_to_the_largest_remainders() -> None:
    assert guide(2000) == Shares(400, 800, 800)
    assert guide(1003) == Shares(201, 401, 401)
    assert guide(1001) == Shares(200, 401, 400)
    assert guide(999, (25, 75, 0)) == Shares(250, 749, 0)


@pytest.mark.usefixtures("db")
def test_an_outing_is_kept_as_planned() -> None:
    plan = replace(
        ZOO,
        names={"nl": "  Zoo van  Antwerpen ", "fr": "Zoo", "tr": " "},
        partner="Ninove",
        partner_seats=20,
        priority_day=TRIP_DAY - timedelta(days=10),
        deadline_at=at(60),
    )
    name = key()
    for _ in range(2):
        zoo = outings.add_outing(key=name, plan=plan, at=at(), volunteer=None)
    assert outings.plan_of(zoo) == replace(plan, names={"nl": "Zoo van Antwerpen", "fr": "Zoo"})
    assert (zoo.name("fr"), zoo.name("ar"), zoo.seats_free) == ("Zoo", "Zoo van Antwerpen", 10)
    assert outings.all_from(TRIP_DAY) == [zoo] == outings.coming(TRIP_DAY - timedelta(days=56))
    assert outings.coming(TRIP_DAY - timedelta(days=57)) == outings.coming(
        TRIP_DAY + timedelta(days=1)
    )
    with pytest.raises(NoOuting):
        outings.find_outing(99)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "changes",
    [
        {"names": {"nl": " ", "fr": "Zoo"}},
        {"names": {"nl": "a" * (LONGEST_NAME + 1)}},
        {"picture": ""},
        {"kind": "holiday"},
        {"transport": "boat"},
        {"quota": 0},
        {"quota": 1000},
        {"partner_seats": -1},
        {"participant_price": 401},
        {"participant_price": -1, "group_share": 1201},
        {"regular_price": 100_001, "town_share": 98_801},
        {"priority_day": TRIP_DAY + timedelta(days=1)},
        {"meeting_place": "a" * (LONGEST_NAME + 1)},
    ],
)
def test_what_cannot_be_is_refused_in_words(changes: dict[str, Any]) -> None:
    with pytest.raises(BadOuting, match=r"[a-z]{3}.*\."):
        add(**changes)
    assert models.Outing.select().count() == 0


@pytest.mark.usefixtures("db")
def test_what_can_still_be_booked() -> None:
    open_day()
    zoo = add(quota=1, deadline_at=at(10))
    assert availability(zoo, at(10), TRIP_DAY) == "open"
    assert availability(zoo, at(10.1), TRIP_DAY) == "late"
    assert availability(zoo, at(), TRIP_DAY + timedelta(days=1)) == "past"
    book(zoo)
    assert availability(outings.find_outing(zoo.id), at(), TRIP_DAY) == "full"
    for _ in range(2):
        gone = outings.cancel_outing(outing=zoo.id, reason="regen", at=at(), volunteer=None)
    assert availability(gone, at(), TRIP_DAY) == "cancelled"
    assert gone.cancel_reason == "regen"


@pytest.mark.usefixtures("db")
def test_unsold_seats_are_given_back_after_the_priority_day() -> None:
    zoo = add(priority_day=TRIP_DAY - timedelta(days=10))
    for days, seats in ((11, 0), (10, 0), (9, 10), (0, 10), (-1, 0)):
        assert give_back(zoo, TRIP_DAY - timedelta(days=days)) == seats
    assert give_back(add(), TRIP_DAY) == 0
    gone = outings.cancel_outing(outing=zoo.id, reason="regen", at=at(), volunteer=None)
    assert give_back(gone, TRIP_DAY) == 0


@pytest.mark.usefixtures("db")
def test_a_new_price_never_touches_what_was_sold() -> None:
    open_day()
    zoo = add()
    sold, reserved = book(zoo, 2), book(zoo, 1)
    settle(sold)
    dearer = replace(ZOO, participant_price=700, group_share=500, quota=20)
    changed = outings.change_outing(outing=zoo.id, plan=dearer, at=at(3), volunteer=None)
    assert (changed.quota, changed.seats_free, changed.participant_price) == (20, 17, 700)
    assert (again(sold).total, again(reserved).total) == (800, 400)
    assert settle(reserved, minutes=4).due == 400
    assert book(zoo, 1).total == 700
    kept = models.Booking.get_by_id(sold.id)
    assert (kept.participant_price, kept.group_share, kept.town_share) == (400, 800, 800)


@pytest.mark.usefixtures("db")
def test_a_quota_goes_no_lower_than_what_was_given_and_raising_it_moves_the_line() -> None:
    open_day()
    zoo = add(quota=4)
    book(zoo, 3)
    waiting = book(zoo, 4)
    with pytest.raises(BadQuantity, match="al 3 plaatsen"):
        outings.change_outing(outing=zoo.id, plan=replace(ZOO, quota=2), at=at(), volunteer=None)
    for quota, state in ((6, "waiting"), (7, "reserved")):
        plan = replace(ZOO, quota=quota)
        outings.change_outing(outing=zoo.id, plan=plan, at=at(), volunteer=None)
        assert again(waiting).state == state


@pytest.mark.usefixtures("db")
def test_cancelling_gives_up_whoever_was_not_confirmed() -> None:
    open_day()
    zoo = add(quota=3)
    paid, reserved, waiting = book(zoo, 2), book(zoo, 1), book(zoo, 1)
    settle(paid)
    with pytest.raises(BadReason):
        outings.cancel_outing(outing=zoo.id, reason=" ", at=at(), volunteer=None)
    outings.cancel_outing(outing=zoo.id, reason="regen", at=at(), volunteer=None)
    states = [again(one).state for one in (paid, reserved, waiting)]
    assert states == ["confirmed", "cancelled", "cancelled"]
    with pytest.raises(OutingCancelled):
        outings.change_outing(outing=zoo.id, plan=ZOO, at=at(), volunteer=None)
    refund = bookings.cancel_booking(
        key=key(), booking=paid.id, reason="regen", at=at(), volunteer=None
    ).refund
    assert refund is not None and refund.due == -800


def test_a_copy_keeps_the_distances_and_the_hour_on_the_clock() -> None:
    last_year = replace(
        outing(),
        day=date(2025, 4, 5),
        priority_day=date(2025, 3, 26),
        deadline_at=datetime(2025, 3, 29, 19, 0, tzinfo=UTC),  # 20.00 in winter time
    )
    plan = copy_plan(last_year, date(2026, 4, 11))
    assert (plan.day, plan.priority_day) == (date(2026, 4, 11), date(2026, 4, 1))
    assert plan.deadline_at == datetime(2026, 4, 4, 18, 0, tzinfo=UTC)  # 20.00 in summer time
    assert plan.copied_from == last_year.id


def test_a_copy_of_the_29th_of_february() -> None:
    leap = replace(outing(), day=date(2028, 2, 29), priority_day=date(2028, 2, 29))
    assert copy_plan(leap, date(2029, 2, 28)).priority_day == date(2029, 2, 28)
    before = replace(outing(), day=date(2027, 3, 7), priority_day=date(2027, 2, 28))
    assert copy_plan(before, date(2028, 3, 7)).priority_day == date(2028, 2, 29)


def outing() -> outings.Outing:
    """An outing that is in no database."""
    plan = {name: getattr(ZOO, name) for name in ZOO.__dataclass_fields__}
    del plan["copied_from"]
    return outings.Outing(id=7, seats_free=10, waiting=0, state="planned", cancel_reason="", **plan)


@pytest.mark.usefixtures("db")
def test_a_copy_can_be_added_as_it_is() -> None:
    zoo = add(free(), partner="Ninove", partner_seats=12)
    copy = add(copy_plan(zoo, TRIP_DAY + timedelta(days=364)))
    assert replace(copy, id=zoo.id, day=zoo.day) == zoo
    assert models.Outing.get_by_id(copy.id).copied_from_id == zoo.id
