"""A past to report about: months of random days through the acts themselves, and a naive count of it.

The count reads whole tables and adds row by row, in another way than the reports do.
"""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from db.connection import KioskDatabase
from kiosk.errors import KioskError
from kiosk.money import PriceRule
from kiosk.periods import Period
from kiosk.services import (
    bookings,
    checkins,
    estimates,
    moments,
    orders,
    outings,
    payments,
    sales,
    tally,
    vouchers,
)
from kiosk.services.acts import local_day
from kiosk.services.checkins import HELPS
from kiosk.services.moments import OfferDraft
from tests.services.day import FREE, GROUP, key
from tests.services.trips import RING, free, priced

FIRST = datetime(2025, 1, 3, 13, 0, tzinfo=UTC)
WAYS = ("cash", "bank", "group")

Rows = dict[str, list[dict[str, Any]]]


class Past:
    """Days some weeks apart, each with people, orders, outings and mistakes put right."""

    def __init__(self, seed: int, *, estimate: bool = True) -> None:
        self.chance, self.estimate = random.Random(seed), estimate
        self.now = FIRST
        self.payments: list[int] = []
        self.bookings: list[int] = []
        self.outings: list[int] = []

    def live(self, days: int) -> None:
        """So many moments, each closed; between them things happen in no till."""
        for _ in range(days):
            self._moment()
            self.now += timedelta(days=self.chance.randrange(1, 40))
            self._take_back(self.chance.randrange(3))
            self._outings(self.chance.randrange(2))

    def _pass(self) -> datetime:
        self.now += timedelta(minutes=self.chance.randrange(4))
        return self.now

    def _moment(self) -> None:
        pick = self.chance.choice
        drafts = [
            OfferDraft(product, portion, self.chance.randrange(20, 600), 40)
            for product, portion in (("prei", "bunch"), ("appel", "bag_1kg"), ("appel", "bag_2kg"))
        ]
        opened = moments.open_moment(
            key=key(),
            kind="produce",
            offers=[*drafts, FREE],
            float_pieces={100: 10},
            rule=PriceRule(60, pick(("exact", "floor5"))),
            at=self._pass(),
            day=local_day(self.now),
        )
        offers = [offer.id for offer in opened.offers]
        for _ in range(self.chance.randrange(12)):
            pick((self._come, self._shop, self._shop, self._outings, self._take_back))(offers)
        for order in orders.open_orders():
            orders.cancel_order(order=order.id, at=self._pass(), volunteer=None)
        reasons = [str(reason) for reason in tally.REASONS]
        left = {offer: {pick(reasons): self.chance.randrange(5)} for offer in offers}
        tally.close_moment(
            key=key(), moment=opened.id, leftovers=left, counted={}, at=self._pass(), group=GROUP
        )
        if self.estimate and self.chance.random() < 0.6:
            others = [box for box in estimates.BOXES if box != "total" and pick((0, 1))]
            boxes = {"total": 40} | {box: self.chance.randrange(40) for box in others}
            estimates.write(moment=opened.id, boxes=boxes, at=self._pass(), volunteer=None)

    def _come(self, _offers: object) -> None:
        name = key()
        animal = self.chance.choice(("fox", "owl", "lion"))
        mine = checkins.my_picture(animal=animal, colour="red", language="nl", at=self._pass())
        checkins.check_in(
            key=name,
            adults=self.chance.randrange(1, 4),
            children=self.chance.randrange(4),
            helps=self.chance.sample(HELPS, self.chance.randrange(3)),
            participant=self.chance.choice((mine, None)),
            language="nl",
            at=self._pass(),
        )
        if self.chance.random() < 0.2:
            checkins.undo_check_in(key=name, at=self._pass())

    def _shop(self, offers: list[int]) -> None:
        visit = key("visit")
        with contextlib.suppress(KioskError):
            for _ in range(self.chance.randrange(1, 5)):
                offer = self.chance.choice(offers)
                orders.add(key=visit, offer=offer, at=self._pass(), language="nl")
            order = orders.hand_in_order(key=visit, at=self._pass(), group=GROUP)
            self._pay(order.id)
            if self.chance.random() < 0.3:
                self._take_back(1)
                self._pay(order.id)

    def _pay(self, order: int) -> None:
        with contextlib.suppress(KioskError):
            paid = payments.take_payment(
                key=key(),
                order=order,
                method=self.chance.choice(WAYS),  # type: ignore[arg-type]
                reason="van harte",
                at=self._pass(),
                volunteer=None,
                group=GROUP,
            )
            self.payments.append(paid.id)

    def _take_back(self, times: object) -> None:
        """The last payment undone, or any payment ever by a counter-entry."""
        for _ in range(times if isinstance(times, int) else 1):
            if not self.payments:
                return
            given = {"key": key(), "at": self._pass(), "volunteer": None}
            with contextlib.suppress(KioskError):
                if self.chance.random() < 0.5:
                    payments.undo_payment(payment=self.payments[-1], **given)  # type: ignore[arg-type]
                else:
                    which = self.chance.choice(self.payments)
                    payments.counter_entry(payment=which, reason="ziek", **given)  # type: ignore[arg-type]

    def _outings(self, times: object) -> None:
        for _ in range(times if isinstance(times, int) else 3):
            with contextlib.suppress(KioskError):
                self.chance.choice((self._plan, self._sell, self._sell, self._change))()

    def _plan(self) -> None:
        plan = self.chance.choice((free(), priced(403), priced(150)))
        day = self.now.date() + timedelta(days=self.chance.randrange(60))
        plan = replace(plan, day=day, quota=12)
        made = outings.add_outing(key=key(), plan=plan, at=self._pass(), volunteer=None)
        self.outings.append(made.id)

    def _sell(self) -> None:
        sold = sales.sell_seats(
            key=key(),
            outing=self.chance.choice(self.outings or [0]),
            adults=self.chance.randrange(1, 4),
            children=self.chance.randrange(2),
            method=self.chance.choice(WAYS),  # type: ignore[arg-type]
            reason="samen",
            at=self._pass(),
            volunteer=None,
            group=GROUP,
            ring=RING,
        )
        self.bookings.append(sold.booking.id)
        if sold.payment:
            self.payments.append(sold.payment.id)

    def _change(self) -> None:
        """A party comes, moves or gives up; rarely a whole outing is cancelled."""
        booking, outing = (self.chance.choice(one or [0]) for one in (self.bookings, self.outings))
        given: dict[str, Any] = {"at": self._pass(), "volunteer": None}
        match self.chance.randrange(7):
            case 0:
                outings.cancel_outing(outing=outing, reason="regen", **given)
            case 1 | 2:
                bookings.cancel_booking(key=key(), booking=booking, reason="ziek", **given)
            case 3:
                papers: dict[str, Any] = {"group": GROUP, "ring": RING}
                moved = bookings.move_booking(
                    key=key(), booking=booking, outing=outing, **given, **papers
                )
                self.bookings.append(moved.id)
            case _:
                day = local_day(self.now)
                vouchers.redeem(key=key(), voucher=booking, seats=1, today=day, **given)


