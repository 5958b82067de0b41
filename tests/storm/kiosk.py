"""A kiosk without a screen: real acts, the real spooler, a fast clock; made to be killed.

``python -m tests.storm.kiosk FOLDER SEED PRINTER JOBS EPOCH`` acts until there are so many papers
and all of them have ended. A line in ``acts.ack`` for each paper whose act returned.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import db as store
from db import models
from kiosk.codes import KeyRing
from kiosk.errors import KioskError
from kiosk.money import PriceRule
from kiosk.printer import device, talk
from kiosk.services import bookings, keys, moments, orders, outings, payments, printing, sales
from kiosk.services.moments import MomentView, OfferDraft
from kiosk.spooler import Spooler
from kiosk.spooler import thread as spooler_module
from tests.services import trips
from tests.services.day import DAY, GROUP, START

FASTER: Final = 8.0
"""The clock of this kiosk, so that two minutes are fifteen seconds."""

SHORTER: Final = (
    (device, "CONNECT_SECONDS", 1.0),
    (device, "SEND_SECONDS", 2.0),
    (device, "DONE_SECONDS", 0.6),
    (device, "CUT_SECONDS", 0.05),
    (device, "LOOK_SECONDS", 0.02),
    (device, "ROWS_PER_SECOND", 2000.0),
    (talk, "ANSWER_SECONDS", 0.3),
    (spooler_module, "LOOK_SECONDS", 0.3),
    (spooler_module, "BEAT_SECONDS", 0.2),
)
BACK_OFF: Final = (0.05, 0.1, 0.2, 0.5, 1.0)
AT_ONCE: Final = 4
"""Papers that wait while the next act is done; more than that would only expire."""


def run(folder: Path, seed: int, printer: str, jobs: int, epoch: float) -> None:
    """Act until ``jobs`` papers, copies apart, have been asked for and all have ended."""
    for module, name, shorter in SHORTER:
        setattr(module, name, shorter)
    store.open_database(f"sqlite:///{folder / 'onthaal.db'}")

    def now() -> datetime:
        return START + timedelta(seconds=(time.time() - epoch) * FASTER)

    orders.release_baskets(now())
    bookings.release_unpaid(now())
    day = moments.current_moment() or _open(now())
    ring = keys.load_ring(folder)
    spooler = Spooler(printer, clock=now, back_off=BACK_OFF)
    spooler.start()
    dice = random.Random(seed)
    with open(folder / "acts.ack", "a", encoding="utf-8", buffering=1) as notes:
        step = 0
        while _asked() < jobs:
            step += 1
            burst = dice.random() < 0.03
            while len(models.PrintJob.waiting("queued")) > (12 if burst else AT_ONCE):
                time.sleep(0.01)
            before = _last()
            with contextlib.suppress(KioskError):
                _act(dice, f"{seed}-{step}", now, day, ring)
            spooler.wake()
            notes.writelines(f"{job}\n" for job in range(before + 1, _last() + 1))
        while models.PrintJob.waiting("queued") or models.PrintJob.waiting("sending"):
            time.sleep(0.05)
    spooler.stop()


def _asked() -> int:
    return int(models.PrintJob.select().where(models.PrintJob.copy_of.is_null()).count())


def _last() -> int:
    newest = models.PrintJob.select().order_by(models.PrintJob.id.desc()).first()
    return newest.id if newest else 0


def _open(now: datetime) -> MomentView:
    return moments.open_moment(
        key="storm",
        kind="produce",
        offers=[OfferDraft(name, "piece", 149, 9999) for name in ("prei", "wortel", "appel")],
        float_pieces={100: 5},
        rule=PriceRule(),
        at=now,
        day=DAY,
    )


def _act(
    dice: random.Random, name: str, now: Callable[[], datetime], day: MomentView, ring: KeyRing
) -> None:
    waiting = orders.open_orders()
    match dice.randrange(10):
        case 0 | 1 | 2 | 3:
            for offer in dice.sample(day.offers, dice.randrange(1, 4)):
                orders.add(key=name, offer=offer.id, at=now(), language="nl")
            orders.hand_in_order(key=name, at=now(), group=GROUP)
        case 4 | 5 if waiting:
            payments.take_payment(
                key=name,
                order=dice.choice(waiting).id,
                method=dice.choice(("cash", "bank")),
                at=now(),
                volunteer=None,
                group=GROUP,
            )
        case 6 if waiting and dice.random() < 0.3:
            orders.cancel_order(order=waiting[-1].id, at=now(), volunteer=None)
        case 7 | 8 | 9:
            _book(dice, name, now(), ring)
        case _:
            _again(dice, now())


def _book(dice: random.Random, name: str, now: datetime, ring: KeyRing) -> None:
    planned = [one for one in outings.all_from(trips.TRIP_DAY) if one.seats_free > 3]
    if len(planned) < 2:
        plan = trips.ZOO if dice.random() < 0.4 else trips.free()
        planned.append(outings.add_outing(key=f"{name}o", plan=plan, at=now, volunteer=None))
    booked = bookings.reserve(
        key=name,
        outing=dice.choice(planned).id,
        adults=dice.randrange(1, 3),
        children=0,
        language="nl",
        at=now,
        group=GROUP,
        ring=ring,
    )
    if booked.state == "reserved":
        sales.pay_booking(
            key=f"{name}p",
            booking=booked.id,
            method="bank",
            at=now,
            volunteer=None,
            group=GROUP,
            ring=ring,
        )


def _again(dice: random.Random, now: datetime) -> None:
    """A volunteer prints a voucher once more, of which there is no copy yet."""
    copied = {row.copy_of_id for row in models.PrintJob.select() if row.copy_of_id}
    vouchers = [
        row.id
        for row in models.PrintJob.select().where(models.PrintJob.kind == "voucher")
        if row.copy_of_id is None and row.id not in copied
    ]
    if vouchers:
        printing.reprint(dice.choice(vouchers), now)


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), float(sys.argv[5]))
