"""The one folder where everything is kept: database, backups, log, papers."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.files import make_folder
from kiosk.errors import KioskError
from kiosk.system_errors import may_pass, why

LEAST_FREE: Final = 20 * 1024 * 1024
"""The bytes that must be free: more than a busy day with its backup writes."""


class DataFolderError(KioskError):
    """Nothing can be kept in the data folder, so the kiosk must not start and lose a day."""

    sentence = "De gegevensmap is niet bruikbaar."
    picture = "settings"


class DiskTrouble(DataFolderError):
    """The disk is full or refuses now; a kiosk starts nevertheless, to say so and to wait for it."""


class FolderInUse(KioskError):
    """Another program lives in the data folder: a second kiosk, or a copy being put back."""

    sentence = (
        "De kiosk draait al met deze gegevens. Stop die eerst, of zet een kopie terug op het "
        "scherm (Instellingen, Kopie)."
    )
    picture = "settings"


def default_data() -> Path:
    """Return the usual data folder, as the XDG base directories say."""
    import platformdirs  # where the folder is named, a start does not wait for it

    return platformdirs.user_data_path("onthaal", appauthor=False)


def named_folder(text: str) -> Path:
    """The whole path of a folder as somebody wrote it, with ``~`` for a home.

    Raises DataFolderError for the home of somebody who is not there: a folder of that name would
    be made right here, and what is kept in it not be found again. Also when "here" is gone.
    """
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError as error:
        raise DataFolderError(
            f"De map {text} is van een gebruiker die niet bestaat, schrijf de hele naam van de map."
        ) from error
    except OSError as error:
        raise DataFolderError(
            f"De map waarin je nu staat, is er niet meer: schrijf de hele naam van de map {text}."
        ) from error


def prepare_data(folder: Path) -> None:
    """Make the data folder, for its owner's eyes only, and prove that it can keep something.

    Raises DataFolderError when it cannot be made or written, DiskTrouble when that is because of
    the disk, which has no room for a day or is in trouble.
    """
    try:
        str(folder).encode()
    except UnicodeEncodeError as error:
        raise DataFolderError(
            f"De naam van de map {folder} heeft een teken dat geen UTF-8 is, kies een andere map."
        ) from error
    try:
        make_folder(folder)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(4096))
            probe.flush()
            os.fsync(probe.fileno())
        space = os.statvfs(folder)
    except OSError as error:
        raise (DiskTrouble if may_pass(error) else DataFolderError)(
            f"De map {folder} kan geen gegevens bewaren ({why(error)}), kies een andere map."
        ) from error
    if space.f_bavail * space.f_frsize < LEAST_FREE:
        raise DiskTrouble(
            f"De schijf met de map {folder} is vol, maak minstens {LEAST_FREE // 2**20} MB vrij "
            "of kies een andere map."
        )


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Be the only program that lives in this folder: two kiosks would serve from one crate.

    Looking and copying need no claim. It ends with the program, however that ends. Raises
    FolderInUse at once when another has it.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FolderInUse() from error
        yield
    finally:
        os.close(descriptor)
