"""The group's own pictures: a photo in the place of a drawing, and the drawing back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import db
from db import models
from kiosk import own_pictures
from kiosk.errors import NotStored
from kiosk.services.acts import act, to_ms
from kiosk.system_errors import why


def replace_picture(
    data: Path, *, key: str, png: bytes, at: datetime | None = None, volunteer: int | None = None
) -> Path:
    """Show this picture for ``key`` from now on, on the screen and on paper; returns its file.

    Raises NotStored.
    """
    folder = data / own_pictures.FOLDER
    file = folder / f"{key}.png"
    try:
        db.make_folder(folder)
        db.write_file(file, png)
    except OSError as error:
        raise NotStored(f"De foto kon niet bewaard worden ({why(error)}).") from error
    own_pictures.look_in(data)
    _note("replace_picture", key, at, volunteer)
    return file


def restore_drawing(
    data: Path, *, key: str, at: datetime | None = None, volunteer: int | None = None
) -> str:
    """Show the drawing again; returns its key, twice is as good as once. Raises NotStored."""
    try:
        db.remove_file(data / own_pictures.FOLDER / f"{key}.png")
    except OSError as error:
        raise NotStored(f"De foto kon niet weg ({why(error)}).") from error
    own_pictures.look_in(data)
    _note("restore_drawing", key, at, volunteer)
    return key


def _note(done: str, key: str, at: datetime | None, volunteer: int | None) -> None:
    if at is not None:
        with act():
            models.Audit.note(done, key, None, volunteer, to_ms(at))
