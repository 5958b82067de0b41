"""The only code that opens a printer. Every call ends within its time limit.

A printer is opened for one paper and closed again: USB and network printers come back by
themselves after a cable or paper trouble, and nothing half-sent stays behind in a buffer. What a
printer has taken is not yet on paper; asking it (``GS ( H``, real-time status) belongs in
``DevicePrinter.put``, after the last byte.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from PIL import Image

from kiosk.errors import KioskError
from kiosk.paper.commands import escpos_bytes, escpos_printers
from kiosk.paper.sheet import MEASURES

CONNECT_SECONDS: Final = 5.0
"""How long a printer may take to be found."""

SEND_SECONDS: Final = 20.0
"""How long a printer may take for one paper, on top of what a serial line needs."""

_CHUNK = 4096


class PrinterError(KioskError):
    """A paper that was not printed. ``begun``: perhaps a part of it came out."""

    sentence = "De printer doet het niet. Kijk of hij aan staat en of er papier in zit."
    picture = "printer"

    def __init__(self, sentence: str | None = None, *, begun: bool = False) -> None:
        super().__init__(sentence)
        self.begun = begun


class BadPrinterUrl(PrinterError):
    """The address of the printer in the settings cannot be one."""

    sentence = "Het adres van de printer klopt niet."


class PrinterNotFound(PrinterError):
    """There is no printer at that address, or it refuses."""

    sentence = "De printer is niet gevonden. Kijk of hij aan staat en of de kabel goed zit."


class PrinterSilent(PrinterError):
    """The printer did not take the paper in time."""

    sentence = "De printer antwoordt niet. Kijk of er papier in zit en of het deksel dicht is."


class PrinterGone(PrinterError):
    """The printer disappeared in the middle of a paper."""

    sentence = "De printer viel weg tijdens het printen. Kijk naar de kabel en het papier."


class NoPrinterDriver(PrinterError):
    """A library that this kind of printer needs is not on this computer."""

    sentence = (
        "Voor deze printer ontbreekt een stuk software. Installeer libusb-1.0-0 (usb) of "
        "python3-serial (serieel)."
    )


class FolderNotWritable(PrinterError):
    """The folder that stands in for a printer cannot take another picture."""

    sentence = "De map voor de papieren kan niet beschreven worden."


class Printer(Protocol):
    """Where papers go; ``dots`` is the width they must have, None when the address says none."""

    @property
    def dots(self) -> int | None: ...

    def put(self, paper: Image.Image, name: str = "paper") -> Path | None:
        """Print one paper; gives the file when there is one. Raises PrinterError."""
        ...


def open_printer(url: str) -> Printer:
    """The printer at ``url``; it is looked for when a paper comes, not now.

    ``folder:///path`` (pictures in a folder), ``tcp://host:9100``, ``usb://04b8:0202``,
    ``serial:///dev/ttyUSB0?baud=19200``, ``file:///dev/usb/lp0``; each may end in ``?dots=384``
    or ``?dots=576``; usb also takes ``in`` and ``out`` (end points in hex).

    Raises BadPrinterUrl with a sentence that names what is wrong.
    """
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError:
        raise _bad(url, "schrijf het zoals tcp://192.168.1.50:9100") from None
    kind = parts.scheme
    if kind not in _KINDS:
        raise _bad(url, "het begint met folder, tcp, usb, serial of file")
    dots = _dots(url, options)
    unknown = set(options) - {"dots"} - _OPTIONS.get(kind, set())
    if unknown:
        raise _bad(url, f"{min(unknown)} ken ik niet")
    if kind in ("folder", "serial", "file"):
        path = unquote(parts.path)
        if parts.netloc or len(path) < 2:
            raise _bad(url, f"schrijf het met drie schuine strepen: {kind}:///...")
        if kind == "folder":
            return FolderPrinter(Path(path), dots)
        if kind == "file":
            return DevicePrinter(dots, lambda seconds: _FileLine(path))
        baud = _whole(url, options, "baud", "9600", 10, 300, 1_000_000)
        return DevicePrinter(dots, lambda seconds: _SerialLine(path, baud), baud / 10)
    if parts.path not in ("", "/"):
        raise _bad(url, f"na {parts.netloc} komt niets meer")
    if kind == "usb":
        return _usb_printer(url, parts.netloc, options, dots)
    try:
        host, port = parts.hostname, parts.port or 9100
    except ValueError:
        raise _bad(url, "het getal na de dubbele punt is de poort, meestal 9100") from None
    if not host or "@" in parts.netloc:
        raise _bad(url, "na tcp:// komt het adres van de printer, zoals 192.168.1.50")
    return DevicePrinter(dots, lambda seconds: _NetworkLine(host, port, seconds))


def folder_url(folder: Path) -> str:
    """The address of the printer that writes pictures in ``folder`` (absolute, any characters)."""
    return f"folder://{quote(str(folder))}"


@dataclass(frozen=True, slots=True)
class FolderPrinter:
    """Writes each paper as a numbered PNG, whole or not at all."""

    folder: Path
    dots: int | None = None

    def put(self, paper: Image.Image, name: str = "paper") -> Path:
        """Write ``0001-name.png`` with the next number. Raises FolderNotWritable."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            numbers = [
                int(match[1])
                for file in self.folder.iterdir()
                if (match := re.match(r"(\d{4,})-", file.name))
            ]
            target = self.folder / f"{max(numbers, default=0) + 1:04d}-{name}.png"
            draft = target.with_suffix(".part")
            try:
                paper.save(draft, format="PNG", dpi=(203, 203))
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise FolderNotWritable(
                f"De map voor de papieren kan niet beschreven worden: {self.folder} "
                f"({error.strerror or error})."
            ) from error
        return target


