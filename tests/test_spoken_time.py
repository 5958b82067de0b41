"""What the ear says of days and hours."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from kiosk.i18n import LANGUAGES
from kiosk.spoken_time import clock, day

SATURDAY = date(2026, 11, 28)

DAYS = {
    "nl": "zaterdag achtentwintig november",
    "fr": "samedi vingt-huit novembre",
    "en": "Saturday the twenty-eighth of November",
    "ar": "السبت ثمانية وعشرون نوفمبر",
    "fa": "شنبه بیست و هشت نوامبر",
    "tr": "yirmi sekiz Kasım Cumartesi",
    "uk": "субота двадцять восьмого листопада",
    "pl": "sobota dwudziestego ósmego listopada",
}

EVENING = {
    "nl": "twintig over zeven 's avonds",
    "fr": "dix-neuf heures vingt",
    "en": "twenty past seven in the evening",
    "ar": "الساعة السابعة وعشرون دقيقة مساءً",
    "fa": "ساعت هفت و بیست دقیقه شب",
    "tr": "saat on dokuz yirmi",
    "uk": "дев'ятнадцята двадцять",
    "pl": "godzina dziewiętnasta dwadzieścia",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_and_an_hour(language: str) -> None:
    assert day(SATURDAY, language) == DAYS[language]
    assert clock(time(19, 20), language) == EVENING[language]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ((9, 0), "negen uur 's morgens"),
        ((12, 0), "twaalf uur 's middags"),
        ((0, 0), "twaalf uur 's nachts"),
        ((13, 15), "kwart over één 's middags"),
        ((14, 25), "vijf voor half drie 's middags"),
        ((14, 30), "half drie 's middags"),
        ((14, 35), "vijf over half drie 's middags"),
        ((12, 45), "kwart voor één 's middags"),
        ((18, 50), "tien voor zeven 's avonds"),
        ((5, 7), "vijf uur zeven 's nachts"),
    ],
)
def test_dutch_hours(at: tuple[int, int], said: str) -> None:
    assert clock(time(*at), "nl") == said


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("fr", (21, 0), "vingt et une heures"),
        ("fr", (1, 0), "une heure"),
        ("en", (20, 3), "eight oh three in the evening"),
        ("en", (12, 45), "a quarter to one in the afternoon"),
        ("ar", (13, 5), "الساعة الواحدة وخمس دقائق بعد الظهر"),
        ("ar", (14, 30), "الساعة الثانية والنصف بعد الظهر"),
        ("fa", (12, 15), "ساعت دوازده و ربع ظهر"),
        ("tr", (13, 5), "saat on üç sıfır beş"),
        ("uk", (23, 0), "двадцять третя година"),
        ("uk", (0, 5), "нульова нуль п'ять"),
        ("pl", (22, 0), "godzina dwudziesta druga"),
        ("pl", (3, 1), "godzina trzecia zero jeden"),
    ],
)
def test_other_hours(language: str, at: tuple[int, int], said: str) -> None:
    assert clock(time(*at), language) == said


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("fr", 1, "premier"),
        ("fr", 2, "deux"),
        ("en", 1, "the first of"),
        ("en", 12, "the twelfth of"),
        ("en", 20, "the twentieth of"),
        ("uk", 3, "третього"),
        ("uk", 30, "тридцятого"),
        ("uk", 31, "тридцять першого"),
        ("pl", 2, "drugiego"),
        ("pl", 3, "trzeciego"),
        ("pl", 30, "trzydziestego"),
        ("pl", 23, "dwudziestego trzeciego"),
    ],
)
def test_days_of_the_month(language: str, number: int, said: str) -> None:
    assert f" {said} " in day(date(2026, 12, number), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_and_every_minute_is_said_in_its_own_words(language: str) -> None:
    year = {day(SATURDAY + timedelta(days), language) for days in range(365)}
    assert len(year) == 365
    minutes = [clock(time(number // 60, number % 60), language) for number in range(1440)]
    assert len(set(minutes)) == 1440
    assert not any(one.isdigit() for said in [*year, *minutes] for one in said)
