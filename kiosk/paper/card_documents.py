"""The papers that are not kept: a person's card, and the copy of a key.

No print job holds them. A card in the database would outlive its erased person, and a key may not
be in the database or its backups at all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """Whose picture it is, and the code that checks in. No name, no number, no date."""

    group: str
    picture: str
    dots: int
    code: str


@dataclass(frozen=True, slots=True)
class KeyCopy:
    """A key on paper: ``code`` for the scanner, ``lines`` to be typed. ``day`` is ISO."""

    group: str
    day: str
    number: int
    lines: tuple[str, ...]
    code: str


Unkept = Card | KeyCopy