class _Line(Protocol):
    """An open printer: takes bytes within a number of seconds, closes without waiting."""

    def write(self, data: bytes, seconds: float) -> None: ...

    def drain(self, seconds: float) -> None: ...

    def close(self, whole: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class DevicePrinter:
    """A real printer; ``speed`` in bytes per second when the line itself is slow."""

    dots: int | None
    connect: Callable[[float], _Line]
    speed: float = 0.0

    def put(self, paper: Image.Image, name: str = "paper") -> None:
        """Send one paper. Raises PrinterError; ``begun`` says whether bytes may have gone."""
        data = escpos_bytes(paper)
        limit = SEND_SECONDS + (len(data) / self.speed if self.speed else 0)
        with _plainly(begun=False):
            line = self.connect(CONNECT_SECONDS)
        whole = False
        try:
            with _plainly(begun=True):
                deadline = time.monotonic() + limit
                for start in range(0, len(data), _CHUNK):
                    line.write(data[start : start + _CHUNK], _left(deadline))
                line.drain(_left(deadline))
                whole = True
        finally:
            with contextlib.suppress(Exception):
                line.close(whole)


class _NetworkLine:
    def __init__(self, host: str, port: int, seconds: float) -> None:
        # Not the open of python-escpos: it knows no IPv6 and leaves a refused socket open.
        self._printer = escpos_printers().Network(host, port, timeout=seconds)
        self._socket = socket.create_connection((host, port), seconds)
        self._printer.device = self._socket
        # A small buffer here, so that what a printer without paper does not take shows at once.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _CHUNK)

    def write(self, data: bytes, seconds: float) -> None:
        self._socket.settimeout(seconds)
        self._printer._raw(data)

    def drain(self, seconds: float) -> None:
        """Wait until the printer has acknowledged every byte."""
        _wait(lambda: not _unsent(self._socket), seconds)

    def close(self, whole: bool) -> None:
        if not whole:
            # Forget what was not sent: it must not come out when somebody puts paper in later.
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._socket.close()
        self._printer.close()


class _SerialLine:
    def __init__(self, path: str, baud: int) -> None:
        self._printer = escpos_printers().Serial(path, baudrate=baud, timeout=1)
        self._printer.open()
        self._port = self._printer.device

    def write(self, data: bytes, seconds: float) -> None:
        self._port.write_timeout = seconds
        self._printer._raw(data)

    def drain(self, seconds: float) -> None:
        _wait(lambda: not self._port.out_waiting, seconds)

    def close(self, whole: bool) -> None:
        # Not the close of python-escpos, which waits without limit for a printer that holds back.
        if not whole:
            self._port.reset_output_buffer()
        self._port.close()
        self._printer.device = False


class _UsbLine:
    def __init__(self, vendor: int, product: int, ends: tuple[int, int]) -> None:
        self._printer = escpos_printers().Usb(
            vendor, product, timeout=1000, in_ep=ends[0], out_ep=ends[1]
        )
        self._printer.open()

    def write(self, data: bytes, seconds: float) -> None:
        # In milliseconds; 0, which python-escpos takes by default, is to wait for ever.
        self._printer.timeout = max(1, round(seconds * 1000))
        self._printer._raw(data)

    def drain(self, seconds: float) -> None:
        """A transfer over USB has arrived when it returns."""

    def close(self, whole: bool) -> None:
        self._printer.close()


class _FileLine:
    def __init__(self, path: str) -> None:
        self._printer = escpos_printers().File(path)
        self._file = _PatientFile(path)
        self._printer.device = self._file

    def write(self, data: bytes, seconds: float) -> None:
        self._file.deadline = time.monotonic() + seconds
        self._printer._raw(data)

    def drain(self, seconds: float) -> None:
        """The driver of the printer has taken everything when the last write returns."""

    def close(self, whole: bool) -> None:
        self._printer.close()


class _PatientFile:
    """A device file that is never waited for longer than until ``deadline`` (monotonic)."""

    def __init__(self, path: str) -> None:
        self.deadline = 0.0
        # Not created: a missing device must not become a file that swallows papers.
        self._fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)

    def write(self, data: bytes) -> int:
        rest = memoryview(data)
        while rest:
            if not select.select([], [self._fd], [], _left(self.deadline))[1]:
                raise PrinterSilent(begun=True)
            with contextlib.suppress(BlockingIOError):
                rest = rest[os.write(self._fd, rest) :]
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""

    def close(self) -> None:
        os.close(self._fd)


