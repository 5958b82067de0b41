"""The power goes at every step of putting a copy back: the old data or the new, whole.

    python -m tests.power.restoring

prints the figures; the exit code is 1 when any state of the disk opened as anything else.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import db
from db import models
from tests.power.cuts import ROOT, memory
from tests.power.recording import record
from tests.power.replay import State, cuts, write_out

AT: Final = datetime(2026, 3, 14, 16, 20, tzinfo=UTC)
NAME: Final = "onthaal.db"
BEGAN, DONE = "began.ack", "done.ack"
OLD, NEW, LATER = 5, 3, 4
"""Drafts in what is replaced, in the copy, and after one more act on what was put back."""


@dataclass
class Found:
    """What the cuts did."""

    steps: int = 0
    states: int = 0
    old: int = 0
    new: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.steps} steps, {self.states} different states after a power cut during or after "
            f"the restore: {self.old} times the old data, {self.new} times the new, "
            f"{len(self.wrong)} wrong"
        )


def run(folder: Path) -> None:
    """What is recorded: a day, a copy of it, more of the day, the copy put back, and on."""
    path = folder / NAME
    database = db.open_database(f"sqlite:///{path}")
    _write(NEW)
    target = db.backups_folder(path) / "copy.db"
    copy = db.backup(database, target, why="close", at=AT, day=AT.date()).path
    _write(OLD)
    database.close()
    db.write_file(folder / BEGAN, b"now")
    db.restore_backup(copy, path, at=AT, day=AT.date())
    db.write_file(folder / DONE, b"now")
    database = db.open_database(f"sqlite:///{path}")
    _write(LATER)
    database.close()


def replay(folder: Path, *, variants: int = 3, every: int = 1) -> Found:
    """Record that in ``folder / "run"`` and start on whatever each power cut may leave."""
    made, now = folder / "run", folder / "now"
    made.mkdir()
    command = [sys.executable, "-m", "tests.power.restoring", str(made)]
    ops = record(command, made, folder / "trace", ROOT)
    found = Found(steps=len(ops))
    seen: set[int] = set()
    for step, state in cuts(ops, made, variants, random.Random(1), every):
        known = hash(tuple(state.items()))
        if str(made / BEGAN) not in state or known in seen:
            continue
        seen.add(known)
        write_out(state, made, now)
        _look(now, state, made, found, f"after step {step}, {ops[step]!r:.80}")
        shutil.rmtree(now)
    return found


def _look(now: Path, state: State, made: Path, found: Found, where: str) -> None:
    found.states += 1
    try:
        database = db.open_database(f"sqlite:///{now / NAME}")
        drafts = models.Draft.select().count()
        database.close()
        db.verify(db.backups_folder(now / NAME) / "copy.db")
    except db.StorageError as error:
        found.wrong.append(f"{where}: {error}")
        return
    found.old += drafts == OLD
    found.new += drafts in (NEW, LATER)
    right = (NEW, LATER) if str(made / DONE) in state else (OLD, NEW)
    if drafts not in right:
        found.wrong.append(f"{where}: {drafts} drafts")


def _write(count: int) -> None:
    with db.transaction():
        models.Draft.delete().execute()
        for number in range(count):
            models.Draft.keep(f"draft {number}", "{}" + " " * 2000)


def main(arguments: list[str]) -> int:
    """Be what is recorded, or print the figures."""
    if arguments:
        run(Path(arguments[0]))
        return 0
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        found = replay(Path(folder))
        print(found)
        for sentence in found.wrong[:5]:
            print(f"  {sentence}")
        return 1 if found.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
