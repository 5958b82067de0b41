"""Chores: what can wait until nobody touches the screen, and looking for garbage above all.

Python looks for garbage whenever it likes, which stops everything, on a Pi for a tenth of a second
and more. Here it never does so by itself: it is told to when nobody is touching, and what stays for
as long as the program runs is taken out of its sight.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable
from typing import Final

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.loop import heap

AT_ONCE: Final = 0.3
"""Seconds without a touch after which a chore takes nobody's time: building a screen."""

QUIET: Final = 2.0
"""The same for garbage: nobody is in the middle of something."""

_BREATH: Final = 0.02
_NOTICEABLE: Final = 2_000
"""So many objects are worth looking at; less would be work for nothing."""


class Chores:
    """Does one at a time, each in a frame of its own, in the order in which they were given."""

    def __init__(self) -> None:
        gc.disable()
        heap.return_large()
        self._waiting: deque[tuple[float, Callable[[], object]]] = deque()
        self._touched_at = Clock.time()  # nothing of this holds up the first picture
        self._next = Clock.create_trigger(self._do_one, _BREATH)
        Window.bind(on_touch_down=self._touched, on_touch_up=self._touched)

    def add(self, chore: Callable[[], object], quiet: float = AT_ONCE) -> None:
        """Do this once nobody has touched the screen for `quiet` seconds; once, if given twice."""
        if (quiet, chore) not in self._waiting:
            self._waiting.append((quiet, chore))
        if not self._next.is_triggered:
            self._wait(_BREATH)

    def forget(self) -> None:
        """What waits is not done any more: the kiosk ends."""
        self._next.cancel()
        self._waiting.clear()

    def _touched(self, *_args: object) -> bool:
        self._touched_at = Clock.get_time()
        if not self._waiting:
            self.add(sweep, QUIET)
        return False

    def _do_one(self, _seconds: float) -> None:
        quiet, chore = self._waiting[0]
        left = quiet - (Clock.get_time() - self._touched_at)
        if left > 0:
            self._wait(left)
            return
        self._waiting.popleft()
        if self._waiting:
            self._wait(_BREATH)
        chore()

    def _wait(self, seconds: float) -> None:
        self._next.cancel()
        self._next.timeout = seconds
        self._next()


def sweep() -> None:
    """Collect what became garbage lately; what is still used is not looked at again."""
    if gc.get_count()[0] > _NOTICEABLE:
        gc.collect(1)


def clean() -> None:
    """Collect everything that is garbage, since somebody's stay has ended, and give it back."""
    gc.collect()
    heap.trim()


def keep() -> None:
    """What there is now stays: never look at it again."""
    gc.collect()
    gc.freeze()
    heap.trim()
