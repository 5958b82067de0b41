"""Money at the counter, and the journal that shows every change."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import db as store
from db.connection import KioskDatabase
from kiosk.errors import (
    AlreadyPaid,
    BadQuantity,
    BadReason,
    MomentClosed,
    NotEnoughCash,
    OrderNotOpen,
    PaymentTakenBack,
    TooLate,
)
from kiosk.money import PriceRule
from kiosk.paper.documents import Receipt
from kiosk.services import journal, moments, orders, payments, printing, tally
from kiosk.services.journal import MoneyCheck
from kiosk.services.moments import OfferDraft
from kiosk.services.payments import Payment
from tests.services.day import (
    DAY,
    GROUP,
    LIST,
    at,
    check_invariants,
    hand_in,
    key,
    open_day,
    pay,
)

pytestmark = pytest.mark.usefixtures("db")


def take(
    order: int,
    method: payments.Method = "cash",
    received: int | None = None,
    reason: str = "",
    name: str = "",
) -> Payment:
    return payments.take_payment(
        key=name or key("pay"),
        order=order,
        method=method,
        received=received,
        reason=reason,
        at=at(3),
        volunteer=None,
        group=GROUP,
    )


def undo(payment: Payment, minutes: float = 4, name: str = "") -> Payment:
    return payments.undo_payment(
        key=name or key("undo"), payment=payment.id, at=at(minutes), volunteer=None
    )


def counter(payment: Payment, minutes: float = 30, reason: str = "rot") -> Payment:
    return payments.counter_entry(
        key=key("counter"), payment=payment.id, reason=reason, at=at(minutes), volunteer=None
    )


def first_stock() -> int:
    moment = moments.current_moment()
    assert moment is not None
    return moment.offers[0].available


def close(moment: int, minutes: float) -> tally.Tally:
    return tally.close_moment(
        key=key(), moment=moment, leftovers={}, counted={}, at=at(minutes), group=GROUP
    )


def test_cash_gives_change_and_a_receipt() -> None:
    prei, wortel, _ = (offer.id for offer in open_day().offers)
    order = hand_in(prei, wortel)
    paid = take(order.id, received=500, name="p")
    assert (paid.total, paid.due, paid.received, paid.change) == (200, 200, 500, 300)
    assert paid.change_pieces == {200: 1, 100: 1}
    assert (paid.number, paid.taken_back) == (1, False)
    assert orders.open_orders() == []
    receipt = printing.jobs_of(order=order.id)[-1].document
    assert isinstance(receipt, Receipt)
    assert (receipt.day, receipt.time, receipt.method) == (DAY.isoformat(), "14:03", "cash")
    assert (receipt.total, receipt.due, receipt.received, receipt.change) == (200, 200, 500, 300)
    assert [line.amount for line in receipt.lines] == [85, 115]
    assert payments.recent_payments(9) == [paid]


def test_paying_twice_is_once() -> None:
    prei = open_day().offers[0].id
    order = hand_in(prei)
    paid = take(order.id, name="p")
    assert take(order.id, name="p") == paid
    with pytest.raises(AlreadyPaid):
        take(order.id)
    undo(paid)
    again = take(order.id, name="p")
    assert again.id == paid.id and again.taken_back
    assert len(orders.open_orders()) == 1


def test_what_cannot_be_paid() -> None:
    prei = open_day().offers[0].id
    order = hand_in(prei)
    with pytest.raises(NotEnoughCash):
        take(order.id, received=84)
    for received in (-1, 1_000_001):
        with pytest.raises(BadQuantity):
            take(order.id, received=received)
    with pytest.raises(BadReason):
        take(order.id, "group", reason="  ")
    with pytest.raises(BadReason):
        take(order.id, "group", reason="x" * 501)
    with pytest.raises(OrderNotOpen):
        take(99)
    basket = orders.add(key="b", offer=prei, at=at(), language="nl")
    with pytest.raises(OrderNotOpen):
        take(basket.id)
    orders.cancel_order(order=order.id, at=at(3), volunteer=None)
    with pytest.raises(OrderNotOpen):
        take(order.id)
    assert journal.verify_money() == MoneyCheck(0, True, None)


@pytest.mark.parametrize(
    ("method", "rounding", "total", "due"),
    [
        ("cash", "exact", 89, 90),
        ("bank", "exact", 89, 89),
        ("group", "exact", 89, 89),
        ("cash", "floor5", 85, 85),
        ("bank", "floor5", 85, 85),
    ],
)
def test_rounding_is_for_cash_at_prices_to_the_cent(
    method: payments.Method, rounding: str, total: int, due: int
) -> None:
    rule = PriceRule(60, "exact" if rounding == "exact" else "floor5")
    prei = open_day(LIST, rule=rule).offers[0].id
    order = hand_in(prei)
    if method == "cash":
        assert payments.due_in_cash(order.id) == due
    paid = take(order.id, method, reason="op de groep")
    assert (paid.total, paid.due) == (total, due)
    assert (paid.received, paid.change) == ((due, 0) if method == "cash" else (None, None))
    check_invariants()


def test_one_cent_coins_are_taken_too() -> None:
    prei = open_day((OfferDraft("prei", "bunch", 7, 5),), rule=PriceRule(60, "exact")).offers[0].id
    paid = take(hand_in(prei).id, received=10)
    assert (paid.total, paid.due, paid.change, paid.change_pieces) == (4, 4, 6, {5: 1, 1: 1})


def test_undo_makes_the_order_wait_again() -> None:
    prei = open_day().offers[0].id
    order = hand_in(prei)
    paid = pay(order)
    back = undo(paid, name="u")
    assert (back.kind, back.total, back.due, back.reverses) == ("undo", -85, -85, paid.id)
    assert undo(paid, name="u") == back
    assert [waiting.id for waiting in orders.open_orders()] == [order.id]
    states = {job.kind: job.state for job in printing.jobs_of(order=order.id)}
    assert states == {"order_slip": "queued", "receipt": "cancelled"}
    assert first_stock() == 4
    with pytest.raises(PaymentTakenBack):
        undo(paid)
    with pytest.raises(PaymentTakenBack):
        counter(paid)
    with pytest.raises(PaymentTakenBack):
        undo(back)
    second = take(order.id, "bank")
    assert not second.taken_back
    check_invariants()


@pytest.mark.parametrize("minutes", [8.1, 60, 2.9, -60 * 24 * 365])
def test_undo_is_for_five_minutes_by_a_clock_that_did_not_go_back(minutes: float) -> None:
    paid = pay(hand_in(open_day().offers[0].id))
    with pytest.raises(TooLate):
        undo(paid, minutes)
    assert undo(paid, 8).reverses == paid.id


def test_a_counter_entry_takes_back_at_any_time() -> None:
    prei = open_day().offers[0].id
    order = hand_in(prei, prei)
    paid = pay(order)
    with pytest.raises(BadReason):
        counter(paid, reason=" ")
    back = counter(paid, minutes=-500)
    assert (back.kind, back.due, back.reason) == ("counter_entry", -170, "rot")
    now = orders.order_of(order.key)
    assert now is not None and now.state == "cancelled"
    assert first_stock() == 5
    assert payments.recent_payments(9) == []
    check_invariants()


def test_a_payment_of_any_day_is_found_back_page_by_page() -> None:
    first = open_day()
    earlier = [pay(hand_in(first.offers[0].id)).id for _ in range(3)]
    close(first.id, 60)
    second = open_day(minutes=61)
    later = [pay(hand_in(second.offers[0].id)) for _ in range(2)]
    undo(later[0], 4)
    newest_first = [later[1].id, *earlier[::-1]]
    newest = payments.recent_payments(2)
    older = payments.recent_payments(2, newest[-1].id)
    assert [one.id for one in newest + older] == newest_first
    assert payments.recent_payments(2, older[-1].id) == []
    counter(older[-1])
    assert [one.id for one in payments.recent_payments(9)] == newest_first[:-1]


def test_after_the_closing_the_money_comes_out_of_the_till_of_now() -> None:
    first = open_day()
    paid = pay(hand_in(first.offers[0].id))
    other = pay(hand_in(first.offers[0].id))
    closed = close(first.id, 60)
    assert closed.expected_cash == 2000 + 170
    with pytest.raises(MomentClosed):
        undo(other, 4)
    assert counter(paid, 61).moment is None
    second = open_day(minutes=62)
    assert counter(other, 63).moment == second.id
    assert close(second.id, 64).expected_cash == 2000 - 85
    assert tally.tally(first.id) == closed
    order = orders.order_of(orders.reload(paid.order or 0).key)
    assert order is not None and order.state == "paid"
    check_invariants()


def test_two_tills_take_one_payment() -> None:
    order = hand_in(open_day().offers[0].id)
    ready = threading.Barrier(4)

    def till(number: int) -> str:
        ready.wait()
        try:
            take(order.id, name=f"till {number}")
        except AlreadyPaid:
            return "already"
        finally:
            store.close_connection()
        return "paid"

    with ThreadPoolExecutor(4) as tills:
        assert sorted(tills.map(till, range(4))) == ["already", "already", "already", "paid"]
    check_invariants()


def sold_day() -> None:
    opened = open_day()
    for _ in range(3):
        pay(hand_in(opened.offers[0].id))
    tally.close_moment(
        key=key(), moment=opened.id, leftovers={}, counted={}, at=at(60), group=GROUP
    )


def loosen(db: KioskDatabase) -> None:
    """Somebody with a tool and bad intentions takes the guards away."""
    for (name,) in db.sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'money'"
    ).fetchall():
        db.sql(f"DROP TRIGGER {name}")
    db.sql("PRAGMA foreign_keys = OFF")


@pytest.mark.parametrize(
    ("tampering", "rows", "first_bad"),
    [
        ("UPDATE money SET amount = 80, received = 80, total = 80 WHERE id = 2", 1, 2),
        ("UPDATE money SET at = at + 1 WHERE id = 1", 0, 1),
        ("UPDATE money SET reason = 'x' WHERE id = 3", 2, 3),
        ("UPDATE money SET volunteer_id = 7 WHERE id = 3", 2, 3),
        ("UPDATE money SET hash = replace(hash, substr(hash, 1, 4), 'beef') WHERE id = 2", 1, 2),
        ("DELETE FROM money WHERE id = 1", 0, 2),
        ("DELETE FROM money WHERE id = 2", 1, 3),
        ("DELETE FROM money WHERE id = 3", 2, 3),
        ("UPDATE sqlite_sequence SET seq = 9 WHERE name = 'money'", 3, 4),
    ],
)
def test_tampering_with_money_shows(
    db: KioskDatabase, tampering: str, rows: int, first_bad: int
) -> None:
    sold_day()
    assert journal.verify_money() == MoneyCheck(3, True, None)
    loosen(db)
    assert journal.verify_money().ok
    db.sql(tampering)
    assert journal.verify_money() == MoneyCheck(rows, False, first_bad)


def test_a_journal_rewritten_from_end_to_end_disagrees_with_the_closing(db: KioskDatabase) -> None:
    from db.models import money

    sold_day()
    loosen(db)
    before = money.FIRST_HASH
    for number in (1, 2, 3):
        db.sql("UPDATE money SET reason = 'x', previous = ? WHERE id = ?", (before, number))
        values = db.sql(f"SELECT {', '.join(money.SEALED)} FROM money WHERE id = ?", (number,))
        before = money.seal(before, dict(zip(money.SEALED, values.fetchone(), strict=True)))
        db.sql("UPDATE money SET hash = ? WHERE id = ?", (before, number))
    assert journal.verify_money() == MoneyCheck(2, False, 3)
    db.sql("DELETE FROM money")
    db.sql("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'money'")
    assert journal.verify_money() == MoneyCheck(0, False, 1)
