"""A running kiosk for tests and pictures: started as main.py does, but without the main loop.

Kivy is imported inside functions only, since it may not be loaded before its environment is closed.
"""

from __future__ import annotations

import gc
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Final

from argon2 import PasswordHasher

from db.models.base import proxy
from kiosk import running as uptime
from kiosk import slow_hash
from kiosk.kivy_environment import close_environment
from kiosk.services import keys
from kiosk.settings import Group, Settings
from kiosk.spooler import Spooler
from tests.screens.hands import SATURDAY, Hands, Time

IBAN: Final = "BE68539007547034"
QUICK: Final = PasswordHasher(1, 8, 1)
"""A hash that is not slow: no screen is about that."""

REAL: Final = slow_hash._hasher
UPTIME: Final = uptime.running
STARTS_PER_COLLECTION: Final = 5
"""Looking for garbage after every test takes two thirds of the time of all."""

ONCE: Final = {"background", "forgetting", "opening", "restore"}
STAYING: Final = {"copier", "spooler"}
"""The threads that act on the data that are open, whosever these are by then."""

SILENT: Final = {"SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy"}


_starts = count(1)


@contextmanager
def running(folder: Path, now: Time, size: tuple[int, int] = (1280, 800)) -> Iterator[Any]:
    """The kiosk in a window of `size` pixels; its practice day is kept in `folder`."""
    os.environ.update(SILENT)
    close_environment(folder, offscreen=True)
    from kiosk.widgets.window import configure

    configure(size)
    from kivy.base import EventLoop, runTouchApp
    from kivy.clock import Clock
    from kivy.core.window import Window

    from kiosk.app import KioskApp
    from kiosk.loop import chores
    from kiosk.start import prepare

    Clock._max_fps = 0.0
    Clock.time = now
    Clock._start_tick = Clock._last_tick = now()
    settings = Settings(
        data=folder,
        practice=True,
        window=size,
        group=Group(name="De Brug", iban=IBAN, account_name="De Brug vzw"),
    )
    slow_hash._hasher = QUICK
    prepare(settings, SATURDAY)
    slow_hash._hasher = REAL
    kiosk = KioskApp(settings, clock=now.wall)
    kiosk._run_prepare()
    runTouchApp(embedded=True)
    for _ in range(5):
        EventLoop.idle()
    kiosk.chores.forget()  # no printing or copying yet, and screens are built when opened
    vars(kiosk.doors)["_drawn"] = lambda _window: None  # nor when a test opens the doors once more
    kiosk.listen()
    chores.keep()
    chores.clean = chores.sweep = lambda: None
    assert Window.size == size
    proxy.obj.close()
    assert kiosk.ring.keys  # those that signed the practice day, which each test gets a copy of
    yield kiosk
    EventLoop.close()


def begin(app: Any, now: Time, folder: Path, day: Path | None, printer: str = "") -> Hands:
    """A new start of the kiosk on `folder`, with the database of that `day` in it or none."""
    from kiosk.start import prepare
    from kiosk.widgets.ui import ui

    data, papers = folder / "data", folder / "papers"
    data.mkdir()
    if day is not None:
        shutil.copyfile(day, data / "onthaal.db")
        app.ring = keys.load_ring(day.parent)  # a test before may have made a new key
    now.seconds += 60.0
    now.shift -= now.wall() - SATURDAY
    uptime.running = lambda: uptime.Running("test", int(now.seconds * 1000))
    slow_hash._hasher = QUICK
    app.settings = replace(app.settings, data=data, practice=False)
    prepare(app.settings, now.wall())
    app.print_desk.spooler = Spooler(
        printer or f"folder://{papers}", on_event=app.print_desk.said, clock=app.now
    )
    app.copy_state, app.copy_sentence = "no_stick", ""
    ui.group = app.settings.group.name
    app.spooler.start()
    app.end_visit()
    hands = Hands(app, now, papers)
    hands.frames(3)
    if next(_starts) % STARTS_PER_COLLECTION == 0:
        app.tidy()
        gc.collect()  # without freezing: a screen that is frozen and goes would never be collected
    return hands


def end(hands: Hands) -> None:
    """The kiosk goes back to rest; whoever started it closes the database."""
    from kivy.clock import Clock

    uptime.running = UPTIME
    slow_hash._hasher = REAL
    app = hands.app
    hands.frames(3)
    if hands.at != "welcome":
        app.end_visit()
    _wait_for(ONCE)
    hands.frames(3)  # what they found is told, which may start a thread that stays
    Clock.unschedule(app.print_desk._take_over)  # another printer, a tenth of a second later
    app.spooler.stop()
    if app.has("copy_desk"):
        app.copy_desk.copier.stop()
        del app.copy_desk  # with what was asked of it: the next start has its own
    _wait_for(STAYING)
    hands.frames(3)


def _wait_for(names: set[str]) -> None:
    """No thread of these may act on the data of the next test."""
    for thread in threading.enumerate():
        if thread.name in names:
            thread.join(10)
            assert not thread.is_alive(), f"{thread.name} is still there"
