"""What the ear says of numbers, prices and produce, in all eight languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import spoken
from kiosk.i18n import LANGUAGES
from kiosk.numbers import HIGHEST, number_words
from kiosk.produce import word

NUMBERS = {
    "nl": {1: "één", 21: "eenentwintig", 32: "tweeëndertig", 73: "drieënzeventig", 205: "tweehonderdvijf"},
    "fr": {21: "vingt et un", 71: "septante et un", 80: "quatre-vingts", 81: "quatre-vingt-un",
           95: "nonante-cinq", 200: "deux cents", 205: "deux cent cinq"},
    "en": {16: "sixteen", 40: "forty", 99: "ninety-nine", 105: "one hundred and five"},
    "ar": {2: "اثنان", 11: "أحد عشر", 21: "واحد وعشرون", 100: "مئة", 305: "ثلاثمئة وخمسة"},
    "fa": {18: "هجده", 21: "بیست و یک", 230: "دویست و سی"},
    "tr": {11: "on bir", 70: "yetmiş", 999: "dokuz yüz doksan dokuz"},
    "uk": {19: "дев'ятнадцять", 40: "сорок", 90: "дев'яносто", 222: "двісті двадцять два"},
    "pl": {15: "piętnaście", 22: "dwadzieścia dwa", 600: "sześćset", 101: "sto jeden"},
}  # fmt: skip

PRICES = {
    "nl": {1: "één cent", 85: "vijfentachtig cent", 170: "één euro zeventig", 105: "één euro vijf", 300: "drie euro"},
    "fr": {85: "quatre-vingt-cinq centimes", 170: "un euro septante", 300: "trois euros"},
    "en": {85: "eighty-five cents", 170: "one euro seventy", 105: "one euro and five cents", 300: "three euros"},
    "ar": {85: "خمسة وثمانون سنت", 100: "يورو واحد", 170: "يورو واحد وسبعون سنت"},
    "fa": {85: "هشتاد و پنج سنت", 170: "یک یورو و هفتاد سنت"},
    "tr": {85: "seksen beş sent", 170: "bir euro yetmiş sent"},
    "uk": {1: "один цент", 2: "два центи", 21: "двадцять один цент", 12: "дванадцять центів",
           170: "одне євро сімдесят центів", 2100: "двадцять одне євро"},
    "pl": {1: "jeden cent", 3: "trzy centy", 21: "dwadzieścia jeden centów", 113: "jedno euro trzynaście centów",
           2200: "dwadzieścia dwa euro"},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers(language: str) -> None:
    for number, words in NUMBERS[language].items():
        assert number_words(number, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_prices(language: str) -> None:
    for cents, words in PRICES[language].items():
        assert spoken.price(cents, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_words_of_its_own(language: str) -> None:
    said = [number_words(number, language) for number in range(HIGHEST + 1)]
    assert len(set(said)) == HIGHEST + 1
    assert not any(set("0123456789_") & set(words) for words in said)
    assert number_words(HIGHEST + 1, language) == "1000"


def test_numbers_agree_with_what_is_counted() -> None:
    assert number_words(1, "fr", "f") == "une"
    assert number_words(21, "fr", "f") == "vingt et une"
    assert number_words(2, "uk", "f") == "дві"
    assert number_words(22, "uk", "f") == "двадцять дві"
    assert number_words(1, "pl", "n") == "jedno"
    assert number_words(21, "pl", "n") == "dwadzieścia jeden"
    assert number_words(101, "pl", "f") == "sto jeden"
    assert number_words(3, "ar", "f") == "ثلاث"


def test_no_number_is_below_nothing() -> None:
    with pytest.raises(ValueError, match="counted"):
        number_words(-1, "nl")
    with pytest.raises(ValueError, match="debt"):
        spoken.price(-1, "nl")


def test_a_language_nobody_knows_is_dutch() -> None:
    assert number_words(2, "xx") == "twee"
    assert spoken.price(185, "xx") == "één euro vijfentachtig"


@given(st.integers(0, 99_999), st.sampled_from(LANGUAGES))
def test_no_price_holds_digits(cents: int, language: str) -> None:
    said = spoken.price(cents, language)
    assert said == said.strip()
    assert not any(one.isdigit() for one in said)


def test_what_a_tile_says() -> None:
    assert spoken.offer("wortel", "bag_1kg", 85, "nl") == "wortel, zak één kilo, vijfentachtig cent"
    assert spoken.gone("wortel", "nl") == "wortel, op"


def test_what_is_in_the_basket() -> None:
    said = spoken.amount("wortel", "bag_1kg", 2, 170, "nl")
    assert said.startswith("twee zakken wortel")
    assert said.endswith("van één kilo, één euro zeventig")
    assert spoken.amount("wortel", "bag_500g", 1, 50, "nl").endswith(
        "vijfhonderd gram, vijftig cent"
    )
    assert spoken.amount("wortel", "bag_1kg", 0, 0, "nl") == "wortel: nul"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("portion", ["bunch", "head", "punnet", "bag_1kg", "bag_2kg", "bag_500g"])
def test_amounts_are_words_in_every_language(language: str, portion: str) -> None:
    for count in (1, 2, 3, 5, 11, 21):
        said = spoken.amount("wortel", portion, count, 85, language)
        assert not any(one.isdigit() for one in said), said
        assert spoken.price(85, language) in said
    assert word("wortel", language) in spoken.offer("wortel", portion, 85, language)


def test_a_piece_bends_to_its_product_so_the_voice_reads_the_digit() -> None:
    assert spoken.in_words("1 pomme", "fr", None) == "1 pomme"
    assert spoken.in_words("1 torba po 1\u00a0kg", "pl", "f") == "jedna torba po jedno kilo"
    assert spoken.in_words("sac 2\u00a0kg", "fr") == "sac deux kilos"
    assert spoken.in_words("пакет 1\u00a0кг", "uk") == "пакет одне кіло"
    assert spoken.in_words("2 kgx", "nl") == "twee kgx"


def test_orders_and_totals() -> None:
    assert spoken.order(12, 300, "nl") == "nummer twaalf, drie euro"
    assert spoken.together(170, "nl") == "samen één euro zeventig"
    assert spoken.counted("kinderen", 2, "nl") == "kinderen: twee"
    assert spoken.listed(["", "a", "b"], "ar") == "a، b"
