"""Messages, plural forms, dates and signs in eight languages."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk import i18n
from kiosk.i18n import LANGUAGES
from kiosk.script import direction

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("nl", "Meer tijd"),
        ("fr", "Plus longtemps"),
        ("en", "More time"),
        ("ar", "وقت أكثر"),
        ("fa", "وقت بیشتر"),
        ("tr", "Ek süre"),
        ("uk", "Більше часу"),
        ("pl", "Więcej czasu"),
        ("xx", "Meer tijd"),
    ],
)
def test_a_message_in_each_language(language: str, word: str) -> None:
    assert i18n.translate("Meer tijd", language) == word


def test_a_message_that_nobody_translated_is_dutch() -> None:
    assert i18n.translate("Bestaat niet", "ar") == "Bestaat niet"


def test_values_are_filled_in_and_braces_without_values_stay() -> None:
    assert i18n.translate("nummer {number}", "pl", number=7) == "numer 7"
    assert i18n.translate("{niets}", "pl") == "{niets}"


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("nl", 1, "1 bussel x"),
        ("nl", 2, "2 bussels x"),
        ("fr", 1, "1 botte de x"),
        ("ar", 1, "حزمة x"),
        ("ar", 2, "حزمتا x"),
        ("ar", 5, "5 حزم x"),
        ("ar", 11, "11 حزمة x"),
        ("tr", 5, "5 demet x"),
        ("uk", 1, "1 пучок x"),
        ("uk", 3, "3 пучки x"),
        ("uk", 12, "12 пучків x"),
        ("uk", 21, "21 пучок x"),
        ("pl", 5, "5 pęczków x"),
        ("pl", 22, "22 pęczki x"),
        ("xx", 2, "2 bussels x"),
    ],
)
def test_plural_forms(language: str, number: int, text: str) -> None:
    forms = i18n.mark_many("{number} bussel {products}", "{number} bussels {products}")
    assert i18n.translate_many(*forms, number, language, products="x") == text


def test_marked_messages_stay_as_they_are() -> None:
    assert i18n.mark("prei") == "prei"


def test_every_language_greets_in_its_own_way() -> None:
    greetings = [i18n.greeting(language) for language in LANGUAGES]
    assert len(set(greetings)) == len(LANGUAGES)
    ways = {language: direction(i18n.greeting(language)) for language in LANGUAGES}
    assert [language for language, way in ways.items() if way == "rtl"] == ["ar", "fa"]


def test_which_languages_run_from_right_to_left() -> None:
    assert [language for language in LANGUAGES if i18n.is_rtl(language)] == ["ar", "fa"]


@pytest.mark.parametrize(
    ("language", "weekday", "month"),
    [
        ("nl", "zondag", "nov"),
        ("fr", "dimanche", "nov."),
        ("en", "Sunday", "Nov"),
        ("ar", "الأحد", "نوفمبر"),
        ("fa", "یکشنبه", "نوامبر"),
        ("tr", "Pazar", "Kas"),
        ("uk", "неділя", "лист."),
        ("pl", "niedziela", "lis"),
    ],
)
def test_a_day_on_the_calendar(language: str, weekday: str, month: str) -> None:
    assert (i18n.weekday(SUNDAY, language), i18n.month(SUNDAY, language)) == (weekday, month)


def test_the_short_word_for_a_weekday() -> None:
    shorts = [i18n.short_weekday(SUNDAY, language) for language in LANGUAGES]
    assert shorts[:3] == ["zo", "dim.", "Sun"]
    assert not any(character.isdigit() for short in shorts for character in short)


def test_the_decimal_sign() -> None:
    assert {language: i18n.decimal_sign(language) for language in LANGUAGES} == {
        **dict.fromkeys(LANGUAGES, ","),
        **dict.fromkeys(("en", "ar", "fa"), "."),
    }
