"""The one thread that makes copies: after a closing, each new day, and onto a stick that is in.

It sleeps until it is asked, until a stick comes or goes (the kernel tells), or for a minute. The
screen never waits for it, nor it for the screen.
"""

from __future__ import annotations

import errno
import logging
import os
import select
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final, Literal

from kiosk import sticks
from kiosk.copy_errors import StickTrouble
from kiosk.errors import KioskError
from kiosk.services import backups, stick_copies
from kiosk.services.acts import local_day

State = Literal["no_stick", "no_passphrase", "ready", "copying", "done", "trouble"]
Asked = Literal["close", "daily", "asked"]

MOUNTS: Final = Path("/proc/self/mounts")
FIRST_SECONDS: Final = 20.0
"""After the start, which has enough to read and to write as it is."""

LOOK_SECONDS: Final = 60.0
AGAIN_SECONDS: Final = 3600.0
"""After a copy of the day that failed; the volunteers saw why."""

STOP_SECONDS: Final = 5.0

KEPT: Final = ("done", "trouble")
"""States that stay until a stick comes or a copy is asked: they are what somebody has to see."""

DONE: Final = "Kopie klaar, de stick mag eruit."
HERE: Final = "De kopie staat op de kiosk. Steek een stick in om ze mee te nemen."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CopyNews:
    """How it stands with copies, and a sentence when the volunteers should know."""

    state: State
    sentence: str = ""


class Copier:
    """Makes copies in a thread of its own; ``news`` is how it stands, ``on_news`` hears of it.

    ``data`` is the data folder of now. ``quiet`` says whether nobody is at the kiosk, which
    is when the copy of the day is made. ``on_news`` is called in this thread.
    """

    def __init__(
        self,
        data: Callable[[], Path],
        *,
        clock: Callable[[], datetime],
        quiet: Callable[[], bool],
        on_news: Callable[[CopyNews], object],
        find: Callable[[], list[Path]] = sticks.find_sticks,
        let_go: Callable[[Path], bool] = sticks.let_go,
    ) -> None:
        self.news = CopyNews("no_stick")
        self._data = data
        self._clock = clock
        self._quiet = quiet
        self._on_news = on_news
        self._find = find
        self._let_go = let_go
        self._asked: SimpleQueue[Asked] = SimpleQueue()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._stopping = Event()
        self._looking = Event()
        self._thread: Thread | None = None
        self._seen: list[Path] = []
        self._day: date | None = None
        self._not_before = 0.0

    def start(self) -> None:
        """Begin; a copier that was stopped begins anew, one that works goes on."""
        self._stopping.clear()
        if self._thread is not None and self._thread.is_alive():
            return
        self._thread = Thread(target=self._work, name="copier", daemon=True)
        self._thread.start()

    def stop(self) -> bool:
        """End, unless a copy is being made for longer than a few seconds; whether it ended.

        A copy that is broken off leaves nothing that looks like one.
        """
        self._stopping.set()
        os.eventfd_write(self._bell, 1)
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)
            return not self._thread.is_alive()
        return True

    def ask(self, why: Asked) -> None:
        """Make a copy now, and take it to the stick if one is in."""
        self._asked.put(why)
        os.eventfd_write(self._bell, 1)

    def look(self) -> None:
        """Tell how it stands: somebody wants to know, or chose a passphrase."""
        self._looking.set()
        os.eventfd_write(self._bell, 1)

    def _work(self) -> None:
        mounts = os.open(MOUNTS, os.O_RDONLY | os.O_CLOEXEC)
        try:
            poller = select.poll()
            poller.register(mounts, select.POLLPRI | select.POLLERR)
            poller.register(self._bell, select.POLLIN)
            backups.tidy(self._data())
            seconds = FIRST_SECONDS
            while not self._stopping.is_set():
                poller.poll(seconds * 1000)
                with suppress(BlockingIOError):
                    os.eventfd_read(self._bell)
                self._safely_step()
                seconds = LOOK_SECONDS if self._asked.empty() else 0.0
        finally:
            os.close(mounts)

    def _safely_step(self) -> None:
        """Whatever breaks, the next copy is made all the same."""
        try:
            if not self._stopping.is_set():
                self._step()
        except Exception:  # this thread is the only one that makes copies, so it never ends
            log.exception("the copier goes on after an error")
            self._not_before = time.monotonic() + AGAIN_SECONDS
            self._tell(CopyNews("trouble"))

    def _step(self) -> None:
        """Do what was asked, or what is due, or tell how it stands with the stick."""
        data = self._data()
        found = [stick for stick in self._find() if not data.is_relative_to(stick)]
        came = [stick for stick in found if stick not in self._seen]
        changed = found != self._seen or self._looking.is_set()
        self._seen = found
        self._looking.clear()
        why = self._next(data, came)
        if why is not None:
            self._copy(data, why, found)
        elif came or (changed and self.news.state not in KEPT):
            self._tell(self._standing(data, found))

    def _next(self, data: Path, came: list[Path]) -> Asked | None:
        """What is to be done now: what was asked, a stick of ours that came, a new day."""
        with suppress(Empty):
            return self._asked.get_nowait()
        ours = any((stick / stick_copies.FOLDER).is_dir() for stick in came)
        if ours and backups.lock_of(data) is not None:
            return "asked"
        today = local_day(self._clock())
        if today == self._day or time.monotonic() < self._not_before or not self._quiet():
            return None
        self._day = today
        return "daily" if backups.is_due(data, today) else None

    def _copy(self, data: Path, why: Asked, found: list[Path]) -> None:
        self._tell(CopyNews("copying"))
        try:
            backups.make_backup(self._clock(), why)
            news = self._standing(data, found)
            if news.state == "ready":
                news = self._take_along(data, found[0])
            elif why == "asked":
                news = CopyNews(news.state, HERE)
        except KioskError as refusal:
            log.warning("no copy: %s", type(refusal).__name__)
            news = CopyNews("trouble", str(refusal))
            if not isinstance(refusal, StickTrouble):
                self._day, self._not_before = None, time.monotonic() + AGAIN_SECONDS
        self._tell(news)

    def _take_along(self, data: Path, stick: Path) -> CopyNews:
        """Put the copy on the stick and let go of the stick; raises what taking along raises."""
        backups.take_along(data, stick, self._clock())
        if stick not in self._find():  # its folder may have been that of the card by then
            raise StickTrouble.of(OSError(errno.ENODEV, os.strerror(errno.ENODEV)))
        if self._let_go(stick):
            self._seen = [one for one in self._seen if one != stick]
        return CopyNews("done", DONE)

    def _standing(self, data: Path, found: list[Path]) -> CopyNews:
        if not found:
            return CopyNews("no_stick")
        return CopyNews("no_passphrase" if backups.lock_of(data) is None else "ready")

    def _tell(self, news: CopyNews) -> None:
        self.news = news
        self._on_news(news)
