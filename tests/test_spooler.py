"""The spooler: in order, never twice, never lost, and never the end of the kiosk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

import db
from kiosk import spooler as spooler_module
from kiosk.paper import render as render_module
from kiosk.paper.documents import OrderSlip, PaperLine
from kiosk.paper.render import render
from kiosk.printer import PrinterError, Put
from kiosk.printer.errors import (
    BadPrinterUrl,
    PrinterGone,
    PrinterNotFound,
    PrinterNotReady,
    PrinterSilent,
)
from kiosk.printer_state import PrinterState
from kiosk.services import printing
from kiosk.services.printing import Job
from kiosk.spooler import Spooler, SpoolEvent

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


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench(monkeypatch)
    yield bench
    for spooler in bench.spoolers:
        assert spooler.stop()


def test_prints_in_order_and_tells_with_the_paper(bench: Bench) -> None:
    jobs, printer = FakeJobs(job(1), job(2)), FakePrinter()
    bench.start(jobs, printer)
    event = bench.wait("printed", 2)
    assert bench.kinds() == ["sending", "state", "printed", "sending", "printed"]
    assert event.job is not None and event.job.id == 2
    assert event.image is not None and event.image.tobytes() == printer.papers[1].tobytes()
    assert jobs.said == ["sending 1", "printed 1", "sending 2", "printed 2"]


def test_wake_prints_what_came_later(bench: Bench) -> None:
    jobs, printer = FakeJobs(), FakePrinter()
    spooler = bench.start(jobs, printer)
    time.sleep(0.05)
    assert printer.papers == []
    jobs.jobs[1] = job(1)
    spooler.wake()
    bench.wait("printed")


def test_sending_is_written_before_the_first_byte(bench: Bench) -> None:
    jobs, printer = FakeJobs(job(1)), FakePrinter()
    states: list[str] = []
    printer.before = lambda: states.append(jobs.jobs[1].state)
    bench.start(jobs, printer)
    bench.wait("printed")
    assert states == ["sending"]


def test_a_job_that_was_called_off_does_not_print(bench: Bench) -> None:
    jobs, printer = FakeJobs(job(1), job(2)), FakePrinter()
    jobs.called_off = {1}
    bench.start(jobs, printer)
    bench.wait("printed")
    assert len(printer.papers) == 1


def test_a_printer_that_is_away_is_waited_for(bench: Bench) -> None:
    jobs = FakeJobs(job(1))
    printer = FakePrinter(PrinterNotFound(), PrinterNotReady("out"), PrinterNotFound(), None)
    bench.start(jobs, printer)
    bench.wait("printed")
    assert bench.states() == ["offline", "out", "offline", "ok"]
    held = bench.wait("held")
    assert (bench.kinds().count("held"), held.state) == (1, "offline")
    assert "kabel" in held.sentence
    assert len(printer.papers) == 1
    assert jobs.said == ["sending 1", "printed 1"]


def test_every_new_paper_that_cannot_come_is_told(bench: Bench) -> None:
    jobs = FakeJobs(job(1))
    printer = FakePrinter(*[PrinterNotReady("cover")] * 2)
    spooler = bench.start(jobs, printer, back_off=(60.0,))
    bench.wait("held")
    jobs.jobs = {2: job(2)}
    spooler.wake()
    second = bench.wait("held", 2)
    assert second.job is not None and second.job.id == 2
    assert (second.state, spooler.state) == ("cover", "cover")
    spooler.wake()
    bench.wait("printed")


def test_the_waits_grow_and_start_again_after_success(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    away = PrinterNotFound()
    printer = FakePrinter(*[away] * 6, None, away, None)
    jobs = FakeJobs(job(1), job(2))
    spooler = bench.make(jobs, printer)
    put_off = spooler._put_off

    def note() -> None:
        now = time.monotonic()
        put_off()
        pauses.append(round(spooler._due - now))
        spooler._due = 0.0

    monkeypatch.setattr(spooler, "_put_off", note)
    spooler.start()
    bench.wait("printed", 2)
    assert pauses == [1, 2, 5, 10, 30, 30, 1]


def test_a_printer_without_work_is_looked_at(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooler_module, "LOOK_SECONDS", 0.01)
    printer = FakePrinter()
    spooler = bench.start(FakeJobs(), printer)
    for state in ("low", "out", "cover", "unknown", "ok"):
        printer.state = state
        bench.until(lambda state=state: spooler.state == state)  # type: ignore[misc]
    assert bench.states()[-5:] == ["low", "out", "cover", "unknown", "ok"]


def test_it_beats_while_it_lives(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooler_module, "BEAT_SECONDS", 0.01)
    hanging, printer = threading.Event(), FakePrinter()

    def hang() -> None:
        hanging.wait(60)

    printer.before = hang
    jobs = FakeJobs()
    spooler = bench.start(jobs, printer)
    idle = spooler.beats
    bench.until(lambda: spooler.beats > idle + 2)
    jobs.jobs[1] = job(1)
    spooler.wake()
    bench.wait("sending")
    busy = spooler.beats
    bench.until(lambda: spooler.beats > busy + 2)
    monkeypatch.setattr(spooler, "_busy_until", 0.0)
    late = spooler.beats
    time.sleep(0.1)
    assert spooler.beats == late
    hanging.set()
    bench.wait("printed")


def test_nothing_old_bursts_out_when_the_printer_is_back(bench: Bench) -> None:
    jobs = FakeJobs(*[job(number) for number in range(1, 6)])
    printer = FakePrinter(PrinterNotFound())

    def hours_pass() -> None:
        bench.now = NOW + timedelta(hours=3)
        jobs.jobs[9] = job(9, made_at=bench.now)
        printer.arrives = lambda: None

    printer.arrives = hours_pass
    bench.start(jobs, printer)
    event = bench.wait("printed")
    assert event.job is not None and event.job.id == 9
    assert len(printer.papers) == 1
    assert bench.kinds().count("expired") == 5
    expired = bench.wait("expired").job
    assert expired is not None and expired.number == 24


def test_of_half_a_paper_nobody_knows_and_it_is_not_sent_twice(bench: Bench) -> None:
    jobs = FakeJobs(job(1), job(2))
    printer = FakePrinter(PrinterGone(begun=True))
    bench.start(jobs, printer)
    bench.wait("printed")
    assert jobs.jobs[1].state == "unknown" and jobs.again == {1: True}
    assert jobs.jobs[2].state == "printed"
    unknown = bench.wait("unknown")
    assert "kabel" in unknown.sentence and unknown.state == "offline"


def test_of_a_printer_that_never_tells_no_paper_is_printed_twice(bench: Bench) -> None:
    jobs = FakeJobs(job(1), job(2))
    bench.start(jobs, FakePrinter(Put("unknown", "unknown"), Put("untold", "unknown")))
    bench.wait("unknown", 2)
    assert [jobs.jobs[number].state for number in (1, 2)] == ["unknown", "unknown"]
    assert jobs.again == {1: True, 2: False}


def test_a_printer_that_falls_silent_is_left_alone_for_a_while(bench: Bench) -> None:
    jobs = FakeJobs(job(1), job(2))
    printer = FakePrinter(PrinterSilent(begun=True))
    spooler = bench.start(jobs, printer, back_off=(60.0,))
    bench.wait("unknown")
    time.sleep(0.1)
    assert jobs.jobs[2].state == "queued"
    spooler.wake()
    bench.wait("printed")


def test_what_was_being_sent_at_a_power_cut_is_unknown(bench: Bench) -> None:
    jobs, printer = FakeJobs(job(1, state="sending"), job(2)), FakePrinter()
    bench.start(jobs, printer)
    bench.wait("printed")
    assert jobs.jobs[1].state == "unknown"
    assert (len(printer.papers), printer.cleaned) == (1, 1)


def test_trouble_of_before_the_start_is_not_told_again(bench: Bench) -> None:
    jobs = FakeJobs(job(1, state="expired"), job(2))
    bench.start(jobs, FakePrinter())
    bench.wait("printed")
    assert "expired" not in bench.kinds()


def test_a_paper_that_cannot_be_drawn_does_not_stop_the_others(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(document: object, *args: object) -> Image.Image:
        if document == "nonsense":
            raise ZeroDivisionError
        return render(SLIP)

    monkeypatch.setattr(render_module, "render", draw)
    jobs, printer = FakeJobs(job(1, document="nonsense"), job(2)), FakePrinter()
    bench.start(jobs, printer)
    bench.wait("printed")
    assert jobs.jobs[1].state == "failed"


def test_an_unforeseen_error_in_the_printer_is_unknown(bench: Bench) -> None:
    jobs = FakeJobs(job(1), job(2))
    bench.start(jobs, FakePrinter(ZeroDivisionError()))
    bench.wait("printed")
    assert jobs.jobs[1].state == "unknown"


def test_a_broken_database_does_not_end_the_thread(bench: Bench) -> None:
    jobs = FakeJobs(job(1))
    jobs.break_next = 3
    bench.start(jobs, FakePrinter())
    bench.wait("printed")


def test_a_listener_that_breaks_does_not_end_the_thread(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs, printer = FakeJobs(job(1), job(2)), FakePrinter()
    monkeypatch.setattr(spooler_module, "open_printer", lambda url, known: printer)

    def breaks(event: SpoolEvent) -> None:
        bench.events.append(event)
        raise ZeroDivisionError

    spooler = Spooler("folder:///unused", jobs=jobs, on_event=breaks, clock=lambda: NOW)
    bench.spoolers.append(spooler)
    spooler.start()
    bench.wait("printed", 2)


def test_a_copy_says_so(bench: Bench) -> None:
    first = job(1, state="printed")
    jobs, printer = FakeJobs(first, job(2, copy_of=1)), FakePrinter()
    bench.start(jobs, printer)
    bench.wait("printed")
    assert printer.papers[0].tobytes() == render(SLIP, copy_of="24, 14.52").tobytes()


def test_practice_and_width_reach_the_paper(bench: Bench) -> None:
    printer = FakePrinter()
    printer.dots = 576
    bench.start(FakeJobs(job(1)), printer, practice=True)
    bench.wait("printed")
    assert printer.papers[0].tobytes() == render(SLIP, 576, practice=True).tobytes()


def test_stop_cuts_a_long_wait_short(bench: Bench) -> None:
    spooler = bench.start(FakeJobs(job(1)), FakePrinter(PrinterNotFound()), back_off=(60,))
    bench.wait("held")
    assert spooler.stop() and spooler.ended


def test_stop_does_not_wait_for_a_printer_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging, printer = threading.Event(), FakePrinter()

    def hang() -> None:
        hanging.wait(10)

    printer.before = hang
    monkeypatch.setattr(spooler_module, "open_printer", lambda url, known: printer)
    spooler = Spooler("folder:///unused", jobs=FakeJobs(job(1)), clock=lambda: NOW)
    spooler.start()
    time.sleep(0.3)
    spooler.end()
    assert not spooler.ended
    assert not spooler.stop()
    hanging.set()
    spooler._thread.join(5)


def test_stop_before_start_is_fine() -> None:
    assert Spooler("folder:///tmp/papers", jobs=FakeJobs()).stop()


def test_a_bad_address_stops_the_start() -> None:
    with pytest.raises(BadPrinterUrl):
        Spooler("printer", jobs=FakeJobs())


def test_with_the_real_queue_and_folder(tmp_path: Path) -> None:
    database = db.open_database(f"sqlite:///{tmp_path / 'kiosk.db'}")
    events: list[SpoolEvent] = []
    try:
        at = datetime.now(UTC)
        with db.transaction():
            number = printing.queue_job(SLIP, at=at)
        spooler = Spooler(f"folder://{tmp_path / 'papers'}", on_event=events.append)
        spooler.start()
        until = time.monotonic() + 30
        while "printed" not in [event.kind for event in events] and time.monotonic() < until:
            time.sleep(0.01)
        assert spooler.stop()
        assert printing.find_job(number).state == "printed"
        assert events[-1].png == tmp_path / "papers" / "0001-order_slip.png"
        assert events[-1].png.exists()
    finally:
        database.close()
