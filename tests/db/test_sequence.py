"""The order of things is that of their numbers, never that of a clock that may have been wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

import db
from db import models
from kiosk.services import checkins
from kiosk.services.acts import to_ms
from tests.services.day import at, key, open_day

ROOT = Path(__file__).parent.parent.parent
BY_TIME = re.compile(
    r"order_by\([^\n]*\.(at|\w+_at)\b|ORDER\s+BY[^\"';]*\b(at|\w+_at)\b|key=lambda \w+: \w+\.(at|\w+_at)\b",
    re.IGNORECASE,
)


def test_nothing_is_put_in_the_order_of_a_clock() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("db", "kiosk")
        for path in sorted((ROOT / folder).glob("**/*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if BY_TIME.search(line)
    ]
    assert found == []


def test_the_pattern_would_find_one() -> None:
    for line in (
        ".order_by(cls.at.desc(), cls.id)",
        '"SELECT * FROM money ORDER BY at"',
        "sorted(rows, key=lambda row: row.made_at)",
    ):
        assert BY_TIME.search(line)
    assert not BY_TIME.search(".order_by(cls.day, cls.starts, cls.id)")


@pytest.mark.usefixtures("db")
def test_the_last_visit_is_the_one_that_was_written_last() -> None:
    with db.transaction():
        participant = models.Participant.create(
            animal="owl", colour="red", language="nl", made_at=to_ms(at())
        )
    open_day()
    for adults, when in ((2, at() + timedelta(days=26_000)), (4, at(5))):
        checkins.check_in(
            key=key(),
            adults=adults,
            children=0,
            helps=(),
            participant=participant.id,
            language="nl",
            at=when,
        )
    last = models.CheckIn.last_of(participant.id, to_ms(at()))
    assert last is not None and last.adults == 4
