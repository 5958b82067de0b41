"""Ending when the system asks for it: cleanly, and soon, whatever the screen is doing.

SIGTERM is systemd or a machine that is switched off, SIGINT is Ctrl+C in the terminal, SIGHUP a
terminal that is gone. A handler of Python would run in the middle of whatever the screen does, and
SDL, which has one of its own, would turn them into a window that is closed. So they are held from
all threads, and one thread waits for them: an act that has begun is always finished first.

Under systemd only SIGTERM counts. The kiosk has a console there, and what a console sends comes
from a keyboard that somebody plugged in.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import Final, NoReturn

log = logging.getLogger(__name__)

SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

OF_A_CONSOLE: Final = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP)
"""Ctrl+C, Ctrl+\\ and Ctrl+Z, and a console that is taken away."""

PATIENCE_SECONDS: Final = 7.0
"""A screen that hangs is left after so long: nothing that was confirmed can be lost by it."""

HUNG: Final = 1
"""The exit code then."""


def hold() -> None:
    """Keep the signals for :class:`Ending`; call it before anything starts a thread."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _awaited())
    if under_systemd():
        for each in OF_A_CONSOLE:
            signal.signal(each, signal.SIG_IGN)


def under_systemd() -> bool:
    """Whether systemd started the kiosk, waits for its beats, and stops it by SIGTERM."""
    return "NOTIFY_SOCKET" in os.environ


def _awaited() -> tuple[signal.Signals, ...]:
    return SIGNALS[:1] if under_systemd() else SIGNALS


def leave(code: int) -> NoReturn:
    """End the program with this exit code, and not in a console of Python (PYTHONINSPECT)."""
    if sys.flags.inspect:
        logging.shutdown()
        os._exit(code)
    raise SystemExit(code)


class Ending:
    """Waits for one of the signals and then calls ``stop``, in a thread of its own.

    As long as nothing can be stopped the program just ends: nothing was promised to anybody yet.
    """

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self.stop: Callable[[], object] = lambda: os._exit(0)
        self._patience = patience
        Thread(target=self._wait, name="ending", daemon=True).start()

    def _wait(self) -> None:
        asked = signal.sigwait(_awaited())
        log.info("asked to stop: %s", signal.Signals(asked).name)
        self.stop()
        time.sleep(self._patience)
        log.error("the screen hangs, so the kiosk is left as it is")
        os._exit(HUNG)
