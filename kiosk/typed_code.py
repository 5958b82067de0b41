"""The code that is typed when a paper cannot be scanned: three pictures and six digits."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Final

from stdnum import damm

from kiosk.errors import NotOurs

PICTURES: Final = (
    "avatar_balloon",
    "avatar_butterfly",
    "avatar_cactus",
    "avatar_crown",
    "avatar_duck",
    "avatar_elephant",
    "avatar_fish",
    "avatar_four_leaf_clover",
    "avatar_giraffe",
    "avatar_guitar",
    "avatar_key",
    "avatar_kite",
    "avatar_lion",
    "avatar_owl",
    "avatar_penguin",
    "avatar_rabbit_face",
    "avatar_sailboat",
    "avatar_snail",
    "avatar_soccer_ball",
    "avatar_star",
    "avatar_sun",
    "avatar_teapot",
    "avatar_turtle",
    "avatar_umbrella",
)
"""The 24 pictures of a typed code, as different as the family has them, in one bit too.

Their order counts in the check digit of papers that are out: add or move none.
"""

DIGITS: Final = 6
CHOSEN: Final = 3

_TEXT: Final = re.compile("([0-9]{2})-([0-9]{2})-([0-9]{2})-([0-9]{6})")


@dataclass(frozen=True, slots=True)
class TypedCode:
    """Three pictures by their keys, and six digits of which the last one checks all others.

    The check digit (Damm) finds every wrong digit and every two that changed places, and nine of
    ten wrong pictures. Raises NotOurs when it does not fit.
    """

    pictures: tuple[str, str, str]
    digits: str

    def __post_init__(self) -> None:
        well_formed = (
            len(self.pictures) == CHOSEN
            and all(picture in PICTURES for picture in self.pictures)
            and re.fullmatch("[0-9]{6}", self.digits)
        )
        if not well_formed or not damm.is_valid(_numbers(self.pictures) + self.digits):
            raise NotOurs()

    @property
    def text(self) -> str:
        """How it is stored: the places of the pictures and the digits, ``04-17-23-123456``."""
        return "-".join([*(f"{PICTURES.index(key):02}" for key in self.pictures), self.digits])


def new_typed_code() -> TypedCode:
    """A typed code at random, one of 1,382,400,000; the database says whether it was given."""
    pictures = (secrets.choice(PICTURES), secrets.choice(PICTURES), secrets.choice(PICTURES))
    free = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
    return TypedCode(pictures, free + damm.calc_check_digit(_numbers(pictures) + free))


def read_typed_code(text: str) -> TypedCode:
    """The code that was stored as ``text``. Raises NotOurs."""
    found = _TEXT.fullmatch(text)
    if found is None:
        raise NotOurs()
    places = [int(found[place]) for place in (1, 2, 3)]
    if max(places) >= len(PICTURES):
        raise NotOurs()
    first, second, third = (PICTURES[place] for place in places)
    return TypedCode((first, second, third), found[4])


def _numbers(pictures: tuple[str, ...]) -> str:
    return "".join(f"{PICTURES.index(key):02}" for key in pictures)
