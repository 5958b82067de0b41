"""What the driver does in the database: the acts of a day, at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from db import models
from kiosk.codes import KeyRing
from kiosk.money import PriceRule
from kiosk.services import (
    bookings,
    checkins,
    clock,
    drafts,
    moments,
    orders,
    outings,
    payments,
    printing,
    sales,
    tally,
    vouchers,
)
from kiosk.services.moments import OfferDraft
from tests.services import trips
from tests.services.day import DAY, GROUP
from tests.services.trips import TRIP_DAY

LIST = tuple(
    OfferDraft(name, "piece", 149, 30) for name in ("prei", "wortel", "appel", "peer", "ajuin")
)
DRAFT = "form"

Returned = Callable[[str, object], None]


def act(dice: random.Random, name: str, now: datetime, ring: KeyRing, returned: Returned) -> None:
    """One act, or a few that belong together; each is told once it returned."""
    opened = moments.current_moment()
    if opened is None:
        clock.confirm(now, was=now, boot="", uptime=timedelta(0), volunteer=None)
        day = moments.open_moment(
            key=name,
            kind="produce",
            offers=LIST,
            float_pieces={100: 5},
            rule=PriceRule(),
            at=now,
            day=DAY,
        )
        returned("opened", day.id)
        return
    match dice.randrange(12):
        case 0:
            seen = checkins.check_in(
                key=name, adults=1, children=2, helps=("coffee",), language="nl", at=now
            )
            returned("came", seen.id)
        case 1 | 2 | 3:
            _order(dice, name, now, opened.offers, returned)
        case 4 | 5:
            _pay(dice, name, now, returned)
        case 6 if job := printing.next_job(now):
            printing.mark_sending(job.id, now)
            printing.mark_printed(job.id, now)
            returned("printed", job.id)
        case 7 if dice.random() < 0.3:
            _close(name, now, opened, returned)
        case 8 | 9:
            _book(dice, name, now, ring, returned)
        case 10 if issued := models.Voucher.select().order_by(models.Voucher.id.desc()).first():
            vouchers.redeem(
                key=name, voucher=issued.id, seats=1, at=now, today=TRIP_DAY, volunteer=None
            )
            let_in = models.Redeeming.with_key(name)
            assert let_in is not None
            returned("let_in", let_in.id)
        case 11:
            typed = (drafts.load_draft(DRAFT) or 0) + 1
            drafts.save_draft(DRAFT, typed)
            returned("typed", typed)


def _order(
    dice: random.Random,
    name: str,
    now: datetime,
    offers: tuple[moments.OfferView, ...],
    returned: Returned,
) -> None:
    """A basket; mostly handed in, sometimes left behind for the next start to release."""
    for _ in range(dice.randrange(1, 4)):
        orders.add(key=name, offer=dice.choice(offers).id, at=now, language="nl")
    if dice.random() < 0.8:
        returned("ordered", orders.hand_in_order(key=name, at=now, group=GROUP).id)
    else:
        orders.cancel_basket(name, now)


def _pay(dice: random.Random, name: str, now: datetime, returned: Returned) -> None:
    waiting = orders.open_orders()
    if not waiting:
        return
    paid = payments.take_payment(
        key=name,
        order=waiting[0].id,
        method="cash" if dice.random() < 0.5 else "bank",
        at=now,
        volunteer=None,
        group=GROUP,
    )
    returned("paid", paid.id)
    if dice.random() < 0.3:
        back = payments.undo_payment(key=f"{name}u", payment=paid.id, at=now, volunteer=None)
        returned("paid", back.id)


def _close(name: str, now: datetime, opened: moments.MomentView, returned: Returned) -> None:
    for order in orders.open_orders():
        orders.cancel_order(order=order.id, at=now, volunteer=None)
    closed = tally.close_moment(
        key=name,
        moment=opened.id,
        leftovers={offer.id: {"soup": 1} for offer in opened.offers},
        counted={100: 5},
        at=now,
        group=GROUP,
    )
    returned("closed", closed.moment)


def _book(dice: random.Random, name: str, now: datetime, ring: KeyRing, returned: Returned) -> None:
    """A party for the zoo or for soup; it pays what costs something, and sometimes gives up."""
    planned = outings.all_from(TRIP_DAY) or [trips.add(), trips.add(trips.free())]
    booked = bookings.reserve(
        key=name,
        outing=dice.choice(planned).id,
        adults=dice.randrange(1, 4),
        children=0,
        language="nl",
        at=now,
        group=GROUP,
        ring=ring,
    )
    returned("booked", booked.id)
    if booked.state == "reserved":
        paid = sales.pay_booking(
            key=f"{name}p",
            booking=booked.id,
            method="bank",
            at=now,
            volunteer=None,
            group=GROUP,
            ring=ring,
        )
        returned("paid", paid.id)
    if dice.random() < 0.4:
        bookings.cancel_booking(
            key=f"{name}c", booking=booked.id, reason="ziek", at=now, volunteer=None
        )
