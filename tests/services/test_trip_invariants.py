"""Random acts about outings, by many at once, after which seats, vouchers and money add up."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import db as store
from db import models
from kiosk.errors import KioskError
from kiosk.services import (
    bookings,
    cancellings,
    outings,
    payments,
    sales,
    shares,
    tickets,
    vouchers,
)
from kiosk.services.payments import Method
from tests.services.day import GROUP, START, check_invariants, key, open_day
from tests.services.trips import RING, TRIP_DAY, ZOO, add, free

FEW = st.integers(0, 3)
WHICH = st.integers(0, 9)
METHOD = st.sampled_from(("cash", "bank", "group"))


class Trips(RuleBasedStateMachine):
    """Two outings that cost something and one that is free, all of them small."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        self.database = store.open_database(f"sqlite:///{self.folder / 'onthaal.db'}")
        self.now = START
        open_day()
        self.outings = [add(quota=5).id, add(quota=3).id, add(free(), quota=4).id]

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def outing(self, which: int) -> int:
        return self.outings[which % len(self.outings)]

    def booking(self, which: int) -> int:
        """One of the last bookings; the first one when there is none yet."""
        last = models.Booking.select().order_by(models.Booking.id.desc()).first()
        return max((last.id if last else 0) - which, 1)

    @rule(minutes=st.integers(-2, 4))
    def time_passes_or_goes_back(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(which=WHICH, adults=FEW, children=FEW, undo=st.booleans())
    def reserve(self, which: int, adults: int, children: int, undo: bool) -> None:
        name = key()
        with contextlib.suppress(KioskError):
            for _ in range(2):
                booked = bookings.reserve(
                    key=name,
                    outing=self.outing(which),
                    adults=adults,
                    children=children,
                    language="nl",
                    at=self.now,
                    group=GROUP,
                    ring=RING,
                )
            if undo:
                gone = bookings.undo_reserve(key=name, at=self.now)
                assert (gone.id, gone.state) == (booked.id, "cancelled")

    @rule(which=WHICH, method=METHOD)
    def pay(self, which: int, method: Method) -> None:
        with contextlib.suppress(KioskError):
            sales.pay_booking(
                key=key(),
                booking=self.booking(which),
                method=method,
                reason="samen",
                at=self.now,
                volunteer=None,
                group=GROUP,
                ring=RING,
            )

    @rule(which=WHICH, adults=FEW, method=METHOD, past=st.booleans())
    def sell(self, which: int, adults: int, method: Method, past: bool) -> None:
        with contextlib.suppress(KioskError):
            sales.sell_seats(
                key=key(),
                outing=self.outing(which),
                adults=adults,
                children=0,
                method=method,
                reason="samen",
                past_line=past,
                at=self.now,
                volunteer=None,
                group=GROUP,
                ring=RING,
            )

    @rule(which=WHICH, undo=st.booleans())
    def take_a_payment_back(self, which: int, undo: bool) -> None:
        last = models.Money.head()[0]
        with contextlib.suppress(KioskError):
            if undo:
                payments.undo_payment(key=key(), payment=last - which, at=self.now, volunteer=None)
            else:
                payments.counter_entry(
                    key=key(), payment=last - which, reason="ziek", at=self.now, volunteer=None
                )

    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        with contextlib.suppress(KioskError):
            bookings.cancel_booking(
                key=key(),
                booking=self.booking(which),
                reason="ziek",
                at=self.now,
                volunteer=None,
            )

    @rule(which=WHICH)
    def cancel_and_come_after_all(self, which: int) -> None:
        with contextlib.suppress(KioskError):
            gone = bookings.cancel_booking(
                key=key(), booking=self.booking(which), reason="ziek", at=self.now, volunteer=None
            )
            if gone.was != "cancelled":
                back = cancellings.undo_cancel(
                    key=key(), cancelled=gone, at=self.now, volunteer=None, group=GROUP, ring=RING
                )
                assert back.state in (gone.was, "reserved", "confirmed")

    @rule(which=WHICH, to=WHICH)
    def move(self, which: int, to: int) -> None:
        with contextlib.suppress(KioskError):
            bookings.move_booking(
                key=key(),
                booking=self.booking(which),
                outing=self.outing(to),
                at=self.now,
                volunteer=None,
                group=GROUP,
                ring=RING,
            )

    @rule(which=WHICH)
    def let_past(self, which: int) -> None:
        with contextlib.suppress(KioskError):
            bookings.let_past(booking=self.booking(which), at=self.now, volunteer=None)

    @rule(which=WHICH, quota=st.integers(1, 8), price=st.sampled_from((0, 400, 2000)))
    def change(self, which: int, quota: int, price: int) -> None:
        plan = replace(ZOO, quota=quota, participant_price=price, group_share=0)
        plan = replace(plan, town_share=plan.regular_price - price)
        with contextlib.suppress(KioskError):
            outings.change_outing(outing=self.outing(which), plan=plan, at=self.now, volunteer=None)

    @rule(which=WHICH, seats=st.integers(1, 3), undo=st.booleans())
    def let_in(self, which: int, seats: int, undo: bool) -> None:
        name = key()
        with contextlib.suppress(KioskError):
            for _ in range(2):
                vouchers.redeem(
                    key=name,
                    voucher=self.booking(which),
                    seats=seats,
                    at=self.now,
                    today=TRIP_DAY,
                    volunteer=None,
                )
            if undo:
                vouchers.undo_redeem(key=name, at=self.now, today=TRIP_DAY)

    @rule(which=WHICH)
    def print_again(self, which: int) -> None:
        with contextlib.suppress(KioskError):
            tickets.print_voucher(booking=self.booking(which), at=self.now, group=GROUP, ring=RING)

    @invariant()
    def adds_up(self) -> None:
        check_invariants()
        seen = [shares.shares_of(outing, TRIP_DAY) for outing in self.outings]
        money = sum(one.paid + one.on_group for one in seen)
        assert money == sum(row.amount for row in models.Money.select())
        for one in seen:
            assert 0 <= one.redeemed <= one.seats <= one.quota


TestTrips = Trips.TestCase
TestTrips.settings = settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
