"""What stands beside a copy of the database: what it should be, so that it can be proven good.

It is a small file with a seal over itself, in one exact form: a bit that changed in it is found as
surely as one in the copy.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, cast, get_args

from db.chain import check_chain
from db.database_files import APPLICATION_ID, quick_check
from db.errors import BadBackup
from db.rotation import Kept, Why

_MARK: Final = "onthaal-kopie 1"
_CHUNK: Final = 1 << 20
_DAMAGED: Final = "De kopie is beschadigd."


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a database: its schema, rows per table, and all cash ever booked, in cents."""

    version: int
    rows: Mapping[str, int]
    till: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy is. ``number`` is its place in the order of copies, ``day`` that of the group."""

    number: int
    day: date
    made_at: datetime
    why: Why
    size: int
    sha256: str
    contents: Contents

    @property
    def kept(self) -> Kept:
        """What decides how long the copy stays."""
        return Kept(self.number, self.day, self.why, self.contents.version)


def to_text(manifest: Manifest) -> str:
    """The manifest as the text of its file."""
    contents = manifest.contents
    said: dict[str, Any] = {
        "what": _MARK,
        "number": manifest.number,
        "day": manifest.day.isoformat(),
        "made_at": f"{manifest.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "why": manifest.why,
        "size": manifest.size,
        "sha256": manifest.sha256,
        "version": contents.version,
        "till": contents.till,
        "rows": dict(sorted(contents.rows.items())),
    }
    return sealed_text(said)


def from_text(text: str) -> Manifest:
    """The manifest that stands in a file. Raises ValueError for the least change in it."""
    said = unsealed(text, _MARK)
    try:
        contents = Contents(said["version"], said["rows"], said["till"])
        why = said["why"]
        if why not in get_args(Why):
            raise ValueError(f"no reason for a copy: {why}")
        return Manifest(
            number=said["number"],
            day=date.fromisoformat(said["day"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            why=cast(Why, why),
            size=said["size"],
            sha256=said["sha256"],
            contents=contents,
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a manifest") from error


def sealed_text(said: Mapping[str, Any]) -> str:
    """Plain data as JSON in one exact form, the last line a seal over the rest."""
    seal = hashlib.sha256(json.dumps(said).encode()).hexdigest()
    return json.dumps({**said, "seal": seal}, indent=1) + "\n"


def unsealed(text: str, mark: str) -> dict[str, Any]:
    """What was sealed with this ``what``. Raises ValueError for anything else."""
    try:
        said = json.loads(text)
        said.pop("seal")
        if said["what"] != mark or sealed_text(said) != text:
            raise ValueError("changed, or of another kind")
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not sealed") from error
    return cast(dict[str, Any], said)


def digest(path: Path) -> tuple[int, str]:
    """The size of a file and the SHA-256 of it, read from the disk where the system allows.

    The file must be synced: what the system still remembers of it is dropped, so that what is
    read is what stays when the power goes. Raises OSError.
    """
    found, size = hashlib.sha256(), 0
    with open(path, "rb", buffering=0) as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            size += len(chunk)
    return size, found.hexdigest()


def contents_of(path: Path, *, live: bool = False) -> Contents:
    """Look into a copy, read-only, and prove that it is a whole database of ours.

    ``live`` for the database itself, which others may be using. Raises BadBackup: another
    program's, damaged, or with a journal that does not agree.
    """
    try:
        where = f"{path.absolute().as_uri()}?mode=ro{'' if live else '&immutable=1'}"
        with closing(sqlite3.connect(where, uri=True)) as found:
            (application_id,) = found.execute("PRAGMA application_id").fetchone()
            if application_id != APPLICATION_ID:
                raise BadBackup(path, "Dit is geen kopie van deze kiosk.")
            if not quick_check(found):
                raise BadBackup(path, _DAMAGED)
            if check_chain(found).first_bad is not None:
                raise BadBackup(path, "Het kasboek erin klopt niet.")
            return measure(found)
    except sqlite3.Error as error:
        raise BadBackup(path, _DAMAGED) from error


def measure(connection: sqlite3.Connection) -> Contents:
    """What is in an open database."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
    rows = {}
    for (table,) in connection.execute(f"{named} ESCAPE '!' ORDER BY name").fetchall():
        (rows[table],) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    till = 0
    if "money" in rows:
        cash = "SELECT coalesce(sum(amount), 0) FROM money WHERE method = 'cash'"
        (till,) = connection.execute(cash).fetchone()
    return Contents(version, rows, till)
