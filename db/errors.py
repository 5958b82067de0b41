"""Why the store cannot be used; each message is a plain Dutch sentence for a volunteer."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class StorageError(Exception):
    """The store refuses or fails; ``str(error)`` is a Dutch sentence with the remedy in it."""


class BadUrl(StorageError):
    """The address of the database is not one that can be opened."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"Het adres van de databank klopt niet: {url!r}. "
            "Schrijf het als sqlite:///pad/naar/onthaal.db."
        )


class UnsafeStorage(StorageError):
    """SQLite does not give the guarantees that the kiosk needs, such as surviving a power cut."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"De databank is hier niet veilig genoeg ({what}). "
            "Zet de gegevens op een gewone schijf en werk het systeem bij."
        )


class NotOurs(StorageError):
    """The file is a database of another program; it was not touched."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is een databank van een ander programma. "
            "Kies een andere map voor de gegevens; er is niets veranderd."
        )


class NewerVersion(StorageError):
    """The file was written by a newer version of the kiosk; it was not touched."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} komt van een nieuwere versie van het programma "
            f"(versie {found}, dit programma kent tot {known}). "
            "Installeer de nieuwere versie opnieuw; er is niets veranderd."
        )
        self.found = found
        self.known = known


class DamagedDatabase(StorageError):
    """The file is damaged or gone; what is left of it was moved aside, never overwritten.

    ``moved_to`` is where the damaged file is now (None when there was no file any more) and
    ``backup`` the newest copy that was checked and found good, to be offered to the volunteer
    (``restore_backup``); None when there is none.
    """

    def __init__(self, path: Path, moved_to: Path | None, backup: Path | None) -> None:
        sentence = (
            f"De gegevens in {path.name} zijn beschadigd. Ze zijn bewaard als {moved_to.name}."
            if moved_to
            else f"De gegevens zijn weg: {path} bestaat niet meer."
        )
        offer = (
            f"De laatste goede kopie is {backup.name}."
            if backup
            else "Er is geen goede kopie gevonden."
        )
        super().__init__(f"{sentence} {offer}")
        self.path = path
        self.moved_to = moved_to
        self.backup = backup


class BadBackup(StorageError):
    """A copy that is not a good database of ours, for this ``reason``; nothing was replaced."""

    def __init__(self, path: Path, reason: str = "De kopie is beschadigd.") -> None:
        super().__init__(f"{path.name}: {reason} Er is niets vervangen.")
        self.reason = reason


class FailedMigration(StorageError):
    """A new version could not bring the file up to date; the file is as it was."""

    def __init__(self, name: str, cause: BaseException) -> None:
        super().__init__(
            f"De databank bijwerken lukte niet ({name}: {cause}). "
            "De gegevens zijn niet veranderd; ga terug naar de vorige versie van het programma."
        )


class DiskRefusal(StorageError):
    """The disk, or who holds the file, refuses. ``where`` is for the log: no volunteer needs it."""

    sentence: ClassVar[str]

    def __init__(self, where: str) -> None:
        super().__init__(self.sentence)
        self.where = where


class CannotWrite(DiskRefusal):
    """The folder or the file may not be written to."""

    sentence = (
        "Er kan niets bewaard worden: de schijf is alleen-lezen of niet bereikbaar. "
        "Kijk na of de geheugenkaart goed zit en niet op slot staat."
    )


class DiskFull(DiskRefusal):
    """There is no room left; the act was not written."""

    sentence = "De schijf is vol. Dit is niet bewaard. Maak plaats vrij en probeer opnieuw."


class Busy(DiskRefusal):
    """Another program holds the database for longer than a tap may wait."""

    sentence = (
        "De gegevens zijn bezet door een ander programma. Dit is niet bewaard. Probeer opnieuw."
    )


class BrokenStorage(DiskRefusal):
    """Reading or writing failed while in use, for instance because the card was pulled."""

    sentence = (
        "Bewaren lukt niet meer. Kijk na of de geheugenkaart goed zit en start anders het toestel "
        "opnieuw; wat al bevestigd was, blijft bewaard."
    )
