"""What the ear says of money and produce, as sentences in eight languages.

Everything is written out in words, as somebody at the counter would say it. Pure: what is said
comes in as data and goes out as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kiosk.i18n import translate
from kiosk.numbers import Gender, number_words
from kiosk.portions import amount_phrase, portion_word
from kiosk.produce import word

# -- money ------------------------------------------------------------------------------------

_EURO_GENDER: Final[Mapping[str, Gender]] = {"uk": "n", "pl": "n"}
_CENTS: Final[Mapping[str, tuple[str, str]]] = {
    "nl": ("cent", "cent"),
    "fr": ("centime", "centimes"),
    "en": ("cent", "cents"),
    "ar": ("سنت", "سنت"),
    "fa": ("سنت", "سنت"),
    "tr": ("sent", "sent"),
}
"""One cent and several; in Ukrainian and Polish it depends on the last digits."""

_SLAVIC_CENTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "uk": ("цент", "центи", "центів"),
    "pl": ("cent", "centy", "centów"),
}


def price(cents: int, language: str) -> str:
    """An amount of money as it is said: ``"één euro zeventig"``, ``"vijfentachtig cent"``.

    Nothing to pay is said as a word, not as a number. Raises ValueError for a negative amount.
    """
    if cents < 0:
        raise ValueError("what is said is never a debt")
    if cents == 0:
        return translate("gratis", language)
    euros, rest = divmod(cents, 100)
    if not euros:
        return _cents(rest, language)
    front = _euros(euros, language)
    if not rest:
        return front
    if language in ("ar", "fa"):
        return f"{front}{' و' if language == 'ar' else ' و '}{_cents(rest, language)}"
    if language == "en" and rest < 10:
        return f"{front} and {_cents(rest, language)}"
    if language in ("tr", "uk", "pl"):
        return f"{front} {_cents(rest, language)}"
    return f"{front} {number_words(rest, language)}"


def _euros(euros: int, language: str) -> str:
    if language == "ar" and euros == 1:
        return "يورو واحد"
    words = number_words(euros, language, _EURO_GENDER.get(language, "m"))
    if language in ("fr", "en"):
        several = euros > 1
        return f"{words} {'euros' if several else 'euro'}"
    name = {"ar": "يورو", "fa": "یورو", "uk": "євро"}.get(language, "euro")
    return f"{words} {name}"


def _cents(cents: int, language: str) -> str:
    if language == "ar" and cents == 1:
        return "سنت واحد"
    words = number_words(cents, language)
    if language in _SLAVIC_CENTS:
        one, few, many = _SLAVIC_CENTS[language]
        return f"{words} {_slavic(cents, language, one, few, many)}"
    one, several = _CENTS.get(language, _CENTS["nl"])
    return f"{words} {one if cents == 1 else several}"


def _slavic(count: int, language: str, one: str, few: str, many: str) -> str:
    last, teens = count % 10, 10 < count % 100 < 20
    if count == 1 or (language == "uk" and last == 1 and not teens):
        return one
    return few if 2 <= last <= 4 and not teens else many


# -- produce ----------------------------------------------------------------------------------

_UNITS: Final[Mapping[str, tuple[str, str, str]]] = {
    "nl": ("kilo", "kilo", "gram"),
    "fr": ("kilo", "kilos", "grammes"),
    "en": ("kilo", "kilos", "grams"),
    "ar": ("كيلو", "كيلو", "غرام"),
    "fa": ("کیلویی", "کیلویی", "گرمی"),
    "tr": ("kilo", "kilo", "gram"),
    "uk": ("кіло", "кіло", "грамів"),
    "pl": ("kilo", "kilo", "gramów"),
}
"""One kilo, several kilos, and the many grams that a bag holds."""

_KILO: Final = ("kg", "كغ", "کیلویی", "кг")
_QUANTITY: Final = re.compile(r"(\d+)(?:\s?(kg|g|كغ|غ|کیلویی|گرمی|кг|г)(?!\w))?")

_PORTION_GENDER: Final[Mapping[str, Mapping[str, Gender | None]]] = {
    "fr": {"piece": None, "bunch": "f", "head": "f", "punnet": "f"},
    "ar": {"piece": "f", "bunch": "f", "punnet": "f"},
    "uk": {"piece": "f", "head": "f"},
    "pl": {"piece": "f", "head": "f", "bag_500g": "f", "bag_1kg": "f", "bag_2kg": "f"},
}
"""The gender of what is counted, where numbers bend to it; a French piece has its product's."""


def in_words(text: str, language: str, gender: Gender | None = "m") -> str:
    """``text`` with its whole numbers and its kilos and grams written out.

    The first number agrees with a counted thing of that ``gender``; where that is not known it
    stays a digit, which the voice reads. A weight never agrees.
    """
    kilo, kilos, gram = _UNITS.get(language, _UNITS["nl"])
    first = True

    def written(found: re.Match[str]) -> str:
        nonlocal first
        number, unit = int(found[1]), found[2]
        counts, first = first and not unit, False
        if counts:
            return number_words(number, language, gender) if gender else found[1]
        words = number_words(number, language, "n" if unit in _KILO else "m")
        if not unit:
            return words
        return f"{words} {(kilo if number == 1 else kilos) if unit in _KILO else gram}"

    return _QUANTITY.sub(written, text.replace("\u00a0", " "))


def offer(product: str, portion: str, cents: int, language: str) -> str:
    """What is on a tile: ``"wortel, zak één kilo, vijfentachtig cent"``."""
    name, one = word(product, language), portion_word(portion, language)
    return listed([name, in_words(one, language), price(cents, language)], language)


def amount(product: str, portion: str, count: int, cents: int, language: str) -> str:
    """What is taken, with its price in all: ``"twee zakken wortelen, één euro zeventig"``.

    None of it is ``"wortel: nul"``; nobody is told that it costs nothing.
    """
    if count == 0:
        return counted(word(product, language), 0, language)
    phrase = amount_phrase(product, portion, count, language)
    gender = _PORTION_GENDER.get(language, {}).get(portion, "m")
    return listed([in_words(phrase, language, gender), price(cents, language)], language)


def gone(product: str, language: str) -> str:
    """What is no longer there: ``"wortel, op"``."""
    return listed([word(product, language), translate("op", language)], language)


def together(cents: int, language: str) -> str:
    """What it all comes to: ``"samen één euro zeventig"``."""
    return translate("samen {price}", language, price=price(cents, language))


def order(number: int, cents: int, language: str) -> str:
    """An order that is in, as it is called at the counter: ``"nummer twaalf, drie euro"``."""
    called = translate("nummer {number}", language, number=number_words(number, language))
    return listed([called, price(cents, language)], language)


def counted(thing: str, count: int, language: str) -> str:
    """How many of something that stands beside it as a picture: ``"kinderen: twee"``.

    ``thing`` is already in ``language``; the colon keeps it right in every grammar.
    """
    return f"{thing}: {number_words(count, language)}"


def listed(parts: Iterable[str], language: str) -> str:
    """The parts that say something, with a breath between them."""
    comma = "، " if language in ("ar", "fa") else ", "
    return comma.join(part for part in parts if part)
