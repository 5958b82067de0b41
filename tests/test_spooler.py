"""The spooler: in order, never twice, never lost, and never the end of the kiosk."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

import db
from kiosk.paper import render as render_module
from kiosk.paper.render import render
from kiosk.printer.errors import (
    BadPrinterUrl,
    PrinterNotFound,
)
from kiosk.services import printing
from kiosk.spooler import Spooler, SpoolEvent
from kiosk.spooler import thread as spooler_module
from tests.spooler_bench import NOW, SLIP, Bench, FakeJobs, FakePrinter, job


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
