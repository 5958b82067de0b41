"""The counter: cash, bank, the group, and what was a mistake."""

from __future__ import annotations

from datetime import timedelta

import zxingcpp

from kiosk.epc import epc_payload
from tests.screens.hands import Hands
from tests.screens.running import IBAN

OPEN = "SELECT count(*) FROM orders WHERE state = 'open'"
LAST = "SELECT method, total, amount, received, change, reason FROM money ORDER BY id DESC LIMIT 1"


def pieces(kiosk: Hands) -> int:
    """What the drawn change comes to."""
    drawn = [money.pieces for money in kiosk.seen("Money") if money.pieces]
    return sum(cents * number for cents, number in drawn[-1].items()) if drawn else 0


def test_cash_with_change(kiosk: Hands) -> None:
    waiting = kiosk.one(OPEN)
    kiosk.to_counter()
    due = int(kiosk.screen.due)
    assert due > 0 and not kiosk.free(word="Betaald")
    kiosk.tap("PieceTile", cents=5000)
    assert pieces(kiosk) == 5000 - due
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid"
    assert kiosk.sql(LAST) == [("cash", due, due, 5000, 5000 - due, "")]
    assert pieces(kiosk) == 5000 - due
    kiosk.until(kiosk.printed("receipt"))
    kiosk.wait(0.5)
    kiosk.tap(word="Volgende")
    assert kiosk.at == "counter"
    assert kiosk.one(OPEN) == waiting - 1


def test_cash_that_is_exactly_right(kiosk: Hands) -> None:
    kiosk.to_counter()
    due = rest = int(kiosk.screen.due)
    for cents in (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5):
        while rest >= cents:
            assert not kiosk.screen.enough
            kiosk.tap("PieceTile", cents=cents)
            rest -= cents
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid"
    assert kiosk.reads("niets terug")
    assert kiosk.sql(LAST) == [("cash", due, due, due, 0, "")]


def test_too_little_cash_cannot_be_paid_and_can_be_counted_anew(kiosk: Hands) -> None:
    kiosk.to_counter()
    kiosk.tap("PieceTile", cents=5)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "counter"
    kiosk.tap(picture="backspace")
    assert kiosk.screen.received == {}


def test_paid_with_two_fingers_is_one_payment(kiosk: Hands) -> None:
    before = kiosk.one("SELECT count(*) FROM money")
    kiosk.to_counter()
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap_with_two(kiosk.find(word="Betaald"))
    assert kiosk.at == "paid"
    assert kiosk.one("SELECT count(*) FROM money") == before + 1


def test_a_bank_app_reads_the_code_off_the_screen(kiosk: Hands) -> None:
    kiosk.to_counter()
    number, due = int(kiosk.screen.number), int(kiosk.screen.due)
    kiosk.tap(picture="bank_qr")
    assert kiosk.at == "pay_bank"
    kiosk.frames(3)
    (code,) = zxingcpp.read_barcodes(kiosk.shot())
    assert code.text == epc_payload(
        name="De Brug vzw",
        iban=IBAN,
        amount=due,
        message=f"Bestelling {number} 28/11/2026",
    )
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid"
    assert kiosk.sql(LAST) == [("bank", due, due, None, None, "")]


def test_on_the_group_with_a_reason(kiosk: Hands) -> None:
    kiosk.to_counter()
    due = int(kiosk.screen.due)
    kiosk.tap(picture="gift_of_group")
    assert kiosk.at == "pay_group"
    kiosk.tap(word="Geld vergeten")
    assert kiosk.at == "paid"
    assert kiosk.sql(LAST) == [("group", due, due, None, None, "geld vergeten")]


def test_going_back_from_another_way_keeps_the_order(kiosk: Hands) -> None:
    kiosk.to_counter()
    second = kiosk.seen("OrderTile")[1]
    kiosk.touch(*kiosk.place(second))
    order = kiosk.screen._due
    assert order == second.due
    for way in ("bank_qr", "gift_of_group"):
        kiosk.tap(picture=way)
        kiosk.tap(picture="arrow_back")
        assert kiosk.at == "counter"
        assert kiosk.screen._due == order


