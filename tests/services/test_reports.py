"""Reports: every figure as a naive count of the rows finds it, whatever was taken back."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from datetime import date, time, timedelta
from typing import Any

import pytest

from db import models
from db.connection import KioskDatabase
from kiosk.periods import Period
from kiosk.services import estimates, payments, planned, reports, tally
from kiosk.services.reports import Report
from tests.services.day import DAY, GROUP, at, hand_in, key, open_day, pay
from tests.services.past import FIRST, Naive, Past, any_period, rows_of
from tests.services.test_cost import queries_of, scans
from tests.services.trips import TRIP_DAY, add, book, settle

ALWAYS = Period(date(2020, 1, 1), date(2039, 12, 31))
LATER = date(2027, 1, 1)


def make(period: Period = ALWAYS, today: date = LATER) -> Report:
    return reports.report(period, today, GROUP)


def assert_same(found: Report, naive: Naive) -> None:
    """Every figure of a report is that of the naive count."""
    assert found.moments == len(naive.moments)
    assert (found.visits, found.pictures) == (len(naive.visits), naive.pictures)
    assert (found.adults, found.children) == (naive.people("adults"), naive.people("children"))
    assert found.people == sum(span.people for span in found.spans)
    assert found.people == naive.people("adults") + naive.people("children")
    assert (found.helping, found.helps) == (naive.helping, naive.helps)
    sales = naive.sales()
    assert {(sale.product, sale.portion) for sale in found.sales} == set(sales)
    for sale in found.sales:
        counted = sales[sale.product, sale.portion]
        names = ("sold", "soup", "given", "spoiled", "back", "difference")
        for name in (*names, "shop_value", "our_value", "on_group"):
            assert getattr(sale, name) == counted[name], (sale, name)
        assert sale.paid + sale.carried == sale.shop_value
    money = {(one.about, one.method): (one.total, one.amount) for one in found.money}
    assert money == naive.money()
    trips = [(t.seats, t.participants, t.town, t.to_return) for t in found.trips]
    counts = naive.trips().values()
    parts = ("seats", "participants", "town", "to_return")
    assert Counter(trips) == Counter(tuple(one[part] for part in parts) for one in counts)
    worth = sum(trip.participants + trip.group + trip.town for trip in found.trips)
    assert worth == sum(one["worth"] for one in counts)
    assert all(trip.group >= 0 for trip in found.trips)
    assert found.boxes == naive.boxes()


def assert_adds_up(found: Report) -> None:
    """What participants paid for produce is what came in for it, with the rounding apart."""
    came = [one for one in found.money if one.about == "produce" and one.method != "group"]
    assert found.paid == sum(one.total for one in came)
    on_group = sum(
        one.total for one in found.money if (one.about, one.method) == ("produce", "group")
    )
    assert sum(sale.on_group for sale in found.sales) == on_group
    assert found.paid + found.carried == found.shop_value
    methods = sum(found.taken(method=method) for method in ("cash", "bank", "group"))
    abouts = ("produce", "returned", "outing", "correction")
    assert methods == found.taken() == sum(found.taken(about=about) for about in abouts)


@pytest.mark.parametrize("seed", range(8))
def test_every_figure_is_that_of_a_naive_count(db: KioskDatabase, seed: int) -> None:
    past = Past(seed)
    past.live(9)
    rows = rows_of(db)
    assert len(rows["money"]) > 10
    for period in (ALWAYS, *(any_period(past.chance) for _ in range(6))):
        found = make(period)
        assert_same(found, Naive(rows, period))
        assert_adds_up(found)
    # all that ever changed hands is in the report of all days
    assert make().taken() == sum(row["amount"] for row in rows["money"])


@pytest.mark.parametrize("seed", (11, 12))
def test_periods_that_follow_each_other_add_up(db: KioskDatabase, seed: int) -> None:
    past = Past(seed)
    past.live(8)
    chance = random.Random(seed)
    for _ in range(5):
        whole = any_period(chance)
        days = (whole.last - whole.first).days
        if not days:
            continue
        cut = whole.first + timedelta(days=chance.randrange(days))
        parts = (make(Period(whole.first, cut)), make(Period(cut + timedelta(days=1), whole.last)))
        one = make(whole)
        for name in ("moments", "visits", "people", "shop_value", "paid", "carried", "rounding"):
            assert getattr(one, name) == sum(getattr(part, name) for part in parts), name
        assert one.taken() == sum(part.taken() for part in parts)
        assert sum(t.seats for t in one.trips) == sum(t.seats for p in parts for t in p.trips)
    assert db.path.exists()


@pytest.mark.usefixtures("db")
def test_a_moment_counts_once_it_is_closed_and_then_stays_as_it_was() -> None:
    past = Past(1)
    opened = open_day()
    paid = pay(hand_in(opened.offers[0].id))
    assert make().moments == 0
    past.now = at(30)
    close(opened.id)
    before = make(Period(DAY, DAY))
    assert (before.paid, before.taken()) == (paid.total, paid.total)
    payments.counter_entry(
        key=key(), payment=paid.id, reason="bedorven", at=at(60 * 24 * 3), volunteer=None
    )
    assert make(Period(DAY, DAY)) == before
    later = make(Period(DAY + timedelta(days=3), DAY + timedelta(days=3)))
    assert (later.taken(about="returned"), later.taken()) == (-paid.total, -paid.total)
    assert make().taken() == 0


def close(moment: int) -> None:
    """The day is over."""
    tally.close_moment(key=key(), moment=moment, leftovers={}, counted={}, at=at(90), group=GROUP)


@pytest.mark.usefixtures("db")
def test_money_in_no_till_counts_on_the_day_of_the_group() -> None:
    """Half past eleven in the evening in UTC is the next day in Flanders."""
    opened = open_day()
    zoo = add()
    paid = settle(book(zoo), "bank")
    close(opened.id)
    late = at(10.5 * 60)
    assert late.astimezone().tzinfo and late.date() == DAY
    payments.counter_entry(key=key(), payment=paid.id, reason="ziek", at=late, volunteer=None)
    tomorrow = DAY + timedelta(days=1)
    assert make(Period(DAY, DAY)).taken() == 400
    assert make(Period(tomorrow, tomorrow)).taken() == -400


@pytest.mark.usefixtures("db")
def test_pictures_are_said_to_be_known_for_a_while_only() -> None:
    assert make(Period(LATER, LATER), LATER).pictures_since is None
    old = make(Period(date(2025, 1, 1), date(2025, 12, 31)), LATER)
    assert old.pictures_since == LATER - timedelta(days=396)


@pytest.mark.usefixtures("db")
def test_a_long_report_has_a_bar_for_each_year() -> None:
    Past(3).live(6)
    assert {span.first.day for span in make(Period(date(2025, 1, 1), date(2026, 6, 1))).spans} == {
        1
    }
    years = make(Period(FIRST.date(), date(2031, 1, 1))).spans
    assert years[0].first == FIRST.date()
    assert [span.last.isoformat()[4:] for span in years[:1]] == ["-12-31"]


def test_no_report_reads_a_whole_table(db: KioskDatabase) -> None:
    Past(5).live(3)
    queries = queries_of(db, lambda: print_and_look())
    assert len(queries) > 10
    assert scans(db, queries) == {}


def print_and_look() -> None:
    period = Period(date(2025, 1, 1), date(2025, 12, 31))
    reports.print_report(make(period), at=at(), group=GROUP)
    last = estimates.last_estimate()
    assert last
    estimates.last_estimate(last.moment)
    estimates.write(moment=last.moment, boxes={"total": 41}, at=at(), volunteer=None)
    given: dict[str, Any] = {"at": at(), "volunteer": None}
    soup = planned.plan_moment(kind="soup", day=DAY, starts=time(14), **given)
    planned.plan_month_later(planned=soup.id, **given)
    planned.cancel_planned(planned=soup.id, **given)
    planned.keep_planned(planned=soup.id, **given)
    planned.calendar(DAY)


def test_closing_reads_only_its_own_moment(db: KioskDatabase) -> None:
    """What the database writes at a closing, a plan of the closing itself does not tell."""
    where = "name = 'moment_sums' AND type = 'trigger'"
    (written,) = db.sql(f"SELECT sql FROM sqlite_master WHERE {where}").fetchone()
    body = re.sub(r"--.*", "", written[written.index("BEGIN") + 5 : written.rindex("END")])
    steps = [step for step in body.replace("NEW.id", "?1").split(";") if step.strip()]
    assert len(steps) == 4
    plans = [row[3] for step in steps for row in db.sql(f"EXPLAIN QUERY PLAN {step}", (1,))]
    assert len(plans) > 8
    assert [step for step in plans if step.startswith("SCAN") and step != "SCAN worth"] == []


@pytest.mark.usefixtures("db")
def test_the_strip_has_every_part() -> None:
    Past(7).live(8)
    job = reports.print_report(make(), at=at(), group=GROUP)
    strip = models.PrintJob.get_by_id(job.id).document
    for word in ("Wie kwam", "Wie hielp", "Groenten en fruit", "Uitstappen", "Geld", "Schatting"):
        assert word in strip


@pytest.mark.usefixtures("db")
def test_the_table_says_the_same() -> None:
    Past(2).live(6)
    found = make()
    text = reports.report_table(found).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    said = {(row[0], row[1]): row[4] for row in rows}
    assert said["mensen", "bezoeken"] == str(found.visits)
    paid = said["groenten en fruit", "betaald"]
    assert paid.replace(",", "") == str(found.paid)
    amounts = sum(int(row[4].replace(",", "")) for row in rows if row[0] == "geld")
    assert amounts == found.taken() + found.rounding
    assert all(len(row) == 5 for row in rows)
    assert reports.table_name(found) == "verslag-2020-01-01-2039-12-31-binnen.csv"
    assert reports.table_name(reports.outside(found)).endswith("-buiten.csv")


@pytest.mark.usefixtures("db")
def test_the_table_for_outside_has_no_small_count_of_people() -> None:
    Past(9).live(5)
    text = reports.report_table(reports.outside(make())).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        if row[3] in ("aantal", "plaatsen") and row[1] != "onze plaatsen":
            assert int(row[4]) >= 5, row


@pytest.mark.usefixtures("db")
def test_who_bears_an_outing() -> None:
    opened = open_day()
    zoo = add()
    settle(book(zoo, 2, 1))
    settle(book(zoo, 2), "group")
    close(opened.id)
    (trip,) = make(Period(TRIP_DAY, TRIP_DAY), DAY).trips
    assert (trip.seats, trip.participants, trip.group, trip.town) == (5, 1200, 4800, 4000)
    assert (trip.no_shows, trip.quota, trip.name) == (None, 10, "Zoo van Antwerpen")
