"""Printers of every kind, working, refusing and hanging; each call ends in time."""

from __future__ import annotations

import os
import pty
import socket
import threading
import time
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from kiosk import printer as printer_module
from kiosk.paper.commands import escpos_bytes
from kiosk.printer import (
    BadPrinterUrl,
    DevicePrinter,
    FolderNotWritable,
    FolderPrinter,
    NoPrinterDriver,
    PrinterError,
    PrinterGone,
    PrinterNotFound,
    PrinterSilent,
    folder_url,
    open_printer,
)

PAPER = Image.new("1", (384, 400), 1)
SHORT_PAPER = Image.new("1", (384, 170), 1)
LONG_PAPER = Image.effect_noise((384, 20_000), 90).convert("1")


class FakePrinter:
    """A printer on the network that records what it gets; it can also never read, or hang up."""

    def __init__(self, reads: bool = True, hangs_up_after: int = 0) -> None:
        self.got = b""
        self._reads = reads
        self._limit = hangs_up_after
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._held: list[socket.socket] = []
        self.url = f"tcp://127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._server.accept()
            except OSError:
                return
            if self._reads:
                with peer:
                    self._read(peer)
            else:
                self._held.append(peer)

    def _read(self, peer: socket.socket) -> None:
        try:
            while data := peer.recv(4096):
                self.got += data
                if self._limit and len(self.got) >= self._limit:
                    return
        except OSError:
            return

    def close(self) -> None:
        for one in (*self._held, self._server):
            one.close()

    def wait_for(self, size: int) -> None:
        until = time.monotonic() + 3
        while len(self.got) < size and time.monotonic() < until:
            time.sleep(0.01)


@pytest.fixture
def fake() -> Iterator[FakePrinter]:
    fake = FakePrinter()
    yield fake
    fake.close()


@pytest.fixture
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_module, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(printer_module, "SEND_SECONDS", 0.5)


def test_folder_gets_numbered_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "map 100% #1?" / "papieren"
    printer = open_printer(folder_url(folder))
    first = printer.put(PAPER, "order_slip")
    second = printer.put(PAPER, "receipt")
    assert first == folder / "0001-order_slip.png"
    assert second == folder / "0002-receipt.png"
    with Image.open(first) as picture:
        assert picture.size == PAPER.size and picture.mode == "1"
    assert len(list(folder.iterdir())) == 2


def test_folder_goes_on_counting_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "0041-receipt.png").touch()
    (tmp_path / "12000-receipt.png").touch()
    (tmp_path / "vakantie.png").touch()
    assert FolderPrinter(tmp_path).put(PAPER) == tmp_path / "12001-paper.png"


def test_folder_shows_no_half_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FolderNotWritable, match="No space left"):
        FolderPrinter(tmp_path).put(PAPER)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(FolderNotWritable) as caught:
        open_printer(f"folder://{tmp_path / 'x'}").put(PAPER)
    assert not caught.value.begun
    assert str(tmp_path / "x") in str(caught.value)


def test_network_printer_gets_every_byte(fake: FakePrinter) -> None:
    wanted = escpos_bytes(PAPER)
    assert open_printer(fake.url).put(PAPER) is None
    fake.wait_for(len(wanted))
    assert fake.got == wanted


def test_two_papers_are_two_connections(fake: FakePrinter) -> None:
    printer = open_printer(fake.url)
    printer.put(PAPER)
    printer.put(PAPER)
    fake.wait_for(2 * len(escpos_bytes(PAPER)))
    assert fake.got == 2 * escpos_bytes(PAPER)


@pytest.mark.usefixtures("short_limits")
def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    begun = time.monotonic()
    with pytest.raises(PrinterNotFound) as caught:
        open_printer(f"tcp://127.0.0.1:{port}").put(PAPER)
    assert time.monotonic() - begun < 2
    assert not caught.value.begun
    assert "kabel" in str(caught.value)


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize("paper", [SHORT_PAPER, LONG_PAPER], ids=["short", "long"])
def test_a_printer_that_never_reads_is_left_in_time(paper: Image.Image) -> None:
    deaf = FakePrinter(reads=False)
    begun = time.monotonic()
    with pytest.raises(PrinterSilent) as caught:
        open_printer(deaf.url).put(paper)
    assert time.monotonic() - begun < 3
    assert caught.value.begun
    deaf.close()


@pytest.mark.usefixtures("short_limits")
def test_a_printer_that_hangs_up_half_way() -> None:
    gone = FakePrinter(hangs_up_after=4096)
    with pytest.raises(PrinterGone) as caught:
        open_printer(gone.url).put(LONG_PAPER)
    assert caught.value.begun
    gone.close()


