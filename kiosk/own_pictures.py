"""The group's own pictures: photos that stand in for drawings, on the screen and on paper.

They are small squares that the kiosk made itself (:mod:`kiosk.photos`), kept as ``<key>.png`` in
one folder. What is there is read once and after each change, so that looking one up costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER = "pictures"
"""The name of that folder in the data folder."""


class OwnPicture(NamedTuple):
    """Where a picture is, and a number that changes with what is in it."""

    path: Path
    version: int


_found: dict[str, OwnPicture] = {}


def look_in(data: Path) -> None:
    """Use the own pictures in this data folder from now on; a folder that is not there has none."""
    _found.clear()
    try:
        for path in sorted((data / FOLDER).glob("*.png")):
            _found[path.stem] = OwnPicture(path, path.stat().st_mtime_ns)
    except OSError:
        _found.clear()


def own_picture(key: str) -> OwnPicture | None:
    """The photo that stands in for the drawing ``key``, or None."""
    return _found.get(key)
