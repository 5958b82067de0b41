"""What must be true of a data folder after a kill or a power cut, once the kiosk started on it."""

from __future__ import annotations

import re
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from peewee import PeeweeException

import db as store
from db.models.base import proxy
from kiosk import own_pictures
from kiosk.codes import KeyRing
from kiosk.data_folder import prepare_data
from kiosk.errors import KioskError
from kiosk.services import keys, shares
from kiosk.settings import Settings
from kiosk.start import prepare
from tests.power.driver import ACKS
from tests.power.file_acts import PHOTO, chosen_number, pictured_number
from tests.services.day import START, check_invariants

KNOWN: Final = {
    "planned": "SELECT id FROM planned_moment",
    "opened": "SELECT id FROM moment",
    "closed": "SELECT id FROM moment WHERE state = 'closed'",
    "came": "SELECT id FROM check_in",
    "ordered": "SELECT id FROM orders WHERE state IN ('open', 'paid', 'cancelled')",
    "paid": "SELECT id FROM money",
    "booked": "SELECT id FROM booking",
    "let_in": "SELECT id FROM redeeming",
    "printed": "SELECT id FROM print_job WHERE state = 'printed'",
}
"""The numbers of what the database knows, by the act that gave them out.

A migration needs no look: a start on an older version would do it again, on the rows that are
looked for here.
"""

BROKEN: Final = (
    KioskError,
    store.StorageError,
    PeeweeException,
    sqlite3.Error,
    OSError,
    ValueError,
)
"""How a start or a look fails on data that are not right."""

_LINE = re.compile(r"([a-z_]+) (\S+)\n")


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong, in sentences; how many acts were acknowledged; seconds that the start took."""

    wrong: tuple[str, ...]
    acknowledged: int
    seconds: float


def acknowledged(folder: Path) -> list[tuple[str, str]]:
    """The acts that are noted as returned; a line that the cut tore ends the list."""
    notes = folder / ACKS
    acts = []
    if notes.exists():
        for line in notes.read_bytes().decode("utf-8", "replace").splitlines(keepends=True):
            match = _LINE.fullmatch(line)
            if match is None:
                break
            acts.append((match[1], match[2]))
    return acts


def check(folder: Path) -> Found:
    """Start on the folder with the kiosk's own code, then hold it against what was acknowledged."""
    acts = acknowledged(folder)
    began = time.perf_counter()
    try:
        prepare_data(folder)
        ring = keys.load_ring(folder)
        prepare(Settings(data=folder), START)
    except BROKEN as error:
        return Found((f"it does not start: {error!r}",), len(acts), 0.0)
    seconds = time.perf_counter() - began
    database: store.KioskDatabase = proxy.obj
    wrong = []
    try:
        check_invariants()
        if database.sql("SELECT count(*) FROM orders WHERE state = 'basket'").fetchone()[0]:
            wrong.append("a basket was not released")
        wrong += _rows_lost(database, acts)
    except AssertionError as broken:
        wrong.append(f"half an act: {broken}"[:100])
    except BROKEN as error:
        wrong.append(f"it cannot be read: {error!r}")
    finally:
        database.close()
    wrong += _files_lost(folder, acts, ring)
    return Found(tuple(wrong), len(acts), seconds)


def _rows_lost(database: store.KioskDatabase, acts: list[tuple[str, str]]) -> list[str]:
    """What the database does not know of the acts that returned; files are looked at elsewhere."""
    known = {
        act: {str(value) for (value,) in database.sql(question)} for act, question in KNOWN.items()
    }
    typed = [int(value) for act, value in acts if act == "typed"]
    kept = database.sql("SELECT data FROM draft WHERE name = 'form'").fetchone()
    if typed and (kept is None or int(kept[0]) < typed[-1]):
        return [f"typed {typed[-1]} is lost"]
    return [f"{act} {value} is lost" for act, value in acts if value not in known.get(act, {value})]


def _files_lost(folder: Path, acts: list[tuple[str, str]], ring: KeyRing) -> list[str]:
    """Each file is the one of the last act that returned, or a whole newer one."""
    newest = dict(acts)
    photo = folder / own_pictures.FOLDER / f"{PHOTO}.png"
    lost = []
    if chosen_number(folder) < int(newest.get("chose", 0)):
        lost.append(f"chose {newest['chose']} is lost")
    try:
        pictured = pictured_number(photo)
    except OSError:
        pictured = -1
        lost.append("half a picture")
    if pictured < int(newest.get("pictured", 0)):
        lost.append(f"pictured {newest['pictured']} is lost")
    held = {key.id for key in ring.keys}
    for act, value in acts:
        gone = (
            (act == "renewed" and int(value) not in held)
            or (act == "drawn" and (photo.with_name(f"{value}.png")).exists())
            or (act == "tabled" and not _is_whole(folder / shares.TABLES / value))
        )
        if gone:
            lost.append(f"{act} {value} is lost")
    if "backed_up" in newest:
        kept = store.backups_folder(folder / "onthaal.db") / newest["backed_up"]
        if not store.is_good(kept):
            lost.append(f"backed_up {kept.name} is lost")
    return lost


def _is_whole(table: Path) -> bool:
    return table.exists() and table.read_bytes().endswith(b"\r\n")
