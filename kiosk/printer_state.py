"""What a printer says of itself: bytes in, a state out.

The bits are those of Epson's ESC/POS reference (``DLE EOT``, ``GS a``, ``GS ( H``, ``GS I``), which
other makers follow as far as they follow anything. Everything that comes back is told apart by its
first byte, so an answer that nobody asked for harms nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

PrinterState = Literal["ok", "low", "out", "cover", "offline", "unknown"]
"""``unknown`` is no trouble: many printers cannot tell. ``offline`` is also: not found at all."""

TROUBLE: Final[frozenset[PrinterState]] = frozenset({"out", "cover", "offline"})
"""The states in which no paper comes out until somebody does something."""

PICTURES: Final[Mapping[PrinterState, str]] = {
    "ok": "printer",
    "low": "printer_low",
    "out": "paper_out",
    "cover": "printer_open",
    "offline": "printer_off",
    "unknown": "printer_unknown",
}
"""What is drawn for each state."""

WORDS: Final[Mapping[PrinterState, str]] = {
    "ok": "klaar",
    "low": "bijna op",
    "out": "papier op",
    "cover": "deksel open",
    "offline": "geen printer",
    "unknown": "zegt niets",
}
"""What volunteers read beside it."""

QUESTIONS: Final = (1, 2, 4)
"""What ``DLE EOT`` is asked: whether it is online, why not, and the roll of paper."""

_LONGEST_BLOCK = 100


@dataclass(frozen=True, slots=True)
class Status:
    """What a printer said of itself; two of them joined with ``|`` keep the worst of both."""

    offline: bool = False
    cover: bool = False
    out: bool = False
    low: bool = False

    def __or__(self, other: Status) -> Status:
        return Status(
            self.offline or other.offline,
            self.cover or other.cover,
            self.out or other.out,
            self.low or other.low,
        )

    @property
    def state(self) -> PrinterState:
        """The one thing to be told: what has to be put right first."""
        if self.cover:
            return "cover"
        if self.out:
            return "out"
        if self.offline:
            return "offline"
        return "low" if self.low else "ok"


def answered(question: int, answer: int) -> Status:
    """The meaning of the byte that came back on ``DLE EOT question`` (1, 2 or 4)."""
    match question:
        case 1:
            return Status(offline=bool(answer & 0x08))
        case 2:
            return Status(
                cover=bool(answer & 0x04), out=bool(answer & 0x20), offline=bool(answer & 0x40)
            )
        case _:
            return Status(out=bool(answer & 0x60), low=bool(answer & 0x0C))


def announced(block: bytes) -> Status:
    """The meaning of the four bytes that a printer sends by itself (``GS a``) when it changes."""
    return Status(
        offline=bool(block[0] & 0x08 or block[1] & 0x6C),
        cover=bool(block[0] & 0x20),
        out=bool(block[2] & 0x0C),
        low=bool(block[2] & 0x03),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that came back.

    ``status`` is the byte on ``DLE EOT``, ``announced`` the four of ``GS a``; ``done`` the four
    letters given with ``GS ( H``, sent when all before it is on paper; ``text`` that of ``GS I``.
    """

    kind: Literal["status", "announced", "done", "text"]
    data: bytes


class Answers:
    """Takes apart what comes from a printer, in whatever pieces it comes."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that are whole now; a part of one waits for more, noise is dropped."""
        self._rest += data
        found: list[Answer] = []
        while self._rest:
            size, answer = _first(self._rest)
            if size == 0:
                break
            self._rest = self._rest[size:]
            if answer is not None:
                found.append(answer)
        return found


def _first(data: bytes) -> tuple[int, Answer | None]:
    """How many bytes the first answer takes, 0 when it is not whole yet; None for noise."""
    head = data[0]
    if head in (0x37, 0x5F):
        end = data.find(0)
        if end < 0:
            return (0, None) if len(data) <= _LONGEST_BLOCK else (1, None)
        if head == 0x5F:
            return end + 1, Answer("text", data[1:end])
        return end + 1, Answer("done", data[2:end]) if data[1] == 0x22 else None
    # Of every such byte bits 0 and 7 are fixed at 0 and bit 4 at 1; bit 1 tells these two apart.
    if head & 0x93 == 0x12:
        return 1, Answer("status", data[:1])
    if head & 0x93 == 0x10:
        if any(byte & 0x90 for byte in data[1:4]):
            return 1, None
        return (4, Answer("announced", data[:4])) if len(data) >= 4 else (0, None)
    return 1, None


@dataclass(frozen=True, slots=True)
class Profile:
    """What a model of printer can tell; None is not found out yet.

    ``model`` is its own name (``GS I``), or its address when it has none to give. ``status``: it
    answers ``DLE EOT``. ``done``: it says by ``GS ( H`` when a paper is out.
    """

    model: str
    status: bool | None = None
    done: bool | None = None

    @property
    def mute(self) -> bool:
        """Whether this model can tell nothing at all."""
        return self.status is False and self.done is False
