"""Tables for a spreadsheet program: onto a USB stick, or into the data folder when there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import db
from kiosk import sticks
from kiosk.errors import NotStored
from kiosk.system_errors import why

TABLES: Final = "tabellen"
"""In the data folder: where tables go when there is no stick."""


def write_table(data: Path, name: str, table: bytes) -> Path:
    """Write a table on the first stick, or else into the data folder; whole, or not at all.

    Takes as long as the stick does, so not in the thread of the screen. Returns the file. Raises
    NotStored with the reason, also when a stick is in that cannot take it.
    """
    return write_into(next(iter(sticks.find_sticks()), data / TABLES), name, table)


def write_into(folder: Path, name: str, table: bytes) -> Path:
    """Write a table into a folder, whole or not at all; returns the file. Raises NotStored."""
    try:
        if folder.name == TABLES:
            db.make_folder(folder)
        db.write_file(folder / name, table)
    except OSError as error:
        raise NotStored(f"Dit kon niet bewaard worden in {folder}: {why(error)}.") from error
    return folder / name


def where(written: Path, data: Path) -> str:
    """A sentence that says where a table went."""
    if written.parent == data / TABLES:
        return f"Geen stick: {written.name} staat in {written.parent}."
    return f"{written.name} staat op de stick."
