"""Killed at any instant: no half act, and nothing that was acknowledged is lost.

A kill leaves the files as they are at that instant. So two ways to look at it: real kills at random
times, and the files copied before every single statement of a whole day.
"""

from __future__ import annotations

import hashlib
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import db as store
from db import models
from kiosk.services import moments, orders, payments, printing, tally
from tests.services.day import at, check_invariants, one_day

ROOT = Path(__file__).parents[2]
KILLS = 10
ACTS = 12
"""Acts that each round does at least."""


def acknowledged(folder: Path) -> list[tuple[str, int]]:
    notes = folder / "acts.ack"
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    return [(act, int(number)) for act, number in (line.split() for line in lines)]


def test_killed_at_random_moments(tmp_path: Path) -> None:
    dice = random.Random(20260314)
    for round_ in range(KILLS):
        driver = subprocess.Popen(
            [sys.executable, "-m", "tests.services.driver", str(tmp_path), str(round_)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        enough = ACTS * (round_ + 1)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and driver.poll() is None:
            if len(acknowledged(tmp_path)) >= enough:
                break
            time.sleep(0.02)
        time.sleep(dice.uniform(0.0, 0.1))
        driver.send_signal(signal.SIGKILL)
        _, errors = driver.communicate()
        assert driver.returncode == -signal.SIGKILL, errors.decode()

        database = store.open_database(f"sqlite:///{tmp_path / 'onthaal.db'}")
        check_invariants()
        for act, number in acknowledged(tmp_path):
            check_present(act, number)
        orders.release_baskets(at())
        printing.recover_jobs(at())
        opened = moments.current_moment()
        if opened:
            waiting = [line for order in orders.open_orders() for line in order.lines]
            taken = models.OrderLine.reserved(opened.id)
            assert sum(taken.values()) == sum(line.quantity for line in waiting)
        check_invariants()
        database.close()
    acts = {act for act, _ in acknowledged(tmp_path)}
    assert acts >= {"opened", "came", "ordered", "paid", "printed", "booked", "let_in"}
    assert len(acknowledged(tmp_path)) >= KILLS * ACTS


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


def check_present(act: str, number: int) -> None:
    """The act that was acknowledged with this number is in the database."""
    match act:
        case "opened":
            assert models.Moment.get_by_id(number)
        case "closed":
            assert models.Moment.get_by_id(number).state == "closed"
        case "came":
            assert models.CheckIn.get_by_id(number).adults == 1
        case "ordered":
            assert models.Order.get_by_id(number).state in ("open", "paid", "cancelled")
        case "paid":
            assert models.Money.get_by_id(number).amount
        case "booked":
            assert models.Booking.get_by_id(number).adults
        case "let_in":
            assert models.Redeeming.get_by_id(number).seats == 1
        case "printed":
            assert models.PrintJob.get_by_id(number).state == "printed"
