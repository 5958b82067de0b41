"""The cost of an act does not grow with history: no act reads a whole table."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import pytest

from db import models
from db.connection import KioskDatabase
from kiosk.services import orders
from kiosk.services.moments import OfferDraft
from tests.services.day import LIST, at, hand_in, one_day, open_day, pay

Query = tuple[str, tuple[Any, ...]]

FREE_SCAN = re.compile(
    r"SCAN \S+ USING (COVERING )?INDEX "
    r"(orders_live|print_job_waiting|print_job_untold|booking_reserved)"
    r"|SCAN \d+ CONSTANT ROWS"
)
"""Indexes that only hold what waits now, and rows that stand in the query itself."""


def queries_of(db: KioskDatabase, acts: Callable[[], None]) -> set[Query]:
    """The SQL that the acts run with its parameters apart, as SQLite plans it.

    With the values filled in SQLite would choose partial indexes that it cannot choose in truth.
    """
    seen: set[Query] = set()
    run: Callable[..., Any] = db.execute_sql

    def record(sql: str, params: Sequence[Any] | None = None) -> Any:
        seen.add((sql, tuple(params or ())))
        return run(sql, params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "execute_sql", record)
        acts()
    return {query for query in seen if re.match(r"SELECT|UPDATE|DELETE|INSERT", query[0])}


def scans(db: KioskDatabase, queries: set[Query]) -> dict[str, list[str]]:
    """What reads a whole table or sorts one, per query."""
    found = {}
    with closing(sqlite3.connect(db.path)) as plain:
        for sql, params in queries:
            plan = [row[3] for row in plain.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
            whole = [step for step in plan if step.startswith("SCAN") and not FREE_SCAN.match(step)]
            if whole and not by_the_end((sql, params)):
                found[sql] = whole
    return found


def by_the_end(query: Query) -> bool:
    """Whether a query reads one row from an end of the table and stops."""
    sql, params = query
    found = re.search(r'ORDER BY "t1"."id" DESC LIMIT \?( OFFSET \?)?$', sql)
    return found is not None and params[-1 - sql.endswith("OFFSET ?")] == 1


def test_no_act_reads_a_whole_table(db: KioskDatabase) -> None:
    queries = queries_of(db, one_day)
    assert len(queries) > 60
    assert scans(db, queries) == {}


def test_a_scan_would_be_seen(db: KioskDatabase) -> None:
    def slow() -> None:
        list(models.Order.select().where(models.Order.language == "nl"))
        list(models.Money.select().order_by(models.Money.id.desc()).limit(5))

    assert len(scans(db, queries_of(db, slow))) == 2


@pytest.mark.usefixtures("db")
def test_the_same_number_of_queries_after_many_orders(db: KioskDatabase) -> None:
    opened = open_day((OfferDraft("prei", "bunch", 149, 500), *LIST[1:]))

    def steps() -> int:
        count = 0

        def step() -> int:
            nonlocal count
            count += 1
            return 0

        connection = db.sql_connection()
        connection.set_progress_handler(step, 10)
        pay(hand_in(opened.offers[0].id, opened.offers[1].id))
        orders.cancel_order(order=hand_in(opened.offers[1].id).id, at=at(3), volunteer=None)
        connection.set_progress_handler(None, 0)
        return count

    first = steps()
    for _ in range(60):
        pay(hand_in(opened.offers[0].id))
    assert steps() <= first * 1.15
