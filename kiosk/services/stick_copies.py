"""The copies on a USB stick: written whole or not at all, read back, and the older ones let go.

Nothing here may run in the thread of the screen. The names are such that the file system of any
stick takes them: letters, digits, a dash and one dot.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import db
from db import rotation
from kiosk.copy_errors import BadCopy, StickTrouble
from kiosk.copy_lock import CopyLock
from kiosk.services.archives import Label, label_of, label_text

FOLDER: Final = "Onthaal"
"""The folder on the stick; a stick that has it is one for copies."""

SUFFIX: Final = ".age"
LABEL: Final = ".json"
LONGEST_LABEL: Final = 1 << 16

READ_ME: Final = "LEESMIJ.txt"
WORDS: Final = """\
Dit zijn kopies van een Onthaal-kiosk. Zonder de wachtzin van de groep kan niemand ze lezen.

Terugzetten: steek de stick in de kiosk, kies Instellingen, Kopie, Terugzetten, en typ de wachtzin.
Of zonder scherm: python main.py restore
"""

_CHUNK: Final = 1 << 20
_NO_FOLDERS: Final = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EISDIR)
"""What a file system answers that cannot sync a folder by itself; the whole stick is synced then."""


@dataclass(frozen=True, slots=True)
class StickCopy:
    """A copy on a stick and what its label says."""

    path: Path
    label: Label


def write_to_stick(stick: Path, closed: Path, lock: CopyLock, at: datetime, day: date) -> StickCopy:
    """Put a closed archive on a stick; when this returns, it is there and was read back from it.

    Older copies of this lock that are too much go after that. Raises StickTrouble with a sentence
    for every way in which a stick fails; what is half-way is taken away, if the stick is still
    there.
    """
    folder = stick / FOLDER
    name = f"onthaal-{lock.name}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    path = _free(folder / (name + SUFFIX))
    try:
        _have_room(stick, closed)
        folder.mkdir(exist_ok=True)
        size, sha256 = db.digest(closed)
        number = max((copy.label.number for copy in copies_on(stick)), default=0) + 1
        label = Label(number, day, at.replace(microsecond=0), size, sha256, lock)
        _write(closed.read_bytes(), path, (size, sha256))
        text = label_text(label).encode()
        _write(text, path.with_suffix(LABEL))
        if not (folder / READ_ME).exists():
            _write(WORDS.encode(), folder / READ_ME)
        os.sync()
        verify_archive(path)
        _prune(stick, lock)
        return StickCopy(path, label)
    except BadCopy as error:
        _take_away(path)
        raise StickTrouble("De stick bewaart niet wat erop geschreven wordt.") from error
    except OSError as error:
        _take_away(path)
        raise StickTrouble.of(error) from error


def copies_on(stick: Path) -> list[StickCopy]:
    """The copies on a stick with a label that can be read, the newest first. Raises nothing."""
    found = []
    for path in archives_on(stick):
        with suppress(BadCopy):
            found.append(StickCopy(path, read_label(path)))
    return sorted(found, key=lambda copy: copy.label.number, reverse=True)


def archives_on(stick: Path) -> list[Path]:
    """What is a copy by its name, also when its label is not right. Raises nothing."""
    try:
        return sorted((stick / FOLDER).glob(f"onthaal-*{SUFFIX}"))
    except OSError:
        return []


def read_label(path: Path) -> Label:
    """What an archive should be. Raises BadCopy when that is not there or was changed."""
    try:
        with open(path.with_suffix(LABEL), "rb") as file:
            return label_of(file.read(LONGEST_LABEL).decode("ascii"))
    except (OSError, ValueError) as error:
        raise BadCopy() from error


def verify_archive(path: Path) -> Label:
    """Prove that an archive is what it was when it was made, without opening it. Raises BadCopy."""
    label = read_label(path)
    try:
        same = db.digest(path) == (label.size, label.sha256)
    except OSError as error:
        raise BadCopy("De kopie kan niet gelezen worden.") from error
    if not same:
        raise BadCopy("De kopie is beschadigd.")
    return label


def _prune(stick: Path, lock: CopyLock) -> None:
    """Let the older copies of this lock go by the same rules as on the kiosk itself."""
    ours = [copy for copy in copies_on(stick) if copy.label.lock.recipient == lock.recipient]
    gone = rotation.superfluous(
        rotation.Kept(copy.label.number, copy.label.day, "asked", 0) for copy in ours
    )
    for copy in ours:
        if copy.label.number in gone:
            _take_away(copy.path)


def _write(content: bytes, path: Path, proof: tuple[int, str] | None = None) -> None:
    """Write a file aside, have it on the stick, read it back and give it its name."""
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as file:
            file.writelines(
                content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK)
            )
            file.flush()
            os.fsync(file.fileno())
        if proof is not None and db.digest(part) != proof:
            raise BadCopy()
        os.replace(part, path)
        _sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    try:
        db.sync_folder(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDERS:
            raise


def _have_room(stick: Path, closed: Path) -> None:
    space = os.statvfs(stick)
    if space.f_flag & os.ST_RDONLY:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))
    if space.f_bavail * space.f_frsize < closed.stat().st_size + (1 << 16):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _take_away(path: Path) -> None:
    """The archive goes before its label: a label alone is no copy."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.with_suffix(LABEL).unlink(missing_ok=True)


def _free(path: Path) -> Path:
    """This name, or one with a number: a second copy in one second takes no other's place."""
    count, candidate = 1, path
    while candidate.exists():
        count += 1
        candidate = path.with_stem(f"{path.stem}-{count}")
    return candidate
