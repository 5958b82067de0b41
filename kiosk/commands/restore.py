"""``python main.py restore [KOPIE]``: which copies there are, or one of them put back."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import db
from kiosk import sticks
from kiosk.commands.words import ask_passphrase, listing, moment, told
from kiosk.copy_errors import NoSuchCopy
from kiosk.data_folder import claimed
from kiosk.services import backups, restoring, stick_copies
from kiosk.settings import Settings
from kiosk.start import open_data


def run(settings: Settings, about: str) -> int:
    """Put the copy of this name or path back, or list all.

    Nothing is touched before the copy is proven, and what it replaces is kept. Raises FolderInUse
    while the kiosk runs, NoSuchCopy, BadCopy, BadPassphrase, NotStored.
    """
    data = settings.data
    copies = [*backups.copies_here(data), *backups.copies_on(sticks.find_sticks())]
    if not about:
        if not copies:
            print("Er zijn nog geen kopies, niet hier en niet op een stick.")
            return 0
        print("Deze kopies zijn er, de nieuwste eerst:")
        print(listing(copies))
        print("Terugzetten: python main.py restore NAAM")
        return 0
    named = [copy.path for copy in copies if copy.path.name == about]
    path = named[0] if named else Path(os.path.expanduser(about))
    with claimed(data):
        if not os.path.isfile(path):
            raise NoSuchCopy(f"{about} is er niet. Welke er wel zijn: python main.py restore")
        closed = path.suffix == stick_copies.SUFFIX
        passphrase = ask_passphrase("De wachtzin van de kopies:") if closed else ""
        try:
            opened = restoring.open_copy(path, data, passphrase)
            kept = restoring.put_back(opened, data, datetime.now(UTC))
        finally:
            restoring.close_copy(data)
        open_data(settings, datetime.now(UTC))
        db.close_connection()
    print(f"Teruggezet: de kopie van {moment(opened.made_at)}.")
    print(f"  {told(opened.counts)}")
    if kept is not None:
        print(f"Wat er stond, is bewaard. Weer terug: python main.py restore {kept.name}")
    return 0
