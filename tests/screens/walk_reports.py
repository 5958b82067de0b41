"""The screens of reports and of the calendar, as full as they get: a part of the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kiosk.periods import this_year
from tests.screens.hands import Hands
from tests.screens.past_days import write_past

State = Callable[[Hands], None]


def _desk(name: str, **given: Any) -> State:
    def go(hands: Hands) -> None:
        hands.app.unlock(1, "Wim")
        hands.app.show(name, **given)

    return go


def _report(place: int, *, outside: bool = False) -> State:
    """A page of the report of this year, with days behind it."""

    def go(hands: Hands) -> None:
        today = hands.app.today()
        write_past(today)
        hands.app.unlock(1, "Wim")
        hands.app.show("report", period=this_year(today))
        hands.frames(2)
        if outside:
            hands.screen.switch()
        hands.screen.turn(place)

    return go


def _other_days(hands: Hands) -> None:
    _desk("reports")(hands)
    hands.screen.choose_days()


def _estimate(hands: Hands) -> None:
    write_past(hands.app.today())
    _desk("estimate")(hands)
    hands.screen.digit("7")


def _planning_moment(part: str) -> State:
    def go(hands: Hands) -> None:
        _desk("plan_moment")(hands)
        hands.frames(2)
        hands.screen.edit(part)

    return go


def _called_off(hands: Hands) -> None:
    _desk("planned")(hands)
    hands.frames(2)
    hands.screen.cancel()


REPORT_WALK: Final[Mapping[str, tuple[State, ...]]] = {
    "reports": (_desk("reports"), _other_days),
    "report": (*(_report(place) for place in range(9)), _report(0, outside=True)),
    "estimate": (_desk("estimate"), _estimate),
    "planned": (_desk("planned"), _called_off),
    "plan_moment": tuple(_planning_moment(part) for part in ("kind", "day", "hours", "place")),
}
"""Each state leaves the kiosk on the screen of its name."""
