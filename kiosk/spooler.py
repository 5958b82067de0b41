"""The one thread that prints: takes jobs in their order, and never brings the kiosk down.

A job is committed as being sent before its first byte goes, so that a power cut never prints one
twice; it is drawn here too, so that no tap waits for paper. What a printer took whole counts as
printed: asking it for the truth comes in at ``_deliver``.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, Protocol
from zoneinfo import ZoneInfo

from PIL import Image

from db import close_connection
from kiosk.paper.card_documents import Unkept
from kiosk.paper.documents import Document
from kiosk.printer import PrinterError, open_printer
from kiosk.services import printing
from kiosk.services.printing import Job

log = logging.getLogger(__name__)

BACK_OFF: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between attempts while the printer is not there; the last one repeats."""

_ZONE = ZoneInfo("Europe/Brussels")

EventKind = Literal["sending", "printed", "failed", "unknown", "expired", "offline", "online"]


@dataclass(frozen=True, slots=True)
class SpoolEvent:
    """What happened to a paper, or to the printer (``offline``, ``online``; no job then).

    ``image`` is the paper in mode 1 and ``png`` its file when the printer is a folder;
    ``sentence`` is for the volunteer, in plain words. Comes from the thread of the spooler.
    """

    kind: EventKind
    job: Job | None = None
    image: Image.Image | None = None
    png: Path | None = None
    sentence: str = ""


class Jobs(Protocol):
    """What the spooler needs of ``kiosk.services.printing``."""

    def next_job(self, at: datetime) -> Job | None: ...

    def mark_sending(self, job: int, at: datetime) -> bool: ...

    def mark_printed(self, job: int, at: datetime) -> bool: ...

    def mark_failed(self, job: int, at: datetime, note: str = "") -> bool: ...

    def mark_unknown(self, job: int, at: datetime, note: str = "") -> bool: ...

    def requeue(self, job: int) -> bool: ...

    def recover_jobs(self, at: datetime) -> int: ...

    def jobs_to_tell(self) -> list[Job]: ...

    def find_job(self, job: int) -> Job: ...


