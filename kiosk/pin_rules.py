"""What a PIN may be: long enough, and not what anybody would try first."""

from __future__ import annotations

import re
from typing import Final

from kiosk.door_errors import EasyPin
from kiosk.errors import BadPin

LEAST_DIGITS: Final = 6
MOST_DIGITS: Final = 12

_ROWS: Final = ("01234567890123456789", "98765432109876543210")
_DATE: Final = re.compile("(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])(19|20)[0-9]{2}")


def refuse_form(pin: str) -> None:
    """Raise BadPin for what is not 6 to 12 digits."""
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise BadPin()


def refuse_easy(pin: str) -> None:
    """Raise EasyPin for what is tried first, BadPin for what is no PIN at all.

    Easy is one digit, or one group of two or three, repeated; a row up or down; a date of birth.
    """
    refuse_form(pin)
    repeated = any(
        len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size) for size in (1, 2, 3)
    )
    if repeated or any(pin in row for row in _ROWS) or _DATE.fullmatch(pin):
        raise EasyPin()
