"""A kiosk that is killed again and again, on a printer that breaks down again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

import db as store
from tests.printer.simulated import SimulatedPrinter
from tests.storm.judge import Verdict, judge
from tests.storm.weather import MODELS, Weather

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Storm:
    """What happened."""

    jobs: int
    kills: int
    faults: Counter[str]
    seconds: float
    papers: list[Image.Image]
    verdict: Verdict


def rage(folder: Path, *, jobs: int, kills: int, chance: float, seed: int = 1) -> Storm:
    """Let ``jobs`` papers be asked for, with ``kills`` spread over them, then judge.

    Half of the kills strike at a random row of a paper, half at a random instant. The printer is
    exchanged for another model at every fifth part of the way. A kiosk that ends by an error of
    its own fails with what it said.
    """
    begun, epoch = time.monotonic(), time.time()
    dice = random.Random(seed)
    printer = SimulatedPrinter()
    weather = Weather(printer, seed, chance)
    dead = part = 0
    kiosk = _kiosk(folder, dead, printer.url, jobs, epoch)
    while kiosk.poll() is None:
        asked = len(acknowledged(folder))
        if asked >= jobs * (part + 1) / len(MODELS) and part < len(MODELS) - 1:
            part += 1
            weather.change_printer(part)
        if dead < kills and asked >= jobs * (dead + dice.random()) / kills:
            _kill(kiosk, weather, dice)
            assert kiosk.returncode in (-signal.SIGKILL, 0), _said(folder)
            dead += 1
            kiosk = _kiosk(folder, dead, printer.url, jobs, epoch)
        time.sleep(0.01)
    weather.calm()
    assert kiosk.returncode == 0, _said(folder)
    time.sleep(1.0)
    database = store.open_database(f"sqlite:///{folder / 'onthaal.db'}")
    try:
        verdict = judge(folder, printer.papers, acknowledged(folder))
    finally:
        database.close()
        printer.close()
    return Storm(jobs, dead, weather.count, time.monotonic() - begun, list(printer.papers), verdict)


def acknowledged(folder: Path) -> list[int]:
    """The papers of acts that returned; a line that a kill cut off does not count."""
    notes = folder / "acts.ack"
    text = notes.read_text(encoding="utf-8") if notes.exists() else ""
    return [int(line) for line in text.split("\n")[:-1]]


def _kiosk(
    folder: Path, seed: int, printer: str, jobs: int, epoch: float
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.storm.kiosk", str(folder), str(seed), printer]
    with open(folder / "kiosk.log", "ab") as said:
        return subprocess.Popen(
            [*command, str(jobs), str(epoch)],
            cwd=ROOT,
            stderr=said,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )


def _said(folder: Path) -> str:
    return (folder / "kiosk.log").read_text(encoding="utf-8")[-4000:]


def _kill(kiosk: subprocess.Popen[bytes], weather: Weather, dice: random.Random) -> None:
    gone = threading.Event()

    def strike() -> None:
        kiosk.send_signal(signal.SIGKILL)
        gone.set()

    if dice.random() < 0.5:
        weather.strike(strike)
        gone.wait(2.0)
    else:
        time.sleep(dice.uniform(0.0, 0.3))
    strike()
    kiosk.wait()
