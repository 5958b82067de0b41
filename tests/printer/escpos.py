"""ESC/POS as a printer reads it: one command after the other, out of a stream of bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

Take = Callable[[int], bytes]
"""Gives so many bytes of the stream, however long that takes; EOFError at its end."""

AT_ONCE: Final = re.compile(
    rb"\x10\x04[\x01-\x08]|\x10\x05[\x00-\x02]|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
    rb"|\x10\x14[\x01\x02\x03\x07].."
)
"""Commands that a printer obeys when they come in, wherever in the stream they stand."""


@dataclass(frozen=True, slots=True)
class Command:
    """``name`` is what it does, ``numbers`` what stands behind it, ``data`` the rest of it."""

    name: str
    numbers: tuple[int, ...] = ()
    data: bytes = b""


def read_command(take: Take) -> Command:
    """The next command; of a raster only the head, the rows are still to be taken."""
    head = take(1)[0]
    if head == 0x1B:
        return _escape(take)
    if head == 0x1D:
        return _group(take)
    if head == 0x10:
        second = take(1)[0]
        if second == 0x14:
            kind = take(1)[0]
            return Command("at once", (second, kind), take(7 if kind == 8 else 2))
        return Command("at once", (second, take(1)[0]))
    return Command("nothing") if head == 0 else Command("text", (head,))


def _escape(take: Take) -> Command:
    letter = take(1)
    if letter == b"@":
        return Command("begin")
    if letter == b"d":
        return Command("feed", (take(1)[0],))
    return Command("unknown", (0x1B, letter[0]))


def _group(take: Take) -> Command:
    letter = take(1)
    if letter == b"v":
        kind, mode, *size = take(6)
        wide, high = size[0] + 256 * size[1], size[2] + 256 * size[3]
        if kind == 0x30 and mode == 0:
            return Command("raster", (wide, high))
    elif letter == b"V":
        kind = take(1)[0]
        return Command("cut", (kind, take(1)[0]) if kind in (65, 66) else (kind,))
    elif letter == b"a":
        return Command("announce", (take(1)[0],))
    elif letter == b"I":
        return Command("who", (take(1)[0],))
    elif letter == b"(":
        function = take(1)
        low, high = take(2)
        data = take(low + 256 * high)
        if function == b"H" and data[:2] == b"00":
            return Command("tell when done", data=data[2:])
    return Command("unknown", (0x1D, letter[0]))


def commands(data: bytes) -> Iterator[Command]:
    """Every command in whole data, with the dots of the rasters. EOFError when one is cut off."""
    stream = io.BytesIO(data)

    def take(size: int) -> bytes:
        taken = stream.read(size)
        if len(taken) < size:
            raise EOFError
        return taken

    while stream.tell() < len(data):
        command = read_command(take)
        if command.name == "raster":
            wide, high = command.numbers
            command = Command("raster", command.numbers, take(wide * high))
        yield command


def skeleton(data: bytes) -> list[tuple[str, tuple[int, ...]]]:
    """What a printer is told to do, without what it is told to draw; nothing obeyed at once."""
    assert not AT_ONCE.search(data), "the dots are a command"
    return [(one.name, one.numbers) for one in commands(data)]
