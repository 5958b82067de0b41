"""Whatever breaks is logged and becomes a picture; the kiosk goes on."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from typing import Final

from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock

from kiosk.errors import KioskError

log = logging.getLogger(__name__)

MOST_FAILURES: Final = 20
FAILURES_SECONDS: Final = 300.0


class FailSafe(ExceptionHandler):
    """Stands behind everything Kivy runs; `failures` counts what broke since the start.

    `show` gets a sentence, empty for what no volunteer can mend, and a picture. When pictures do not help, because
    too much breaks in too short a time, `give_up` lets the system start the kiosk anew; but a
    refusal, such as of a disk that is full, is no reason for that: it would only start in the dark.
    """

    def __init__(self, show: Callable[[str, str], None], give_up: Callable[[], None]) -> None:
        self.failures = 0
        self._show = show
        self._give_up = give_up
        self._failed_at: deque[float] = deque(maxlen=MOST_FAILURES)

    def handle_exception(self, exception: BaseException) -> int:
        if isinstance(exception, (KeyboardInterrupt, SystemExit)):
            return int(ExceptionManager.RAISE)
        self.failures += 1
        if isinstance(exception, KioskError):
            log.warning("a screen could not go on", exc_info=exception)
            self._show(str(exception), exception.picture)
            return int(ExceptionManager.PASS)
        log.exception("a screen broke", exc_info=exception)
        now = Clock.get_boottime()
        full = len(self._failed_at) == MOST_FAILURES
        often = full and now - self._failed_at[0] < FAILURES_SECONDS
        self._failed_at.append(now)
        if often:
            self._give_up()
        else:
            self._show("", KioskError.picture)
        return int(ExceptionManager.PASS)
