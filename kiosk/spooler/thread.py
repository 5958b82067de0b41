"""The one thread that prints: takes jobs in their order, and never brings the kiosk down.

A job is committed as being sent before its first byte goes, so that a power cut never prints one
twice; it is drawn here too, so that no tap waits for paper. It is printed when the printer says so
(see kiosk.printer.device), otherwise its outcome is unknown. While the printer cannot print, jobs
wait for it and then expire; nothing that is old bursts out when somebody puts paper in.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from PIL import Image

from db import close_connection
from kiosk.paper.card_documents import Unkept
from kiosk.paper.documents import Document
from kiosk.printer import PrinterError, open_printer
from kiosk.printer_state import TROUBLE, PrinterState
from kiosk.services import printers, printing
from kiosk.services.printing import Job
from kiosk.spooler.jobs import Jobs, original
from kiosk.spooler.news import EventKind, SpoolEvent

log = logging.getLogger(__name__)

BACK_OFF: Final = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between attempts while the printer is not fit; the last one repeats."""

BEAT_SECONDS: Final = 5.0
"""The thread shows at least this often that it lives."""

LOOK_SECONDS: Final = 10.0
"""Between two looks at a printer that has nothing to do."""

LONGEST_SECONDS: Final = 300.0
"""More than any one paper takes within its time limits, on the slowest line."""


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
        self._real = jobs is None
        self._printer = open_printer(printer_url, printers if self._real else None)
        self._dots = self._printer.dots or dots
        self._practice = practice
        self._jobs: Jobs = printing if jobs is None else jobs
        self._on_event = on_event
        self._clock = clock
        self._back_off = back_off
        self._state: PrinterState = "unknown"
        self._misses = 0
        self._waiting = False
        self._due = 0.0
        self._beats = 0
        self._busy_until = 0.0
        self._told: set[int] = set()
        self._held: set[int] = set()
        self._unkept: deque[Unkept] = deque()
        self._work = threading.Event()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="spooler", daemon=True)

    @property
    def state(self) -> PrinterState:
        """How the printer was when it was last asked."""
        return self._state

    @property
    def beats(self) -> int:
        """Rises at least every 5 seconds as long as the thread lives within its time limits."""
        if time.monotonic() < self._busy_until:
            self._beats += 1  # busy with a printer, and still within the limits
        return self._beats

    @property
    def ended(self) -> bool:
        """Whether the thread has let go of the printer, after ``end``."""
        return not self._thread.is_alive()

    def start(self) -> None:
        """Begin to print; jobs that a power cut left in the middle become unknown.

        Harmless when it has begun already.
        """
        self._work.set()
        if self._thread.ident is None:
            self._thread.start()

    def wake(self) -> None:
        """There may be a job: look now. Safe from any thread, as often as one likes."""
        self._work.set()

    def print_unkept(self, paper: Unkept) -> None:
        """Print a paper that no job holds: now or not at all. Safe from any thread."""
        self._unkept.append(paper)
        self._work.set()

    def end(self) -> None:
        """Take no more jobs; waits for nothing, ``ended`` says when the last paper is through."""
        self._ending.set()
        self._work.set()

    def stop(self) -> bool:
        """End within a second; False when a printer holds a paper that long.

        The thread then ends with the program, and that job is unknown at the next start.
        """
        self.end()
        if self._thread.ident is not None:
            self._thread.join(0.9)
        return self.ended

    def _run(self) -> None:
        recovered = failed = False
        try:
            while not self._ending.is_set():
                woken = self._work.wait(max(0.0, min(BEAT_SECONDS, self._due - time.monotonic())))
                self._work.clear()
                self._beats += 1
                try:
                    if not recovered:
                        self._recover()
                        recovered = True
                    elif failed:  # a full disk may have kept from us how a paper ended
                        self._jobs.recover_jobs(self._clock())
                    failed = False
                    self._serve(woken)
                except Exception:
                    failed = True
                    log.exception("the spooler goes on after an error")
                    self._put_off()
        finally:
            if self._real:
                close_connection()

    def _recover(self) -> None:
        cut_off = self._jobs.recover_jobs(self._clock())
        if cut_off:
            log.warning("%d papers were being sent when the kiosk stopped", cut_off)
        if self._jobs.broke_off():
            self._printer.clean_first()
        # What was in trouble before this start, or waited too long for it, is not news.
        self._jobs.next_job(self._clock())
        self._told = {job.id for job in self._jobs.jobs_to_tell()}

    def _serve(self, woken: bool) -> None:
        """Print what waits; without anything to print, look how the printer is."""
        if not woken and time.monotonic() < self._due:
            if self._waiting:
                self._next_job()
            return
        idle = True
        while not self._ending.is_set():
            self._busy_until = time.monotonic() + LONGEST_SECONDS
            if self._unkept:
                self._print_unkept(self._unkept.popleft())
            elif (job := self._next_job()) is None:
                break
            elif not self._print(job):
                return
            idle = False
        if idle and not self._ending.is_set():
            self._look()

    def _next_job(self) -> Job | None:
        """The job to print now, None when there is none; what waited too long is told."""
        job = self._jobs.next_job(self._clock())
        self._waiting = job is not None
        for late in self._jobs.jobs_to_tell():
            if late.state == "expired" and late.id not in self._told:
                self._told.add(late.id)
                self._tell("expired", late)
        return job

    def _look(self) -> None:
        try:
            self._found(self._printer.look())
        except PrinterError as trouble:
            self._found(trouble.state, str(trouble))

    def _print(self, job: Job) -> bool:
        """Print a job; False when the printer is to be left alone for a while."""
        try:
            paper = self._draw(job.document, original(self._jobs, job))
        except Exception:
            log.exception("job %d cannot be drawn", job.id)
            if self._jobs.mark_sending(job.id, self._clock()):
                self._jobs.mark_failed(job.id, self._clock(), "cannot be drawn")
                self._tell("failed", job)
            return True
        begun = False

        def begin() -> bool:
            nonlocal begun
            begun = self._jobs.mark_sending(job.id, self._clock())
            if begun:
                self._tell("sending", job, image=paper)
            return begun

        try:
            put = self._printer.put(paper, job.kind, begin)
        except PrinterError as trouble:
            log.warning("job %d: %s (%s)", job.id, trouble, trouble.__cause__)
            self._found(trouble.state, str(trouble))
            if trouble.begun:
                self._lost_sight(job, type(trouble).__name__, sentence=str(trouble))
            elif begun:
                self._jobs.requeue(job.id)
            if not trouble.begun and job.id not in self._held:
                self._held.add(job.id)
                self._tell("held", job, sentence=str(trouble))
            self._waiting = True
            return False
        except Exception as error:
            log.exception("job %d broke off", job.id)
            if begun:
                self._lost_sight(job, type(error).__name__)
            self._put_off()
            return False
        if put is None:
            return True
        fit = self._found(put.state)
        if put.outcome == "printed":
            self._jobs.mark_printed(job.id, self._clock())
            self._tell("printed", job, image=paper, png=put.file)
        else:
            self._lost_sight(job, put.outcome, again=put.outcome == "unknown")
        self._waiting = True
        return fit

    def _lost_sight(self, job: Job, note: str, *, sentence: str = "", again: bool = True) -> None:
        self._jobs.mark_unknown(job.id, self._clock(), note, again=again)
        self._tell("unknown", job, sentence=sentence)

    def _print_unkept(self, document: Unkept) -> None:
        paper = self._draw(document)

        def begin() -> bool:
            self._tell("sending", image=paper)
            return True

        try:
            put = self._printer.put(paper, type(document).__name__.lower(), begin)
        except PrinterError as trouble:
            log.warning("a paper that is not kept: %s (%s)", trouble, trouble.__cause__)
            self._found(trouble.state)
            self._tell("failed", image=paper, sentence=str(trouble))
            return
        if put is not None:
            self._found(put.state)
            kind: EventKind = "printed" if put.outcome == "printed" else "unknown"
            self._tell(kind, image=paper, png=put.file)

    def _draw(self, document: Document | Unkept, original: str | None = None) -> Image.Image:
        from kiosk.paper.render import render  # the first picture does not wait for the first paper

        return render(document, self._dots, self._practice, original)

    def _found(self, state: PrinterState, sentence: str = "") -> bool:
        """The printer was found to be so; whether it is fit. Says when to look again."""
        changed, self._state = self._state != state, state
        if changed:
            self._tell("state", sentence=sentence)
        if state in TROUBLE:
            self._put_off()
            return False
        self._misses = 0
        self._due = time.monotonic() + LOOK_SECONDS
        self._busy_until = 0.0
        return True

    def _put_off(self) -> None:
        """Wait longer each time in a row; a new job or the end of the program cuts it short."""
        pause = self._back_off[min(self._misses, len(self._back_off) - 1)]
        self._misses += 1
        self._due = time.monotonic() + pause
        self._busy_until = 0.0

    def _tell(self, kind: EventKind, job: Job | None = None, **more: Any) -> None:
        try:
            self._on_event(SpoolEvent(kind, self._state, job, **more))
        except Exception:
            log.exception("nobody could be told: %s", kind)
