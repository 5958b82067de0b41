"""The one folder where everything is kept: database, backups, log, papers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

import platformdirs

from kiosk.errors import KioskError
from kiosk.system_errors import why

LEAST_FREE: Final = 20 * 1024 * 1024
"""The bytes that must be free: more than a busy day with its backup writes."""


class DataFolderError(KioskError):
    """Nothing can be kept in the data folder, so the kiosk must not start and lose a day."""

    sentence = "De gegevensmap is niet bruikbaar."
    picture = "settings"


def default_data() -> Path:
    """Return the usual data folder, as the XDG base directories say."""
    return platformdirs.user_data_path("onthaal", appauthor=False)


def prepare_data(folder: Path) -> None:
    """Make the data folder, for its owner's eyes only, and prove that it can keep something.

    Raises DataFolderError when it cannot be made or written or has no room for a day.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(4096))
            probe.flush()
            os.fsync(probe.fileno())
        space = os.statvfs(folder)
    except OSError as error:
        raise DataFolderError(
            f"De map {folder} kan geen gegevens bewaren ({why(error)}), kies een andere map."
        ) from error
    if space.f_bavail * space.f_frsize < LEAST_FREE:
        raise DataFolderError(
            f"De schijf met de map {folder} is vol, maak minstens {LEAST_FREE // 2**20} MB vrij "
            "of kies een andere map."
        )
