"""Lines of every kind, working, refusing and hanging; each call ends in time."""

from __future__ import annotations

import contextlib
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
from PIL import Image, ImageDraw

from kiosk.paper.commands import escpos_bytes
from kiosk.printer import Put, device, folder, folder_url, open_printer, talk
from kiosk.printer.errors import (
    FolderNotWritable,
    NoPrinterDriver,
    PrinterGone,
    PrinterNotFound,
    PrinterSilent,
)
from kiosk.printer.folder import FolderPrinter
from kiosk.printer.lines import NetworkLine
from tests.printer.simulated import SimulatedPrinter

PAPER = Image.new("1", (384, 400), 1)
SHORT_PAPER = Image.new("1", (384, 170), 1)
RING = Image.new("1", (576, 900), 1)
ImageDraw.Draw(RING).ellipse((3, 3, 572, 896), outline=0, width=5)
LONG_PAPER = Image.effect_noise((384, 5_000), 90).convert("1")


def put(url: str, paper: Image.Image = PAPER, name: str = "paper") -> Put:
    """Print a paper that nobody calls off."""
    done = open_printer(url).put(paper, name, lambda: True)
    assert done is not None
    return done


@pytest.fixture
def simulated() -> Iterator[SimulatedPrinter]:
    printer = SimulatedPrinter()
    yield printer
    printer.close()