def rows_of(database: KioskDatabase) -> Rows:
    """Every row of what a report is about."""
    names = ("moment", "check_in", "check_in_help", "offer", "orders", "order_line", "money")
    more = ("tally_line", "estimate", "outing", "booking", "voucher")
    found: Rows = {}
    for name in (*names, *more):
        cursor = database.sql(f"SELECT * FROM {name}")
        columns = [column[0] for column in cursor.description]
        found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return found


class Naive:
    """The same figures as a report has, counted row by row."""

    def __init__(self, rows: Rows, period: Period) -> None:
        self.rows, self.period = rows, period
        self.moments = {
            row["id"]: row
            for row in rows["moment"]
            if row["state"] == "closed" and self._within(date.fromisoformat(row["day"]))
        }
        here = [row for row in rows["check_in"] if row["moment_id"] in self.moments]
        self.visits = [row for row in here if row["undone_at"] is None]
        helps = {row["id"]: set[str]() for row in self.visits}
        for row in rows["check_in_help"]:
            if row["check_in_id"] in helps:
                helps[row["check_in_id"]].add(row["help"])
        self.helping = sum(1 for kinds in helps.values() if kinds)
        self.helps = Counter(kind for kinds in helps.values() for kind in kinds)
        tied = (row["participant_id"] for row in self.visits)
        self.pictures = len({one for one in tied if one is not None})

    def _within(self, day: date) -> bool:
        return self.period.first <= day <= self.period.last

    def people(self, kind: str) -> int:
        """Adults or children."""
        return sum(int(row[kind]) for row in self.visits)

    def sales(self) -> dict[tuple[str, str], Counter[str]]:
        """Per product and portion the portions and the cents."""
        found: dict[tuple[str, str], Counter[str]] = {}
        offers = {row["id"]: row for row in self.rows["offer"]}
        for line in self.rows["tally_line"]:
            offer = offers[line["offer_id"]]
            if offer["moment_id"] in self.moments:
                sums = found.setdefault((offer["product"], offer["portion"]), Counter())
                names = ("sold", "soup", "given", "spoiled", "back", "difference")
                sums.update({name: line[name] for name in names})
        for line, method in self._sold_lines():
            offer = offers[line["offer_id"]]
            ours = line["quantity"] * line["price"]
            sums = found[offer["product"], offer["portion"]]
            sums["shop_value"] += line["quantity"] * line["shop_price"]
            sums["our_value"] += ours
            sums["on_group"] += ours if method == "group" else 0
        return found

    def _sold_lines(self) -> Iterator[tuple[dict[str, Any], str]]:
        """The lines of orders that were paid when their moment was closed, and how."""
        orders_ = {row["id"]: row for row in self.rows["orders"]}
        for line in self.rows["order_line"]:
            moment = self.moments.get(orders_[line["order_id"]]["moment_id"])
            if moment is None:
                continue
            until = [row for row in self.rows["money"] if row["id"] <= moment["money_rows"]]
            back = {row["reverses_id"] for row in until}
            for row in until:
                mine = row["order_id"] == line["order_id"] and row["kind"] == "payment"
                if mine and row["id"] not in back:
                    yield line, row["method"]

    def money(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The journal by what it was about and how it was paid."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        order_moment = {row["id"]: row["moment_id"] for row in self.rows["orders"]}
        for row in self.rows["money"]:
            till = row["moment_id"]
            at = datetime.fromtimestamp(row["at"] / 1000, UTC)
            if till not in self.moments if till else not self._within(local_day(at)):
                continue
            late = row["order_id"] and order_moment[row["order_id"]] != till
            about = "outing" if row["booking_id"] else "returned" if late else "produce"
            total, amount = found.get((about, row["method"]), (0, 0))
            found[about, row["method"]] = (total + row["total"], amount + row["amount"])
        return found

    def trips(self) -> dict[int, Counter[str]]:
        """Per outing its seats and who bears what of them."""
        found = {}
        for outing in self.rows["outing"]:
            if not self._within(date.fromisoformat(outing["day"])):
                continue
            sums = Counter(seats=0, participants=0, worth=0, town=0, to_return=0)
            held = outing["state"] == "planned"
            mine = [row for row in self.rows["booking"] if row["outing_id"] == outing["id"]]
            ids = {row["id"] for row in mine}
            for row in mine:
                seats = row["adults"] + row["children"]
                if row["state"] == "confirmed" and held:
                    parts = (row["participant_price"], row["group_share"], row["town_share"])
                    sums["seats"] += seats
                    sums["worth"] += seats * sum(parts)
                    sums["town"] += seats * row["town_share"]
            for row in self.rows["money"]:
                if row["booking_id"] in ids and row["method"] != "group":
                    sums["participants" if held else "to_return"] += row["total"]
            found[outing["id"]] = sums
        return found

    def boxes(self) -> Counter[str]:
        """The estimates by box."""
        found: Counter[str] = Counter()
        for row in self.rows["estimate"]:
            if row["moment_id"] in self.moments:
                found[row["box"]] += row["people"]
        return found


def any_period(chance: random.Random) -> Period:
    """From some day of the past to some later one, at midnight or not."""
    first = FIRST.date() + timedelta(days=chance.randrange(-20, 300))
    return Period(first, first + timedelta(days=chance.randrange(400)))
