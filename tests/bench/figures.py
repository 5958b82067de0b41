"""What the parts share: running a process, medians, and a figure on a line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import db
from kiosk import produce
from kiosk.money import PriceRule
from kiosk.services import moments
from kiosk.services.moments import MomentView, OfferDraft

KINDS = 18
STOCK = 9999
MONTH = 10
NOW = datetime(2026, 10, 10, 12, 0, tzinfo=UTC)


def figure(value: float, unit: str, meaning: str) -> None:
    """Print one figure and what it means."""
    print(f"  {value:9.{2 if abs(value) < 100 else 0}f} {unit:<3} {meaning}", flush=True)


def compare(ours: Sequence[float], other: Sequence[float]) -> float:
    """How many times the median of the others ours is."""
    return median(ours) / median(other)


def run_json(module: str, *arguments: str) -> dict[str, Any]:
    """Run a module of this folder in a process of its own; what it printed last, as JSON."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    said = done.stdout.splitlines()
    if not said:
        raise SystemExit(f"{module} {' '.join(arguments)} ended without a figure")
    result: dict[str, Any] = json.loads(said[-1])
    return result


def open_folder(folder: Path) -> db.KioskDatabase:
    """Open the database of the kiosk in a data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return db.open_database(f"sqlite:///{folder / 'onthaal.db'}")


def drafts() -> list[OfferDraft]:
    """A full table of produce, of which there is always enough."""
    return [
        OfferDraft(product.key, product.portion, 199, STOCK)
        for product in produce.in_season(MONTH)[:KINDS]
    ]


def open_day() -> MomentView:
    """The open moment of today in the database that is open; made when there is none."""
    return moments.open_moment(
        key="bench-today",
        kind="produce",
        offers=drafts(),
        float_pieces={200: 10, 100: 10, 50: 10},
        rule=PriceRule(),
        at=NOW,
        day=NOW.date(),
    )
