"""Bookings and vouchers per second, and whether letting in costs more after many old vouchers."""

from __future__ import annotations

import sqlite3
import sys
import time as clock
from collections import defaultdict
from contextlib import closing
from datetime import time, timedelta
from pathlib import Path
from statistics import median

from db import models
from kiosk.codes import new_ring, new_serial
from kiosk.keys import new_key
from kiosk.services import bookings, outings, sales, vouchers
from kiosk.services.bookings import Booking
from kiosk.services.outings import Outing, Plan
from kiosk.services.printing import Group
from kiosk.typed_code import new_typed_code, read_typed_code
from tests.bench.figures import NOW, compare, figure, open_day, open_folder

GROUP = Group("De Brug")
RING = new_ring()
DAY = NOW.date() + timedelta(days=1)
FEW, MANY = 100, 100_000

ACTS = {
    "book": "a free seat: booked, voucher issued, its paper queued",
    "book and pay": "a seat that costs something: reserved with its slip, then paid in cash",
    "look up": "a scanned code: signature, then the voucher",
    "redeem": "one seat let in",
    "look up typed": "a typed code, counted as a guess before it is looked at",
}

Times = dict[str, list[float]]


def measure(folder: Path, *, quick: bool) -> None:
    """The same acts on two databases, in turns."""
    rounds, number = (2, 40) if quick else (5, 100)
    times: dict[int, Times] = {FEW: defaultdict(list), MANY: defaultdict(list)}
    for old in (FEW, MANY):
        _write_old_vouchers(folder / str(old), old)
    for _ in range(rounds):
        for old in (FEW, MANY):
            database = open_folder(folder / str(old))
            open_day()
            _book_and_let_in(number, times[old])
            database.close()
    for act in ("book", "book and pay", "redeem"):
        figure(1000 / median(times[MANY][act]), "/s", f"{act}, with {MANY:,} old vouchers")
    print("\n     100   100,000   ratio   median in ms, by the number of old vouchers")
    for act, meaning in ACTS.items():
        few, many = times[FEW][act], times[MANY][act]
        print(f"{median(few):8.2f}{median(many):10.2f}{compare(many, few):8.2f}   {act}: {meaning}")


class _Timed:
    """Notes the milliseconds of a block under a name."""

    def __init__(self, times: Times, act: str) -> None:
        self._times = times[act]

    def __enter__(self) -> None:
        self._began = clock.perf_counter()

    def __exit__(self, *_error: object) -> None:
        self._times.append((clock.perf_counter() - self._began) * 1000)


def _book_and_let_in(number: int, times: Times) -> None:
    free, paid = _outing(0), _outing(400)
    booked = []
    for _ in range(number):
        with _Timed(times, "book"):
            booked.append(_book(free))
    for _ in range(number):
        with _Timed(times, "book and pay"):
            sales.pay_booking(
                key=new_key(),
                booking=_book(paid).id,
                method="cash",
                at=NOW,
                volunteer=None,
                group=GROUP,
                ring=RING,
            )
    for booking in booked:
        found = models.Voucher.issued(booking.id)
        assert found is not None
        code, typed = RING.sign("V", found.serial), read_typed_code(found.typed)
        with _Timed(times, "look up"):
            seen = vouchers.look_up(code, ring=RING, today=DAY)
        assert seen.light == "green"
        with _Timed(times, "redeem"):
            vouchers.redeem(
                key=new_key(), voucher=found.id, seats=1, at=NOW, today=DAY, volunteer=None
            )
        with _Timed(times, "look up typed"):
            vouchers.look_up_typed(typed.pictures, typed.digits, at=NOW, today=DAY)


def _book(outing: Outing) -> Booking:
    return bookings.reserve(
        key=new_key(),
        outing=outing.id,
        adults=1,
        children=0,
        language="nl",
        at=NOW,
        group=GROUP,
        ring=RING,
    )


def _outing(price: int) -> Outing:
    plan = Plan(
        kind="trip",
        picture="outing_zoo",
        names={"nl": "Zoo"},
        day=DAY,
        starts=time(10),
        ends=None,
        meeting_place="Kerk",
        meeting_time=None,
        transport="bus",
        quota=999,
        regular_price=price,
        participant_price=price,
        group_share=0,
        town_share=0,
    )
    return outings.add_outing(key=new_key(), plan=plan, at=NOW, volunteer=None)


def _write_old_vouchers(folder: Path, number: int) -> None:
    """Vouchers of an outing long ago, all of them used; with plain SQL within the schema."""
    database = open_folder(folder)
    old = _outing(0).id
    file = database.path
    database.close()
    typed: set[str] = set()
    while len(typed) < number:
        typed.add(new_typed_code().text)
    at, day = int(NOW.timestamp() * 1000), "2024-01-06"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("UPDATE outing SET day = ? WHERE id = ?", (day, old))
        connection.executemany(
            "INSERT INTO booking (id, key, outing_id, state, adults, children, participant_price,"
            " group_share, town_share, language, made_at, confirmed_at)"
            " VALUES (?, ?, ?, 'confirmed', 1, 0, 0, 0, 0, 'nl', ?, ?)",
            [(id_, f"old-{id_}", old, at, at) for id_ in range(1, number + 1)],
        )
        connection.executemany(
            "INSERT INTO voucher (id, booking_id, serial, typed, key_id, state, seats, redeemed,"
            " valid_day, issued_at) VALUES (?, ?, ?, ?, 1, 'issued', 1, 1, ?, ?)",
            [(id_, id_, new_serial(), code, day, at) for id_, code in enumerate(typed, start=1)],
        )
        connection.executemany(
            "INSERT INTO redeeming (key, voucher_id, seats, at) VALUES (?, ?, 1, ?)",
            [(f"old-{id_}", id_, at) for id_ in range(1, number + 1)],
        )
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
