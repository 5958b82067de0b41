"""Silence: how long nobody has touched or scanned anything."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.core.window import Window


class Silence:
    """Tells when it has been silent for too long, and again after each time as long.

    Nothing runs in between: a touch is only noted, and what is due is looked at when it is due.
    """

    def __init__(self, allowed: Callable[[], float], passed: Callable[[], object]) -> None:
        """`allowed` is asked how many seconds may pass; `passed` is told that they did."""
        self._allowed = allowed
        self._passed = passed
        self._since = Clock.get_boottime()
        self._look = Clock.create_trigger(self._look_now, 0)
        Window.bind(on_touch_down=self.broken, on_touch_move=self.broken)

    @property
    def seconds(self) -> float:
        """How long it has been silent."""
        return float(Clock.get_boottime() - self._since)

    def broken(self, *_args: object) -> bool:
        """Somebody is there; False, for a touch goes on to what is touched."""
        self._since = Clock.get_boottime()
        return False

    def begin(self, *_args: object) -> None:
        """Count anew, by what is allowed now: another screen is shown."""
        self.broken()
        self._wait(self._allowed())

    def _look_now(self, _seconds: float) -> None:
        left = self._allowed() - self.seconds
        if left < 0:
            self.broken()
            self._passed()
            left = self._allowed()
        self._wait(left)

    def _wait(self, seconds: float) -> None:
        self._look.cancel()
        self._look.timeout = seconds
        self._look()
