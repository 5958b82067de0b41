"""What the driver does with files: settings, keys, pictures, tables, copies of the database."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PIL import Image

from kiosk import chosen, own_pictures
from kiosk.codes import KeyRing
from kiosk.services import backups, choices, keys, pictures, shares
from kiosk.settings import Settings
from tests.services.trips import TRIP_DAY

NAMED = "De Brug "
PHOTO = "appel"
MOST_KEYS = 6
"""A group renews its key now and then; a ring of hundreds would only make the driver slow."""

Returned = Callable[[str, object], None]


@dataclass
class Desk:
    """What a running kiosk knows of its files."""

    settings: Settings
    ring: KeyRing


def act(dice: random.Random, desk: Desk, now: datetime, returned: Returned) -> None:
    """Write one file; what is told is a number or a name by which it can be found again."""
    data = desk.settings.data
    match dice.randrange(6):
        case 0 | 1:
            number = chosen_number(data) + 1
            desk.settings = choices.choose(
                desk.settings, section="group", name="name", value=f"{NAMED}{number}"
            )
            returned("chose", number)
        case 2:
            number = pictured_number(data / own_pictures.FOLDER / f"{PHOTO}.png") + 1
            pictures.replace_picture(data, key=PHOTO, png=png_of(number))
            returned("pictured", number)
        case 3:
            key = f"own{dice.randrange(10**9)}"
            pictures.replace_picture(data, key=key, png=png_of(1))
            pictures.restore_drawing(data, key=key)
            returned("drawn", key)
        case 4 if len(desk.ring.keys) < MOST_KEYS:
            desk.ring = keys.renew_key(data, desk.ring, at=now, today=TRIP_DAY, volunteer=None)
            returned("renewed", desk.ring.active.id)
        case 4:
            folder = data / shares.TABLES
            first = date.fromordinal(dice.randrange(700_000, 730_000))
            table = shares.write_table(folder, first, TRIP_DAY, ())
            returned("tabled", table.name)
        case 5:
            returned("backed_up", backups.make_backup(now).name)


def chosen_number(data: Path) -> int:
    """The number in the name of the group that was chosen last, 0 when none was."""
    table, _told = chosen.read(data)
    name = str(table.get("group", {}).get("name", ""))
    return int(name.removeprefix(NAMED)) if name else 0


def png_of(number: int) -> bytes:
    """A picture that says which one it is."""
    file = io.BytesIO()
    Image.new("RGB", (1, 1), (number >> 16, number >> 8 & 255, number & 255)).save(file, "PNG")
    return file.getvalue()


def pictured_number(file: Path) -> int:
    """Which picture a file is, 0 when it is not there. Raises OSError when it is not whole."""
    if not file.exists():
        return 0
    with Image.open(file) as picture:
        return int.from_bytes(picture.convert("RGB").tobytes())
