"""What the machine knows about time: its wall clock, how long it runs, and who set the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_SYNCHRONISED: Final = Path("/run/systemd/timesync/synchronized")
"""systemd-timesyncd makes it when the network first gave the time; it goes when the machine stops
(systemd-timesyncd.service(8))."""

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")

_TIMEX_BYTES: Final = 512
"""More than struct timex takes on any system."""

_TIME_ERROR: Final = 5
"""What adjtimex(2) returns while STA_UNSYNC or STA_CLOCKERR is set: nobody keeps the clock right."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine to ask; tests have one of their own.

    ``wall`` is its clock in UTC, ``uptime`` the seconds since it was started, also while it slept,
    ``vouched`` whether the network gave the time since then, ``boot`` names this run of it.
    """

    wall: Callable[[], datetime]
    uptime: Callable[[], float]
    vouched: Callable[[], bool]
    boot: Callable[[], str]


def this_machine() -> Machine:
    """The machine on which the kiosk runs."""
    return Machine(
        wall=lambda: datetime.now(UTC),
        uptime=lambda: time.clock_gettime(time.CLOCK_BOOTTIME),
        vouched=network_gave_time,
        boot=boot_name,
    )


def network_gave_time() -> bool:
    """Whether this machine got the time from the network since it was started.

    The kernel says so of any time service (systemd-timesyncd, chrony, ntpd), but only until it
    heard nothing for about nine hours; the file of timesyncd stays, and so does the clock: a
    crystal loses seconds in a day. Where neither can be asked, nobody gave the time.
    """
    return _SYNCHRONISED.exists() or _kernel_is_synchronised()


def boot_name() -> str:
    """A name that no other run of this machine has; empty where there is none."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _kernel_is_synchronised() -> bool:
    import ctypes  # not needed on most kiosks, and slow to load

    asked = ctypes.create_string_buffer(_TIMEX_BYTES)  # all zero: asks, and sets nothing
    try:
        answer = ctypes.CDLL(None).adjtimex(asked)
    except (OSError, AttributeError):
        return False
    return 0 <= int(answer) < _TIME_ERROR
