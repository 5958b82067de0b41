"""``python main.py backup [MAP]``: a copy now, and one along on the stick."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk import sticks
from kiosk.commands.words import ask_passphrase, listing
from kiosk.copy_errors import NoSuchCopy
from kiosk.data_folder import named_folder
from kiosk.services import backups
from kiosk.settings import Settings


def run(settings: Settings, about: str) -> int:
    """Make a proven copy, also beside a running kiosk, and take it to the folder or the stick.

    Without a stick the copy stays on the kiosk; without a passphrase too, unless a folder is named:
    then it is asked. Raises NoSuchCopy without data, DataFolderError, NotStored, StickTrouble,
    BadPassphrase.
    """
    data = settings.data
    if not (data / backups.DATABASE).exists():
        raise NoSuchCopy(f"In {data} staan nog geen gegevens om te kopiëren.")
    now = datetime.now(UTC)
    made = backups.backup_beside(data, now)
    print("De kopie is gemaakt en nagelezen:")
    print(listing([made]))
    targets = [named_folder(about)] if about else sticks.find_sticks()[:1]
    if not targets:
        print("Er zit geen stick in: de kopie staat alleen op dit toestel.")
        return 0
    if backups.lock_of(data) is None:
        if not about:
            print("Niets op de stick: kies eerst een wachtzin (Instellingen, Kopie).")
            return 0
        backups.choose_passphrase(data, ask_passphrase("Kies een wachtzin voor de kopies:"))
    taken = backups.take_along(data, targets[0], now)
    print(f"Ook op slot meegenomen en nagelezen: {taken.path}")
    if not about:
        sticks.let_go(targets[0])
        print("Kopie klaar, de stick mag eruit.")
    return 0
