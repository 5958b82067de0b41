"""Copies with ten years of data, in figures:

    python -m tests.copies_figures

How long a copy, the same on a stick and a restore on an empty machine take, and whether each of
1,000 changed bits and cuts is found in all three files. The exit code is 1 when one is not.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

import db
from kiosk.copy_errors import BadCopy
from kiosk.services import backups, keys, restoring, stick_copies
from kiosk.settings import Settings
from kiosk.start import open_data
from tests.bench.history import write_history

T = TypeVar("T")

WORDS: Final = "soep op woensdag middag"
TIMES: Final = 1000
NOW: Final = datetime(2026, 11, 28, 13, 20, tzinfo=UTC)


def main() -> int:
    """Print the figures; the exit code."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        data = write_history(folder / "data").parent
        stick, new = folder / "stick", folder / "new"
        stick.mkdir()
        new.mkdir()
        db.open_database(f"sqlite:///{data / backups.DATABASE}").close()
        keys.load_ring(data)
        backups.choose_passphrase(data, WORDS)
        size = (data / backups.DATABASE).stat().st_size / 2**20
        print(f"{size:.1f} MB, {backups.counts_now()}")
        copy = _timed("a copy, proven", lambda: backups.make_backup(NOW))
        taken = _timed("the same on a stick", lambda: backups.take_along(data, stick, NOW))
        print(f"on the stick {taken.label.size / 2**20:.1f} MB")
        db.close_connection()

        def restore() -> None:
            restoring.put_back(restoring.open_copy(taken.path, new, WORDS), new, NOW)
            open_data(Settings(data=new), NOW)

        _timed("on an empty machine", restore)
        print(f"there: {backups.counts_now()}")
        db.close_connection()
        found = [
            _found("copy", copy, copy, _refuses_copy),
            _found("its manifest", copy, db.sidecar(copy), _refuses_copy),
            _found("stick", taken.path, taken.path, _refuses_archive),
        ]
        return 0 if all(found) else 1


def _timed(what: str, work: Callable[[], T]) -> T:
    began = time.monotonic()
    result = work()
    print(f"{what}: {time.monotonic() - began:.2f} s")
    return result


def _found(what: str, path: Path, damaged: Path, refuses: Callable[[Path], bool]) -> bool:
    """Whether each change in ``damaged`` is found when ``path`` is proven; the file is left as is."""
    whole = damaged.read_bytes()
    chance = random.Random(1)
    found = 0
    for number in range(TIMES):
        place = chance.randrange(len(whole))
        if number % 10 < 7:
            with open(damaged, "r+b") as file:
                file.seek(place)
                file.write(bytes([whole[place] ^ 1 << chance.randrange(8)]))
        else:
            with open(damaged, "r+b") as file:
                file.truncate(place)
        found += refuses(path)
        damaged.write_bytes(whole)
    print(f"{what}: {found} of {TIMES} changed bits and cuts found")
    return found == TIMES


def _refuses_copy(path: Path) -> bool:
    try:
        db.verify(path)
    except db.BadBackup:
        return True
    return False


def _refuses_archive(path: Path) -> bool:
    try:
        stick_copies.verify_archive(path)
    except BadCopy:
        return True
    return False


if __name__ == "__main__":
    raise SystemExit(main())
