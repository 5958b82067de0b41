"""Tables for a spreadsheet program, in which no cell is ever taken for a formula.

A cell that begins with one of a few signs would be calculated, or could even start a program, when
the file is opened; the list is that of OWASP ("CSV Injection"), with the full-width forms that some
programs read alike. Such a cell gets an apostrophe in front, also when the sign stands behind
spaces or invisible characters. Our own numbers are left alone.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from kiosk.money import digits

Cell = str | int | None

_SIGNS: Final = "=+-@|%\u2212"
_NUMBER: Final = re.compile(r"-?[0-9]+(,[0-9]+)?")


def cents(amount: int) -> str:
    """An amount as a cell: ``12,50``, with the minus sign that a spreadsheet calculates with."""
    return ("-" if amount < 0 else "") + digits(abs(amount))


def safe(cell: Cell) -> str:
    """A cell as text that no spreadsheet calculates; None is an empty cell."""
    text = "" if cell is None else str(cell)
    if _NUMBER.fullmatch(text):
        return text
    shown = "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if unicodedata.category(character) not in ("Cf", "Zs", "Zl", "Zp") and character != "\0"
    )
    first = shown[:1]
    risky = first != "" and (first in _SIGNS or unicodedata.category(first) == "Cc")
    return f"'{text}" if risky else text


def table(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as a CSV file: semicolons and a byte order mark, as Belgian spreadsheets expect."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")
