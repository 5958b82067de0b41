"""What happens to the simulated printer while it prints: something at most of its papers."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from tests.printer.simulated import SimulatedPrinter

MODELS: Final[tuple[Mapping[str, bool | str], ...]] = (
    {"model": "TM-T20II", "tells_status": True, "tells_done": True, "clears": True},
    {"model": "POS-80", "tells_status": True, "tells_done": False, "clears": False},
    {"model": "", "tells_status": True, "tells_done": True, "clears": False},
    {"model": "", "tells_status": False, "tells_done": False, "clears": False},
    {"model": "TM-T20II", "tells_status": True, "tells_done": True, "clears": True},
)
"""A good printer, a clone without GS ( H, one without a name, one that tells nothing."""

FAULTS: Final[Mapping[str, Mapping[str, bool | float]]] = {
    "paper low": {"low": True},
    "paper out, swallows": {"out": True, "swallows": True},
    "paper out, holds": {"out": True},
    "cover open, silent": {"cover": True, "silent": True},
    "cover open": {"cover": True},
    "never answers": {"silent": True},
    "answers late": {"late": 0.6},
    "frozen": {"frozen": True},
}
KINDS: Final = (*FAULTS, "cable cut", "reset", "slow")
QUICK: Final = 20_000.0
SLOW: Final = 2_500.0
ROWS: Final = 600
"""Of most papers."""


class Weather:
    """Breaks the printer at random rows and puts it right again; counts what happened.

    ``chance`` is that of a fault per paper.
    """

    def __init__(self, printer: SimulatedPrinter, seed: int, chance: float) -> None:
        self.count: Counter[str] = Counter()
        self._printer = printer
        self._dice = random.Random(seed)
        self._chance = chance
        self._bad = False
        self._kind = ""
        self._row = 0
        self._strike: Callable[[], None] | None = None
        self._strike_row = 0
        printer.rows_per_second = QUICK
        printer.before_paper = self._paper
        printer.after_row = self._drawn

    def strike(self, blow: Callable[[], None]) -> None:
        """Do this at some row of the next paper."""
        self._strike_row, self._strike = self._dice.randrange(1, ROWS), blow

    def change_printer(self, number: int) -> None:
        """Another printer stands at the same address."""
        self._printer.unplug()
        for name, what in MODELS[number % len(MODELS)].items():
            setattr(self._printer, name, what)
        self._printer.plug_in()

    def calm(self) -> None:
        """No more faults."""
        self._chance = 0.0

    def _paper(self) -> None:
        if not self._bad and self._dice.random() < self._chance:
            self._kind, self._row = self._dice.choice(KINDS), self._dice.randrange(1, ROWS)

    def _drawn(self, row: int) -> None:
        if self._kind and row >= self._row:
            kind, self._kind = self._kind, ""
            self._bad = True
            self.count[kind] += 1
            self._break(kind)
            # now and then so long that papers expire
            long = self._dice.random() < 0.01
            seconds = 18.0 if long else self._dice.uniform(0.02, 0.9)
            threading.Timer(seconds, self._put_right, (kind,)).start()
        if self._strike is not None and row >= self._strike_row:
            strike, self._strike = self._strike, None
            strike()

    def _break(self, kind: str) -> None:
        match kind:
            case "cable cut":
                self._printer.unplug()
            case "reset":
                self._printer.reset()
            case "slow":
                self._printer.rows_per_second = SLOW
            case _:
                self._printer.suffer(**FAULTS[kind])

    def _put_right(self, kind: str) -> None:
        match kind:
            case "cable cut":
                self._printer.plug_in()
            case "slow":
                self._printer.rows_per_second = QUICK
            case "reset":
                """It is on again."""
            case _:
                usual = {name: type(value)() for name, value in FAULTS[kind].items()}
                if "out" in usual:
                    self._printer.refill()
                self._printer.suffer(**usual)
        self._bad = False
