"""What the ear says of days and hours, as people say them in each of the eight languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Final

from babel.dates import get_day_names, get_month_names

from kiosk.numbers import number_words

_ORDINALS: Final[Mapping[str, tuple[str, str, str]]] = {
    "uk": (
        (
            "перш друг трет четверт п'ят шост сьом восьм дев'ят десят одинадцят дванадцят тринадцят"
            " чотирнадцят п'ятнадцят шістнадцят сімнадцят вісімнадцят дев'ятнадцят двадцят"
        ),
        "двадцять",
        "тридцят",
    ),
    "pl": (
        (
            "pierwsz drug trzec czwart piąt szóst siódm ósm dziewiąt dziesiąt jedenast dwunast"
            " trzynast czternast piętnast szesnast siedemnast osiemnast dziewiętnast dwudziest"
        ),
        "dwudziest",
        "trzydziest",
    ),
}
"""The stems of first to twentieth, what twenty is before a unit, and the stem of thirtieth."""


def day(on: date, language: str) -> str:
    """A date without its year: ``"zaterdag achtentwintig november"``."""
    weekday = get_day_names("wide", "format", language)[on.weekday()]
    month = get_month_names("wide", "format", language)[on.month]
    number = _day_number(on.day, language)
    return f"{number} {month} {weekday}" if language == "tr" else f"{weekday} {number} {month}"


def _day_number(number: int, language: str) -> str:
    if language == "fr" and number == 1:
        return "premier"
    if language == "uk":
        return _ordinal(number, language, "ого")
    if language == "pl":
        return _ordinal(number, language, "ego")
    if language == "en":
        return _english_ordinal(number_words(number, language))
    return number_words(number, language)


_ENGLISH_ORDINALS: Final = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


def _english_ordinal(words: str) -> str:
    front, dash, last = words.rpartition("-")
    last = (
        _ENGLISH_ORDINALS.get(last)
        or f"{last.removesuffix('y')}{'ie' if last.endswith('y') else ''}th"
    )
    return f"the {front}{dash}{last} of"


def _ordinal(number: int, language: str, ending: str) -> str:
    """The ordinal of 1 to 31; in Polish both its words bend, in Ukrainian only the last."""
    stems, twenty, thirty = _ORDINALS[language]
    tens, unit = divmod(number, 10)
    if number == 30:
        return _bent(thirty, ending)
    if number <= 20:
        return _bent(stems.split()[number - 1], ending)
    front = twenty if tens == 2 else thirty
    if language == "pl":
        front = _bent(front, ending)
    elif tens == 3:
        front += "ь"
    return f"{front} {_bent(stems.split()[unit - 1], ending)}"


def _bent(stem: str, ending: str) -> str:
    """The stem with its ending; third is soft in both, and second hard in Polish."""
    if stem == "трет":
        return stem + {"ого": "ього", "а": "я"}[ending]
    if stem == "trzec":
        return stem + {"ego": "iego", "a": "ia"}[ending]
    if stem == "drug":
        return stem + {"ego": "iego", "a": "a"}[ending]
    return stem + ending


def clock(at: time, language: str) -> str:
    """A time of day, to the minute: ``"twintig over zeven 's avonds"``, ``"dix-neuf heures vingt"``.

    Dutch, English, Arabic and Persian name the part of the day; the others count to 24.
    """
    return _CLOCKS.get(language, _dutch)(at.hour, at.minute)


def _twelve(hour: int) -> int:
    return (hour - 1) % 12 + 1


def _dutch(hour: int, minute: int) -> str:
    parts = ("'s nachts", "'s morgens", "'s middags", "'s avonds")
    part = parts[0 if hour < 6 else 1 if hour < 12 else 2 if hour < 18 else 3]
    now = number_words(_twelve(hour), "nl")
    after = number_words(_twelve(hour + 1), "nl")
    if minute % 5:
        said = f"{now} uur {number_words(minute, 'nl')}"
    elif minute == 0:
        said = f"{now} uur"
    elif minute <= 20:
        said = f"{_steps(minute, 'nl')} over {now}"
    elif minute == 30:
        said = f"half {after}"
    elif minute in (25, 35):
        said = f"vijf {'voor' if minute == 25 else 'over'} half {after}"
    else:
        said = f"{_steps(60 - minute, 'nl')} voor {after}"
    return f"{said} {part}"


def _english(hour: int, minute: int) -> str:
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    now, after = number_words(_twelve(hour), "en"), number_words(_twelve(hour + 1), "en")
    if minute == 0:
        said = f"{now} o'clock"
    elif minute == 30:
        said = f"half past {now}"
    elif minute % 5:
        said = f"{now} {'oh ' if minute < 10 else ''}{number_words(minute, 'en')}"
    elif minute < 30:
        said = f"{_steps(minute, 'en')} past {now}"
    else:
        said = f"{_steps(60 - minute, 'en')} to {after}"
    return f"{said} {part}"


def _steps(minutes: int, language: str) -> str:
    if minutes == 15:
        return "kwart" if language == "nl" else "a quarter"
    return number_words(minutes, language)


def _french(hour: int, minute: int) -> str:
    said = f"{number_words(hour, 'fr', 'f')} {'heures' if hour > 1 else 'heure'}"
    return f"{said} {number_words(minute, 'fr')}" if minute else said


_ARABIC_HOURS: Final = (
    "الواحدة",
    "الثانية",
    "الثالثة",
    "الرابعة",
    "الخامسة",
    "السادسة",
    "السابعة",
    "الثامنة",
    "التاسعة",
    "العاشرة",
    "الحادية عشرة",
    "الثانية عشرة",
)


def _arabic(hour: int, minute: int) -> str:
    part = "صباحاً" if hour < 12 else "بعد الظهر" if hour < 18 else "مساءً"
    said = f"الساعة {_ARABIC_HOURS[_twelve(hour) - 1]}"
    if minute:
        known = {1: "دقيقة", 2: "دقيقتان", 15: "الربع", 30: "النصف"}
        several = "دقائق" if 3 <= minute <= 10 else "دقيقة"
        said += f" و{known.get(minute) or number_words(minute, 'ar', 'f') + ' ' + several}"
    return f"{said} {part}"


def _persian(hour: int, minute: int) -> str:
    parts = ("صبح", "ظهر", "بعدازظهر", "شب")
    part = parts[0 if hour < 12 else 1 if hour == 12 else 2 if hour < 19 else 3]
    said = f"ساعت {number_words(_twelve(hour), 'fa')}"
    if minute:
        known = {15: "ربع", 30: "نیم"}
        said += f" و {known.get(minute) or number_words(minute, 'fa') + ' دقیقه'}"
    return f"{said} {part}"


def _turkish(hour: int, minute: int) -> str:
    said = f"saat {number_words(hour, 'tr')}"
    return f"{said} {_two_digits(minute, 'tr')}" if minute else said


def _ukrainian(hour: int, minute: int) -> str:
    said = _ordinal(hour, "uk", "а") if hour else "нульова"
    return f"{said} {_two_digits(minute, 'uk')}" if minute else f"{said} година"


def _polish(hour: int, minute: int) -> str:
    said = f"godzina {_ordinal(hour, 'pl', 'a') if hour else 'zerowa'}"
    return f"{said} {_two_digits(minute, 'pl')}" if minute else said


def _two_digits(minute: int, language: str) -> str:
    """Minutes as they stand on the clock: a nought is said before five."""
    words = number_words(minute, language)
    return f"{number_words(0, language)} {words}" if minute < 10 else words


_CLOCKS: Final = {
    "nl": _dutch,
    "fr": _french,
    "en": _english,
    "ar": _arabic,
    "fa": _persian,
    "tr": _turkish,
    "uk": _ukrainian,
    "pl": _polish,
}
