"""The group's own pictures: a photo in the place of a drawing, and the drawing back."""

from __future__ import annotations

from pathlib import Path

import db
from kiosk import own_pictures
from kiosk.errors import NotStored
from kiosk.system_errors import why


def replace_picture(data: Path, *, key: str, png: bytes) -> Path:
    """Show this picture for ``key`` from now on, on the screen and on paper; returns its file.

    Raises NotStored.
    """
    folder = data / own_pictures.FOLDER
    file = folder / f"{key}.png"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        db.write_file(file, png)
    except OSError as error:
        raise NotStored(f"De foto kon niet bewaard worden ({why(error)}).") from error
    own_pictures.look_in(data)
    return file


def restore_drawing(data: Path, *, key: str) -> str:
    """Show the drawing again; returns its key, twice is as good as once. Raises NotStored."""
    try:
        (data / own_pictures.FOLDER / f"{key}.png").unlink(missing_ok=True)
    except OSError as error:
        raise NotStored(f"De foto kon niet weg ({why(error)}).") from error
    own_pictures.look_in(data)
    return key
