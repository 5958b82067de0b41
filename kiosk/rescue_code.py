"""The code on the rescue paper: sixteen digits that open the door when a PIN is forgotten."""

from __future__ import annotations

import re
import secrets
from typing import Final

from stdnum import damm

from kiosk.door_errors import UnclearRescueCode

DIGITS: Final = 16
"""Fifteen at random, nearly 50 bits, and one that checks them."""

GROUP: Final = 4


def new_rescue_code() -> str:
    """A code that nobody knows."""
    free = f"{secrets.randbelow(10 ** (DIGITS - 1)):0{DIGITS - 1}}"
    return free + str(damm.calc_check_digit(free))


def check_rescue_code(code: str) -> None:
    """Find a slip of the finger: one wrong digit, or two that changed places (Damm).

    It tells nothing about which code is right. Raises UnclearRescueCode.
    """
    if not re.fullmatch(f"[0-9]{{{DIGITS}}}", code) or not damm.is_valid(code):
        raise UnclearRescueCode()


def groups(code: str) -> tuple[str, ...]:
    """The digits by four, as they are printed and read aloud."""
    return tuple(code[start : start + GROUP] for start in range(0, len(code), GROUP))
