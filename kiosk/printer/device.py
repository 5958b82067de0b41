"""A real printer: it is asked how it is, gets a paper, and is asked whether the paper is out.

A line is opened for one conversation and closed again, so that a printer comes back by itself
after its cable was out, and nothing stays behind in a buffer here. What a printer has taken is not
yet on paper: one without paper goes on swallowing. So it is believed in this order: its own word
that the print is complete (``GS ( H``); a status without trouble (``DLE EOT``) once it answered a
question that stood behind the cut, or, when it answers none, once the paper must be out; and else
nobody knows.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, Protocol

from PIL import Image

from kiosk.errors import KioskError
from kiosk.paper.commands import CLEAN, CLEAR, escpos_bytes
from kiosk.printer.errors import PrinterNotReady, PrinterSilent, plainly
from kiosk.printer.lines import Line
from kiosk.printer.talk import Talk
from kiosk.printer_state import TROUBLE, PrinterState, Profile, Status

CONNECT_SECONDS: Final = 5.0
"""How long a printer may take to be found."""

SEND_SECONDS: Final = 20.0
"""How long a printer may take for one paper, on top of printing it and of a slow line."""

DONE_SECONDS: Final = 5.0
"""How long a printer that should be done may take to say so."""

CUT_SECONDS: Final = 1.0
"""Feeding and cutting."""

ROWS_PER_SECOND: Final = 400.0
"""50 mm of paper: the slowest printers that are sold."""

LOOK_SECONDS: Final = 0.25
"""Between two looks at a printer that prints."""


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a paper that was sent whole.

    ``untold``: this printer can tell nothing at all, and nothing went wrong that shows. ``state``
    is that of the printer afterwards, ``file`` the picture when it is a folder.
    """

    outcome: Literal["printed", "unknown", "untold"]
    state: PrinterState
    file: Path | None = None


class Printer(Protocol):
    """Where papers go; ``dots`` is the width they must have, None when the address says none."""

    @property
    def dots(self) -> int | None: ...

    def look(self) -> PrinterState:
        """Ask how the printer is. Raises PrinterError when it is not there."""
        ...

    def put(self, paper: Image.Image, name: str, begin: Callable[[], bool]) -> Put | None:
        """Print one paper; ``begin`` is called just before its first byte and may call it off.

        None when it was called off. Raises PrinterError; ``begun`` says whether bytes may have
        gone.
        """
        ...

    def clean_first(self) -> None:
        """A paper of an earlier run broke off: throw it away before the next one."""
        ...


class Profiles(Protocol):
    """Where it is kept what models of printers can tell."""

    def find(self, model: str) -> Profile | None: ...

    def keep(self, profile: Profile) -> None: ...


