"""The spooler and a printer in trouble: what waits, what expires, what nobody knows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from kiosk.printer import Put
from kiosk.printer.errors import (
    PrinterGone,
    PrinterNotFound,
    PrinterNotReady,
    PrinterSilent,
)
from kiosk.spooler import thread as spooler_module
from tests.spooler_bench import NOW, Bench, FakeJobs, FakePrinter, job


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench(monkeypatch)
    yield bench
    for spooler in bench.spoolers:
        assert spooler.stop()


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
