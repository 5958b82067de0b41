"""Killed at any instant: no half act, and nothing that was acknowledged is lost.

A kill leaves the files as they are at that instant. So two ways to look at it: real kills at random
times, and the files copied before every single statement of a whole day.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import db as store
from kiosk.services import orders, payments, printing, tally
from tests.power.cuts import ROOT
from tests.services.day import check_invariants, one_day


def kill(times: int, *more: str) -> subprocess.CompletedProcess[str]:
    """The kills, in a process of their own that can fork without a window or threads."""
    command = [sys.executable, "-m", "tests.power", "kills", str(times), *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_killed_fifty_times_at_random_moments() -> None:
    done = kill(50)
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = re.match(
        r"50 kills, (\d+) acknowledged acts, (\d+) kills during the start: 0 lost, 0 half, "
        r"0 otherwise wrong; slowest opening of the data after a kill ([\d.]+) s",
        done.stdout,
    )
    assert figures, done.stdout
    acknowledged, _quiet, slowest = figures.groups()
    assert int(acknowledged) > 100
    assert float(slowest) < 5


def test_an_act_in_two_transactions_is_found_by_kills() -> None:
    done = kill(25, "--flaw", "two-transactions")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "half an act" in done.stdout


def files_before_each_statement(
    db: store.KioskDatabase, folder: Path, live: Callable[[], None] = one_day
) -> list[Path]:
    """Live through a day; the different states in which a kill would have left the files."""
    copies: dict[bytes, Path] = {}

    def copy(_sql: str) -> None:
        content = [
            path.read_bytes() for path in (db.path, db.path.with_name(f"{db.path.name}-wal"))
        ]
        state = hashlib.sha256(b"".join(content)).digest()
        if state not in copies:
            copies[state] = folder / str(len(copies)) / "onthaal.db"
            copies[state].parent.mkdir(parents=True)
            copies[state].write_bytes(content[0])
            copies[state].with_name("onthaal.db-wal").write_bytes(content[1])

    connection = db.sql_connection()
    connection.set_trace_callback(copy)
    live()
    connection.set_trace_callback(None)
    db.close()
    return list(copies.values())


def half_acts(copies: list[Path]) -> int:
    """In how many of the copies something does not add up."""
    found = 0
    for copy in copies:
        database = store.open_database(f"sqlite:///{copy}")
        try:
            check_invariants()
        except AssertionError:
            found += 1
        database.close()
    return found


def test_killed_between_any_two_statements(db: store.KioskDatabase, tmp_path: Path) -> None:
    copies = files_before_each_statement(db, tmp_path)
    assert len(copies) > 30
    assert half_acts(copies) == 0


def test_an_act_in_two_transactions_would_be_seen(
    db: store.KioskDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue_job = printing.queue_job

    def commits_first(*document: Any, **about: Any) -> int:
        db.sql("COMMIT")
        db.sql("BEGIN IMMEDIATE")
        return queue_job(*document, **about)

    for module in (orders, payments, tally):
        monkeypatch.setattr(module, "queue_job", commits_first)
    assert half_acts(files_before_each_statement(db, tmp_path)) >= 5