def test_device_file_gets_every_byte(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()
    open_printer(f"file://{device}").put(PAPER)
    assert device.read_bytes() == escpos_bytes(PAPER)


def test_a_missing_device_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(PrinterNotFound):
        open_printer(f"file://{tmp_path / 'lp0'}").put(PAPER)
    assert list(tmp_path.iterdir()) == []


def test_a_device_file_that_nobody_serves_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    with pytest.raises(PrinterNotFound):
        open_printer(f"file://{tmp_path / 'lp0'}").put(PAPER)


@pytest.mark.usefixtures("short_limits")
def test_a_device_file_that_takes_nothing_is_left_in_time(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    begun = time.monotonic()
    with pytest.raises(PrinterSilent) as caught:
        open_printer(f"file://{pipe}").put(LONG_PAPER)
    assert time.monotonic() - begun < 3
    assert caught.value.begun
    os.close(reader)


@pytest.fixture
def serial_line() -> Iterator[tuple[int, str]]:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    os.close(theirs)
    os.close(ours)


def test_serial_printer_gets_every_byte(serial_line: tuple[int, str]) -> None:
    ours, path = serial_line
    wanted = escpos_bytes(PAPER)
    got = b""

    def read() -> None:
        nonlocal got
        while len(got) < len(wanted):
            got += os.read(ours, 4096)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    open_printer(f"serial://{path}?baud=115200").put(PAPER)
    reader.join(5)
    assert got == wanted


@pytest.mark.usefixtures("short_limits")
def test_a_serial_printer_that_takes_nothing_is_left_in_time(
    serial_line: tuple[int, str],
) -> None:
    begun = time.monotonic()
    with pytest.raises(PrinterSilent):
        open_printer(f"serial://{serial_line[1]}?baud=1000000").put(PAPER)
    assert time.monotonic() - begun < 5


def test_a_slow_line_gets_the_time_it_needs() -> None:
    slow = open_printer("serial:///dev/ttyUSB0?baud=19200")
    assert isinstance(slow, DevicePrinter)
    assert slow.speed == 1920


class FakeUsb:
    """A printer on USB as pyusb shows it."""

    class backend:
        __module__ = "usb.backend.none"

    def __init__(self, fails: Exception | None = None) -> None:
        self.got = b""
        self.limits: list[int] = []
        self.ends: set[int] = set()
        self._fails = fails

    def set_configuration(self) -> None: ...

    def reset(self) -> None: ...

    def write(self, end: int, data: bytes, limit: int) -> int:
        self.ends.add(end)
        self.limits.append(limit)
        if self._fails:
            raise self._fails
        self.got += data
        return len(data)


def _plug_in(monkeypatch: pytest.MonkeyPatch, found: Any) -> dict[str, Any]:
    import usb.core
    import usb.util

    asked: dict[str, Any] = {}

    def find(**ids: Any) -> Any:
        asked.update(ids)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(usb.core, "find", find)
    monkeypatch.setattr(usb.util, "dispose_resources", lambda device: None)
    return asked


def test_usb_printer_gets_every_byte_and_never_waits_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    device = FakeUsb()
    asked = _plug_in(monkeypatch, device)
    open_printer("usb://04b8:0E15?out=3").put(PAPER)
    assert asked == {"idVendor": 0x04B8, "idProduct": 0x0E15}
    assert device.got == escpos_bytes(PAPER)
    assert device.ends == {3}
    assert all(1_000 <= limit <= 20_000 for limit in device.limits)


def test_usb_printer_that_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import usb.core

    _plug_in(monkeypatch, FakeUsb(usb.core.USBTimeoutError("timed out", -7, 110)))
    with pytest.raises(PrinterSilent):
        open_printer("usb://04b8:0e15").put(PAPER)


def test_usb_printer_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    _plug_in(monkeypatch, None)
    with pytest.raises(PrinterNotFound):
        open_printer("usb://04b8:0e15").put(PAPER)


def test_usb_without_libusb_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    import usb.core

    _plug_in(monkeypatch, usb.core.NoBackendError("No backend available"))
    with pytest.raises(NoPrinterDriver, match="libusb"):
        open_printer("usb://04b8:0e15").put(PAPER)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "begint met"),
        ("printer", "begint met"),
        ("http://192.168.1.50", "begint met"),
        ("/dev/usb/lp0", "begint met"),
        ("folder://papieren", "drie schuine strepen"),
        ("folder:///", "drie schuine strepen"),
        ("file://dev/usb/lp0", "drie schuine strepen"),
        ("serial:///dev/ttyUSB0?baud=fast", "baud=fast"),
        ("serial:///dev/ttyUSB0?baud=7", "baud=7"),
        ("serial:///dev/ttyUSB0?speed=9600", "speed ken ik niet"),
        ("tcp://192.168.1.50:9100/x", "niets meer"),
        ("tcp://192.168.1.50:ninety", "poort"),
        ("tcp://192.168.1.50:99999", "poort"),
        ("tcp://:9100", "adres van de printer"),
        ("tcp://me:secret@192.168.1.50", "adres van de printer"),
        ("tcp://192.168.1.50?dots=400", "384"),
        ("tcp://192.168.1.50?dots", "schrijf het zoals"),
        ("tcp://192.168.1.50?baud=9600", "baud ken ik niet"),
        ("tcp://[::1", "schrijf het zoals"),
        ("usb://04b8", "twee codes"),
        ("usb://04b8:zzzz", "twee codes"),
        ("usb://04b8:0e15?out=999", "out=999"),
    ],
)
def test_a_bad_address_says_what_is_wrong(url: str, why: str) -> None:
    with pytest.raises(BadPrinterUrl, match=why) as caught:
        open_printer(url)
    assert url in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "folder:///tmp/papieren",
        "tcp://printer.local",
        "tcp://192.168.1.50:9100/",
        "usb://4b8:e15?in=82&out=01",
        "serial:///dev/ttyUSB0",
        "file:///dev/usb/lp0",
    ],
)
def test_the_address_may_name_the_width(url: str) -> None:
    assert open_printer(url).dots is None
    joined = f"{url}{'&' if '?' in url else '?'}dots=576"
    assert open_printer(joined).dots == 576


def test_every_trouble_is_a_plain_sentence() -> None:
    kinds: list[type[PrinterError]] = [PrinterError, *PrinterError.__subclasses__()]
    for kind in kinds:
        assert str(kind()).endswith(".")
        assert kind.picture == "printer"
