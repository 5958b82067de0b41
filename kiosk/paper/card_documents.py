"""The papers that are not kept: a card, the copy of a key, the rescue code, the test page.

No print job holds them. A card in the database would outlive its erased person, and a key or a
rescue code may not be in the database or its backups at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class RescueCopy:
    """The code for when a PIN is forgotten, in groups of digits to be typed. ``day`` is ISO."""

    group: str
    day: str
    groups: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """Everything that a paper can have, to see whether the printer does it well. ``day`` is ISO."""

    group: str
    day: str
    time: str


Unkept = Card | KeyCopy | RescueCopy | ProofSheet
