"""A kiosk that acts at random in a data folder; each act that returned is noted in `acts.ack`.

    python -m tests.power.driver FOLDER [--seed 1] [--acts 300] [--newest] [--flaw NAME]

It starts as the kiosk does: a database of the first version is brought up to date step by step
(unless it begins with the newest), what a kill left behind is put right. After each act that returned, one line goes to `acts.ack` in that folder and
is synced before it goes on. A flaw is put in on purpose, to show that the checks can fail.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from db import files
from kiosk.data_folder import prepare_data
from kiosk.errors import KioskError
from kiosk.services import keys
from kiosk.settings import Settings
from kiosk.start import prepare
from tests.power import acts, file_acts, flaws, migrating
from tests.services.day import START

ACKS = "acts.ack"
ACTS = 300

Returned = Callable[[str, object], None]


def run(folder: Path, seed: int, most: int, *, newest: bool = False) -> None:
    """Start as the kiosk does and act ``most`` times."""
    prepare_data(folder)
    with _notes(folder) as returned:
        if not newest:
            migrating.bring_up_to_date(folder, returned)
        now = START + timedelta(hours=seed % 25)
        settings = Settings(data=folder)
        prepare(settings, now)
        desk = file_acts.Desk(settings, keys.load_ring(folder))
        returned("started", seed)
        dice = random.Random(seed)
        for step in range(most):
            now += timedelta(seconds=10)
            name = f"{seed}-{step}"
            with contextlib.suppress(KioskError):
                if dice.random() < 0.85:
                    acts.act(dice, name, now, desk.ring, returned)
                else:
                    file_acts.act(dice, desk, now, returned)


@contextlib.contextmanager
def _notes(folder: Path) -> Iterator[Returned]:
    """What is acknowledged: a line after each act, synced before the next one begins."""
    with open(folder / ACKS, "a", encoding="utf-8") as notes:
        os.fsync(notes.fileno())
        files.sync_folder(folder)

        def returned(act: str, value: object) -> None:
            notes.write(f"{act} {value}\n")
            notes.flush()
            os.fsync(notes.fileno())

        yield returned


def main(arguments: list[str]) -> None:
    """Run as a program of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.power.driver")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--acts", type=int, default=ACTS)
    parser.add_argument("--newest", action="store_true")
    parser.add_argument("--flaw", choices=sorted(flaws.FLAWS))
    asked = parser.parse_args(arguments)
    if asked.flaw:
        flaws.FLAWS[asked.flaw]()
    run(asked.folder.absolute(), asked.seed, asked.acts, newest=asked.newest)


if __name__ == "__main__":
    main(sys.argv[1:])
