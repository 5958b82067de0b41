"""Killed at any instant: no half act, and nothing that was acknowledged is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import db as store
from db import models
from kiosk.services import moments, orders, printing
from tests.services.day import at, check_invariants

ROOT = Path(__file__).parents[2]
KILLS = 10


def acknowledged(folder: Path) -> list[tuple[str, int]]:
    lines = (folder / "acts.ack").read_text(encoding="utf-8").splitlines()
    return [(act, int(number)) for act, number in (line.split() for line in lines)]


def test_killed_at_random_moments(tmp_path: Path) -> None:
    dice = random.Random(20260314)
    for round_ in range(KILLS):
        driver = subprocess.Popen(
            [sys.executable, "-m", "tests.services.driver", str(tmp_path), str(round_)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and driver.poll() is None:
            if (tmp_path / "acts.ack").exists() and ("started", round_) in acknowledged(tmp_path):
                break
            time.sleep(0.02)
        time.sleep(dice.uniform(0.0, 0.4))
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
        taken = sum(sum(lines.values()) for lines in reserved_by_orders().values())
        assert opened is None or taken == sum(
            line.quantity for order in orders.open_orders() for line in order.lines
        )
        check_invariants()
        database.close()
    acts = {act for act, _ in acknowledged(tmp_path)}
    assert acts >= {"opened", "came", "ordered", "paid", "printed"}
    assert len(acknowledged(tmp_path)) > 100


def reserved_by_orders() -> dict[int, dict[int, int]]:
    opened = moments.current_moment()
    return {opened.id: models.OrderLine.reserved(opened.id)} if opened else {}


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
        case "printed":
            assert models.PrintJob.get_by_id(number).state == "printed"
