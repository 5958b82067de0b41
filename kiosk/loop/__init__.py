"""The main loop: asleep while nothing moves, awake at once when something does.

Kivy's own loop goes round 60 times a second, which takes 2 % of a core for a picture that stands
still. This one goes round only when there is something to draw, when an event of the Clock is due,
when somebody touches, or when another thread schedules something (``@mainthread`` too).
"""

from __future__ import annotations

from kivy.base import EventLoop, ExceptionManager, stopTouchApp

from kiosk.loop.rest import Rest


def install() -> None:
    """Let Kivy run this loop instead of its own; the window must be there."""
    rest = Rest()
    EventLoop.mainloop = lambda: _run(rest)


def _run(rest: Rest) -> None:
    while not EventLoop.quit and EventLoop.status == "started":
        try:
            rest.until_needed()
            EventLoop.window.mainloop()  # what SDL has comes first, so that this frame shows it
            EventLoop.idle()
        except BaseException as error:  # Kivy's own loop catches as much: a handler decides
            if ExceptionManager.handle_exception(error) == ExceptionManager.RAISE:
                stopTouchApp()
                raise
