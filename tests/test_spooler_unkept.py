"""Papers that no job holds: a card, a key. Printed now or not at all, and never kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from PIL import Image

from db.connection import KioskDatabase
from kiosk.paper.card_documents import Card
from kiosk.printer import Put
from kiosk.printer.errors import PrinterNotFound
from kiosk.printer_state import PrinterState
from kiosk.services import printing
from kiosk.spooler import Spooler, SpoolEvent
from kiosk.spooler import thread as spooler_module

CARD = Card("De Brug", "avatar_fox", 3, "ONC" + "B" * 44)


class FakePrinter:
    """A printer that is there, or not."""

    dots: int | None = None

    def __init__(self) -> None:
        self.gone = False
        self.outcome: Literal["printed", "unknown"] = "printed"
        self.papers: list[tuple[Image.Image, str]] = []

    def look(self) -> PrinterState:
        return "ok"

    def clean_first(self) -> None:
        """Nothing of a fake paper stays behind."""

    def put(self, paper: Image.Image, name: str, begin: Callable[[], bool]) -> Put:
        if self.gone:
            raise PrinterNotFound()
        assert begin()
        self.papers.append((paper, name))
        return Put(self.outcome, "ok")


class Bench:
    """A spooler on a database, with its events in a list."""

    def __init__(self, printer: FakePrinter) -> None:
        self.printer = printer
        self.events: list[SpoolEvent] = []
        self.spooler = Spooler("folder:///unused", on_event=self.events.append)
        self.spooler.start()

    def wait(self, kind: str) -> SpoolEvent:
        until = time.monotonic() + 30
        while kind not in (kinds := [event.kind for event in self.events]):
            assert time.monotonic() < until, f"no {kind} in {kinds}"
            time.sleep(0.005)
        return self.events[kinds.index(kind)]


@pytest.fixture
def bench(db: KioskDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    printer = FakePrinter()
    monkeypatch.setattr(spooler_module, "open_printer", lambda url, known: printer)
    bench = Bench(printer)
    yield bench
    assert bench.spooler.stop()


def test_it_is_printed_and_no_job_knows_of_it(bench: Bench, db: KioskDatabase) -> None:
    bench.spooler.print_unkept(CARD)
    assert bench.wait("printed").job is None
    papers = [event for event in bench.events if event.kind != "state"]
    assert [event.kind for event in papers] == ["sending", "printed"]
    ((paper, name),) = bench.printer.papers
    assert paper is papers[0].image
    assert name == "card"
    assert printing.jobs_to_tell() == []
    assert db.sql("SELECT count(*) FROM print_job").fetchall() == [(0,)]


def test_without_a_printer_it_is_said_once_and_not_tried_again(bench: Bench) -> None:
    bench.printer.gone = True
    bench.spooler.print_unkept(CARD)
    assert bench.wait("failed").sentence
    bench.printer.gone = False
    bench.spooler.wake()
    bench.spooler.print_unkept(CARD)
    bench.wait("printed")
    assert len(bench.printer.papers) == 1


def test_of_which_nobody_knows_whether_it_came_it_is_not_printed_again(bench: Bench) -> None:
    bench.printer.outcome = "unknown"
    bench.spooler.print_unkept(CARD)
    bench.wait("unknown")
    bench.spooler.wake()
    assert bench.spooler.stop()
    assert len(bench.printer.papers) == 1
