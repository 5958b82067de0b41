"""The clock that the kiosk goes by: steady while it runs, and doubted until somebody vouches for it.

At the start it is that of the machine, unless :mod:`kiosk.clock_guard` doubts that one; from then on
it counts the time that passes, so that no step of the machine's clock cuts short what is measured
in minutes: a paper that waits, a payment that can be undone, a pause after wrong codes. What the
network says is taken over when nobody was served for a while.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Final

from kiosk.clock_guard import Doubt, doubt, is_step
from kiosk.errors import NotStored
from kiosk.machine_time import Machine, this_machine
from kiosk.release import BUILT_AT

QUIET_SECONDS: Final = 300.0
"""How long nobody touched the kiosk before it takes another time: no undo or pause runs longer."""

NEAR: Final = timedelta(seconds=1)
"""A difference with the network that is none: far below a minute, which is what people see."""


def _records() -> ModuleType:
    """The records of the clock. The first picture does not wait for the database behind them."""
    from kiosk.services import clock

    return clock


def system_time() -> datetime:
    """What the clock of the machine says, in UTC."""
    return datetime.now(UTC)


class KioskClock:
    """Says the time; ``doubt`` is what is wrong with it, ``proven`` whether somebody vouched.

    Without ``machine`` it is that on which the kiosk runs.
    """

    doubt: Doubt | None = None
    proven = False
    _from: datetime
    _since: float
    _wall: datetime
    _uptime: float

    def __init__(self, machine: Machine | None = None, built: datetime = BUILT_AT) -> None:
        self._machine = machine or this_machine()
        self._built = built
        self._likely = timedelta(0)
        self._start_from_machine()

    def __call__(self) -> datetime:
        """The moment in UTC."""
        return self._from + timedelta(seconds=self._machine.uptime() - self._since)

    @property
    def proposal(self) -> datetime:
        """What a volunteer will most likely say that the time is."""
        return self() + self._likely

    def begin(self) -> datetime:
        """The data are open: judge the clock by them; returns the time to go by.

        A clock in doubt goes on from the last record, so that nothing is ever written down with a
        time that cannot be. Raises NotStored.
        """
        self._start_from_machine()
        self.proven = self._machine.vouched()
        settled = _records().last_settled()
        if settled and not self.proven and settled.boot and settled.boot == self._machine.boot():
            self._from, self._since = settled.at, settled.uptime.total_seconds()
            self.proven = True
        self._judge()
        return self()

    def watch(self, quiet_seconds: float) -> bool:
        """Look at the machine, once in a while; True when the time is another one from now on.

        A step of its clock is written down. What the network says is taken over when nobody
        touched the kiosk for so long, or at once while the time is in doubt.
        """
        wall, uptime = self._wall, self._uptime
        self._look_at_machine()
        step = (self._wall - wall) - timedelta(seconds=self._uptime - uptime)
        if is_step(step):
            with suppress(NotStored):  # the log has it as well
                _records().note_step(round(step.total_seconds()), self())
        if (quiet_seconds < QUIET_SECONDS and not self.doubt) or not self._machine.vouched():
            return False
        if self.doubt is None and abs(self._wall - self()) < NEAR:
            self.proven = True
            return False
        return self._follow_network()

    def confirm(self, at: datetime, volunteer: int | None) -> datetime:
        """A volunteer says that it is ``at`` now; returns it. Raises NotStored."""
        self._look_at_machine()
        _records().confirm(
            at,
            was=self(),
            boot=self._machine.boot(),
            uptime=timedelta(seconds=self._uptime),
            volunteer=volunteer,
        )
        self._settled(at)
        return at

    def _follow_network(self) -> bool:
        try:
            last = _records().last_record()
            if self.doubt and doubt(self._wall, last=last, built=self._built, vouched=True):
                return False  # the network does not take this doubt away: a volunteer does
            _records().follow_network(
                self._wall,
                was=self(),
                boot=self._machine.boot(),
                uptime=timedelta(seconds=self._uptime),
            )
        except NotStored:
            return False  # the disk refuses now; the next look tries again
        self._settled(self._wall)
        return True

    def _judge(self) -> None:
        now, last = self(), _records().last_record()
        self.doubt = doubt(now, last=last, built=self._built, vouched=self.proven)
        if self.doubt is None:
            self._likely = timedelta(0)
            return
        self._from, self._since = max(last or self._built, self._built), self._uptime
        may_be_right = self.doubt == "ahead" or self._machine.vouched()
        self._likely = now - self() if may_be_right else timedelta(0)

    def _settled(self, at: datetime) -> None:
        self._from, self._since = at, self._uptime
        self._likely = timedelta(0)
        self.doubt, self.proven = None, True

    def _start_from_machine(self) -> None:
        self._look_at_machine()
        self._from, self._since = self._wall, self._uptime

    def _look_at_machine(self) -> None:
        self._wall, self._uptime = self._machine.wall(), self._machine.uptime()


class GivenClock(KioskClock):
    """A time that is given and never in doubt: that of practising, of a play-through, of tests."""

    proven = True

    def __init__(self, time: Callable[[], datetime]) -> None:
        self._time = time
        self._likely = self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return self._time() + self._ahead

    def begin(self) -> datetime:
        return self()

    def watch(self, quiet_seconds: float) -> bool:
        return False

    def confirm(self, at: datetime, volunteer: int | None) -> datetime:
        _records().confirm(at, was=self(), boot="", uptime=timedelta(0), volunteer=volunteer)
        self._ahead += at - self()
        return at
