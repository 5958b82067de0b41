"""Money rules: prices, cash rounding, coins and notes, shares, and how an amount is written.

Every amount is an ``int`` of euro cents; a float never holds money here. Pure rules: no clock, no
database, no screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.errors import BadPrice, BadPriceRule, BadQuantity, PriceOutOfRange, PriceTooLow
from kiosk.i18n import decimal_sign, group_sign

COINS: Final = (200, 100, 50, 20, 10, 5, 2, 1)
"""The euro coins in cents, largest first."""

NOTES: Final = (5000, 2000, 1000, 500)
"""The euro notes that pass over the counter of a group, in cents, largest first."""

DENOMINATIONS: Final = NOTES + COINS
"""Every note and coin in cents, largest first."""

HIGHEST_PRICE: Final = 9999
"""The highest price of one product in cents; anything above is a typing mistake."""

Pieces = dict[int, int]
"""Coins and notes: how many (value) of each denomination in cents (key)."""

NO_BREAK_SPACE: Final = "\u00a0"
MINUS: Final = "\u2212"

_PRICE = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
_STRUCTURED = re.compile(r"\+\+\+([0-9]{3})/([0-9]{4})/([0-9]{3})([0-9]{2})\+\+\+")


@dataclass(frozen=True, slots=True)
class PriceRule:
    """How our price follows from the shop price.

    ``percent`` is the part of the shop price that a participant pays (1 to 100). ``floor5`` goes
    down to a multiple of 5 cents, so that nobody ever pays more than that part and the counter
    needs no 1 and 2 cent coins; ``exact`` rounds half up to the cent and leaves rounding to the
    law of cash payments (:func:`cash_total`).

    Raises BadPriceRule for any other percentage or rounding.
    """

    percent: int = 60
    rounding: Literal["floor5", "exact"] = "floor5"

    def __post_init__(self) -> None:
        if type(self.percent) is not int or not 1 <= self.percent <= 100:
            raise BadPriceRule()
        if self.rounding not in ("floor5", "exact"):
            raise BadPriceRule(
                f"De afronding {self.rounding!r} bestaat niet. Kies floor5 of exact."
            )

    @property
    def lowest_shop_price(self) -> int:
        """The lowest shop price in cents for which our price is not zero (9 at 60 % floor5)."""
        needed = 500 if self.rounding == "floor5" else 50
        return -(-needed // self.percent)


def our_price(shop_price: int, rule: PriceRule) -> int:
    """What a participant pays, in cents, for something that costs ``shop_price`` in a shop.

    Whole-number arithmetic only, so the result is never a cent off and, with ``floor5``, never
    above the agreed part. Goods got for free are not priced and do not come here.

    Raises PriceOutOfRange below 0 or above ``HIGHEST_PRICE``, PriceTooLow when nothing would
    be left of the price.
    """
    if not 0 <= shop_price <= HIGHEST_PRICE:
        raise PriceOutOfRange()
    if shop_price < rule.lowest_shop_price:
        raise PriceTooLow(
            f"Die winkelprijs is te laag: onze prijs zou nul zijn. "
            f"De laagste winkelprijs is {euros(rule.lowest_shop_price)}."
        )
    hundredths = shop_price * rule.percent
    if rule.rounding == "floor5":
        return hundredths // 500 * 5
    return (hundredths + 50) // 100


def cash_total(total: int) -> int:
    """The total in cents as it is paid in cash: to the nearest 5 cents.

    Only for the total, only for cash, only above 5 cents (Belgian Code of Economic Law, art.
    VI.7/1 and on). A bank transfer or QR code is never rounded.

    Raises ValueError for a negative total: what is given back is the amount that was received.
    """
    if total < 0:
        raise ValueError("a total to be paid is never negative")
    return total if total <= 5 else (total + 2) // 5 * 5


def fewest_pieces(amount: int, denominations: Sequence[int] = DENOMINATIONS) -> Pieces:
    """The fewest coins and notes that make ``amount`` cents, largest first; zero counts left out.

    Taking the largest first gives the fewest for the euro series and for any gapless part of it
    that starts at a 1, 5, 10, 50 or 100 (coins only, or nothing under 5 cents).

    Raises ValueError for a negative amount or one that the denominations do not make.
    """
    if amount < 0:
        raise ValueError("an amount of coins is never negative")
    pieces: Pieces = {}
    rest = amount
    for denomination in sorted(denominations, reverse=True):
        count, rest = divmod(rest, denomination)
        if count:
            pieces[denomination] = count
    if rest:
        raise ValueError(f"{amount} cents cannot be made of {tuple(denominations)}")
    return pieces


def total_of(pieces: Mapping[int, int]) -> int:
    """What coins and notes are worth together, in cents.

    Raises BadQuantity for a negative count or a denomination that does not exist.
    """
    for denomination, count in pieces.items():
        if count < 0 or denomination not in DENOMINATIONS:
            raise BadQuantity()
    return sum(denomination * count for denomination, count in pieces.items())


def shares(price: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split ``price`` cents over bearers in proportion to ``weights``, to the cent exactly.

    Largest remainder: everyone gets the whole cents of their part, the cents left over go to the
    largest remainders, the earlier bearer first when they are equal. The sum is always the price.

    Raises ValueError for a negative price, a negative weight or weights that sum to nothing.
    """
    whole = sum(weights)
    if price < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError("shares need a price and weights of zero or more, not all zero")
    parts = [price * weight // whole for weight in weights]
    remainders = [price * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda bearer: -remainders[bearer])
    for bearer in order[: price - sum(parts)]:
        parts[bearer] += 1
    return tuple(parts)


def parse_price(text: str, highest: int = HIGHEST_PRICE) -> int:
    """The cents in a typed price: ``"1,49"``, ``"1.49"``, ``"1,5"``, ``"2"`` or ``"€ 2"``.

    At most two decimals and no thousands separator, so that ``"1.000"`` is refused and not
    guessed at. Zero is an amount (something free); :func:`our_price` refuses it for a sale.

    Raises BadPrice for anything else, a negative amount or one above ``highest`` cents.
    """
    match = _PRICE.fullmatch(text.strip().removeprefix("€").strip())
    if match is None:
        raise BadPrice()
    whole, decimals = match.groups(default="")
    cents = int(whole) * 100 + int(decimals.ljust(2, "0"))
    if cents > highest:
        raise BadPrice(f"Die prijs is te hoog. De hoogste prijs is {euros(highest)}.")
    return cents


def structured_communication(number: int) -> str:
    """A Belgian structured communication: ``1234567890`` becomes ``"+++123/4567/89002+++"``.

    Ten digits and their remainder by 97 as two check digits, 97 where that remainder is 0.

    Raises ValueError when the number does not fit in ten digits.
    """
    if not 0 <= number <= 9_999_999_999:
        raise ValueError("a structured communication holds a number of at most ten digits")
    digits_ = f"{number:010d}{number % 97 or 97:02d}"
    return f"+++{digits_[:3]}/{digits_[3:7]}/{digits_[7:]}+++"


def is_structured_communication(text: str) -> bool:
    """Whether ``text`` is a Belgian structured communication with the right check digits."""
    match = _STRUCTURED.fullmatch(text)
    return match is not None and text == structured_communication(int("".join(match.groups()[:3])))


def digits(cents: int, language: str = "nl") -> str:
    """An amount as western digits without a sign of the currency: ``"1,15"``.

    The decimal sign is that of ``language``: participants see amounts in their own, volunteers
    and paper in Dutch.
    """
    sign = MINUS if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}{decimal_sign(language)}{abs(cents) % 100:02d}"


def euros(cents: int, locale: str = "nl_BE") -> str:
    """An amount with the euro sign in front, the number written as in ``locale``: ``"€ 6,00"``.

    Always two decimals, western digits, a real minus sign, and nowhere a place where a line could
    break. The sign of the currency keeps its place in every language, as on Belgian price tags.
    """
    language = locale.partition("_")[0]
    group = NO_BREAK_SPACE if group_sign(language).isspace() else group_sign(language)
    whole = f"{abs(cents) // 100:,}".replace(",", group)
    number = f"{whole}{decimal_sign(language)}{abs(cents) % 100:02d}"
    return f"€{NO_BREAK_SPACE}{MINUS if cents < 0 else ''}{number}"
