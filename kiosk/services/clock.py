"""The time of the kiosk: what is known of it, and settling it anew.

The kiosk never sets the clock of the machine, since that takes the rights of an administrator; what
a volunteer says is written down here and holds until the machine is switched off. Nor could it be
kept longer: nobody knows how long the machine was off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import models
from kiosk.log import note
from kiosk.services.acts import act, from_ms, look, to_ms


@dataclass(frozen=True, slots=True)
class Settled:
    """When the time was last settled: what it was, in which run of the machine, how far into it."""

    at: datetime
    boot: str
    uptime: timedelta


def last_record() -> datetime | None:
    """When something was last written down since the time was settled, None if nothing was."""
    with look():
        at = models.last_record_at()
        return None if at is None else from_ms(at)


def last_settled() -> Settled | None:
    """The last time that a volunteer or the network settled the time, or None."""
    with look():
        mark = models.ClockMark.last()
        if mark is None:
            return None
        return Settled(from_ms(mark.at), mark.boot, timedelta(milliseconds=mark.uptime))


def confirm(
    at: datetime, *, was: datetime, boot: str, uptime: timedelta, volunteer: int | None
) -> None:
    """A volunteer says that it is ``at`` now; until then the kiosk took it for ``was``.

    From then on that is the time, also when later times were written down before.
    """
    _settle("volunteer", at, was, boot, uptime, volunteer)


def follow_network(at: datetime, *, was: datetime, boot: str, uptime: timedelta) -> None:
    """The network said that it is ``at`` now, and nobody stood at the kiosk."""
    _settle("network", at, was, boot, uptime, None)


def note_step(seconds: int, at: datetime) -> None:
    """The clock of the machine stepped while the kiosk ran, by so many seconds.

    ``at`` is the time of the kiosk, which goes on as it was.
    """
    note("clock_stepped", seconds=seconds)
    with act():
        models.Audit.note("clock_stepped", "clock", 0, None, to_ms(at), seconds=seconds)


def _settle(
    source: str,
    at: datetime,
    was: datetime,
    boot: str,
    uptime: timedelta,
    volunteer: int | None,
) -> None:
    seconds = round((at - was).total_seconds())
    with act():
        mark = models.ClockMark.settle(
            source,
            at=to_ms(at),
            was=to_ms(was),
            boot=boot,
            uptime=uptime // timedelta(milliseconds=1),
            volunteer=volunteer,
        )
        models.Audit.note(
            f"clock_by_{source}", "clock_mark", mark, volunteer, to_ms(at), seconds=seconds
        )
    note(f"clock_by_{source}", mark=mark, seconds=seconds)
