"""Letting people in: green, amber, red; each seat once, whoever asks and how often."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

import db as store
from db import models
from kiosk.codes import new_ring, new_serial
from kiosk.errors import BadQuantity, NotStored, TooLate
from kiosk.outing_errors import CodePause, OtherDay, VoucherCancelled, VoucherUsed
from kiosk.services import acts, outings, vouchers
from kiosk.services.acts import local_day
from kiosk.services.bookings import Booking
from kiosk.services.vouchers import Verdict
from kiosk.typed_code import TypedCode, new_typed_code, read_typed_code
from tests.services.day import at, key, open_day
from tests.services.doors import machine
from tests.services.trips import RING, TRIP_DAY, add, book, cancel, free, settle, undo


def row(booking: Booking) -> models.Voucher:
    found = models.Voucher.issued(booking.id)
    assert found is not None
    return found


def text(booking: Booking) -> str:
    """What the scanner reads from the paper."""
    voucher = row(booking)
    return RING.sign("V", voucher.serial, voucher.key_id)


def look(booking: Booking, today: date = TRIP_DAY) -> Verdict:
    return vouchers.look_up(text(booking), ring=RING, today=today)


def let_in(voucher: int, seats: int = 1, *, name: str | None = None, minutes: float = 9) -> Verdict:
    return vouchers.redeem(
        key=name or key("in"),
        voucher=voucher,
        seats=seats,
        at=at(minutes),
        today=TRIP_DAY,
        volunteer=None,
    )


@pytest.fixture
def family(db: store.KioskDatabase) -> Booking:
    """Two adults and a child with a voucher."""
    open_day()
    return book(add(free()), 2, 1)


def test_green_says_the_party_and_what_is_left(family: Booking) -> None:
    seen = look(family)
    assert (seen.light, seen.why, seen.seats, seen.left) == ("green", "welcome", 3, 3)
    assert (seen.adults, seen.children, seen.number) == (2, 1, family.number)
    assert seen.outing == family.outing
    after = let_in(row(family).id)
    assert (after.light, after.left, after.redeemed) == ("green", 2, 1)


def test_amber_says_when_it_was_used(family: Booking) -> None:
    let_in(row(family).id, 2, minutes=5)
    let_in(row(family).id, 1, minutes=7)
    seen = look(family)
    assert (seen.light, seen.why, seen.left, seen.used_at) == ("amber", "used", 0, at(7))
    with pytest.raises(VoucherUsed):
        let_in(row(family).id)


def test_red_for_what_is_not_ours(family: Booking) -> None:
    stranger = new_ring().sign("V", row(family).serial)
    unknown = RING.sign("V", new_serial())
    card = RING.sign("C", new_serial())
    for scanned in (stranger, unknown, card, text(family)[:-1], "", "https://example.org"):
        seen = vouchers.look_up(scanned, ring=RING, today=TRIP_DAY)
        assert seen == Verdict("red", "not_ours")


def test_red_for_another_day_and_for_what_was_cancelled(family: Booking) -> None:
    for days in (-1, 1):
        seen = look(family, TRIP_DAY + timedelta(days=days))
        assert (seen.light, seen.why) == ("red", "other_day")
    with pytest.raises(OtherDay):
        vouchers.redeem(
            key=key(),
            voucher=row(family).id,
            seats=1,
            at=at(),
            today=TRIP_DAY - timedelta(days=1),
            volunteer=None,
        )
    scanned, voucher = text(family), row(family).id
    cancel(family)
    seen = vouchers.look_up(scanned, ring=RING, today=TRIP_DAY)
    assert (seen.light, seen.why) == ("red", "cancelled")
    for gone in (voucher, 99):
        with pytest.raises(VoucherCancelled):
            let_in(gone)


def test_red_for_an_outing_that_does_not_take_place(family: Booking) -> None:
    outings.cancel_outing(outing=family.outing.id, reason="storm", at=at(), volunteer=None)
    assert look(family).why == "cancelled"


def test_the_paper_of_an_undone_payment_is_red(db: store.KioskDatabase) -> None:
    open_day()
    booked = book(add())
    paid = settle(booked)
    scanned = text(booked)
    undo(paid)
    assert vouchers.look_up(scanned, ring=RING, today=TRIP_DAY).why == "cancelled"


def test_the_same_key_lets_in_once_and_undo_works_for_five_minutes(family: Booking) -> None:
    voucher = row(family).id
    for _ in range(2):
        assert let_in(voucher, 2, name="one").redeemed == 2
    for late in (-0.1, 5.1):
        with pytest.raises(TooLate):
            vouchers.undo_redeem(key="one", at=at(9 + late), today=TRIP_DAY)
    for _ in range(2):
        assert vouchers.undo_redeem(key="one", at=at(14), today=TRIP_DAY).redeemed == 0
    with pytest.raises(TooLate):
        vouchers.undo_redeem(key="other", at=at(9), today=TRIP_DAY)
    with pytest.raises(BadQuantity):
        let_in(voucher, 0)
    assert let_in(voucher, 3).light == "amber"


def test_a_feast_that_ends_after_midnight_counts_on_both_days(db: store.KioskDatabase) -> None:
    open_day()
    feast = book(add(free(), starts=time(20), ends=time(1)))
    assert look(feast).light == look(feast, TRIP_DAY + timedelta(days=1)).light == "green"
    assert look(feast, TRIP_DAY + timedelta(days=2)).why == "other_day"


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2028, 2, 28, 23, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2028, 2, 29, 23, 0, tzinfo=UTC), date(2028, 3, 1)),
    ],
)
def test_the_day_is_that_of_the_calendar_on_the_wall(
    db: store.KioskDatabase, utc: datetime, day: date
) -> None:
    assert local_day(utc) == day
    open_day()
    booked = book(add(free(), day=day))
    assert look(booked, local_day(utc)).light == "green"
    assert look(booked, local_day(utc + timedelta(hours=25))).why == "other_day"


def test_vouchers_follow_an_outing_that_moves(family: Booking) -> None:
    plan = outings.plan_of(family.outing)
    later = TRIP_DAY + timedelta(days=7)
    outings.change_outing(
        outing=family.outing.id, plan=replace(plan, day=later), at=at(), volunteer=None
    )
    assert look(family).why == "other_day"
    assert look(family, later).light == "green"
    assert row(family).valid_day == later.isoformat()


def typed(code: TypedCode) -> Verdict:
    return vouchers.look_up_typed(code.pictures, code.digits, at=at(), today=TRIP_DAY)


def test_a_typed_code_says_the_same(family: Booking) -> None:
    code = read_typed_code(row(family).typed)
    assert typed(code) == look(family)


def test_wrong_typed_codes_slow_down_and_a_right_one_ends_it(family: Booking) -> None:
    right = read_typed_code(row(family).typed)
    with machine() as kiosk:
        for _ in range(5):
            assert typed(new_typed_code()) == vouchers.NOT_OURS
        with pytest.raises(CodePause, match="10 seconden"):
            typed(right)
        kiosk.run(10)
        assert typed(right).light == "green"
        assert typed(new_typed_code()).light == "red"


def test_a_slip_of_the_finger_is_red_and_not_counted(family: Booking) -> None:
    right = read_typed_code(row(family).typed)
    wrong = str((int(right.digits[0]) + 1) % 10) + right.digits[1:]
    for _ in range(9):
        seen = vouchers.look_up_typed(right.pictures, wrong, at=at(), today=TRIP_DAY)
        assert seen == vouchers.NOT_OURS
    assert models.Attempt.select().count() == 0


def test_32_threads_redeem_each_of_200_vouchers_once(crowded: store.KioskDatabase) -> None:
    open_day()
    zoo = add(free(), quota=200)
    ids = [row(book(zoo)).id for _ in range(200)]

    def all_of_them(thread: int) -> int:
        """Each thread begins somewhere else, so that they meet everywhere."""
        got = 0
        for place in range(len(ids)):
            got += insist(ids[(place + thread * 7) % len(ids)], f"{thread}-{place}")
        acts.end_thread()
        return got

    with ThreadPoolExecutor(32) as pool:
        assert sum(pool.map(all_of_them, range(32))) == 200
    assert [one.redeemed for one in models.Voucher.select()] == [1] * 200
    assert models.Redeeming.select().count() == 200


def insist(voucher: int, name: str) -> bool:
    """Let one in; a disk that is busy for too long is asked again with the same key."""
    while True:
        try:
            let_in(voucher, name=name)
            return True
        except VoucherUsed:
            return False
        except NotStored:
            continue


def another_kiosk(file: str, voucher: int, number: int, together: object) -> bool:
    """A process of its own that lets one seat in."""
    database = store.open_database(f"sqlite:///{file}")
    together.wait()  # type: ignore[attr-defined]
    try:
        return insist(voucher, f"kiosk-{number}")
    finally:
        database.close()


def test_two_kiosks_at_the_same_instant_let_in_once(
    db: store.KioskDatabase, tmp_path: Path
) -> None:
    open_day()
    voucher = row(book(add(free()))).id
    spawn = multiprocessing.get_context("spawn")
    with spawn.Manager() as manager, spawn.Pool(2) as pool:
        together = manager.Barrier(2)
        jobs = [
            pool.apply_async(another_kiosk, (str(db.path), voucher, number, together))
            for number in range(2)
        ]
        assert sorted(job.get(60) for job in jobs) == [False, True]
    assert models.Voucher.get_by_id(voucher).redeemed == 1


def test_who_was_let_in_just_now_newest_first(family: Booking) -> None:
    voucher = row(family).id
    for minute, name in ((9, "one"), (10, "two"), (11, "three")):
        let_in(voucher, name=name, minutes=minute)
    assert [one.key for one in vouchers.just_let_in(at(12))] == ["three", "two", "one"]
    assert [one.key for one in vouchers.just_let_in(at(15))] == ["three", "two"], "five minutes"
    assert vouchers.just_let_in(at(8)) == [], "the clock went back: too late to undo"
    vouchers.undo_redeem(key="three", at=at(12), today=TRIP_DAY)
    (last,) = vouchers.just_let_in(at(12), 1)
    assert (last.key, last.seats, last.at) == ("two", 1, at(10))
    assert last.picture == family.outing.picture
