"""Whether a clock may be believed when the kiosk starts.

A Raspberry Pi keeps no time while it is off: without a network it starts somewhere in the past, or
wherever a wrong clock left it. A day that is opened on such a clock would have the wrong date on
every paper and in every report, so a volunteer is asked first.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

Doubt = Literal["before_build", "behind", "ahead"]

FARTHEST_AHEAD: Final = timedelta(hours=36)
"""A clock that nobody vouches for may be so far past the last record: an evening and a day."""

STEP: Final = timedelta(seconds=2)
"""The wall clock stepped when it went that much faster or slower than the time that passed; what
the network does to keep a clock right is far below it."""


def doubt(now: datetime, *, last: datetime | None, built: datetime, vouched: bool) -> Doubt | None:
    """What is wrong with a clock that says ``now``; None when it may be believed.

    ``last`` is the last thing that was written down, ``built`` when the program was made.
    ``vouched`` says that the network, or a volunteer since the machine was started, gave the time:
    then a long silence is just that.
    """
    if last is not None and now < last:
        return "behind"
    if now < built:
        return "before_build"
    if last is not None and not vouched and now - last > FARTHEST_AHEAD:
        return "ahead"
    return None


def is_step(by: timedelta) -> bool:
    """Whether a clock that moved ``by`` more than the time that passed made a step."""
    return abs(by) >= STEP
