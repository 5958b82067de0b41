"""A kiosk that does not know what day it is: closed, until a volunteer says so by touch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kiosk.kiosk_clock import KioskClock
from tests.screens.hands import SATURDAY, Hands
from tests.services.box import Box

BUILT = datetime(2026, 11, 1, tzinfo=UTC)
LONG_AGO = datetime(1970, 1, 1, 0, 0, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _usual_clock(app: Any) -> Iterator[None]:
    usual = app.clock
    yield
    app.clock = usual


def restart(kiosk: Hands, box: Box) -> KioskClock:
    """The kiosk is started on a machine whose clock may be wrong; its own time runs as well."""
    clock = box.start(BUILT)
    kiosk.app.clock = clock
    kiosk.app.show("welcome")
    kiosk.frames(3)
    return clock


def spend(kiosk: Hands, box: Box, seconds: float) -> None:
    box.spend(seconds=seconds)
    kiosk.wait(seconds)


def to_set_clock(kiosk: Hands) -> None:
    """A volunteer gives the PIN at the closed door."""
    kiosk.hold_logo()
    kiosk.type("123456")
    kiosk.tap(picture="tick")
    kiosk.until(lambda: kiosk.at == "set_clock")
    kiosk.frames(3)


def test_a_right_clock_opens_as_ever(kiosk: Hands) -> None:
    restart(kiosk, Box(SATURDAY + timedelta(minutes=5)))
    assert kiosk.at == "welcome"


def test_a_wrong_clock_keeps_everybody_out_until_a_volunteer_sets_it(kiosk: Hands) -> None:
    box = Box(LONG_AGO)
    clock = restart(kiosk, box)
    assert kiosk.at == "wrong_clock"
    assert kiosk.reads("nu dicht") and not kiosk.free("Tile")
    kiosk.touch(640, 400)
    assert kiosk.at == "wrong_clock"
    spend(kiosk, box, 100)
    assert kiosk.at == "wrong_clock"
    to_set_clock(kiosk)
    assert kiosk.reads("De klok loopt achter")
    assert kiosk.screen.date == date(2026, 11, 28)  # the last record, not 1970
    turners = kiosk.seen("Turner")
    assert len(turners) == 5
    day, _month, year, hour, minute = turners

    def turn(turner: Any, picture: str, times: int) -> None:
        for _ in range(times):
            key = next(one for one in turner.walk() if getattr(one, "picture", "") == picture)
            kiosk.touch(*kiosk.place(key))

    turn(day, "plus", 8)
    turn(year, "plus", 1)
    turn(year, "minus", 1)
    turn(hour, "minus", 1)
    turn(minute, "plus", 2)
    shown = clock() + timedelta(days=8, hours=-1, minutes=2)
    assert kiosk.screen.date == date(2026, 12, 6)
    kiosk.tap(word="Klopt")
    assert kiosk.at == "desk"
    assert abs(kiosk.app.now() - shown) < timedelta(seconds=2)
    assert kiosk.one("SELECT source FROM clock_mark") == "volunteer"
    assert kiosk.one("SELECT act FROM audit ORDER BY id DESC LIMIT 1") == "clock_by_volunteer"
    assert kiosk.one("SELECT volunteer_id FROM clock_mark") == kiosk.app.volunteer
    kiosk.app.end_visit()
    assert kiosk.at == "welcome"


def test_going_back_or_walking_away_leaves_it_closed(kiosk: Hands) -> None:
    box = Box(SATURDAY + timedelta(days=9))
    restart(kiosk, box)
    to_set_clock(kiosk)
    assert kiosk.reads("er is geen netwerk")
    assert kiosk.screen.date == date(2026, 12, 7)  # it may be right
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "wrong_clock" and kiosk.app.volunteer is None
    to_set_clock(kiosk)
    spend(kiosk, box, 95)
    assert kiosk.at == "wrong_clock"


def test_the_network_opens_it_by_itself(kiosk: Hands) -> None:
    box = Box(SATURDAY + timedelta(days=9))
    restart(kiosk, box)
    assert kiosk.at == "wrong_clock"
    box.vouched = True
    spend(kiosk, box, 15)
    assert kiosk.at == "welcome"
    assert kiosk.app.today() == date(2026, 12, 7)


def test_a_day_is_not_opened_on_a_time_that_nobody_vouches_for(kiosk: Hands) -> None:
    kiosk.settle_orders()
    box = Box(SATURDAY + timedelta(hours=3))
    restart(kiosk, box)
    kiosk.to_desk()
    kiosk.tap(word="Aanbod")
    assert kiosk.at == "open_day"  # an open moment has its day
    kiosk.app.show("desk")
    kiosk.frames(3)
    kiosk.tap(word="Dag sluiten")
    kiosk.tap(word="Kassa")
    kiosk.tap(word="Geteld")
    kiosk.tap(word="Sluiten")
    kiosk.app.show("desk")
    kiosk.frames(3)
    kiosk.tap(word="Dag openen")
    assert kiosk.at == "set_clock"
    assert kiosk.reads("Zonder netwerk")
    kiosk.tap(word="Klopt")
    assert kiosk.at == "open_day"
    kiosk.app.show("desk")
    kiosk.frames(3)
    kiosk.tap(word="Dag openen")
    assert kiosk.at == "open_day"  # asked once


def test_holding_a_key_turns_on_and_on(kiosk: Hands) -> None:
    kiosk.to_desk()
    kiosk.tap(word="Instellingen")
    kiosk.tap(word="Klok")
    assert kiosk.at == "set_clock" and kiosk.screen.why == ""
    minute = kiosk.seen("Turner")[4]
    plus = next(one for one in minute.walk() if getattr(one, "picture", "") == "plus")
    before = kiosk.screen.minutes
    finger = kiosk.finger(*kiosk.place(plus))
    for _ in range(60):
        kiosk.frames(2)
    kiosk.lift(finger)
    held = kiosk.screen.minutes - before
    assert 8 <= held <= 16
    kiosk.frames(30)
    assert kiosk.screen.minutes - before == held
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "settings"
