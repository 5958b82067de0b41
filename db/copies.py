"""The copies of the database: made, proven, listed, and thrown away when newer ones are proven."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from db import database_files, files, rotation
from db.errors import BadBackup
from db.manifest import Manifest, contents_of, digest, from_text, to_text
from db.rotation import Why

SUFFIX: Final = ".db"
SIDECAR: Final = ".json"
"""The manifest of a copy has its name, with this at the end."""

LONGEST_MANIFEST: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy and what it is."""

    path: Path
    manifest: Manifest


def make_copy(
    source: sqlite3.Connection, target: Path, *, why: Why, at: datetime, day: date | None = None
) -> Copied:
    """Copy a live database to ``target``, with its manifest, and prove it by reading both again.

    ``day`` is the day of the group, that of ``at`` in UTC when there is no group to ask. Raises
    BadBackup, sqlite3.Error, OSError; then nothing is left that looks like a copy.
    """
    files.make_folder(target.parent)
    with _alone(target.parent):
        number = max((copy.manifest.number for copy in listed(target.parent)), default=0) + 1
        path = database_files.copy_database(source, target)
        try:
            size, sha256 = digest(path)
            manifest = Manifest(
                number=number,
                day=day or at.astimezone(UTC).date(),
                made_at=at.astimezone(UTC).replace(microsecond=0),
                why=why,
                size=size,
                sha256=sha256,
                contents=contents_of(path),
            )
            files.write_file(sidecar(path), to_text(manifest).encode())
            return Copied(path, verify(path))
        except (BadBackup, sqlite3.Error, OSError):
            with suppress(OSError):
                _remove(path)
            raise


def copy_from(path: Path, target: Path, *, why: Why, at: datetime, day: date | None) -> Copied:
    """Copy the database at ``path``, which others may be using. Raises as make_copy does."""
    with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as source:
        return make_copy(source, target, why=why, at=at, day=day)


def verify(path: Path) -> Manifest:
    """Prove that a copy is what it was when it was made; returns what it is.

    Its manifest, size and checksum, then, opened read-only: that it is ours, its schema, its rows,
    its till and its journal of money. Raises BadBackup with what is wrong.
    """
    try:
        manifest = read_manifest(path)
        if digest(path) != (manifest.size, manifest.sha256):
            raise BadBackup(path, "De kopie is beschadigd.")
        if contents_of(path) != manifest.contents:
            raise BadBackup(path, "Er staat iets anders in dan toen ze gemaakt werd.")
        return manifest
    except OSError as error:
        raise BadBackup(path, "De kopie kan niet gelezen worden.") from error


def read_manifest(path: Path) -> Manifest:
    """What a copy should be. Raises BadBackup when that is not there or was changed."""
    try:
        with open(sidecar(path), "rb") as file:
            return from_text(file.read(LONGEST_MANIFEST).decode("ascii"))
    except (OSError, ValueError) as error:
        raise BadBackup(path, "Wat erbij hoort, ontbreekt of is beschadigd.") from error


def sidecar(path: Path) -> Path:
    """Where the manifest of a copy is."""
    return path.with_suffix(SIDECAR)


def copy_files(folder: Path) -> list[Path]:
    """What is a copy by its name, also when nothing else about it is right."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def listed(folder: Path) -> list[Copied]:
    """Every copy with a readable manifest, the newest first; whether it is good is not looked at."""
    found = []
    for path in copy_files(folder):
        with suppress(BadBackup):
            found.append(Copied(path, read_manifest(path)))
    return sorted(found, key=lambda copy: copy.manifest.number, reverse=True)


def newest_good(folder: Path) -> Copied | None:
    """The newest copy that is proven good, or None."""
    for copy in listed(folder):
        with suppress(BadBackup):
            return Copied(copy.path, verify(copy.path))
    return None


def prune(folder: Path) -> list[Path]:
    """Throw away the copies that newer, proven ones make superfluous; returns them.

    The rules are those of ``db.rotation`` over the copies that are proven good now. Nothing goes
    when the newest copy is not good. What is damaged, or was never finished, goes once there are
    as many good ones as days that are kept. Raises OSError.
    """
    if not folder.is_dir():
        return []
    with _alone(folder):
        everything = listed(folder)
        good = [copy for copy in everything if _is_proven(copy.path)]
        if not good or good[0] != everything[0]:
            return []
        gone = rotation.superfluous(copy.manifest.kept for copy in good)
        going = [copy.path for copy in good if copy.manifest.number in gone]
        if len(good) - len(going) >= rotation.DAYS:
            proven = {copy.path for copy in good}
            going += [path for path in copy_files(folder) if path not in proven]
        for path in (*folder.glob("*.part*"), *going):
            _remove(path)
        files.sync_folder(folder)
        return going


def _is_proven(path: Path) -> bool:
    try:
        verify(path)
    except BadBackup:
        return False
    return True


def _remove(path: Path) -> None:
    """The copy goes before its manifest: a manifest alone is no copy, and says so."""
    path.unlink(missing_ok=True)
    sidecar(path).unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other thread or program makes or throws away copies here."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
