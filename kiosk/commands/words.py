"""Copies in words, and asking for the passphrase, for the commands that print."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from datetime import datetime

from kiosk.money import euros
from kiosk.services.acts import local_day, local_time
from kiosk.services.backups import Copy, Counts


def told(counts: Counts) -> str:
    """How much is in a copy: ``12 dagen, 340 bezoeken, ...``."""
    parts = (
        f"{counts.days} dagen",
        f"{counts.visits} bezoeken",
        f"{counts.orders} bestellingen",
        f"{counts.bookings} boekingen",
        f"{counts.payments} betalingen",
        f"kas in totaal {euros(counts.till)}",
    )
    return ", ".join(parts)


def moment(at: datetime) -> str:
    """A time as the group writes it: ``22/11/2026 14:52``."""
    return f"{local_day(at):%d/%m/%Y} {local_time(at)}"


def listing(copies: Sequence[Copy]) -> str:
    """Copies as lines: name, when, how large, and what is in there or that it is locked."""
    lines = []
    for copy in copies:
        inside = told(copy.counts) if copy.counts else "op slot, met de wachtzin"
        about = f"{max(1, copy.size // 1024)} kB: {inside}"
        when = f"{moment(copy.made_at)}, {about}" if copy.made_at else "geen kopie, of beschadigd"
        lines.append(f"  {copy.path}\n      {when}")
    return "\n".join(lines)


def ask_passphrase(question: str) -> str:
    """The passphrase as it is typed, unseen; from a pipe, its first line."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{question} ")
    return sys.stdin.readline().rstrip("\n")