_KINDS: Final = {"folder", "tcp", "usb", "serial", "file"}
_OPTIONS: Final = {"serial": {"baud"}, "usb": {"in", "out"}}


def _usb_printer(url: str, netloc: str, options: dict[str, str], dots: int | None) -> DevicePrinter:
    ids = re.fullmatch(r"([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})", netloc)
    if ids is None:
        raise _bad(url, "na usb:// komen twee codes van vier tekens, zoals 04b8:0202 (zie lsusb)")
    vendor, product = int(ids[1], 16), int(ids[2], 16)
    ends = (
        _whole(url, options, "in", "82", 16, 0, 255),
        _whole(url, options, "out", "1", 16, 0, 255),
    )
    return DevicePrinter(dots, lambda seconds: _UsbLine(vendor, product, ends))


def _dots(url: str, options: dict[str, str]) -> int | None:
    if "dots" not in options:
        return None
    dots = int(options["dots"]) if options["dots"].isdecimal() else 0
    if dots not in MEASURES:
        raise _bad(url, "dots is 384 (papier van 58 mm) of 576 (80 mm)")
    return dots


def _whole(
    url: str, options: dict[str, str], name: str, usual: str, base: int, low: int, high: int
) -> int:
    text = options.get(name, usual)
    try:
        number = int(text, base)
    except ValueError:
        number = -1
    if not low <= number <= high:
        raise _bad(url, f"{name}={text} kan niet")
    return number


def _bad(url: str, why: str) -> BadPrinterUrl:
    return BadPrinterUrl(f"Het adres van de printer klopt niet ({url}): {why}.")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise PrinterSilent(begun=True)
    return left


def _wait(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() >= deadline:
            raise PrinterSilent(begun=True)
        time.sleep(0.01)


def _unsent(connection: socket.socket) -> int:
    """Bytes that the other side has not acknowledged; 0 where the system cannot tell."""
    if not sys.platform.startswith("linux"):
        return 0
    import fcntl
    import termios

    waiting = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0" * 4)
    return int(struct.unpack("i", waiting)[0])


@contextlib.contextmanager
def _plainly(begun: bool) -> Iterator[None]:
    """Turn what libraries raise into a PrinterError with a sentence for a volunteer."""
    try:
        yield
    except PrinterError:
        raise
    except Exception as error:  # python-escpos, pyusb and pyserial share no base class
        if not begun:
            missing = isinstance(error, RuntimeError) or type(error).__name__ == "NoBackendError"
            raise (NoPrinterDriver() if missing else PrinterNotFound()) from error
        late = isinstance(error, TimeoutError) or "Timeout" in type(error).__name__
        raise (PrinterSilent if late else PrinterGone)(begun=True) from error
