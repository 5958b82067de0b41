"""The bell: how another thread wakes the loop."""

from __future__ import annotations

import os
from contextlib import suppress

from kivy.clock import Clock, ClockBase, ClockEvent


class Bell:
    """A file of the kernel that can be read as soon as somebody rang while it was listened to."""

    def __init__(self) -> None:
        self.file = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self.is_listening = False

    def listen(self) -> None:
        """From now on it is heard."""
        self.is_listening = True

    def stop(self) -> None:
        """The loop is awake: what rang is done by going round."""
        self.is_listening = False
        with suppress(BlockingIOError):
            os.eventfd_read(self.file)

    def ring(self) -> None:
        """Wake the loop; any thread may."""
        os.eventfd_write(self.file, 1)


class _RingingClock(ClockBase):  # type: ignore[misc]  # Kivy has no types
    """Kivy's clock, which rings whenever an event is scheduled while the loop sleeps."""

    bell: Bell

    def on_schedule(self, event: ClockEvent) -> None:
        """Kivy calls this in the thread that schedules."""
        if self.bell.is_listening:
            # Not since the last tick, which may be seconds ago; said before the loop can wake.
            event._last_dt = self.time()
            self.bell.ring()


def ring_on_schedule(bell: Bell) -> None:
    """Let the Clock of Kivy ring `bell`; the object stays, since all of Kivy holds on to it."""
    Clock.bell = bell
    Clock.__class__ = _RingingClock
