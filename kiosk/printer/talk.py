"""A conversation with a printer: questions and answers, and a paper in between."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from kiosk.paper.commands import WHO
from kiosk.printer.errors import PrinterSilent
from kiosk.printer.lines import Line
from kiosk.printer_state import QUESTIONS, Answer, Answers, Status, announced, answered

ANSWER_SECONDS: Final = 1.0
"""How long a printer may think about a question; real ones take some milliseconds."""

CHUNK: Final = 4096
"""Bytes that are handed over at once: cheap printers time out on more."""


class Talk:
    """One open line.

    ``seen`` is the worst that the printer said of itself during it, ``named`` how often it said
    its name.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._answers = Answers()
        self._done: set[bytes] = set()
        self.named = 0
        self.seen = Status()
        if self.talks:
            line.read(0.0)  # what is still there answers a question of an earlier conversation

    @property
    def talks(self) -> bool:
        """Whether anything can come back."""
        return self._line.talks

    def status(self) -> Status | None:
        """Ask how the printer is, even while it prints; None when it does not say."""
        whole = Status()
        for question in QUESTIONS:
            got = self._ask(bytes((0x10, 0x04, question)), "status")
            if got is None:
                return None
            whole |= answered(question, got.data[0])
        self.seen |= whole
        return whole

    def model(self) -> str:
        """The name that the printer gives itself; empty when it has none to give."""
        got = self._ask(WHO, "text")
        return got.data.decode("ascii", "replace").strip()[:60] if got else ""

    def send(self, data: bytes, seconds: float) -> None:
        """Hand over bytes, a chunk at a time, until the printer has taken all of them."""
        deadline = time.monotonic() + seconds
        for start in range(0, len(data), CHUNK):
            self._line.write(data[start : start + CHUNK], _left(deadline))
        self._line.drain(_left(deadline))

    def listen(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Hear what the printer says by itself for so long, or until that is so."""
        deadline = time.monotonic() + seconds
        while self.talks and not until() and (left := deadline - time.monotonic()) > 0:
            self._hear(left)

    def done(self, token: bytes) -> bool:
        """Whether the printer said that all before this token is on paper."""
        return token in self._done

    def _ask(self, question: bytes, kind: str) -> Answer | None:
        if not self.talks:
            return None
        deadline = time.monotonic() + ANSWER_SECONDS
        self._line.write(question, ANSWER_SECONDS)
        while self.talks and (left := deadline - time.monotonic()) > 0:
            for answer in self._hear(left):
                if answer.kind == kind:
                    return answer
        return None

    def _hear(self, seconds: float) -> list[Answer]:
        heard = self._answers.feed(self._line.read(seconds))
        for answer in heard:
            if answer.kind == "announced":
                self.seen |= announced(answer.data)
            elif answer.kind == "done":
                self._done.add(answer.data)
            elif answer.kind == "text":
                self.named += 1
        return heard


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise PrinterSilent()
    return left
