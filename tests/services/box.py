"""A machine of which a test decides what its clock says, when it stops and who sets it."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.kiosk_clock import KioskClock
from kiosk.machine_time import Machine


class Box:
    """A box without a clock of its own; ``wall`` is what its clock says, right or wrong."""

    def __init__(self, wall: datetime, *, vouched: bool = False) -> None:
        self.wall = wall
        self.vouched = vouched
        self.up = 20.0
        self.boots = 1

    def machine(self) -> Machine:
        """What the kiosk gets to ask."""
        return Machine(
            wall=lambda: self.wall,
            uptime=lambda: self.up,
            vouched=lambda: self.vouched,
            boot=lambda: f"run {self.boots}",
        )

    def start(self, built: datetime) -> KioskClock:
        """The kiosk is started on it; its data are open."""
        clock = KioskClock(self.machine(), built)
        clock.begin()
        return clock

    def spend(self, **time: float) -> None:
        """Time goes by."""
        self.wall += timedelta(**time)
        self.up += timedelta(**time).total_seconds()

    def step(self, **by: float) -> None:
        """Its clock is set, forward or back, while no time goes by."""
        self.wall += timedelta(**by)

    def reboot(self, wall: datetime) -> None:
        """It is switched off and on; its clock then says ``wall``."""
        self.wall, self.up, self.vouched = wall, 20.0, False
        self.boots += 1
