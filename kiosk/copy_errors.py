"""Every way in which a copy refuses, by name, beside the wrong passphrase itself."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Final

from kiosk.errors import KioskError
from kiosk.system_errors import why

_STICK: Final[Mapping[int, str]] = {
    errno.ENOSPC: "De stick is vol. Maak plaats vrij of neem een andere.",
    errno.EDQUOT: "De stick is vol. Maak plaats vrij of neem een andere.",
    errno.EFBIG: "De kopie is te groot voor deze stick. Neem een andere.",
    errno.EROFS: "Deze stick laat niet schrijven. Zet het schuifje om of neem een andere.",
    errno.EACCES: "Op deze stick mag de kiosk niet schrijven. Neem een andere.",
    errno.EPERM: "Op deze stick mag de kiosk niet schrijven. Neem een andere.",
    errno.EIO: "De stick is eruit of antwoordt niet. Steek ze er opnieuw in.",
    errno.ENODEV: "De stick is eruit of antwoordt niet. Steek ze er opnieuw in.",
    errno.ENXIO: "De stick is eruit of antwoordt niet. Steek ze er opnieuw in.",
    errno.ENOENT: "De stick is eruit of antwoordt niet. Steek ze er opnieuw in.",
    errno.ENOTCONN: "De stick is eruit of antwoordt niet. Steek ze er opnieuw in.",
}


class NoPassphrase(KioskError):
    """Nobody chose a passphrase yet, so nothing may leave the kiosk."""

    sentence = "Kies eerst een wachtzin voor de kopies op een stick."
    picture = "lock"


class NoStick(KioskError):
    """No stick is in."""

    sentence = "Er zit geen stick in. Steek er een in."
    picture = "usb_stick"


class StickTrouble(KioskError):
    """A stick that is full, read-only, pulled out or worn; the sentence says which."""

    sentence = "Met deze stick lukt het niet. Neem een andere."
    picture = "usb_stick"

    @classmethod
    def of(cls, error: OSError) -> StickTrouble:
        """The trouble in a sentence for who holds the stick."""
        known = _STICK.get(error.errno or 0)
        return cls(known or f"Met deze stick lukt het niet ({why(error)}). Neem een andere.")


class BadCopy(KioskError):
    """A copy that is damaged, of another program or not readable; the sentence says which."""

    sentence = "Dit is geen kopie van deze kiosk, of ze is beschadigd."
    picture = "warning"


class NoSuchCopy(KioskError):
    """The copy that was named is not there (any more)."""

    sentence = "Die kopie is er niet (meer)."
    picture = "history"


class StillWorking(KioskError):
    """Something still writes in the data, so nothing can take their place now."""

    sentence = "De kiosk is nog iets aan het bewaren. Probeer het straks opnieuw."
    picture = "wait"
