"""A receipt printer on the network that reads every byte, prints on a picture, and breaks down.

Like a real one it takes bytes into a buffer while it prints, obeys some commands the moment they
come in, and does not care whether it is the same conversation: half a raster of a broken off paper
swallows the start of the next one.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from tests.printer.escpos import AT_ONCE, Command, read_command

BUFFER = 32_768


class _Restart(Exception):
    """The buffer was thrown away in the middle of a command."""


@dataclass
class Faults:
    """What is wrong with the printer now; a test changes it at any time, with ``suffer``."""

    low: bool = False
    out: bool = False
    swallows: bool = True  # what comes while the paper is out is lost; else it waits
    cover: bool = False
    silent: bool = False  # answers nothing
    frozen: bool = False  # reads nothing, prints nothing
    late: float = 0.0  # seconds before each answer


class SimulatedPrinter:
    """Listens on ``url``. ``papers`` are the cut sheets, ``scraps`` what else came off the roll.

    ``model`` is what it says it is (empty: nothing), ``tells_status`` and ``tells_done`` what it
    can tell at all, ``clears`` whether it knows how to throw its buffer away. ``before_paper`` is
    called at the first row of each sheet, ``after_row`` at each row.
    """

    def __init__(
        self,
        model: str = "TM-T20II",
        *,
        tells_status: bool = True,
        tells_done: bool = True,
        clears: bool = True,
        rows_per_second: float = 100_000.0,
    ) -> None:
        self.model = model
        self.tells_status = tells_status
        self.tells_done = tells_done
        self.clears = clears
        self.rows_per_second = rows_per_second
        self.faults = Faults()
        self.papers: list[Image.Image] = []
        self.scraps: list[Image.Image] = []
        self.obeyed: list[bytes] = []
        self.text = b""
        self.unknown: list[Command] = []
        self.before_paper: Callable[[], None] = lambda: None
        self.after_row: Callable[[int], None] = lambda row: None
        self._rows: list[bytes] = []
        self._buffer = bytearray()
        self._tail = b""
        self._times = 0
        self._announces = False
        self._change = threading.Condition(threading.RLock())
        self._peers: list[socket.socket] = []
        self._closed = False
        self._server: socket.socket | None = None
        self._port = 0
        self.plug_in()
        self.url = f"tcp://127.0.0.1:{self._port}"
        threading.Thread(target=self._print, name="simulated printer", daemon=True).start()

    # -- what a test does to it -----------------------------------------------------------------

    def suffer(self, **faults: bool | float) -> None:
        """Something breaks, or is right again; the printer announces it if it was asked to."""
        with self._change:
            for name, value in faults.items():
                assert hasattr(self.faults, name)
                setattr(self.faults, name, value)
            if self._announces:
                self._answer(self._announcement())
            self._change.notify_all()

    def refill(self) -> None:
        """A new roll; what was on the old one is a scrap."""
        with self._change:
            self._tear()
            self.suffer(out=False, low=False)

    def unplug(self) -> None:
        """The cable is out: whoever talks is cut off, nobody can come."""
        with self._change:
            server, self._server = self._server, None
            if server is not None:
                # a listening socket that is closed while somebody waits in accept goes on
                with contextlib.suppress(OSError):
                    server.shutdown(socket.SHUT_RDWR)
                server.close()
            self._hang_up()

    def plug_in(self) -> None:
        """The cable is in again."""
        with self._change:
            if self._server is None and not self._closed:
                self._server = socket.create_server(("127.0.0.1", self._port), reuse_port=True)
                self._server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                self._port = self._server.getsockname()[1]
                arrivals = threading.Thread(target=self._accept, args=(self._server,), daemon=True)
                arrivals.start()

    def reset(self) -> None:
        """The power goes off and on: what was not printed is forgotten, the paper stays in."""
        with self._change:
            self._forget()
            self._announces = False
            self._hang_up()

    def close(self) -> None:
        """Take it away."""
        with self._change:
            self._closed = True
            self.unplug()
            self._change.notify_all()

    def wait_for(self, papers: int, seconds: float = 30.0) -> None:
        """Wait until so many sheets are cut."""
        until = time.monotonic() + seconds
        while len(self.papers) < papers:
            assert time.monotonic() < until, f"{len(self.papers)} papers instead of {papers}"
            time.sleep(0.005)

    # -- the line -------------------------------------------------------------------------------

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            with self._change:
                self._peers.append(peer)
            threading.Thread(target=self._read, args=(peer,), daemon=True).start()

    def _read(self, peer: socket.socket) -> None:
        while True:
            with self._change:
                self._change.wait_for(
                    lambda: self._closed or (not self.faults.frozen and len(self._buffer) < BUFFER)
                )
            try:
                data = peer.recv(4096)
            except OSError:
                data = b""
            with self._change:
                if not data or self._closed:
                    peer.close()
                    if peer in self._peers:
                        self._peers.remove(peer)
                    return
                self._take_in(data)

    def _take_in(self, data: bytes) -> None:
        """Obey at once what is to be obeyed at once, keep the rest for its turn."""
        self._buffer += data
        scanned = self._tail + data
        end = 0
        for found in AT_ONCE.finditer(scanned):
            if found.end() > len(self._tail):
                end = found.end()
                self._obey(found[0])
        self._tail = scanned[end:][-9:] if end < len(scanned) else b""
        self._change.notify_all()

    def _obey(self, command: bytes) -> None:
        if command[1] == 4 and self.tells_status:
            self._answer(bytes((self._status(command[2]),)))
        elif command[1] == 0x14 and command[2] == 8:
            if self.clears:
                self._forget()
                self._answer(b"\x37\x25\x00")
        elif command[1] != 4:
            self.obeyed.append(command)

    def _answer(self, answer: bytes) -> None:
        if self.faults.silent or not self._peers:
            return
        peer, late = self._peers[-1], self.faults.late

        def send() -> None:
            with contextlib.suppress(OSError):
                peer.sendall(answer)

        if late:
            threading.Timer(late, send).start()
        else:
            send()

    def _status(self, question: int) -> int:
        faults = self.faults
        stopped = faults.out or faults.cover
        match question:
            case 1:
                return 0x12 | 0x08 * stopped
            case 2:
                return 0x12 | 0x04 * faults.cover | 0x20 * faults.out
            case 4:
                return 0x12 | 0x0C * (faults.low or faults.out) | 0x60 * faults.out
        return 0x12

    def _announcement(self) -> bytes:
        faults = self.faults
        first = 0x10 | 0x08 * (faults.out or faults.cover) | 0x20 * faults.cover
        return bytes((first, 0, 0x03 * (faults.low or faults.out) | 0x0C * faults.out, 0))

    def _hang_up(self) -> None:
        for peer in self._peers:
            with contextlib.suppress(OSError):
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                peer.shutdown(socket.SHUT_RDWR)
        self._peers.clear()

    # -- the paper ------------------------------------------------------------------------------

    def _print(self) -> None:
        while not self._closed:
            try:
                self._do(read_command(self._take))
            except _Restart:
                continue
            except EOFError:
                return

    def _take(self, size: int) -> bytes:
        """The next bytes of the buffer, once they are there and the printer can go on."""
        with self._change:
            times = self._times
            while len(self._buffer) < size or self._stands_still():
                if self._closed:
                    raise EOFError
                if times != self._times:
                    raise _Restart
                self._change.wait()
            if times != self._times:
                raise _Restart
            taken = bytes(self._buffer[:size])
            del self._buffer[:size]
            self._change.notify_all()
            return taken

    def _stands_still(self) -> bool:
        faults = self.faults
        return faults.frozen or faults.cover or (faults.out and not faults.swallows)

    def _do(self, command: Command) -> None:
        match command.name:
            case "begin":
                self._announces = False
            case "raster":
                self._draw(*command.numbers)
            case "cut":
                self._cut()
            case "announce":
                with self._change:
                    self._announces = bool(command.numbers[0])
                    self._answer(self._announcement())
            case "who" if self.model and command.numbers == (67,):
                self._answer(b"\x5f" + self.model.encode() + b"\0")
            case "tell when done" if self.tells_done and not self.faults.out:
                self._answer(b"\x37\x22" + command.data + b"\0")
            case "text":
                self.text += bytes(command.numbers)
            case "unknown":
                self.unknown.append(command)

    def _draw(self, wide: int, high: int) -> None:
        if not self._rows:
            self.before_paper()
        for row in range(high):
            dots = self._take(wide)
            with self._change:
                if not self.faults.out:
                    self._rows.append(dots)
                drawn = len(self._rows)
            self.after_row(drawn)
            if row % 24 == 23:
                time.sleep(24 / self.rows_per_second)

    def _cut(self) -> None:
        with self._change:
            if self._rows and not self.faults.out:
                self.papers.append(_picture(self._rows))
                self._rows = []

    def _tear(self) -> None:
        if self._rows:
            self.scraps.append(_picture(self._rows))
            self._rows = []

    def _forget(self) -> None:
        self._buffer.clear()
        self._tail = b""
        self._times += 1
        self._change.notify_all()


def _picture(rows: list[bytes]) -> Image.Image:
    wide = max(len(row) for row in rows)
    dots = b"".join(row.ljust(wide, b"\0") for row in rows)
    return Image.frombytes("1", (wide * 8, len(rows)), bytes(byte ^ 0xFF for byte in dots))
