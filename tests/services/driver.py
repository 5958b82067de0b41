"""A kiosk that does random acts until it is killed; each returned act is noted and synced."""

from __future__ import annotations

import contextlib
import os
import random
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import db as store
from db import models
from kiosk.errors import KioskError
from kiosk.money import PriceRule
from kiosk.services import (
    bookings,
    checkins,
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
from tests.services.day import DAY, GROUP, START
from tests.services.trips import TRIP_DAY

LIST = tuple(
    OfferDraft(name, "piece", 149, 30) for name in ("prei", "wortel", "appel", "peer", "ajuin")
)


def run(folder: Path, seed: int) -> None:
    """Act for ever in ``folder``; ``acts.ack`` gets a line after each act that returned."""
    store.open_database(f"sqlite:///{folder / 'onthaal.db'}")
    dice = random.Random(seed)
    now = START + timedelta(hours=seed)
    orders.release_baskets(now)
    printing.recover_jobs(now)
    with open(folder / "acts.ack", "a", encoding="utf-8") as notes:

        def returned(act: str, value: object) -> None:
            notes.write(f"{act} {value}\n")
            notes.flush()
            os.fsync(notes.fileno())

        returned("started", seed)
        for step in range(1_000_000):
            now += timedelta(seconds=10)
            name = f"{seed}-{step}"
            with contextlib.suppress(KioskError):
                _act(dice, name, now, returned)


def _act(
    dice: random.Random, name: str, now: datetime, returned: Callable[[str, object], None]
) -> None:
    opened = moments.current_moment()
    if opened is None:
        day = moments.open_moment(
            key=name,
            kind="produce",
            offers=LIST,
            float_pieces={100: 5},
            rule=PriceRule(),
            at=now,
            day=DAY,
            accept_clock=True,
        )
        returned("opened", day.id)
        return
    waiting = orders.open_orders()
    match dice.randrange(10):
        case 0:
            seen = checkins.check_in(
                key=name, adults=1, children=2, helps=("coffee",), language="nl", at=now
            )
            returned("came", seen.id)
        case 1 | 2 | 3:
            for _ in range(dice.randrange(1, 4)):
                offer = dice.choice(opened.offers).id
                orders.add(key=name, offer=offer, at=now, language="nl")
            order = orders.hand_in_order(key=name, at=now, group=GROUP)
            returned("ordered", order.id)
        case 4 | 5 if waiting:
            paid = payments.take_payment(
                key=name,
                order=waiting[0].id,
                method=dice.choice(("cash", "bank")),
                at=now,
                volunteer=None,
                group=GROUP,
            )
            returned("paid", paid.id)
            if dice.random() < 0.3:
                back = payments.undo_payment(
                    key=f"{name}u", payment=paid.id, at=now, volunteer=None
                )
                returned("paid", back.id)
        case 6 if job := printing.next_job(now):
            printing.mark_sending(job.id, now)
            printing.mark_printed(job.id, now)
            returned("printed", job.id)
        case 8:
            returned("booked", _book(dice, name, now).id)
        case 9 if issued := models.Voucher.select().order_by(models.Voucher.id.desc()).first():
            vouchers.redeem(
                key=name, voucher=issued.id, seats=1, at=now, today=TRIP_DAY, volunteer=None
            )
            let_in = models.Redeeming.with_key(name)
            assert let_in is not None
            returned("let_in", let_in.id)
        case 7 if dice.random() < 0.3:
            for order in waiting:
                orders.cancel_order(order=order.id, at=now, volunteer=None)
            left = {offer.id: {"soup": 1} for offer in opened.offers}
            closed = tally.close_moment(
                key=name, moment=opened.id, leftovers=left, counted={100: 5}, at=now, group=GROUP
            )
            returned("closed", closed.moment)


def _book(dice: random.Random, name: str, now: datetime) -> bookings.Booking:
    """A party for the zoo or for soup; now and then it pays, or gives up."""
    planned = outings.all_from(TRIP_DAY) or [trips.add(), trips.add(trips.free())]
    booked = bookings.reserve(
        key=name,
        outing=dice.choice(planned).id,
        adults=dice.randrange(1, 4),
        children=0,
        language="nl",
        at=now,
        group=GROUP,
        ring=trips.RING,
    )
    if booked.state == "reserved":
        sales.pay_booking(
            key=f"{name}p",
            booking=booked.id,
            method="bank",
            at=now,
            volunteer=None,
            group=GROUP,
            ring=trips.RING,
        )
    if dice.random() < 0.4:
        bookings.cancel_booking(
            key=f"{name}c", booking=booked.id, reason="ziek", at=now, volunteer=None
        )
    return booked


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]))
