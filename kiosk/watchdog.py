"""Tells systemd that the first picture stands, and that the kiosk still lives (sd_notify(3)).

The beats are sent by the clock of the screen, and only while the threads beside it go round: when
one of them is stuck for good, systemd starts the kiosk anew. Without systemd nothing is sent.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Protocol

BEAT_SECONDS: Final = 5.0
"""Between two beats; the unit waits for 30 seconds (WatchdogSec), so that one may come late."""

WORKER_SECONDS: Final = 60.0
"""How long a thread may stand still before it counts as stuck."""

LAST_WORDS: Final = "last-words"
"""The file in the runtime directory that says, in a Dutch sentence, why the kiosk stopped."""


class Worker(Protocol):
    """A thread beside the screen; ``beats`` is 0 before it starts and rises as it goes round."""

    @property
    def beats(self) -> int: ...


class Watchdog:
    """Sends what systemd waits for; `workers` says which threads there are now."""

    def __init__(
        self,
        workers: Callable[[], Iterable[Worker]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._last: dict[int, tuple[int, float]] = {}

    def ready(self) -> None:
        """The data are open and the first picture is on the screen."""
        notify("READY=1")

    def beat(self) -> bool:
        """Call it from the clock of the screen; whether a beat was due, so that all is well."""
        now = self._clock()
        stuck = False
        for number, worker in enumerate(self._workers()):
            beats = worker.beats
            before, since = self._last.get(number, (-1, now))
            if beats != before:
                self._last[number] = (beats, now)
            elif beats and now - since > WORKER_SECONDS:
                stuck = True
        return not stuck and notify("WATCHDOG=1")


def notify(state: str) -> bool:
    """Send lines of ``NAME=value`` to systemd; False when nobody listens.

    A name that begins with ``@`` is a socket in the abstract namespace. WATCHDOG_PID is not looked
    at: with an X server, xinit is the process that systemd knows.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        sender.setblocking(False)  # systemd that does not read is no reason to stop drawing
        try:
            sender.sendto(state.encode(), address)
        except OSError:
            return False
    return True


def leave_words(sentence: str) -> None:
    """Keep why the kiosk stops, for the safe screen and for ``systemctl status``."""
    notify(f"STATUS={' '.join(sentence.split())}")
    folder = os.environ.get("RUNTIME_DIRECTORY", "")
    if folder:
        try:
            (Path(folder) / LAST_WORDS).write_text(sentence + "\n", encoding="utf-8")
        except OSError:
            return
