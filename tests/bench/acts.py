"""One process that times the acts of many orders on a database: ``acts FOLDER ORDERS``."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kiosk.keys import new_key
from kiosk.services import checkins, journal, moments, orders, payments, printing
from kiosk.services.printing import Group
from tests.bench.figures import NOW, open_day, open_folder

R = TypeVar("R")
GROUP = Group("De Brug")
WAITING = 4

times: dict[str, list[tuple[float, float]]] = defaultdict(list)


def timed(name: str, act: Callable[[], R]) -> R:
    """Do an act and note its milliseconds, on the clock and of CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = act()
    times[name].append(
        ((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000),
    )
    return result


def order(offers: list[int], turn: int) -> orders.Order:
    """Three taps, handed in."""
    key = new_key()
    for place in (turn, turn * 5 + 1, turn * 7 + 2):
        offer = offers[place % len(offers)]
        timed("add", lambda offer=offer: orders.add(key=key, offer=offer, at=NOW, language="nl"))  # type: ignore[misc]
    return timed("hand_in_order", lambda: orders.hand_in_order(key=key, at=NOW, group=GROUP))


def pay(waiting: orders.Order) -> None:
    """The counter takes the cash."""
    timed(
        "take_payment",
        lambda: payments.take_payment(
            key=new_key(),
            order=waiting.id,
            method="cash",
            received=5000,
            at=NOW,
            volunteer=None,
            group=GROUP,
        ),
    )


def drain() -> None:
    """Every paper that waits is printed, as the spooler would."""
    while job := printing.next_job(NOW):
        printing.mark_sending(job.id, NOW)
        printing.mark_printed(job.id, NOW)


def measure(folder: Path, number: int) -> None:
    """Check-ins, orders with their payment, and the questions that the screens and the spooler ask."""
    timed("open_database", lambda: open_folder(folder))
    offers = [offer.id for offer in open_day().offers]
    for _ in range(WAITING - len(orders.open_orders())):
        order(offers, 1)
    times.pop("add", None)
    times.pop("hand_in_order", None)
    wall = time.perf_counter()
    for turn in range(number):
        pay(order(offers, turn))
    per_second = number / (time.perf_counter() - wall)
    drain()
    for turn in range(number):
        timed(
            "check_in",
            lambda turn=turn: checkins.check_in(  # type: ignore[misc]
                key=new_key(),
                adults=1,
                children=turn % 3,
                helps=["coffee"] * (turn % 4 == 0),
                language="nl",
                at=NOW,
            ),
        )
    questions: tuple[tuple[str, Callable[[], object]], ...] = (
        ("open_orders", orders.open_orders),
        ("current_moment", moments.current_moment),
        ("next_job", lambda: printing.next_job(NOW)),
        ("jobs_to_tell", printing.jobs_to_tell),
    )
    # One after the other: a question that reads much would leave the next one a cold cache.
    for name, ask in questions:
        for _ in range(number):
            timed(name, ask)
    wall = time.perf_counter()
    found = journal.verify_money()
    verified = time.perf_counter() - wall
    print(
        json.dumps(
            {
                "times": times,
                "per_second": per_second,
                "money": {"ok": found.ok, "rows": found.rows, "seconds": verified},
            }
        )
    )


if __name__ == "__main__":
    measure(Path(sys.argv[1]), int(sys.argv[2]))
