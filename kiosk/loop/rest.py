"""When the loop may sleep, for how long, and what wakes it."""

from __future__ import annotations

import select
from math import ceil
from typing import Final

from kivy.base import EventLoop
from kivy.clock import Clock

from kiosk.loop.bell import Bell, ring_on_schedule
from kiosk.loop.sdl import Sdl

LONGEST_SECONDS: Final = 10.0
"""SDL must look around within half a minute, or X would blank the screen."""


class Rest:
    """Sleeps in the kernel, which knows of touches, keys and the bell of the other threads."""

    def __init__(self) -> None:
        self._sdl = Sdl.found()
        self._bell = Bell()
        self._frame = 1 / (Clock._max_fps or 60.0)
        ring_on_schedule(self._bell)

    def until_needed(self) -> None:
        """Return when something is to be drawn or done; soon, when that cannot be known."""
        if self._sdl is None or _is_moving():
            return
        self._bell.listen()  # from here on each event that another thread schedules is heard
        try:
            seconds = Clock.get_min_timeout() - Clock.time()
            if seconds > self._frame:
                self._sleep(min(seconds, LONGEST_SECONDS))
        finally:
            self._bell.stop()

    def _sleep(self, seconds: float) -> None:
        sources = self._sdl.sources() if self._sdl else None
        if sources is None or (self._sdl and self._sdl.has_events()):
            return
        waiting = select.poll()
        for source in (self._bell.file, *sources.files):
            waiting.register(source, select.POLLIN)
        waiting.poll(ceil(min(seconds, sources.longest_seconds) * 1000))
        # What is scheduled before the next tick counts from the tick before: that was long ago.
        Clock._last_tick = max(Clock._last_tick, Clock.time() - self._frame)


def _is_moving() -> bool:
    # a mouse that only lies on the window is among the touches as well
    touched = any(each.is_touch for each in EventLoop.touches)
    return touched or bool(EventLoop.window.canvas.needs_redraw)