class DevicePrinter:
    """A printer at the end of a line; ``speed`` in bytes per second when the line is slow.

    ``connect`` opens the line within a number of seconds. ``address`` names the model when it does
    not name itself.
    """

    def __init__(
        self,
        dots: int | None,
        connect: Callable[[float], Line],
        address: str,
        profiles: Profiles,
        speed: float = 0.0,
    ) -> None:
        self.dots = dots
        self.speed = speed
        self._connect = connect
        self._address = address
        self._profiles = profiles
        self._profile = Profile(address)
        self._met = False
        self._unclean = False
        self._tokens = itertools.count(1)

    def clean_first(self) -> None:
        self._unclean = True

    def look(self) -> PrinterState:
        with self._talking() as talk, plainly(begun=False):
            return self._ready(talk)

    def put(self, paper: Image.Image, name: str, begin: Callable[[], bool]) -> Put | None:
        with self._talking() as talk:
            with plainly(begun=False):
                state = self._ready(talk)
            if state in TROUBLE:
                raise PrinterNotReady(state)
            if not begin():
                return None
            self._unclean = True
            with plainly(begun=True):
                put = self._print(talk, paper)
        self._unclean = put.outcome == "unknown"
        return put

    @contextlib.contextmanager
    def _talking(self) -> Iterator[Talk]:
        """An open line. What was gone may come back as another model."""
        try:
            with plainly(begun=False):
                line = self._connect(CONNECT_SECONDS)
        except Exception:
            self._met = False
            raise
        whole = False
        try:
            with plainly(begun=False):
                talk = Talk(line)
            yield talk
            whole = True
        finally:
            with contextlib.suppress(Exception):
                line.close(whole)

    def _ready(self, talk: Talk) -> PrinterState:
        """How the printer is; when it is fit, it is clean and known. Raises PrinterSilent."""
        status = talk.status()
        if status is None:
            if not self._met:
                self._meet(talk)
            if self._profile.status:
                raise PrinterSilent()
            return "unknown"
        if self._unclean:
            talk.send(CLEAR, DONE_SECONDS)
        if status.state in TROUBLE:
            return status.state
        if self._unclean:
            talk.send(CLEAN, self._seconds_for(CLEAN))
            self._unclean = False
        if not (self._met and self._profile.status):
            self._meet(talk)
        self._learn(status=True)
        return status.state

    def _meet(self, talk: Talk) -> None:
        """Ask which model this is, and remember what it can tell."""
        model = talk.model() or self._address
        self._profile = self._profiles.find(model) or Profile(model)
        self._met = True

    def _learn(self, *, status: bool | None = None, done: bool | None = None) -> None:
        learned = replace(
            self._profile,
            status=self._profile.status if status is None else status,
            done=self._profile.done if done is None else done,
        )
        if learned != self._profile:
            self._profile = learned
            with contextlib.suppress(KioskError):  # what is not kept is found out again
                self._profiles.keep(learned)

    def _seconds_for(self, data: bytes) -> float:
        return SEND_SECONDS + (len(data) / self.speed if self.speed else 0.0)

    def _print(self, talk: Talk, paper: Image.Image) -> Put:
        """Send a paper, then find out what became of it."""
        known = self._profile
        asks = talk.talks and known.done is not False
        token = b"%04d" % (next(self._tokens) % 10_000) if asks else b""
        echo = talk.talks and known.model != self._address and not known.done
        data = escpos_bytes(paper, announce=bool(known.status), token=token, echo=echo)
        paper_seconds = paper.height / ROWS_PER_SECOND
        named, begun = talk.named, time.monotonic()
        talk.send(data, self._seconds_for(data) + paper_seconds)
        until = begun + paper_seconds + CUT_SECONDS + (DONE_SECONDS if token or echo else 0.0)
        if self.speed:
            until += len(data) / self.speed

        def through() -> bool:
            """Whether the printer itself says that it got to the end."""
            return talk.done(token) or talk.named > named

        status = self._watch(talk, through, until, hopes=bool(token))
        if talk.seen.state in TROUBLE:
            # It may go on once somebody puts paper in, but then the paper comes in two pieces.
            talk.send(CLEAR, DONE_SECONDS)
            return Put("unknown", talk.seen.state)
        if talk.done(token):
            self._learn(done=True)
            return Put("printed", status.state if status else "unknown")
        if status is not None:
            waited = through() or not echo
            if waited:
                self._learn(done=bool(known.done))
            return Put("printed" if waited and not known.done else "unknown", status.state)
        if known.status:
            return Put("unknown", "offline")
        if known.mute or not talk.talks:
            return Put("untold", "unknown")
        self._learn(status=False, done=bool(known.done))
        return Put("unknown", "unknown")

    def _watch(
        self, talk: Talk, through: Callable[[], bool], until: float, *, hopes: bool
    ) -> Status | None:
        """Wait until the paper is out or cannot come any more; the last thing the printer said."""
        while True:
            ended = through() or time.monotonic() >= until
            status = talk.status() if self._profile.status else None
            silent = status is None and (self._profile.status or not hopes)
            if ended or silent or talk.seen.state in TROUBLE:
                return status
            talk.listen(LOOK_SECONDS, through)