def test_an_order_that_nobody_wants_is_cancelled(kiosk: Hands) -> None:
    waiting = kiosk.one(OPEN)
    kiosk.to_counter()
    order = kiosk.screen._due.id
    number = kiosk.screen.number
    kiosk.tap(picture="bin_bag")
    assert kiosk.reads(f"nog eens op de zak om nummer {number}")
    assert kiosk.one(OPEN) == waiting
    kiosk.tap(picture="bin_bag")
    assert kiosk.one(OPEN) == waiting - 1
    assert kiosk.one(f"SELECT state FROM orders WHERE id = {order}") == "cancelled"
    assert kiosk.screen._due.id != order


def test_a_slip_to_the_bin_cancels_nothing(kiosk: Hands) -> None:
    waiting = kiosk.one(OPEN)
    kiosk.to_counter()
    for other in ("coin", "order"):
        kiosk.tap(picture="bin_bag")
        if other == "coin":
            kiosk.tap("PieceTile", cents=50)
        else:
            kiosk.touch(*kiosk.place(kiosk.seen("OrderTile")[1]))
        kiosk.tap(picture="bin_bag")
        assert kiosk.one(OPEN) == waiting, f"asked anew after another {other}"
        kiosk.tap("PieceTile", cents=50)


def test_a_payment_is_undone_at_once(kiosk: Hands) -> None:
    waiting = kiosk.one(OPEN)
    kiosk.to_counter()
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    kiosk.wait(0.5)
    kiosk.tap(picture="undo")
    assert kiosk.at == "counter"
    assert kiosk.one(OPEN) == waiting
    assert kiosk.one("SELECT kind FROM money ORDER BY id DESC LIMIT 1") == "undo"


def test_later_only_a_counter_entry_takes_a_payment_back(kiosk: Hands) -> None:
    kiosk.to_counter()
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    paid = kiosk.screen.payment
    kiosk.wait(0.5)
    kiosk.tap(word="Volgende")
    kiosk.tap(picture="arrow_back")
    kiosk.now.shift += timedelta(minutes=6)
    kiosk.tap(word="Betalingen")
    kiosk.touch(*kiosk.place(kiosk.find("PaymentTile", payment=paid)))
    assert not kiosk.free(word="Ongedaan")
    kiosk.tap(word="Vergissing")
    assert kiosk.reads("tegenboeking")
    last = "SELECT kind, reason, reverses_id FROM money ORDER BY id DESC LIMIT 1"
    assert kiosk.sql(last) == [("counter_entry", "vergissing", paid)]
    assert not kiosk.seen("PaymentTile", payment=paid)


def test_payments_of_before_are_pages_away_and_can_be_reversed(kiosk: Hands) -> None:
    kiosk.to_counter()
    for _ in range(3):
        kiosk.tap("PieceTile", cents=5000)
        kiosk.tap(word="Betaald")
        kiosk.wait(0.5)
        kiosk.tap(word="Volgende")
    kiosk.tap(picture="arrow_back")
    kiosk.now.shift += timedelta(minutes=6)
    kiosk.tap(word="Betalingen")
    rows = kiosk.screen.ids.rows
    rows.row = rows.height / 2  # two on a page
    kiosk.screen.refill()
    kiosk.frames(3)

    def shown() -> list[int]:
        return [tile.payment for tile in reversed(rows.children)]

    newest_first = kiosk.sql("SELECT id FROM money ORDER BY id DESC")
    pages = [newest_first[at : at + 2] for at in range(0, len(newest_first), 2)]
    assert len(pages) > 1
    assert not kiosk.free(picture="arrow_left")
    for page in pages:
        assert shown() == page
        if page != pages[-1]:
            kiosk.tap(picture="arrow_right")
    assert not kiosk.free(picture="arrow_right")
    for payment in pages[-1]:
        kiosk.tap("PaymentTile", payment=payment)
        kiosk.tap(word="Vergissing")
        assert kiosk.one("SELECT reverses_id FROM money ORDER BY id DESC LIMIT 1") == payment
    assert shown() == pages[-2]
