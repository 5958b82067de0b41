"""Photos on a USB stick, or in the folder ``foto``, made into pictures by a process of its own.

Nothing here may run in the thread of the screen: a worn stick answers after seconds, or never.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk import photo_maker, sticks
from kiosk.errors import BadPhoto

FOLDER: Final = "foto"
"""In the data folder: photos may also be put there, over the network or by who maintains it."""

KINDS: Final = (".jpg", ".jpeg", ".png")
DEEPEST: Final = 3
MOST_LOOKED_AT: Final = 5000
MOST_FOUND: Final = 200

SIDE: Final = 512
"""Pixels of an own picture: sharp on the largest tile; the screen and the paper make it smaller."""
THUMBNAIL: Final = 192
SECONDS: Final = 30.0
LARGEST_PICTURE: Final = 4 * SIDE * SIDE + 65536
PNG: Final = photo_maker.PNG

SENTENCES: Final = {
    photo_maker.NOT_A_PHOTO: "Dit is geen foto. Kies een JPEG of PNG.",
    photo_maker.EMPTY: "Dit bestand is leeg. Kies een andere foto.",
    photo_maker.BROKEN: "Deze foto is beschadigd. Kies een andere.",
    photo_maker.TOO_LARGE: "Deze foto is te groot. Maak ze kleiner of kies een andere.",
    photo_maker.UNREADABLE: "Deze foto kan niet gelezen worden. Zit de stick er nog in?",
}


def places(data: Path, mounts: Path = sticks.MOUNTS) -> list[Path]:
    """Where photos may be: each mounted stick or disk, then the folder ``foto``."""
    return [*sticks.find_sticks(mounts), data / FOLDER]


def find_photos(folders: list[Path]) -> list[Path]:
    """What looks like a photo by its name, the newest first, from folders at most 3 deep.

    Links are not followed, hidden things are left alone, and what cannot be read is left out.
    """
    found: list[tuple[float, str]] = []
    looked_at = 0
    for folder in folders:
        for entry in _entries(folder, DEEPEST):
            looked_at += 1
            if looked_at > MOST_LOOKED_AT:
                break
            if entry.name.lower().endswith(KINDS):
                try:
                    found.append((-entry.stat(follow_symlinks=False).st_mtime, entry.path))
                except OSError:
                    continue
    return [Path(path) for _time, path in sorted(found)[:MOST_FOUND]]


def make_picture(photo: Path, side: int = SIDE) -> bytes:
    """The photo as a square PNG of ``side`` pixels, upright and without any metadata.

    Takes up to 30 seconds. Raises BadPhoto with a sentence for the volunteer; whatever the file
    does, it does it to a process with little memory and little time.
    """
    command = [sys.executable, "-I", "-B", photo_maker.__file__, str(photo), str(side)]
    try:
        made = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError, ValueError) as error:
        raise BadPhoto() from error
    if made.returncode != photo_maker.DONE:
        raise BadPhoto(SENTENCES.get(made.returncode))
    if not made.stdout.startswith(PNG) or len(made.stdout) > LARGEST_PICTURE:
        raise BadPhoto()
    return made.stdout


def _entries(folder: Path | str, depth: int) -> Iterator[os.DirEntry[str]]:
    """The files in a folder and the folders in it; of those that cannot be read, none."""
    try:
        with os.scandir(folder) as inside:
            entries = sorted(inside, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_file(follow_symlinks=False):
                yield entry
            elif depth > 1 and entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, depth - 1)
        except OSError:
            continue
