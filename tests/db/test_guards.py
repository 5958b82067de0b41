"""The database itself refuses what must never happen, whatever the program does."""

from __future__ import annotations

import peewee
import pytest

import db as store
from db.connection import KioskDatabase

MOMENT = """
    INSERT INTO moment (key, kind, day, state, opened_at, rule_percent, rule_rounding, float_cents)
    VALUES (?, 'produce', '2026-03-14', 'open', 1, 60, 'floor5', 0)
"""
CLOSE = """
    UPDATE moment SET state = 'closed', close_key = 'c', closed_at = 2, expected_cash = 0,
    counted_cash = 0, close_reason = '', money_rows = 1, money_hash = 'x' WHERE id = 1
"""
OFFER = """
    INSERT INTO offer (moment_id, position, product, portion, free, shop_price, price, opening,
    available) VALUES (1, 0, ?, 'piece', 0, 149, 85, 5, 5)
"""
ORDER = """
    INSERT INTO orders (key, moment_id, number, state, language, started_at, handed_in_at)
    VALUES (?, 1, ?, ?, 'nl', 1, ?)
"""
LINE = """
    INSERT INTO order_line (order_id, offer_id, shop_price, price, quantity)
    VALUES (?, 1, 149, 85, ?)
"""
MONEY = """
    INSERT INTO money (key, kind, moment_id, order_id, method, total, amount, at, previous, hash)
    VALUES (?, 'payment', 1, 1, 'bank', 85, 85, 1, ?, ?)
"""
CHECK_IN = """
    INSERT INTO check_in (key, moment_id, adults, children, language, at)
    VALUES (?, 1, 1, 0, 'nl', 1)
"""


@pytest.fixture
def filled(db: KioskDatabase) -> KioskDatabase:
    """A moment with an offer, a basket, a check-in, money, counts and an audit row."""
    db.sql(MOMENT, ("m",))
    db.sql(OFFER, ("prei",))
    db.sql(ORDER, ("o", None, "basket", None))
    db.sql(LINE, (1, 1))
    db.sql(MONEY, ("p", "0" * 64, "1" * 64))
    db.sql(CHECK_IN, ("v",))
    db.sql("INSERT INTO audit (at, act, subject) VALUES (1, 'x', 'y')")
    db.sql("INSERT INTO cash_count VALUES (1, 'opening', 200, 3)")
    db.sql("INSERT INTO tally_line VALUES (1, 5, 1, 2, 0, 0, 2, 0)")
    return db


@pytest.mark.parametrize("table", ["money", "audit", "cash_count", "tally_line"])
def test_what_is_written_down_stays(filled: KioskDatabase, table: str) -> None:
    column = {"cash_count": "pieces", "tally_line": "sold"}.get(table, "at")
    for sql in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(peewee.IntegrityError, match="append-only"):
            filled.sql(sql)


FINAL = [
    "UPDATE moment SET float_cents = 5",
    "DELETE FROM moment",
    "UPDATE offer SET available = 0",
    "DELETE FROM offer",
    "UPDATE orders SET state = 'cancelled', ended_at = 9",
    "DELETE FROM orders",
    "UPDATE check_in SET adults = 9",
    "UPDATE check_in SET undone_at = 9",
    "INSERT INTO cash_count VALUES (1, 'closing', 100, 1)",
]


def test_a_closed_moment_is_final(filled: KioskDatabase) -> None:
    filled.sql(
        "INSERT INTO participant (animal, colour, language, made_at) VALUES ('cat', 'red', 'nl', 1)"
    )
    filled.sql(CLOSE)
    for sql in FINAL:
        with pytest.raises(peewee.IntegrityError, match=r"closed|is kept"):
            filled.sql(sql)
    for sql, values in (
        (OFFER, ("wortel",)),
        (ORDER, ("late", None, "basket", None)),
        (CHECK_IN, ("late",)),
        (MONEY, ("late", "1" * 64, "2" * 64)),
    ):
        with pytest.raises(peewee.IntegrityError, match="closed"):
            filled.sql(sql, values)
    # Only the tie to a person may still be cut, as privacy asks.
    filled.sql("UPDATE check_in SET participant_id = NULL")


def test_lines_are_fixed_once_handed_in(filled: KioskDatabase) -> None:
    filled.sql("UPDATE orders SET state = 'open', number = 1, handed_in_at = 2 WHERE id = 1")
    for sql, values in (
        (LINE.replace("85", "80"), (1, 1)),
        ("UPDATE order_line SET quantity = 2", ()),
        ("DELETE FROM order_line", ()),
    ):
        with pytest.raises(peewee.IntegrityError, match="handed in"):
            filled.sql(sql, values)


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        (MOMENT.replace("?", "'second'"), "moment.state"),
        ("UPDATE offer SET available = -1", "available"),
        ("UPDATE offer SET available = 6", "available"),
        ("UPDATE offer SET price = 150", "price"),
        ("UPDATE offer SET price = 0", "free"),
        ("UPDATE orders SET state = 'open'", "number"),
        ("UPDATE orders SET moment_id = 9", "FOREIGN KEY"),
        ("INSERT INTO tally_line VALUES (2, 5, 1, 1, 0, 0, 2, 0)", "difference"),
        (MONEY.replace("85, 85", "85, 80").replace("?", "'x'"), "amount = total"),
        (MONEY.replace("'bank'", "'group'").replace("?", "'x'"), "reason"),
        (MONEY.replace("'bank'", "'cash'").replace("?", "'x'"), "received"),
        (MONEY.replace("'payment'", "'undo'").replace("?", "'x'"), "reverses_id"),
        (MONEY.replace("85, 85", "-5, -5").replace("?", "'x'"), "total >= 0"),
        ("INSERT INTO draft VALUES ('x', '')", "data"),
        ("INSERT INTO moment (id) VALUES ('one')", "datatype|NOT NULL"),
    ],
)
def test_rows_that_cannot_be(filled: KioskDatabase, sql: str, why: str) -> None:
    sql = sql.replace("1, 'x', 'x')", f"1, '{'1' * 64}', '{'3' * 64}')")
    with pytest.raises(peewee.IntegrityError, match=why), store.transaction():
        filled.sql(sql)


def test_a_picture_belongs_to_one_record_until_it_is_erased(db: KioskDatabase) -> None:
    make = (
        "INSERT INTO participant (animal, colour, language, made_at) VALUES ('cat', 'red', 'nl', 1)"
    )
    db.sql(make)
    with pytest.raises(peewee.IntegrityError):
        db.sql(make)
    with pytest.raises(peewee.IntegrityError):
        db.sql("UPDATE participant SET erased_at = 2")
    db.sql("UPDATE participant SET erased_at = 2, animal = NULL, colour = NULL, language = NULL")
    db.sql(make)
