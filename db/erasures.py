"""Who was erased, in a file beside the database, so that an older copy forgets them as well.

A number and the time at which it was given, nothing else: what those meant is gone. A copy that is
put back still knows its people; whoever stands here is erased again before anybody is served.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, NamedTuple

from db.connection import KioskDatabase
from db.files import write_file
from db.models.base import proxy

FILE: Final = "gewist.json"
"""The name of the list in the data folder."""


class Erased(NamedTuple):
    """One who was erased; the time tells it from another of the same number in an older copy."""

    id: int
    made_at: int


def list_erased(*more: Erased) -> None:
    """Add these to the list, before they are erased. Raises OSError; then nobody was added."""
    before = erased()
    listed = sorted(before.union(more))
    if len(listed) > len(before):
        write_file(_file(), json.dumps(listed).encode())


def erased() -> set[Erased]:
    """Everybody on the list; a list that cannot be understood is empty. Raises OSError."""
    file = _file()
    if not file.exists():
        return set()
    try:
        return {Erased(int(id_), int(made_at)) for id_, made_at in json.loads(file.read_bytes())}
    except (ValueError, TypeError):
        return set()


def _file() -> Path:
    database: KioskDatabase = proxy.obj
    return database.path.parent / FILE
