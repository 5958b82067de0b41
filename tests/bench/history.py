"""Ten years of data, put in with plain SQL within the schema and with a journal that is whole."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from db.models.money import FIRST_HASH, seal
from kiosk.paper.documents import OrderSlip, PaperLine
from kiosk.services.checkins import HELPS
from tests.bench.figures import NOW, drafts, open_folder

MOMENTS = 120
ORDERS = 30_000
LINES = 3
CHECK_INS = 60_000
PRICE = 95

_MINUTE = 60_000
_ORDER = "INSERT INTO orders VALUES (?, ?, ?, ?, 'basket', 'nl', ?, NULL, NULL)"
_LINE = "INSERT INTO order_line (order_id, offer_id, shop_price, price, quantity) VALUES "
_PAID = "UPDATE orders SET state = 'paid', handed_in_at = ?, ended_at = ? WHERE id = ?"
_PAPER = (
    "INSERT INTO print_job (kind, document, state, number, moment_id, order_id, money_id, made_at,"
    " sending_at, ended_at) VALUES (?, ?, 'printed', ?, ?, ?, ?, ?, ?, ?)"
)
_OPEN = (
    "INSERT INTO moment (id, key, kind, day, state, opened_at, rule_percent, rule_rounding,"
    " float_cents, last_number) VALUES (?, ?, 'produce', ?, 'open', ?, 50, 'floor5', 4500, ?)"
)
_CLOSE = (
    "UPDATE moment SET state = 'closed', close_key = ?, closed_at = ?, expected_cash = ?,"
    " counted_cash = ?, close_reason = '', money_rows = ?, money_hash = ? WHERE id = ?"
)
_OFFER = "INSERT INTO offer VALUES (?, ?, ?, ?, ?, 0, 199, ?, NULL, 9999, ?)"
_CHECK_IN = "INSERT INTO check_in VALUES (?, ?, ?, NULL, ?, ?, 'nl', ?, NULL)"
_AUDIT = "INSERT INTO audit (at, act, subject, subject_id) VALUES (?, ?, 'moment', ?)"


@dataclass
class _Journal:
    """The last id and hash of the money."""

    last: int = 0
    hash: str = FIRST_HASH

    def add(self, moment: int, order: int, cents: int, at: int) -> dict[str, object]:
        """The next row, sealed onto the last one."""
        self.last += 1
        row: dict[str, object] = {
            "id": self.last,
            "key": f"money-{self.last}",
            "kind": "payment",
            "moment_id": moment,
            "order_id": order,
            "method": "cash",
            "total": cents,
            "amount": cents,
            "received": cents,
            "change": 0,
            "reason": "",
            "at": at,
        }
        previous, self.hash = self.hash, seal(self.hash, row)
        return row | {"previous": previous, "hash": self.hash}


def write_history(folder: Path) -> Path:
    """Make the database of a data folder with all of it in; returns the file."""
    database = open_folder(folder)
    file = database.path
    database.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        journal, chance = _Journal(), random.Random(1)
        for moment in range(1, MOMENTS + 1):
            _write_moment(connection, moment, journal, chance)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def _write_moment(
    connection: sqlite3.Connection, moment: int, journal: _Journal, chance: random.Random
) -> None:
    day = NOW - timedelta(days=30 * (MOMENTS + 1 - moment))
    opened = int(day.timestamp() * 1000)
    offers, number = drafts(), ORDERS // MOMENTS
    first_offer, first_order = (moment - 1) * len(offers) + 1, (moment - 1) * number + 1
    connection.execute(_OPEN, (moment, f"open-{moment}", f"{day:%Y-%m-%d}", opened, number))
    connection.execute(_AUDIT, (opened, "open_moment", moment))
    connection.executemany(
        "INSERT INTO cash_count VALUES (?, ?, ?, ?)",
        [(moment, part, cents, 9) for part in ("opening", "closing") for cents in (50, 100, 200)],
    )
    picked = [chance.sample(range(len(offers)), LINES) for _ in range(number)]
    sold = [sum(basket.count(place) for basket in picked) for place in range(len(offers))]
    connection.executemany(
        _OFFER,
        [
            (first_offer + place, moment, place, draft.product, draft.portion, PRICE, 9999 - sold_)
            for place, (draft, sold_) in enumerate(zip(offers, sold, strict=True))
        ],
    )
    _write_check_ins(connection, moment, opened)

    orders = range(first_order, first_order + number)
    times = [opened + (_MINUTE * place) // 2 for place in range(number)]
    connection.executemany(
        _ORDER,
        [
            (order, f"visit-{order}", moment, place, at)
            for place, (order, at) in enumerate(zip(orders, times, strict=True), start=1)
        ],
    )
    connection.executemany(
        f"{_LINE} (?, ?, 199, {PRICE}, 1)",
        [
            (order, first_offer + place)
            for order, basket in zip(orders, picked, strict=True)
            for place in basket
        ],
    )
    connection.executemany(
        _PAID, [(at, at + _MINUTE, order) for order, at in zip(orders, times, strict=True)]
    )
    rows = [
        journal.add(moment, order, LINES * PRICE, at + _MINUTE)
        for order, at in zip(orders, times, strict=True)
    ]
    names = ", ".join(rows[0])
    values = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO money ({names}) VALUES ({values})", rows)
    _write_papers(connection, moment, rows, [offers[place].product for place in picked[0]], day)

    connection.executemany(
        "INSERT INTO tally_line VALUES (?, 9999, ?, 0, 0, 0, ?, 0)",
        [(first_offer + place, sold_, 9999 - sold_) for place, sold_ in enumerate(sold)],
    )
    closed, cash = opened + 240 * _MINUTE, 4500 + number * LINES * PRICE
    connection.execute(_AUDIT, (closed, "close_moment", moment))
    connection.execute(
        _CLOSE, (f"close-{moment}", closed, cash, cash, journal.last, journal.hash, moment)
    )


def _write_check_ins(connection: sqlite3.Connection, moment: int, opened: int) -> None:
    number = CHECK_INS // MOMENTS
    visits = range((moment - 1) * number + 1, moment * number + 1)
    connection.executemany(
        _CHECK_IN,
        [
            (visit, f"in-{visit}", moment, 1 + visit % 2, visit % 4, opened + _MINUTE // 4 * place)
            for place, visit in enumerate(visits)
        ],
    )
    connection.executemany(
        "INSERT INTO check_in_help VALUES (?, ?)",
        [(visit, HELPS[visit // 5 % len(HELPS)]) for visit in visits if visit % 5 == 0],
    )


def _write_papers(
    connection: sqlite3.Connection,
    moment: int,
    rows: list[dict[str, object]],
    products: list[str],
    day: object,
) -> None:
    lines = tuple(PaperLine(name, name, 1, PRICE, "zak 1 kg") for name in products)
    slip = OrderSlip("De Brug", f"{day:%Y-%m-%d}", 1, lines, LINES * PRICE).to_json()
    receipt = json.dumps(json.loads(slip) | {"paper": "receipt", "method": "cash"})
    papers: list[tuple[object, ...]] = []
    for number, row in enumerate(rows, start=1):
        order, paid = row["order_id"], row["at"]
        papers.append(("order_slip", slip, number, moment, order, None, paid, paid, paid))
        papers.append(("receipt", receipt, number, moment, order, row["id"], paid, paid, paid))
    connection.executemany(_PAPER, papers)
