"""What a scanner types: a strict grammar between the keyboard and the kiosk.

A USB scanner is a keyboard to the system, so whatever stands in somebody's QR code arrives as keys.
Only our own codes have a form that gets through; everything else is one refusal, whatever it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kiosk.codes import CODE_LENGTH, LETTERS
from kiosk.key_ring import KEY_CODE_LENGTH

LONGEST_GAP: Final = 0.3
"""Seconds between two keys of one scan. Scanners need 2 to 50 ms; the rest is for a kiosk that is
busy drawing. Nobody types a code by hand at that speed."""

ENDS: Final = frozenset("\n\t")
"""What ends a scan: scanners are sold with one or the other."""

_WELL_FORMED: Final = re.compile(
    f"ON[VC][{LETTERS}]{{{CODE_LENGTH - 3}}}|ONK[{LETTERS}]{{{KEY_CODE_LENGTH - 3}}}"
)
_ALPHABET: Final = frozenset("ONVCK" + LETTERS)


class Refused(Enum):
    """Something was scanned or typed that is no code of ours."""

    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan with the form of our codes; the signature is still to be read."""

    text: str


class Scanner:
    """Takes keys one by one and gives at most one answer for each burst of them.

    After an answer everything is ignored until a pause, so that nothing can follow a code or a
    refusal in one go. It holds no more letters than the longest code has.
    """

    def __init__(self) -> None:
        self._letters = ""
        self._spoiled = False
        self._answered = False
        self._last = float("-inf")

    def key(self, typed: str, at: float) -> Scan | Refused | None:
        """A key went down, at so many seconds: what it typed, anything but a letter if nothing.

        Capitals are for the caller to ignore: a scanner that was set for Caps Lock types small
        letters. None while a scan goes on, or when the key ends nothing.
        """
        if not 0 <= at - self._last <= LONGEST_GAP:
            self._letters, self._spoiled, self._answered = "", False, False
        self._last = at
        if self._answered:
            return None
        if typed in ENDS:
            return self._end()
        letter = typed.upper() if len(typed) == 1 and typed.isascii() else ""
        if letter not in _ALPHABET or len(self._letters) >= KEY_CODE_LENGTH:
            self._letters, self._spoiled = "", True
        elif not self._spoiled:
            self._letters += letter
        return None

    def _end(self) -> Scan | Refused | None:
        text, spoiled = self._letters, self._spoiled
        self._letters, self._spoiled = "", False
        self._answered = True
        if not text and not spoiled:
            return None
        return Scan(text) if not spoiled and _WELL_FORMED.fullmatch(text) else Refused.REFUSED