class Spooler:
    """Prints what is queued on the printer at ``printer_url``, on paper ``dots`` wide.

    A width in the address of the printer goes before ``dots``. Raises BadPrinterUrl.
    """

    def __init__(
        self,
        printer_url: str,
        dots: int = 384,
        practice: bool = False,
        jobs: Jobs | None = None,
        on_event: Callable[[SpoolEvent], object] = lambda event: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        back_off: tuple[float, ...] = BACK_OFF,
    ) -> None:
        self._printer = open_printer(printer_url)
        self._dots = self._printer.dots or dots
        self._practice = practice
        self._jobs: Jobs = printing if jobs is None else jobs
        self._real = jobs is None
        self._on_event = on_event
        self._clock = clock
        self._back_off = back_off
        self._misses = 0
        self._errors = 0
        self._told: set[int] = set()
        self._unkept: deque[Unkept] = deque()
        self._work = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="spooler", daemon=True)

    def start(self) -> None:
        """Begin to print; jobs that a power cut left in the middle become unknown."""
        self._work.set()
        self._thread.start()

    def wake(self) -> None:
        """There may be a job: look now. Safe from any thread, as often as one likes."""
        self._work.set()

    def print_unkept(self, paper: Unkept) -> None:
        """Print a paper that no job holds: now or not at all. Safe from any thread."""
        self._unkept.append(paper)
        self._work.set()

    def stop(self) -> bool:
        """End within a second; False when a printer holds a paper that long.

        The thread then ends with the program, and that job is unknown at the next start.
        """
        self._ending.set()
        self._work.set()
        if self._thread.ident is not None:
            self._thread.join(0.9)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._ending.is_set() and self._guarded(self._recover):
                pass
            while not self._ending.is_set():
                self._work.wait()
                self._work.clear()
                while not self._ending.is_set() and self._guarded(self._print_next):
                    pass
        finally:
            if self._real:
                self._guarded(close_connection)

    def _guarded(self, step: Callable[[], object]) -> bool:
        """Do one step; whatever breaks is logged, waited out, and counts as more to do."""
        try:
            more = bool(step())
            self._errors = 0
            return more
        except Exception:
            log.exception("the spooler goes on after an error")
            self._errors += 1
            self._pause(self._errors)
            return True

    def _recover(self) -> None:
        cut_off = self._jobs.recover_jobs(self._clock())
        if cut_off:
            log.warning("%d papers were being sent when the kiosk stopped", cut_off)
        # What was in trouble before this start is not news.
        self._told = {job.id for job in self._jobs.jobs_to_tell()}

    def _print_next(self) -> bool:
        """Print the next paper; False when there is none."""
        if self._unkept:
            self._print_unkept(self._unkept.popleft())
            return True
        job = self._jobs.next_job(self._clock())
        self._tell_expired()
        if job is None:
            return False
        try:
            paper = self._draw(job.document, self._original(job))
        except Exception:
            log.exception("job %d cannot be drawn", job.id)
            if self._jobs.mark_sending(job.id, self._clock()):
                self._jobs.mark_failed(job.id, self._clock(), "cannot be drawn")
                self._tell(SpoolEvent("failed", job))
            return True
        if self._jobs.mark_sending(job.id, self._clock()):
            self._deliver(job, paper)
        return True

    def _print_unkept(self, document: Unkept) -> None:
        paper = self._draw(document)
        self._tell(SpoolEvent("sending", image=paper))
        try:
            png = self._printer.put(paper, type(document).__name__.lower())
        except PrinterError as trouble:
            log.warning("a paper that is not kept: %s (%s)", trouble, trouble.__cause__)
            self._tell(SpoolEvent("failed", image=paper, sentence=str(trouble)))
            return
        self._tell(SpoolEvent("printed", image=paper, png=png))

    def _draw(self, document: Document | Unkept, original: str | None = None) -> Image.Image:
        from kiosk.paper.render import render  # the first picture does not wait for the first paper

        return render(document, self._dots, self._practice, original)

    def _deliver(self, job: Job, paper: Image.Image) -> None:
        """Send a paper of which the database says that it is being sent."""
        self._tell(SpoolEvent("sending", job, paper))
        try:
            png = self._printer.put(paper, job.kind)
        except PrinterError as trouble:
            log.warning("job %d: %s (%s)", job.id, trouble, trouble.__cause__)
            self._missed(job, paper, trouble)
            return
        except Exception as error:
            log.exception("job %d broke off", job.id)
            self._jobs.mark_unknown(job.id, self._clock(), type(error).__name__)
            self._tell(SpoolEvent("unknown", job, paper))
            return
        self._jobs.mark_printed(job.id, self._clock())
        if self._misses:
            self._misses = 0
            self._tell(SpoolEvent("online"))
        self._tell(SpoolEvent("printed", job, paper, png))

    def _missed(self, job: Job, paper: Image.Image, trouble: PrinterError) -> None:
        """Not a byte went: it waits for its turn again. Else it is not whole, once and for all."""
        if trouble.begun:
            self._jobs.mark_failed(job.id, self._clock(), type(trouble).__name__)
            self._tell(SpoolEvent("failed", job, paper, sentence=str(trouble)))
        else:
            self._jobs.requeue(job.id)
        self._misses += 1
        if self._misses == 1:
            self._tell(SpoolEvent("offline", sentence=str(trouble)))
        self._pause(self._misses)

    def _pause(self, times: int) -> None:
        """Wait longer each time in a row; only the end of the program cuts it short."""
        self._ending.wait(self._back_off[min(times, len(self._back_off)) - 1])

    def _tell_expired(self) -> None:
        for job in self._jobs.jobs_to_tell():
            if job.state == "expired" and job.id not in self._told:
                self._told.add(job.id)
                self._tell(SpoolEvent("expired", job))

    def _original(self, job: Job) -> str | None:
        """What a copy says of the paper that it repeats; None for a first paper."""
        if job.copy_of is None:
            return None
        made = self._jobs.find_job(job.copy_of).made_at.astimezone(_ZONE)
        return f"van {made:%H.%M}"

    def _tell(self, event: SpoolEvent) -> None:
        try:
            self._on_event(event)
        except Exception:
            log.exception("nobody could be told: %s", event.kind)