@pytest.fixture(autouse=True)
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer that does not answer is not waited for here."""
    monkeypatch.setattr(device, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(device, "SEND_SECONDS", 0.5)
    monkeypatch.setattr(device, "DONE_SECONDS", 0.1)
    monkeypatch.setattr(device, "CUT_SECONDS", 0.1)
    monkeypatch.setattr(device, "ROWS_PER_SECOND", 100_000)
    monkeypatch.setattr(talk, "ANSWER_SECONDS", 0.05)


def test_folder_gets_numbered_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "map 100% #1?" / "papieren"
    first = put(folder_url(folder), name="order_slip")
    second = put(folder_url(folder), name="receipt")
    assert first == Put("printed", "ok", folder / "0001-order_slip.png")
    assert second.file == folder / "0002-receipt.png"
    with Image.open(folder / "0001-order_slip.png") as picture:
        assert picture.size == PAPER.size and picture.mode == "1"
    assert len(list(folder.iterdir())) == 2


def test_folder_goes_on_counting_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "0041-receipt.png").touch()
    (tmp_path / "12000-receipt.png").touch()
    (tmp_path / "vakantie.png").touch()
    assert put(folder_url(tmp_path)).file == tmp_path / "12001-paper.png"


def test_folder_shows_no_half_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(draft: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "put_in_place", full)
    with pytest.raises(FolderNotWritable, match="No space left"):
        put(folder_url(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(FolderNotWritable) as caught:
        FolderPrinter(tmp_path / "x").put(PAPER, "paper", lambda: pytest.fail("it began"))
    assert not caught.value.begun
    assert str(tmp_path / "x") in str(caught.value)


def test_folder_gets_nothing_that_was_called_off(tmp_path: Path) -> None:
    assert open_printer(folder_url(tmp_path)).put(PAPER, "paper", lambda: False) is None
    assert list(tmp_path.iterdir()) == []


def test_network_printer_draws_every_dot(simulated: SimulatedPrinter) -> None:
    assert put(simulated.url, RING) == Put("printed", "ok")
    assert simulated.papers[0].tobytes() == RING.tobytes()
    assert (simulated.text, simulated.unknown, simulated.obeyed) == (b"", [], [])


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(PrinterNotFound) as caught:
        put(f"tcp://127.0.0.1:{port}")
    assert not caught.value.begun
    assert "kabel" in str(caught.value)


def test_a_name_that_takes_for_ever_to_find_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hanging = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: hanging.wait(60) and [])
    begun = time.monotonic()
    with pytest.raises(PrinterNotFound):
        put("tcp://printer.local")
    assert time.monotonic() - begun < 30
    hanging.set()


@pytest.mark.parametrize("paper", [SHORT_PAPER, LONG_PAPER], ids=["short", "long"])
def test_a_printer_that_never_reads_is_left_in_time(
    simulated: SimulatedPrinter, paper: Image.Image
) -> None:
    simulated.suffer(frozen=True)
    with pytest.raises(PrinterSilent) as caught:
        put(simulated.url, paper)
    assert caught.value.begun


def test_a_printer_that_hangs_up_half_way(simulated: SimulatedPrinter) -> None:
    simulated.after_row = lambda row: simulated.unplug() if row == 300 else None
    with pytest.raises(PrinterGone) as caught:
        put(simulated.url, LONG_PAPER)
    assert caught.value.begun


def test_a_printer_that_hangs_up_on_the_last_bytes_is_not_waited_for(
    simulated: SimulatedPrinter,
) -> None:
    """What is on its way stays unsent forever then, and looks as if it still went."""
    simulated.suffer(frozen=True)
    host, port = simulated.url.removeprefix("tcp://").split(":")
    line = NetworkLine(host, int(port), 5.0)
    with pytest.raises(TimeoutError):
        line.write(bytes(1_000_000), 0.3)
    threading.Timer(0.1, simulated.close).start()
    with pytest.raises(ConnectionError):
        line.drain(60.0)
    line.close(whole=False)


def test_device_file_gets_every_byte(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.touch()
    assert put(f"file://{file}") == Put("untold", "unknown")
    assert file.read_bytes() == escpos_bytes(PAPER)


def test_a_missing_device_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(PrinterNotFound):
        put(f"file://{tmp_path / 'lp0'}")
    assert list(tmp_path.iterdir()) == []


def test_a_device_file_that_nobody_serves_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    with pytest.raises(PrinterNotFound):
        put(f"file://{tmp_path / 'lp0'}")


def test_a_device_file_that_takes_nothing_is_left_in_time(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(PrinterSilent) as caught:
        put(f"file://{pipe}", LONG_PAPER)
    assert caught.value.begun
    os.close(reader)


class Cable:
    """The other end of a serial line or a device file, with a printer that answers or not."""

    def __init__(self) -> None:
        self._ours, self._theirs = pty.openpty()
        tty.setraw(self._theirs)
        self.path = os.ttyname(self._theirs)
        self.got = b""

    def answer(self) -> None:
        """Read everything from now on, and say that all is well when asked."""

        def read() -> None:
            with contextlib.suppress(OSError):
                while data := os.read(self._ours, 4096):
                    self.got += data
                    os.write(self._ours, b"\x12" * data.count(b"\x10\x04"))

        threading.Thread(target=read, daemon=True).start()

    def close(self) -> None:
        os.close(self._theirs)
        os.close(self._ours)


@pytest.fixture
def cable() -> Iterator[Cable]:
    cable = Cable()
    yield cable
    cable.close()


@pytest.mark.parametrize("address", ["serial://{}?baud=115200", "file://{}"])
def test_serial_printers_and_device_files_get_every_byte_and_are_heard(
    cable: Cable, address: str
) -> None:
    cable.answer()
    assert put(address.format(cable.path)) == Put("printed", "ok")
    assert escpos_bytes(PAPER, announce=True, token=b"0001") in cable.got


@pytest.mark.parametrize("address", ["serial://{}?baud=1000000", "file://{}"])
def test_a_serial_printer_that_takes_nothing_is_left_in_time(cable: Cable, address: str) -> None:
    with pytest.raises(PrinterSilent) as caught:
        put(address.format(cable.path), LONG_PAPER)
    assert caught.value.begun


class FakeEnd:
    """An end point as pyusb describes it."""

    def __init__(self, address: int, kind: int = 2) -> None:
        self.bEndpointAddress, self.bmAttributes = address, kind


class FakeInterface(list[FakeEnd]):
    """An interface with its end points."""

    def __init__(self, number: int, kind: int, *ends: FakeEnd) -> None:
        super().__init__(ends)
        self.bInterfaceNumber, self.bInterfaceClass = number, kind


class FakeUsb:
    """A printer on USB as pyusb shows it: beside another interface, with answers of its own."""

    def __init__(self, fails: Exception | None = None, answers: bool = True) -> None:
        self.got = b""
        self.limits: list[int] = []
        self.ends: set[int] = set()
        self.claimed: list[int] = []
        self.freed: list[int] = []
        self._fails = fails
        self._answers = answers
        self._said = b""

    def get_active_configuration(self) -> list[FakeInterface]:
        keys = FakeInterface(0, 3, FakeEnd(0x84, kind=3))
        ends = [FakeEnd(0x85, kind=3), FakeEnd(0x03), FakeEnd(0x81)]
        return [keys, FakeInterface(1, 7, *ends if self._answers else ends[:2])]

    def is_kernel_driver_active(self, interface: int) -> bool:
        return True

    def detach_kernel_driver(self, interface: int) -> None:
        self.freed.append(interface)

    def write(self, end: int, data: bytes, limit: int) -> int:
        self.ends.add(end)
        self.limits.append(limit)
        if self._fails:
            raise self._fails
        self.got += data
        self._said += b"\x12" * data.startswith(b"\x10\x04")
        return len(data)

    def read(self, end: int, size: int, limit: int) -> bytes:
        import usb.core

        self.ends.add(end)
        self.limits.append(limit)
        said, self._said = self._said[:size], self._said[size:]
        if not said:
            raise usb.core.USBTimeoutError("timed out", -7, 110)
        return said


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
    monkeypatch.setattr(
        usb.util, "claim_interface", lambda device, number: device.claimed.append(number)
    )
    return asked


def test_usb_printer_gets_every_byte_is_heard_and_never_waits_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    device = FakeUsb()
    asked = _plug_in(monkeypatch, device)
    assert put("usb://04b8:0E15") == Put("printed", "ok")
    assert asked == {"idVendor": 0x04B8, "idProduct": 0x0E15}
    assert escpos_bytes(PAPER, announce=True, token=b"0001") in device.got
    assert device.ends == {0x03, 0x81}
    assert device.freed == device.claimed == [1]
    assert all(1 <= limit <= 20_000 for limit in device.limits)


def test_usb_printer_with_end_points_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    device = FakeUsb()
    _plug_in(monkeypatch, device)
    put("usb://04b8:0e15?in=86&out=5")
    assert device.ends == {0x05, 0x86}


def test_usb_printer_without_a_way_back(monkeypatch: pytest.MonkeyPatch) -> None:
    device = FakeUsb(answers=False)
    _plug_in(monkeypatch, device)
    assert put("usb://04b8:0e15") == Put("untold", "unknown")
    assert device.got == escpos_bytes(PAPER)


def test_usb_printer_that_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import usb.core

    _plug_in(monkeypatch, FakeUsb(usb.core.USBTimeoutError("timed out", -7, 110), answers=False))
    with pytest.raises(PrinterSilent) as caught:
        put("usb://04b8:0e15")
    assert caught.value.begun


def test_usb_printer_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    _plug_in(monkeypatch, None)
    with pytest.raises(PrinterNotFound):
        put("usb://04b8:0e15")


def test_usb_without_libusb_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    import usb.core

    _plug_in(monkeypatch, usb.core.NoBackendError("No backend available"))
    with pytest.raises(NoPrinterDriver, match="libusb"):
        put("usb://04b8:0e15")
