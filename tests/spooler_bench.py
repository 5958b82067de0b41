"""A spooler with a queue and a printer in memory around it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from kiosk.paper.documents import OrderSlip, PaperLine
from kiosk.printer import PrinterError, Put
from kiosk.printer_state import PrinterState
from kiosk.services.printing import Job
from kiosk.spooler import Spooler, SpoolEvent
from kiosk.spooler import thread as spooler_module

NOW = datetime(2025, 11, 22, 13, 52, tzinfo=UTC)
SLIP = OrderSlip("Lede", "2025-11-22", 24, (PaperLine("prei", "prei", 1, 85),), 85)
QUICK = (0.01, 0.02)


class FakeJobs:
    """A print queue in memory that writes down what is done to it."""

    def __init__(self, *jobs: Job) -> None:
        self.jobs = {job.id: job for job in jobs}
        self.said: list[str] = []
        self.called_off: set[int] = set()
        self.again: dict[int, bool] = {}
        self.break_next = 0

    def _move(self, job: int, before: str, after: str, note: str = "") -> bool:
        self.said.append(f"{after} {job}")
        if self.jobs[job].state != before:
            return False
        self.jobs[job] = replace(self.jobs[job], state=after, note=note)  # type: ignore[arg-type]
        return True

    def next_job(self, at: datetime) -> Job | None:
        if self.break_next:
            self.break_next -= 1
            raise OSError("the disk is gone")
        for job in list(self.jobs.values()):
            if job.state == "queued":
                if at - job.made_at <= timedelta(minutes=2):
                    return job
                self._move(job.id, "queued", "expired")
        return None

    def mark_sending(self, job: int, at: datetime) -> bool:
        if job in self.called_off:
            self.jobs.pop(job)
            return False
        return self._move(job, "queued", "sending")

    def mark_printed(self, job: int, at: datetime) -> bool:
        return self._move(job, "sending", "printed")

    def mark_failed(self, job: int, at: datetime, note: str = "") -> bool:
        return self._move(job, "sending", "failed", note)

    def mark_unknown(self, job: int, at: datetime, note: str = "", *, again: bool = True) -> bool:
        self.again[job] = again
        return self._move(job, "sending", "unknown", note)

    def requeue(self, job: int) -> bool:
        return self._move(job, "sending", "queued")

    def recover_jobs(self, at: datetime) -> int:
        cut_off = [job.id for job in self.jobs.values() if job.state == "sending"]
        for job in cut_off:
            self._move(job, "sending", "unknown", "power cut")
        return len(cut_off)

    def broke_off(self) -> bool:
        return any(job.state == "unknown" for job in self.jobs.values())

    def jobs_to_tell(self) -> list[Job]:
        return [j for j in self.jobs.values() if j.state in ("failed", "expired", "unknown")]

    def find_job(self, job: int) -> Job:
        return self.jobs[job]


Mood = Exception | Put | None


class FakePrinter:
    """A printer that does what the next of its ``moods`` says, then prints."""

    dots: int | None = None

    def __init__(self, *moods: Mood) -> None:
        self.moods = list(moods)
        self.papers: list[Image.Image] = []
        self.arrives: Callable[[], None] = lambda: None
        self.before: Callable[[], None] = lambda: None
        self.state: PrinterState = "ok"
        self.looks = 0
        self.cleaned = 0

    def look(self) -> PrinterState:
        self.looks += 1
        return self.state

    def clean_first(self) -> None:
        self.cleaned += 1

    def put(self, paper: Image.Image, name: str, begin: Callable[[], bool]) -> Put | None:
        self.arrives()
        mood = self.moods.pop(0) if self.moods else None
        if isinstance(mood, PrinterError) and not mood.begun:
            raise mood
        if not begin():
            return None
        self.before()
        if isinstance(mood, Exception):
            raise mood
        self.papers.append(paper)
        return mood or Put("printed", self.state)


def job(number: int, **changes: object) -> Job:
    fresh = Job(number, "order_slip", SLIP, "queued", 24, NOW, None, "")
    return replace(fresh, **changes)  # type: ignore[arg-type]


class Bench:
    """A spooler with fakes around it and its events in a list."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.events: list[SpoolEvent] = []
        self.now = NOW
        self.spoolers: list[Spooler] = []

    def start(
        self,
        jobs: FakeJobs,
        printer: FakePrinter,
        back_off: tuple[float, ...] = QUICK,
        practice: bool = False,
    ) -> Spooler:
        spooler = self.make(jobs, printer, back_off, practice)
        spooler.start()
        return spooler

    def make(
        self,
        jobs: FakeJobs,
        printer: FakePrinter,
        back_off: tuple[float, ...] = spooler_module.BACK_OFF,
        practice: bool = False,
    ) -> Spooler:
        self._patch.setattr(spooler_module, "open_printer", lambda url, known: printer)
        spooler = Spooler(
            "folder:///unused",
            practice=practice,
            jobs=jobs,
            on_event=self.events.append,
            clock=lambda: self.now,
            back_off=back_off,
        )
        self.spoolers.append(spooler)
        return spooler

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]

    def states(self) -> list[str]:
        return [event.state for event in self.events if event.kind == "state"]

    def until(self, so: Callable[[], bool]) -> None:
        until = time.monotonic() + 30
        while not so():
            assert time.monotonic() < until
            time.sleep(0.005)

    def wait(self, kind: str, count: int = 1) -> SpoolEvent:
        until = time.monotonic() + 30
        while self.kinds().count(kind) < count:
            assert time.monotonic() < until, f"no {kind} in {self.kinds()}"
            time.sleep(0.005)
        return [event for event in self.events if event.kind == kind][count - 1]
