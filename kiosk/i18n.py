"""The languages of the people who come: messages, greetings, dates and the decimal sign.

Every message is written in Dutch in the code and in kv files; ``assets/translations`` has what it
is in each other language (``deploy/translations.py`` collects, compiles and checks them). A
message that is not translated yet is shown in Dutch. Dates and signs come from Babel, compiled
by the same script. Digits are western in every language, as on each price tag, bus and calendar here.
"""

from __future__ import annotations

import gettext
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("nl", "fr", "en", "ar", "fa", "tr", "uk", "pl")
CATALOGUES: Final = Path(__file__).parent / "assets" / "translations"
DOMAIN: Final = "onthaal"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)


def translate(message: str, language: str, **values: object) -> str:
    """`message` (Dutch) in `language`; Dutch when there is no translation.

    With `values` the `{names}` in it are filled in; without, the text is given as it stands.
    """
    text = _catalogue(language).gettext(message)
    return text.format(**values) if values else text


def translate_many(singular: str, plural: str, number: int, language: str, **values: object) -> str:
    """The form of a message that `language` uses for `number`, with `{number}` filled in.

    `singular` and `plural` are the two Dutch forms; Arabic has six, Ukrainian and Polish three.
    """
    text = _catalogue(language).ngettext(singular, plural, number)
    return text.format(number=number, **values)


def mark(message: str) -> str:
    """`message` itself: marks a Dutch message that is kept and only translated later."""
    return message


def mark_many(singular: str, plural: str) -> tuple[str, str]:
    """Both Dutch forms themselves: marks a message with a number that is translated later."""
    return singular, plural


def greeting(language: str) -> str:
    """How a speaker of `language` says hello, in its own script."""
    return translate("Goeiedag", language)


@cache
def _signs() -> dict[str, dict[str, Any]]:
    signs: dict[str, dict[str, Any]] = json.loads((CATALOGUES / "signs.json").read_bytes())
    return signs


def is_rtl(language: str) -> bool:
    """Whether `language` is written from right to left, so that its screens are mirrored."""
    return bool(_signs()[language]["rtl"])


def weekday(day: date, language: str) -> str:
    """The whole word for the weekday of `day`, as it stands alone on a calendar."""
    return str(_signs()[language]["weekdays"][day.weekday()])


def short_weekday(day: date, language: str) -> str:
    """The shortest word for the weekday of `day` that people write: "zo", "dim."."""
    return str(_signs()[language]["short_weekdays"][day.weekday()])


def month(day: date, language: str) -> str:
    """The short word for the month of `day`, as it stands alone on a calendar."""
    return str(_signs()[language]["months"][day.month - 1])


def decimal_sign(language: str) -> str:
    """What stands between euros and cents: a comma, or a point in English, Arabic and Persian."""
    return str(_signs()[language]["decimal"])


def group_sign(language: str) -> str:
    """What stands between thousands."""
    return str(_signs()[language]["group"])
