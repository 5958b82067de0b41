"""``python main.py check [KOPIE]``: whether the data and the copies are what they should be."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk import sticks
from kiosk.commands.words import told
from kiosk.copy_errors import BadCopy, NoSuchCopy
from kiosk.services import backups
from kiosk.settings import Settings

GOOD = 0
DAMAGED = 1


def run(settings: Settings, about: str) -> int:
    """Prove the data and every copy, or the one that is named; 1 when anything is wrong.

    Nothing is changed, and the kiosk may be running. Raises NoSuchCopy.
    """
    data = settings.data
    files = backups.every_file(data, sticks.find_sticks())
    if about:
        named = [path for path in files if path.name == about]
        files = named[:1] or [Path(os.path.expanduser(about))]
        if not os.path.isfile(files[0]):
            raise NoSuchCopy(f"{about} is er niet. Welke er wel zijn: python main.py restore")
    if not files:
        print("Er zijn nog geen gegevens en geen kopies.")
    return max([GOOD, *(_say(path, data) for path in files)])


def _say(path: Path, data: Path) -> int:
    """Print whether this one is good, and why not."""
    try:
        counts = backups.prove(path, data)
    except BadCopy as refusal:
        print(f"NIET GOED  {path}: {refusal}")
        return DAMAGED
    print(f"goed       {path}" + (f": {told(counts)}" if counts else ": op slot"))
    return GOOD
