"""Whatever people do in whatever order, stock, cash and sums add up."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import db as store
from kiosk.errors import KioskError, OpenOrders
from kiosk.money import PriceRule
from kiosk.services import checkins, clock, moments, orders, payments, printing, tally
from kiosk.services.moments import OfferDraft
from tests.services.day import DAY, FREE, GROUP, START, check_invariants, key

PRODUCTS = ("prei", "wortel", "appel")
FEW = st.integers(0, 3)
WHICH = st.integers(0, 9)


class Day(RuleBasedStateMachine):
    """Participants, volunteers, the clock and the power at their worst."""

    def __init__(self) -> None:
        super().__init__()
        # In memory where there is such a folder: the rules are tested here, not the disk.
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        self.url = f"sqlite:///{self.folder / 'onthaal.db'}"
        self.database = store.open_database(self.url)
        self.now = START
        self.visits = [key("visit") for _ in range(3)]
        self.payments: list[int] = []
        self.acts = 0
        self.moments: list[int] = []

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def is_open(self) -> bool:
        return moments.current_moment() is not None

    def visit(self, which: int) -> str:
        return self.visits[which % len(self.visits)]

    @initialize()
    def begin(self) -> None:
        self.open([4, 3, 2], 60, False, 149, 2)

    @precondition(lambda self: not self.is_open())
    @rule(
        stocks=st.lists(st.integers(1, 4), min_size=1, max_size=3),
        percent=st.sampled_from((60, 55)),
        exact=st.booleans(),
        price=st.integers(10, 999),
        coins=FEW,
    )
    def open(self, stocks: list[int], percent: int, exact: bool, price: int, coins: int) -> None:
        drafts = [
            OfferDraft(product, "piece", price + 7 * stock, stock)
            for product, stock in zip(PRODUCTS, stocks, strict=False)
        ]
        clock.confirm(self.now, was=self.now, boot="", uptime=timedelta(0), volunteer=None)
        opened = moments.open_moment(
            key=key(),
            kind="produce",
            offers=[*drafts, FREE],
            float_pieces={100: coins, 1: coins},
            rule=PriceRule(percent, "exact" if exact else "floor5"),
            at=self.now,
            day=DAY,
        )
        self.moments.append(opened.id)

    @precondition(is_open)
    @rule(product=st.sampled_from(PRODUCTS), stock=st.integers(0, 5), price=st.integers(0, 999))
    def amend(self, product: str, stock: int, price: int) -> None:
        draft = OfferDraft(product, "piece", price, stock)
        with contextlib.suppress(KioskError):
            moments.amend_offers(moment=self.moments[-1], offers=(draft,), at=self.now)

    @rule(minutes=st.integers(-3, 4))
    def time_passes_or_goes_back(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def come(self) -> None:
        self.visits.append(key("visit"))
        try:
            checkins.check_in(
                key=self.visits[-1],
                adults=1,
                children=2,
                helps=("coffee",),
                language="nl",
                at=self.now,
            )
        except KioskError:
            assert not self.is_open()

    @precondition(is_open)
    @rule(offers=st.lists(WHICH, min_size=1, max_size=3), pays=st.booleans())
    def shop(self, offers: list[int], pays: bool) -> None:
        self.visits.append(key("visit"))
        for offer in offers:
            self.tap(len(self.visits) - 1, offer, 1)
        self.hand_in(len(self.visits) - 1, 1)
        if pays and orders.open_orders():
            self.pay(0, "cash", 2)

    @precondition(is_open)
    @rule(which=WHICH, offer=WHICH, times=st.integers(1, 3))
    def tap(self, which: int, offer: int, times: int) -> None:
        opened = moments.current_moment()
        assert opened is not None
        chosen = opened.offers[offer % len(opened.offers)]
        for _ in range(times):
            with contextlib.suppress(KioskError):
                orders.add(key=self.visit(which), offer=chosen.id, at=self.now, language="nl")

    @precondition(is_open)
    @rule(which=WHICH, offer=WHICH)
    def minus(self, which: int, offer: int) -> None:
        basket = orders.basket(self.visit(which))
        if basket and basket.lines:
            line = basket.lines[offer % len(basket.lines)]
            orders.take_back(key=basket.key, offer=line.offer, at=self.now)

    @precondition(is_open)
    @rule(which=WHICH, times=st.integers(1, 2))
    def hand_in(self, which: int, times: int) -> None:
        found = set()
        for _ in range(times):
            try:
                found.add(
                    orders.hand_in_order(key=self.visit(which), at=self.now, group=GROUP).number
                )
            except KioskError:
                found.add(None)
        assert len(found) == 1

    @precondition(is_open)
    @rule(which=WHICH, hands_in=st.booleans())
    def go_back_or_leave(self, which: int, hands_in: bool) -> None:
        if hands_in:
            orders.cancel_basket(self.visit(which), self.now)
            return
        with contextlib.suppress(KioskError):
            orders.undo_hand_in(key=self.visit(which), at=self.now)

    @precondition(lambda _self: bool(orders.open_orders()))
    @rule(which=WHICH, method=st.sampled_from(("cash", "bank", "group")), extra=FEW)
    def pay(self, which: int, method: payments.Method, extra: int) -> None:
        waiting = orders.open_orders()
        order = waiting[which % len(waiting)]
        due = payments.due_in_cash(order.id)
        name = key("pay")
        for _ in range(2):
            paid = payments.take_payment(
                key=name,
                order=order.id,
                method=method,
                received=due + extra if method == "cash" else None,
                reason="samen",
                at=self.now,
                volunteer=None,
                group=GROUP,
            )
            assert paid.total == order.total == sum(line.amount for line in order.lines)
            assert paid.change == (extra if method == "cash" else None)
        self.payments.append(paid.id)

    @precondition(lambda self: self.payments)
    @rule(which=WHICH, undo=st.booleans())
    def take_a_payment_back(self, which: int, undo: bool) -> None:
        payment = self.payments[which % len(self.payments)]
        try:
            if undo:
                payments.undo_payment(key=key(), payment=payment, at=self.now, volunteer=None)
            else:
                payments.counter_entry(
                    key=key(), payment=payment, reason="rot", at=self.now, volunteer=None
                )
        except KioskError:
            pass

    @precondition(lambda _self: bool(orders.open_orders()))
    @rule(which=WHICH)
    def cancel(self, which: int) -> None:
        waiting = orders.open_orders()
        order = waiting[which % len(waiting)]
        orders.cancel_order(order=order.id, at=self.now, volunteer=None)

    @rule()
    def restart(self) -> None:
        self.database.close()
        self.database = store.open_database(self.url)
        orders.release_baskets(self.now)
        printing.recover_jobs(self.now)

    @rule()
    def print(self) -> None:
        job = printing.next_job(self.now)
        if job:
            assert printing.mark_sending(job.id, self.now)
            assert printing.mark_printed(job.id, self.now)

    @precondition(lambda self: self.is_open() and self.acts > 6)
    @rule(left=FEW, reason=st.sampled_from(tuple(tally.REASONS)), coins=FEW, settle=st.booleans())
    def close(self, left: int, reason: str, coins: int, settle: bool) -> None:
        moment = self.moments[-1]
        shown = tally.preview(moment)
        if settle:
            for order in shown.open_orders:
                orders.cancel_order(order=order.id, at=self.now, volunteer=None)
        leftovers = {line.offer: {reason: left} for line in shown.lines}
        name = key("close")
        for _ in range(2):
            try:
                closed = tally.close_moment(
                    key=name,
                    moment=moment,
                    leftovers=leftovers,
                    counted={200: coins, 2: coins},
                    at=self.now,
                    group=GROUP,
                )
            except OpenOrders:
                assert shown.open_orders and not settle
                return
            assert closed.cash_difference == 202 * coins - closed.expected_cash
            assert closed.expected_cash == closed.float_cents + closed.cash
        assert not self.is_open()
        self.acts = 0

    @invariant()
    def adds_up(self) -> None:
        self.acts += 1
        check_invariants()
        if self.moments:
            seen = checkins.visits(self.moments[-1])
            assert seen.children == 2 * seen.count


TestDay = Day.TestCase
TestDay.settings = settings(
    max_examples=40,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
