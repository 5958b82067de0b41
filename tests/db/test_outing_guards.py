"""What the database itself refuses about outings, bookings and vouchers."""

from __future__ import annotations

import peewee
import pytest

from db.connection import KioskDatabase

OUTING = """
    INSERT INTO outing (key, kind, picture, day, starts, transport, quota, seats_free,
    regular_price, participant_price, group_share, town_share, state, made_at)
    VALUES ('o', 'trip', 'zoo', '2026-04-11', '10:00', 'bus', 5, 4, 2000, 400, 800, 800,
    'planned', 1)
"""
BOOKING = """
    INSERT INTO booking (key, outing_id, state, adults, children, participant_price, group_share,
    town_share, language, made_at, confirmed_at)
    VALUES ('b', 1, 'confirmed', 1, 0, 400, 800, 800, 'nl', 1, 1)
"""
VOUCHER = """
    INSERT INTO voucher (booking_id, serial, typed, key_id, state, seats, valid_day, issued_at)
    VALUES (1, ?, ?, 1, 'issued', 1, '2026-04-11', 1)
"""


@pytest.fixture
def sold(db: KioskDatabase) -> KioskDatabase:
    """An outing with one seat sold, its voucher issued and used."""
    db.sql(OUTING)
    db.sql(BOOKING)
    db.sql(VOUCHER, ("BCDEFGHJ", "01-02-03-123456"))
    db.sql("UPDATE voucher SET redeemed = 1")
    db.sql("INSERT INTO redeeming (key, voucher_id, seats, at) VALUES ('r', 1, 1, 1)")
    return db


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("DELETE FROM redeeming", "kept"),
        ("DELETE FROM voucher", "kept"),
        ("DELETE FROM booking", "kept"),
        ("DELETE FROM outing", "kept"),
        ("UPDATE booking SET participant_price = 0", "what was sold"),
        ("UPDATE booking SET adults = 2", "what was sold"),
        ("UPDATE voucher SET redeemed = 2", "redeemed"),
        ("UPDATE outing SET seats_free = -1", "seats_free"),
        ("UPDATE outing SET seats_free = 6", "seats_free"),
        ("UPDATE outing SET participant_price = 401", "regular_price"),
        ("UPDATE outing SET state = 'cancelled'", "cancel_reason"),
        (VOUCHER.replace("?, ?", "'CDEFGHJK', '04-05-06-123456'"), "voucher.booking_id"),
    ],
)
def test_what_was_sold_stays(sold: KioskDatabase, sql: str, why: str) -> None:
    with pytest.raises(peewee.IntegrityError, match=why):
        sold.sql(sql)


def test_a_void_voucher_stays_void(sold: KioskDatabase) -> None:
    sold.sql("UPDATE voucher SET state = 'void', void_at = 2")
    with pytest.raises(peewee.IntegrityError, match="void"):
        sold.sql("UPDATE voucher SET state = 'issued', void_at = NULL")


def test_only_the_tie_to_a_person_may_be_cut(sold: KioskDatabase) -> None:
    sold.sql("UPDATE booking SET participant_id = NULL")
