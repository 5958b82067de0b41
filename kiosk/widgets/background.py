"""Slow work beside the screen: a thread does it, and its result comes back between two frames."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

from kivy.clock import Clock

from kiosk.errors import KioskError

R = TypeVar("R")


class Background:
    """Work for one screen or widget; what comes after `forget` is no longer wanted."""

    def __init__(self) -> None:
        self._wanted = 0

    def forget(self) -> None:
        """Nobody waits any more for what is being done."""
        self._wanted += 1

    def do(self, work: Callable[[], R], then: Callable[[R | KioskError], object]) -> None:
        """Do `work` in a thread, then `then` in the thread of the screen.

        It gets the result, or the refusal that `work` raised.
        """
        wanted = self._wanted

        def run() -> None:
            result: R | KioskError
            try:
                result = work()
            except KioskError as refusal:
                result = refusal
            Clock.schedule_once(lambda _seconds: then(result) if wanted == self._wanted else None)

        Thread(target=run, name="background", daemon=True).start()
