"""A printer that froze in the middle of a paper: nobody at the screen waits for it."""

from __future__ import annotations

import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from kiosk.printer import device
from tests.printer.simulated import SimulatedPrinter
from tests.screens.conftest import Start
from tests.screens.hands import Hands

WAITING: tuple[tuple[Any, str], ...] = (
    (time, "sleep"),
    (select, "select"),
    (threading.Thread, "join"),
    (threading.Event, "wait"),
    (threading.Condition, "wait"),
    *((socket.socket, name) for name in ("connect", "recv", "send", "sendall", "shutdown")),
    (socket, "getaddrinfo"),
)
"""What may wait for somebody else. None of it may happen in a frame or in a touch."""


class Watch:
    """Notes what the screen's own thread waits for while the kiosk is at work."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.waits: list[str] = []
        self._at_work = False  # the screen's own thread; no other one may touch this
        for owner, name in WAITING:
            wait = partial(self._noted, f"{owner.__name__}.{name}", getattr(owner, name))
            patch.setattr(owner, name, lambda *args, _wait=wait, **more: _wait(*args, **more))
        guarded = Hands._guarded

        def work(hands: Hands, step: Callable[[], object]) -> None:
            """A frame's work, a touch."""
            self._at_work = True
            try:
                guarded(hands, step)
            finally:
                self._at_work = False

        patch.setattr(Hands, "_guarded", work)
        begin = threading.Thread.start

        def start(thread: threading.Thread) -> None:
            """Waits for the new thread to begin, and for nothing that it does."""
            if threading.current_thread() is not threading.main_thread():
                return begin(thread)
            at_work, self._at_work = self._at_work, False
            begin(thread)
            self._at_work = at_work

        patch.setattr(threading.Thread, "start", start)

    def _noted(self, name: str, call: Callable[..., Any], *args: Any, **more: Any) -> Any:
        if self._at_work and threading.current_thread() is threading.main_thread():
            self.waits.append(name)
        return call(*args, **more)


@pytest.fixture
def frozen() -> Iterator[SimulatedPrinter]:
    """It says that all is well, takes the first rows of a paper and then nothing any more."""
    printer = SimulatedPrinter()
    printer.after_row = lambda row: printer.suffer(frozen=True) if row == 20 else None
    yield printer
    printer.suffer(frozen=False)
    printer.close()


def _busy(kiosk: Hands) -> bool:
    return bool(kiosk.sql("SELECT id FROM print_job WHERE state = 'sending'"))


def _order(kiosk: Hands) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap(word="Klaar")
    assert kiosk.at == "order_done"


def test_everybody_goes_on_while_the_printer_is_frozen(
    start: Start, frozen: SimulatedPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device, "SEND_SECONDS", 600.0)  # longer than this test
    kiosk = start(printer=frozen.url)
    watch = Watch(monkeypatch)
    _order(kiosk)
    kiosk.until(lambda: _busy(kiosk))
    kiosk.wait(0.5)
    kiosk.tap(word="Goed")
    kiosk.frames(60)
    _order(kiosk)
    kiosk.wait(0.5)
    kiosk.tap(word="Goed")
    kiosk.to_counter()
    kiosk.tap("PieceTile", cents=5000)
    kiosk.tap(word="Betaald")
    assert kiosk.at == "paid"
    kiosk.app.show("papers")
    kiosk.frames(30)
    kiosk.app.choose("printer", "dots", 576)  # even another printer
    kiosk.wait(1.0)
    assert _busy(kiosk)
    assert watch.waits == []


def test_waiting_would_be_seen(kiosk: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    monkeypatch.setattr(kiosk.app.spooler, "wake", kiosk.app.spooler.stop)
    _order(kiosk)
    assert "Thread.join" in watch.waits
