"""How long the machine has been running: the one time that no setting of the clock can change."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.machine_time import this_machine


@dataclass(frozen=True, slots=True)
class Running:
    """A moment: ``ms`` milliseconds, sleep included, after the start of ``boot``."""

    boot: str
    ms: int


def running() -> Running:
    """Now. The boot is empty where the system does not name its starts."""
    machine = this_machine()
    return Running(machine.boot(), int(machine.uptime() * 1000))


def passed(since: Running, now: Running) -> int:
    """The milliseconds that the machine certainly ran between the two.

    After another start, those since that start: what ran before it, and how long it was off, is not
    known. Where starts have no name, a later time on the same count is taken for the same start.
    """
    if since.boot == now.boot and now.ms >= since.ms:
        return now.ms - since.ms
    return now.ms
