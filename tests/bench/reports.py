"""Reports of a year and of ten years, out of ten years of data; and what is saved by sealing sums.

What is wanted: both under 0.3 s. The figures are CPU, all of it in this process.
"""

from __future__ import annotations

import sqlite3
import sys
import time as clock
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median

from db.models.money import FIRST_HASH, seal
from kiosk.periods import Period, last_season
from kiosk.report_pages import pages
from kiosk.services import reports
from kiosk.services.printing import Group
from tests.bench import history
from tests.bench.figures import NOW, compare, figure, open_folder

TODAY = NOW.date()
TEN_YEARS = Period(TODAY - timedelta(days=3660), TODAY)
GROUP = Group("De Brug")
OUTINGS, PARTIES, PRICE = 200, 30, 400
PICTURES, TIED = 80, 13

LINES = """
    SELECT product, sum(quantity), sum(quantity * order_line.shop_price),
        sum(quantity * order_line.price)
    FROM moment JOIN orders ON orders.moment_id = moment.id
    JOIN order_line ON order_line.order_id = orders.id JOIN offer ON offer.id = offer_id
    WHERE day BETWEEN ? AND ? AND orders.state = 'paid' GROUP BY product
"""
"""Produce, added up line by line: what a report costs without the sums of closed moments."""


def measure(folder: Path, *, quick: bool) -> None:
    """The same reports several times, in one process."""
    file = history.write_history(folder / "ten years")
    _write_outings(file)
    _write_pictures(file)
    database = open_folder(folder / "ten years")
    times = 5 if quick else 15
    year = _times(times, lambda: reports.report(last_season(TODAY), TODAY, GROUP))
    whole = _times(times, lambda: reports.report(TEN_YEARS, TODAY, GROUP))
    figure(median(year), "ms", "the report of one year, 1 November to 31 October")
    figure(median(whole), "ms", "the report of all ten years")
    figure(max(year + whole), "ms", "the slowest of them")
    found = reports.report(TEN_YEARS, TODAY, GROUP)
    told = f"{found.moments} moments, {found.visits:,} visits, {len(found.trips)} outings"
    figure(len(pages(found)), "", f"pages in it: {told}")
    outside = _times(times, lambda: reports.report_table(reports.outside(found)))
    figure(median(outside), "ms", "its outside version as a table")
    days = (TEN_YEARS.first.isoformat(), TEN_YEARS.last.isoformat())
    with closing(sqlite3.connect(file)) as plain:
        lines = _times(times, lambda: plain.execute(LINES, days).fetchall())
    figure(median(lines), "ms", "only its produce, added up from the lines of all orders")
    figure(compare(lines, whole), "x", "as long as the whole report from sealed sums")
    database.close()


def _times(times: int, work: Callable[[], object]) -> list[float]:
    """Milliseconds of CPU, each time: SQLite works in this process too."""
    taken = []
    for _ in range(times):
        began = clock.process_time()
        work()
        taken.append((clock.process_time() - began) * 1000)
    return taken


def _write_outings(file: Path) -> None:
    """Outings over all those years with parties that paid by bank, in no till."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        head = connection.execute("SELECT id, hash FROM money ORDER BY id DESC LIMIT 1").fetchone()
        last, sealed = head or (0, FIRST_HASH)
        booking = 0
        for outing in range(1, OUTINGS + 1):
            day = TODAY - timedelta(days=18 * (OUTINGS - outing))
            at = int(NOW.timestamp() * 1000) - 86_400_000 * 18 * (OUTINGS - outing)
            connection.execute(
                "INSERT INTO outing (id, key, kind, picture, day, starts, transport, quota,"
                " seats_free, regular_price, participant_price, group_share, town_share, state,"
                " made_at) VALUES (?, ?, 'trip', 'outing_zoo', ?, '10:00', 'bus', ?, 0, 2000, ?,"
                " 800, 800, 'planned', ?)",
                (outing, f"outing-{outing}", day.isoformat(), PARTIES * 3, PRICE, at),
            )
            name = "INSERT INTO outing_name VALUES (?, 'nl', ?)"
            connection.execute(name, (outing, f"Uitstap {outing}"))
            for _ in range(PARTIES):
                booking, last = booking + 1, last + 1
                connection.execute(
                    "INSERT INTO booking (id, key, outing_id, state, adults, children,"
                    " participant_price, group_share, town_share, language, made_at, confirmed_at)"
                    " VALUES (?, ?, ?, 'confirmed', 2, 1, ?, 800, 800, 'nl', ?, ?)",
                    (booking, f"party-{booking}", outing, PRICE, at, at),
                )
                row = {
                    "id": last,
                    "key": f"money-{last}",
                    "kind": "payment",
                    "booking_id": booking,
                    "method": "bank",
                    "total": 3 * PRICE,
                    "amount": 3 * PRICE,
                    "reason": "",
                    "at": at,
                }
                row |= {"previous": sealed, "hash": (sealed := seal(sealed, row))}
                marks = ", ".join(f":{key}" for key in row)
                connection.execute(f"INSERT INTO money ({', '.join(row)}) VALUES ({marks})", row)
        connection.execute("COMMIT")


def _write_pictures(file: Path) -> None:
    """Every visit of the last thirteen moments is tied to a picture."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executemany(
            "INSERT INTO participant (id, animal, colour, language, made_at)"
            " VALUES (?, 'fox', ?, 'nl', 0)",
            [(number, f"colour-{number}") for number in range(1, PICTURES + 1)],
        )
        connection.execute(
            "UPDATE check_in SET participant_id = 1 + id % ? WHERE moment_id > ?",
            (PICTURES, history.MOMENTS - TIED),
        )


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
