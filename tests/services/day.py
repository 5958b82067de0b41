"""A day to test with, and what must be true of it at any time."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import db as store
from db.models.base import proxy
from kiosk.money import PriceRule
from kiosk.printer_state import Profile
from kiosk.services import (
    checkins,
    drafts,
    journal,
    moments,
    orders,
    papers,
    payments,
    printers,
    printing,
    tally,
)
from kiosk.services.moments import MomentView, OfferDraft
from kiosk.services.orders import Order
from kiosk.services.payments import Payment
from kiosk.services.printing import Group

GROUP = Group("De Brug")
DAY = date(2026, 3, 14)
START = datetime(2026, 3, 14, 13, 0, tzinfo=UTC)

LIST = (
    OfferDraft("prei", "bunch", 149, 5),
    OfferDraft("wortel", "bag_1kg", 199, 10),
    OfferDraft("appel", "bag_2kg", 299, 3),
)
FREE = OfferDraft("banaan", "piece", 0, 20, free=True, per_order=2)

_keys = itertools.count(1)


def key(name: str = "key") -> str:
    """A key that nobody used before."""
    return f"{name}-{next(_keys)}"


def at(minutes: float = 0) -> datetime:
    """So many minutes into the day."""
    return START + timedelta(minutes=minutes)


def open_day(
    offers: Sequence[OfferDraft] = LIST,
    *,
    rule: PriceRule | None = None,
    pieces: Mapping[int, int] | None = None,
    minutes: float = 0,
) -> MomentView:
    """An open moment with a float of 20 euro."""
    return moments.open_moment(
        key=key("open"),
        kind="produce",
        offers=offers,
        float_pieces={200: 5, 100: 5, 50: 10} if pieces is None else pieces,
        rule=rule or PriceRule(),
        at=at(minutes),
        day=DAY,
    )


def pick(*offers: int, visit: str | None = None, minutes: float = 1) -> str:
    """A basket with these offers; returns its key."""
    visit = visit or key("visit")
    for offer in offers:
        orders.add(key=visit, offer=offer, at=at(minutes), language="nl")
    return visit


def hand_in(*offers: int, minutes: float = 2) -> Order:
    """An order that waits at the counter."""
    return orders.hand_in_order(key=pick(*offers), at=at(minutes), group=GROUP)


def pay(order: Order, *, minutes: float = 3, received: int | None = None) -> Payment:
    """An order paid in cash."""
    return payments.take_payment(
        key=key("pay"),
        order=order.id,
        method="cash",
        received=received,
        at=at(minutes),
        volunteer=None,
        group=GROUP,
    )


def one_day() -> None:
    """Every act of a day once."""
    moments.last_offers()
    opened = open_day()
    prei, wortel, _ = (offer.id for offer in opened.offers)
    participant = checkins.my_picture(animal="cat", colour="red", language="nl", at=at())
    for adults in (1, 2):
        checkins.check_in(
            key="cost",
            adults=adults,
            children=0,
            helps=("coffee",),
            participant=participant,
            language="nl",
            at=at(),
        )
        checkins.undo_check_in(key="cost", at=at())
    moments.current_moment()
    moments.amend_offers(moment=opened.id, offers=(OfferDraft("prei", "bunch", 99, 9),), at=at())
    visit = pick(prei, prei, wortel)
    orders.take_back(key=visit, offer=prei, at=at())
    orders.basket(visit)
    orders.order_of(visit)
    orders.hand_in_order(key=visit, at=at(), group=GROUP)
    orders.undo_hand_in(key=visit, at=at())
    orders.cancel_basket(visit, at())
    pick(prei)
    orders.release_baskets(at())
    paid = pay(hand_in(prei))
    payments.undo_payment(key=key(), payment=paid.id, at=at(4), volunteer=None)
    order = orders.open_orders()[0]
    payments.due_in_cash(order.id)
    again = pay(order)
    payments.counter_entry(key=key(), payment=again.id, reason="rot", at=at(4), volunteer=None)
    payments.recent_payments(9)
    orders.cancel_order(order=hand_in(prei).id, at=at(), volunteer=None)
    pay(hand_in(prei))
    job = printing.next_job(at(3))
    assert job is not None
    printing.mark_sending(job.id, at(3))
    printing.recover_jobs(at(3))
    printing.jobs_to_tell()
    printing.mark_told(job.id, at(3))
    printing.reprint(job.id, at(3))
    printing.jobs_of(order=order.id)
    printing.next_job(at(60))
    printing.broke_off()
    papers.papers_since(at())
    papers.untold()
    papers.mark_seen(at(60))
    printers.find("TM-T20II")
    printers.keep(Profile("TM-T20II", status=True))
    drafts.save_draft("close", {})
    drafts.load_draft("close")
    tally.preview(opened.id)
    tally.close_moment(
        key=key(), moment=opened.id, leftovers={}, counted={100: 3}, at=at(90), group=GROUP
    )
    tally.tally(opened.id)


BROKEN = {
    "stock = sold + reserved + available": """
        SELECT offer.id FROM offer LEFT JOIN (
            SELECT offer_id, sum(quantity) AS taken FROM order_line
            JOIN orders ON orders.id = order_id WHERE state <> 'cancelled' GROUP BY offer_id
        ) ON offer_id = offer.id
        WHERE opening <> coalesce(taken, 0) + available
    """,
    "0 = opening - sold - leftovers + difference once closed": """
        SELECT offer.id FROM offer JOIN moment ON moment.id = moment_id
        LEFT JOIN tally_line ON tally_line.offer_id = offer.id
        WHERE moment.state = 'closed' AND (tally_line.offer_id IS NULL
            OR tally_line.opening - sold - soup - given - spoiled - back + difference <> 0
            OR tally_line.opening <> offer.opening OR sold <> offer.opening - offer.available)
    """,
    "nothing waits in a closed moment": """
        SELECT orders.id FROM orders JOIN moment ON moment.id = moment_id
        WHERE moment.state = 'closed' AND orders.state IN ('basket', 'open')
    """,
    "expected cash = float + cash in - cash out": """
        SELECT moment.id FROM moment WHERE state = 'closed' AND expected_cash - float_cents <>
            (SELECT coalesce(sum(amount), 0) FROM money
             WHERE method = 'cash' AND moment_id = moment.id)
    """,
    "the float is what was counted": """
        SELECT moment.id FROM moment WHERE float_cents <>
            (SELECT coalesce(sum(denomination * pieces), 0) FROM cash_count
             WHERE moment_id = moment.id AND part = 'opening')
    """,
    "the closing is what was counted": """
        SELECT moment.id FROM moment WHERE state = 'closed' AND counted_cash <>
            (SELECT coalesce(sum(denomination * pieces), 0) FROM cash_count
             WHERE moment_id = moment.id AND part = 'closing')
    """,
    "the total is the sum of the lines": """
        SELECT money.id FROM money WHERE abs(total) IS NOT
            CASE WHEN order_id IS NULL
            THEN (SELECT participant_price * (adults + children) FROM booking
                  WHERE id = money.booking_id)
            ELSE (SELECT sum(quantity * price) FROM order_line WHERE order_id = money.order_id) END
    """,
    "a reversal is its payment, negative": """
        SELECT money.id FROM money LEFT JOIN money AS paid ON paid.id = money.reverses_id
        WHERE money.kind <> 'payment' AND (paid.kind IS NOT 'payment'
            OR money.total <> -paid.total OR money.amount <> -paid.amount
            OR money.method <> paid.method OR money.order_id IS NOT paid.order_id
            OR money.booking_id IS NOT paid.booking_id)
    """,
    "paid once, or not at all": """
        SELECT orders.id FROM orders JOIN moment ON moment.id = moment_id LEFT JOIN (
            SELECT order_id, count(*) AS times FROM money WHERE kind = 'payment'
            AND id NOT IN (SELECT reverses_id FROM money WHERE reverses_id IS NOT NULL)
            GROUP BY order_id
        ) ON order_id = orders.id
        WHERE coalesce(times, 0) <> (orders.state = 'paid')
            AND NOT (orders.state = 'paid' AND times IS NULL AND moment.state = 'closed')
    """,
    "every payment has its receipt": """
        SELECT id FROM money WHERE kind = 'payment'
        AND id NOT IN (SELECT money_id FROM print_job WHERE kind = 'receipt')
        AND reason NOT IN ('verplaatst', 'toch mee')
    """,
    "every order has a number, lines and its slip": """
        SELECT id FROM orders WHERE state IN ('open', 'paid') AND (number IS NULL
            OR id NOT IN (SELECT order_id FROM order_line)
            OR id NOT IN (SELECT order_id FROM print_job WHERE kind = 'order_slip'))
    """,
    "every closing has its strip": """
        SELECT id FROM moment WHERE state = 'closed'
        AND id NOT IN (SELECT moment_id FROM print_job WHERE kind = 'tally_strip')
    """,
    "quota = free + reserved + confirmed": """
        SELECT outing.id FROM outing WHERE quota - seats_free <>
            (SELECT coalesce(sum(adults + children), 0) FROM booking
             WHERE outing_id = outing.id AND booking.state IN ('reserved', 'confirmed'))
    """,
    "the first of the line does not fit": """
        SELECT outing.id FROM outing WHERE state = 'planned' AND seats_free >=
            (SELECT adults + children FROM booking WHERE outing_id = outing.id
             AND booking.state = 'waiting' ORDER BY booking.id LIMIT 1)
    """,
    "confirmed is paid or free or used, the rest is not paid": """
        SELECT booking.id FROM booking LEFT JOIN (
            SELECT booking_id, count(*) AS times FROM money WHERE kind = 'payment'
            AND id NOT IN (SELECT reverses_id FROM money WHERE reverses_id IS NOT NULL)
            GROUP BY booking_id
        ) ON booking_id = booking.id
        WHERE coalesce(times, 0) <> (booking.state = 'confirmed' AND participant_price > 0)
            AND booking.id NOT IN (SELECT booking_id FROM voucher WHERE redeemed > 0)
    """,
    "a voucher is that of its booking, and was printed": """
        SELECT voucher.id FROM voucher JOIN booking ON booking.id = booking_id
        WHERE voucher.state = 'issued' AND (booking.state <> 'confirmed'
            OR voucher.seats <> adults + children OR booking_id NOT IN
                (SELECT booking_id FROM print_job WHERE kind = 'voucher' AND booking_id NOT NULL))
    """,
    "each seat was let in once": """
        SELECT voucher.id FROM voucher WHERE redeemed <>
            (SELECT coalesce(sum(seats), 0) FROM redeeming
             WHERE voucher_id = voucher.id AND undone_at IS NULL)
    """,
    "every vote was counted once": """
        SELECT id FROM poll_choice WHERE votes <>
            (SELECT count(*) FROM vote WHERE choice_id = poll_choice.id)
    """,
    "every reference leads somewhere": "SELECT * FROM pragma_foreign_key_check",
}
"""What must always be true, with the query that finds where it is not."""


def check_invariants() -> None:
    """Stock, cash and sums add up, and the journal is whole; at any time, also after a kill."""
    database: store.KioskDatabase = proxy.obj
    for name, query in BROKEN.items():
        assert database.sql(query).fetchall() == [], name
    assert journal.verify_money().ok
