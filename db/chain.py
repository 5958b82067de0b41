"""Whether the journal of money in a database is as it was written, read from any connection.

It is plain SQL, so that a copy can be checked before it takes the place of anything, also one of
an older schema: a column that it lacks is empty, and what is empty is in no seal.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.models.money import FIRST_HASH, SEALED, seal


@dataclass(frozen=True, slots=True)
class Chain:
    """How far the journal is as it was written: ``rows`` good ones, id of the first bad one."""

    rows: int
    first_bad: int | None


def check_chain(connection: sqlite3.Connection) -> Chain:
    """Read the whole journal and check every seal.

    Finds a row that was changed, put in, taken out or cut off at the end, and a journal that does
    not agree with what the closings sealed.
    """
    there = {row[1] for row in connection.execute("PRAGMA table_info(money)")}
    if not there:
        return Chain(0, None)
    sealed: dict[int, set[str]] = {}
    closed = "SELECT money_rows, money_hash FROM moment WHERE state = 'closed'"
    for number, hash_ in connection.execute(closed):
        sealed.setdefault(number, set()).add(hash_)
    names = [name for name in (*SEALED, "previous", "hash") if name in there]
    last, before = 0, FIRST_HASH
    for values in connection.execute(f"SELECT {', '.join(names)} FROM money ORDER BY id"):
        row = dict(zip(names, values, strict=True))
        previous, written = row.pop("previous"), row.pop("hash")
        follows = row["id"] == last + 1 and previous == before
        should_be = seal(previous, row)
        if not follows or written != should_be or sealed.get(row["id"], {written}) != {written}:
            return Chain(last, row["id"])
        last, before = row["id"], written
    ever = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'money'").fetchone()
    if last != max(ever[0] if ever else 0, *sealed, 0):
        return Chain(last, last + 1)
    return Chain(last, None)
