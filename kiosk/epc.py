"""What a bank app reads from the payment QR code on screen and paper: EPC069-12, "SEPA QR".

The code only fills in a transfer; the payer still sees and confirms it. The amount is never
rounded: cash rounding is for cash.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from stdnum import bic as stdnum_bic
from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError

from kiosk.errors import BadAccount, PriceOutOfRange
from kiosk.money import euros, is_structured_communication

LONGEST_NAME: Final = 70
LONGEST_MESSAGE: Final = 140
LONGEST_PAYLOAD: Final = 331
"""Bytes that fit in a version 13 QR code at error correction level M, the largest allowed."""

HIGHEST_AMOUNT: Final = 99_999_999_999
"""Cents: 999 999 999.99 euro."""

_WRONG_IBAN: Final = "Dat rekeningnummer (IBAN) klopt niet. Kijk elk cijfer na."
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def clean_iban(text: str) -> str:
    """The account number in capitals without spaces.

    The check digits (mod 97) and the structure of the country are checked, not whether the bank
    code is in use: a list of banks ages, an account must not become wrong by that.

    Raises BadAccount when it is not an IBAN.
    """
    try:
        number = stdnum_iban.validate(text, check_country=False)
    except ValidationError as error:
        raise BadAccount(_WRONG_IBAN) from error
    if not number.isascii():  # stdnum takes check digits of another script for digits
        raise BadAccount(_WRONG_IBAN)
    return number


def clean_bic(text: str) -> str:
    """The code of the bank in capitals without spaces; empty stays empty, as it may in Europe.

    Raises BadAccount when it is not a BIC.
    """
    if not text.strip():
        return ""
    try:
        return stdnum_bic.validate(text)
    except ValidationError as error:
        raise BadAccount("Die BIC klopt niet. Laat ze gerust leeg.") from error


def epc_payload(
    name: str, iban: str, amount: int, *, message: str = "", structured: str = "", bic: str = ""
) -> str:
    """The text of a payment QR code for ``amount`` cents to the account ``iban`` of ``name``.

    Either a free ``message`` or a Belgian ``structured`` communication (``+++123/4567/89002+++``)
    or neither. To be drawn as UTF-8 bytes in one piece (``add_data(text.encode(), optimize=0)``)
    at error correction level M; it then fits in version 13. Empty lines at the end are left out.

    Source: European Payments Council, EPC069-12, version 002.

    Raises BadAccount for a name, account or communication that a bank would not take, and
    PriceOutOfRange for an amount outside 0.01 to 999 999 999.99 euro.
    """
    if not 1 <= amount <= HIGHEST_AMOUNT:
        raise PriceOutOfRange(
            f"Dat bedrag kan niet met een QR-code: kies {euros(1)} tot {euros(HIGHEST_AMOUNT)}."
        )
    if message and structured:
        raise BadAccount("Kies een vrije of een gestructureerde mededeling, niet allebei.")
    if structured and not is_structured_communication(structured):
        raise BadAccount("Die gestructureerde mededeling klopt niet. Kijk elk cijfer na.")
    holder = _one_line(name, LONGEST_NAME, "De naam van de rekening")
    if not holder:
        raise BadAccount("Vul in op wiens naam de rekening staat.")
    lines = (
        "BCD",
        "002",
        "1",
        "SCT",
        clean_bic(bic),
        holder,
        clean_iban(iban),
        f"EUR{amount // 100}.{amount % 100:02d}",
        "",
        structured,
        _one_line(message, LONGEST_MESSAGE, "De mededeling"),
    )
    payload = "\n".join(lines).rstrip("\n")
    if len(payload.encode()) > LONGEST_PAYLOAD:
        raise BadAccount("De naam en de mededeling zijn samen te lang voor een QR-code.")
    return payload


def _one_line(text: str, longest: int, what: str) -> str:
    """``text`` without outer spaces, refused with a new line or a hidden sign in it."""
    line = text.strip(" ")
    if any(unicodedata.category(character) in _HIDDEN for character in line):
        raise BadAccount(f"{what} bevat een teken dat een bank niet aanvaardt.")
    if len(line) > longest:
        raise BadAccount(f"{what} is te lang: hoogstens {longest} tekens.")
    return line
