"""The lines to a printer: bytes go and come, and nothing is ever waited for without limit."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import stat
import struct
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from kiosk.printer.errors import PrinterGone, PrinterNotFound, PrinterSilent

_SMALL_BUFFER = 4096


class Line(Protocol):
    """An open printer. All limits are in seconds; what takes longer raises PrinterSilent."""

    talks: bool
    """Whether anything can come back on it."""

    def write(self, data: bytes, seconds: float) -> None:
        """Hand over all of it."""
        ...

    def read(self, seconds: float) -> bytes:
        """What the printer said, as soon as there is anything; nothing after that time."""
        ...

    def drain(self, seconds: float) -> None:
        """Wait until the printer has taken everything, as far as the line can tell."""
        ...

    def close(self, whole: bool) -> None:
        """Let go at once; what a printer did not take of a paper that is not whole is dropped."""
        ...


class NetworkLine:
    """A printer that listens on the network, usually on port 9100."""

    talks = True

    def __init__(self, host: str, port: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        self._socket = _connected(_found(host, port, seconds), deadline)
        # A small buffer here, so that what a printer without paper does not take shows at once.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SMALL_BUFFER)
        # Questions are a few bytes, and are not to wait for more.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes, seconds: float) -> None:
        self._socket.settimeout(seconds)
        self._socket.sendall(data)

    def read(self, seconds: float) -> bytes:
        self._socket.settimeout(max(0.001, seconds))
        try:
            said = self._socket.recv(1024)
        except TimeoutError:
            return b""
        if not said:
            raise PrinterGone()
        return said

    def drain(self, seconds: float) -> None:
        wait_until(self._is_taken, seconds)

    def _is_taken(self) -> bool:
        """Raises OSError when the line broke: what was not sent stays unsent forever then."""
        if error := self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(error, os.strerror(error))
        return not _unsent(self._socket)

    def close(self, whole: bool) -> None:
        if not whole:
            # Forget what was not sent: it must not come out when somebody puts paper in later.
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


class SerialLine:
    """A printer on a serial cable, or on USB as a serial port."""

    talks = True

    def __init__(self, path: str, baud: int) -> None:
        import serial

        self._port = serial.Serial(path, baudrate=baud, timeout=0)

    def write(self, data: bytes, seconds: float) -> None:
        self._port.write_timeout = seconds
        self._port.write(data)

    def read(self, seconds: float) -> bytes:
        self._port.timeout = max(0.001, seconds)
        first: bytes = self._port.read(1)
        return first + self._port.read(self._port.in_waiting) if first else b""

    def drain(self, seconds: float) -> None:
        wait_until(lambda: not self._port.out_waiting, seconds)

    def close(self, whole: bool) -> None:
        if not whole:
            # Closing would wait without limit for a printer that holds back.
            self._port.reset_output_buffer()
        self._port.close()


class UsbLine:
    """A printer on USB through libusb; the kernel's own driver is asked to let go of it.

    ``ends`` are the addresses of the end points in and out; None looks for them.
    """

    def __init__(self, vendor: int, product: int, ends: tuple[int | None, int | None]) -> None:
        import usb.core
        import usb.util

        device = usb.core.find(idVendor=vendor, idProduct=product)
        if device is None:
            raise PrinterNotFound()
        self._late = usb.core.USBTimeoutError
        self._let_go = usb.util.dispose_resources
        self._device = device
        interface, found_in, found_out = _interface(device)
        self._in = found_in if ends[0] is None else ends[0]
        self._out = found_out if ends[1] is None else ends[1]
        self.talks = self._in is not None
        if self._out is None:
            raise PrinterNotFound()
        with contextlib.suppress(NotImplementedError):
            if device.is_kernel_driver_active(interface):
                device.detach_kernel_driver(interface)
        usb.util.claim_interface(device, interface)

    def write(self, data: bytes, seconds: float) -> None:
        # In milliseconds; 0 is to wait for ever.
        self._device.write(self._out, data, max(1, round(seconds * 1000)))

    def read(self, seconds: float) -> bytes:
        try:
            return bytes(self._device.read(self._in, 64, max(1, round(seconds * 1000))))
        except self._late:
            return b""

    def drain(self, seconds: float) -> None:
        """A transfer over USB has arrived when it returns."""

    def close(self, whole: bool) -> None:
        self._let_go(self._device)


class FileLine:
    """A printer as a device file: the kernel's usblp driver."""

    def __init__(self, path: str) -> None:
        # Only a device answers. It is not created: a missing one must not become a file that
        # swallows papers. O_NONBLOCK, since opening or writing could wait for ever.
        self.talks = stat.S_ISCHR(os.stat(path).st_mode)
        way = os.O_RDWR if self.talks else os.O_WRONLY
        self._file = os.open(path, way | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)

    def write(self, data: bytes, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        rest = memoryview(data)
        while rest:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([], [self._file], [], left)[1]:
                raise PrinterSilent()
            with contextlib.suppress(BlockingIOError):
                rest = rest[os.write(self._file, rest) :]

    def read(self, seconds: float) -> bytes:
        if not select.select([self._file], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._file, 1024)
        except BlockingIOError:
            return b""
        except OSError:  # usblp refuses to read from a printer that has no way back
            self.talks = False
            return b""

    def drain(self, seconds: float) -> None:
        """The driver of the printer has taken everything when the last write returns."""

    def close(self, whole: bool) -> None:
        os.close(self._file)


def wait_until(done: Callable[[], bool], seconds: float) -> None:
    """Look every moment whether it is so. Raises PrinterSilent when it takes too long."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() >= deadline:
            raise PrinterSilent()
        time.sleep(0.01)


def _found(host: str, port: int, seconds: float) -> list[tuple[Any, ...]]:
    """The addresses of a name; the lookup of the system has no time limit of its own."""
    found: list[tuple[Any, ...]] = []

    def look_up() -> None:
        with contextlib.suppress(OSError):
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))

    thread = threading.Thread(target=look_up, name="printer's address", daemon=True)
    thread.start()
    thread.join(seconds)
    return found


def _connected(addresses: list[tuple[Any, ...]], deadline: float) -> socket.socket:
    """A connection to the first of these that takes one. Raises PrinterNotFound."""
    why: OSError | None = None
    for family, kind, protocol, _, address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(left)
            connection.connect(address)
            return connection
        except OSError as error:
            connection.close()
            why = error
    raise PrinterNotFound() from why


def _interface(device: Any) -> tuple[int, int | None, int | None]:
    """Which interface of a USB device is the printer, and its bulk end points in and out."""
    import usb.util

    interfaces = list(device.get_active_configuration())
    printers = [one for one in interfaces if one.bInterfaceClass == 7]
    chosen = (printers or interfaces)[0]
    ends: dict[bool, int] = {}
    for end in chosen:
        if usb.util.endpoint_type(end.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK:
            inward = usb.util.endpoint_direction(end.bEndpointAddress) == usb.util.ENDPOINT_IN
            ends.setdefault(inward, end.bEndpointAddress)
    return chosen.bInterfaceNumber, ends.get(True), ends.get(False)


def _unsent(connection: socket.socket) -> int:
    """Bytes that the other side has not acknowledged; 0 where the system cannot tell."""
    if not sys.platform.startswith("linux"):
        return 0
    import fcntl
    import termios

    waiting = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, b"\0" * 4)
    return int(struct.unpack("i", waiting)[0])
