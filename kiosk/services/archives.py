"""A copy with all that another machine needs, closed with the passphrase of the group.

In it are a proven copy of the database with its manifest, the keys that sign vouchers and cards,
the list of who was erased, what was chosen on the screen and the group's own pictures. Recordings
of voices are not: they are large, and their files came from another machine in the first place.
Beside it stands a label that anybody can read: when it was made, its checksum and its lock.
"""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import db
from kiosk import chosen, copy_lock, own_pictures
from kiosk.copy_errors import BadCopy
from kiosk.copy_lock import CopyLock
from kiosk.services import keys

DATABASE: Final = "onthaal.db"
MANIFEST: Final = "onthaal.json"
ERASED: Final = "gewist.json"

LARGEST: Final = 4 << 30
MOST_FILES: Final = 2000
_MARK: Final = "onthaal-stick 1"


@dataclass(frozen=True, slots=True)
class Label:
    """What anybody may know of an archive. ``number`` is its place in the order on its stick."""

    number: int
    day: date
    made_at: datetime
    size: int
    sha256: str
    lock: CopyLock


def label_text(label: Label) -> str:
    """The label as the text of its file."""
    return db.sealed_text(
        {
            "what": _MARK,
            "number": label.number,
            "day": label.day.isoformat(),
            "made_at": f"{label.made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "size": label.size,
            "sha256": label.sha256,
            "lock": copy_lock.to_data(label.lock),
        }
    )


def label_of(text: str) -> Label:
    """The label that stands in a file. Raises BadCopy for the least change in it."""
    try:
        said: dict[str, Any] = db.unsealed(text, _MARK)
        return Label(
            number=int(said["number"]),
            day=date.fromisoformat(said["day"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            size=int(said["size"]),
            sha256=str(said["sha256"]),
            lock=copy_lock.from_data(said["lock"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadCopy() from error


def pack(data: Path, copied: db.Copied, lock: CopyLock, folder: Path) -> Path:
    """Put everything together in ``folder`` and close it; returns the closed file.

    Raises OSError; what is in ``folder`` is for the caller to throw away.
    """
    bundle, closed = folder / "bundel.tar.gz", folder / "kopie.age"
    with tarfile.open(bundle, "w:gz", compresslevel=6) as tar:
        for name, file in _files(data, copied):
            tar.add(file, name, recursive=False)
    copy_lock.close_file(bundle, closed, lock)
    bundle.unlink()
    return closed


def unpack(archive: Path, lock: CopyLock, passphrase: str, folder: Path) -> Path:
    """Open an archive in ``folder``; returns the proven copy of the database that was in it.

    Raises BadPassphrase, BadCopy, OSError.
    """
    bundle = folder / "bundel.tar.gz"
    copy_lock.open_file(archive, bundle, lock, passphrase)
    try:
        with tarfile.open(bundle, "r:gz") as tar:
            for member in _members(tar):
                tar.extract(member, folder, filter="data")
        db.verify(folder / DATABASE)
    except (tarfile.TarError, EOFError, db.BadBackup) as error:
        raise BadCopy() from error
    bundle.unlink()
    return folder / DATABASE


def take_over(folder: Path, data: Path) -> None:
    """Take what an opened archive holds beside the database, before that takes its place.

    Keys are added, those of the archive sign from now on. Choices, pictures and the list of who was
    erased come only where the kiosk has none: what somebody did here is not lost. Raises BadKeys,
    NotStored, OSError.
    """
    if (folder / keys.FILE).exists():
        keys.adopt(data, (folder / keys.FILE).read_text(encoding="utf-8"))
    for name in (chosen.FILE, ERASED):
        if (folder / name).exists() and not (data / name).exists():
            db.write_file(data / name, (folder / name).read_bytes())
    pictures = data / own_pictures.FOLDER
    if (folder / own_pictures.FOLDER).is_dir() and not pictures.is_dir():
        part = pictures.with_name(f"{pictures.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        db.make_folder(part)
        for picture in sorted((folder / own_pictures.FOLDER).iterdir()):
            db.write_file(part / picture.name, picture.read_bytes())
        part.rename(pictures)
        db.sync_folder(data)


def _files(data: Path, copied: db.Copied) -> Iterator[tuple[str, Path]]:
    """What goes into an archive, by its name in there."""
    yield DATABASE, copied.path
    yield MANIFEST, db.sidecar(copied.path)
    for name in (keys.FILE, chosen.FILE, ERASED):
        if (data / name).exists():
            yield name, data / name
    for picture in sorted((data / own_pictures.FOLDER).glob("*.png")):
        yield f"{own_pictures.FOLDER}/{picture.name}", picture


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """What we put in, and nothing else, whoever made the archive. Raises BadCopy."""
    known = {DATABASE, MANIFEST, ERASED, keys.FILE, chosen.FILE}
    size = 0
    for count, member in enumerate(tar):
        folder, _, name = member.name.rpartition("/")
        ours = member.name in known or (folder == own_pictures.FOLDER and name.endswith(".png"))
        size += member.size
        if not (ours and member.isfile()) or size > LARGEST or count > MOST_FILES:
            raise BadCopy()
        yield member
