"""Papers that no job holds: a card, a key. Printed now or not at all, and never kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from db.connection import KioskDatabase
from kiosk import spooler as spooler_module
from kiosk.paper.card_documents import Card
from kiosk.printer import PrinterNotFound
from kiosk.services import printing
from kiosk.spooler import Spooler, SpoolEvent

CARD = Card("De Brug", "avatar_fox", 3, "ONC" + "B" * 44)


class FakePrinter:
    """A printer that is there, or not."""

    dots: int | None = None

    def __init__(self) -> None:
        self.gone = False
        self.papers: list[tuple[Image.Image, str]] = []

    def put(self, paper: Image.Image, name: str = "paper") -> Path | None:
        if self.gone:
            raise PrinterNotFound()
        self.papers.append((paper, name))
        return None


class Bench:
    """A spooler on a database, with its events in a list."""

    def __init__(self, printer: FakePrinter) -> None:
        self.printer = printer
        self.events: list[SpoolEvent] = []
        self.spooler = Spooler("folder:///unused", on_event=self.events.append)
        self.spooler.start()

    def wait(self, kind: str) -> SpoolEvent:
        until = time.monotonic() + 5
        while kind not in (kinds := [event.kind for event in self.events]):
            assert time.monotonic() < until, f"no {kind} in {kinds}"
            time.sleep(0.005)
        return self.events[kinds.index(kind)]


@pytest.fixture
def bench(db: KioskDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    printer = FakePrinter()
    monkeypatch.setattr(spooler_module, "open_printer", lambda url: printer)
    bench = Bench(printer)
    yield bench
    assert bench.spooler.stop()


def test_it_is_printed_and_no_job_knows_of_it(bench: Bench, db: KioskDatabase) -> None:
    bench.spooler.print_unkept(CARD)
    assert bench.wait("printed").job is None
    assert [event.kind for event in bench.events] == ["sending", "printed"]
    ((paper, name),) = bench.printer.papers
    assert paper is bench.events[0].image
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
