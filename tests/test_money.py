"""Money rules: every vector of the price rule, cash rounding, coins, shares and how it is written."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk import money
from kiosk.errors import (
    BadPrice,
    BadPriceRule,
    BadQuantity,
    KioskError,
    PriceOutOfRange,
    PriceTooLow,
)
from kiosk.money import PriceRule

FLOOR5 = PriceRule()
EXACT = PriceRule(rounding="exact")
NO_BREAK_SPACE = "\u00a0"

percents = some.integers(1, 100)
shop_prices = some.integers(0, money.HIGHEST_PRICE)
amounts = some.integers(0, 2_000_000)


class TestOurPrice:
    def test_the_rule_of_most_groups_is_sixty_percent_down_to_five_cents(self) -> None:
        assert PriceRule(percent=60, rounding="floor5") == FLOOR5

    @pytest.mark.parametrize(
        ("shop", "ours"),
        [
            (99, 55),
            (149, 85),
            (199, 115),
            (249, 145),
            (299, 175),
            (9, 5),
            (16, 5),
            (17, 10),
            (100, 60),
            (9999, 5995),
        ],
    )
    def test_floor5(self, shop: int, ours: int) -> None:
        assert money.our_price(shop, FLOOR5) == ours

    @pytest.mark.parametrize("shop", range(9))
    def test_under_nine_cents_is_refused_with_a_sentence_that_helps(self, shop: int) -> None:
        with pytest.raises(PriceTooLow) as refusal:
            money.our_price(shop, FLOOR5)
        assert str(refusal.value) == (
            "Die winkelprijs is te laag: onze prijs zou nul zijn. "
            f"De laagste winkelprijs is €{NO_BREAK_SPACE}0,09."
        )

    @pytest.mark.parametrize(
        ("percent", "shop", "ours"),
        [
            (60, 99, 59),  # 59.4
            (60, 149, 89),  # 89.4
            (60, 1, 1),  # 0.6
            (50, 1, 1),  # 0.5: half goes up
            (50, 3, 2),  # 1.5
            (50, 5, 3),  # 2.5, where Python's round() gives 2
            (5, 10, 1),  # 0.5
            (100, 9999, 9999),
        ],
    )
    def test_exact_rounds_half_up(self, percent: int, shop: int, ours: int) -> None:
        assert money.our_price(shop, PriceRule(percent, "exact")) == ours

    def test_exact_may_leave_nothing_as_well(self) -> None:
        with pytest.raises(PriceTooLow, match="0,05"):
            money.our_price(4, PriceRule(10, "exact"))

    @pytest.mark.parametrize("shop", [-1, -100, 10_000, 1_000_000, 10**30])
    def test_what_no_product_costs_is_refused(self, shop: int) -> None:
        with pytest.raises(PriceOutOfRange):
            money.our_price(shop, FLOOR5)

    @given(shop_prices, percents)
    def test_floor5_is_never_above_the_part_and_less_than_five_cents_below(
        self, shop: int, percent: int
    ) -> None:
        rule = PriceRule(percent)
        try:
            ours = money.our_price(shop, rule)
        except PriceTooLow:
            assert shop * percent < 500
            return
        assert ours > 0
        assert ours % 5 == 0
        assert ours * 100 <= shop * percent < (ours + 5) * 100

    @given(shop_prices, percents)
    def test_exact_is_never_more_than_half_a_cent_off(self, shop: int, percent: int) -> None:
        try:
            ours = money.our_price(shop, PriceRule(percent, "exact"))
        except PriceTooLow:
            assert shop * percent < 50
            return
        assert ours > 0
        assert -50 < shop * percent - ours * 100 < 50 or shop * percent - ours * 100 == -50

    @given(percents, some.sampled_from(["floor5", "exact"]))
    def test_the_lowest_shop_price_is_the_lowest_that_is_accepted(
        self, percent: int, rounding: Any
    ) -> None:
        rule = PriceRule(percent, rounding)
        assert money.our_price(rule.lowest_shop_price, rule) > 0
        with pytest.raises(PriceTooLow):
            money.our_price(rule.lowest_shop_price - 1, rule)

    @pytest.mark.parametrize("percent", [0, -1, 101, 1000, 60.0, True, "60", None])
    def test_a_rule_asks_a_whole_percentage(self, percent: Any) -> None:
        with pytest.raises(BadPriceRule, match="1 tot 100"):
            PriceRule(percent)

    @pytest.mark.parametrize("rounding", ["", "floor", "FLOOR5", None])
    def test_a_rule_knows_two_ways_of_rounding(self, rounding: Any) -> None:
        with pytest.raises(BadPriceRule, match="floor5 of exact"):
            PriceRule(60, rounding)


class TestCashTotal:
    @pytest.mark.parametrize(
        ("total", "due"),
        [
            (0, 0),
            (1, 1),
            (2, 2),
            (4, 4),
            (5, 5),
            (6, 5),
            (7, 5),
            (8, 10),
            (221, 220),
            (222, 220),
            (223, 225),
            (226, 225),
            (227, 225),
            (228, 230),
            (522, 520),
            (478, 480),
            (1657, 1655),
        ],
    )
    def test_the_law(self, total: int, due: int) -> None:
        assert money.cash_total(total) == due

    @given(some.integers(6, 10_000_000))
    def test_the_nearest_five_cents(self, total: int) -> None:
        due = money.cash_total(total)
        assert due % 5 == 0
        assert abs(due - total) <= 2

    @given(shop_prices.filter(lambda shop: shop >= 9), some.integers(1, 50))
    def test_what_floor5_makes_is_never_rounded_again(self, shop: int, quantity: int) -> None:
        total = money.our_price(shop, FLOOR5) * quantity
        assert money.cash_total(total) == total

    def test_a_negative_total_is_a_mistake_of_ours(self) -> None:
        with pytest.raises(ValueError):
            money.cash_total(-1)


def fewest(amount: int, denominations: tuple[int, ...]) -> int | None:
    """How many pieces at least, tried out; None when the amount cannot be made."""
    best: list[int | None] = [0]
    for sum_ in range(1, amount + 1):
        counts = [best[sum_ - piece] for piece in denominations if piece <= sum_]
        known = [count for count in counts if count is not None]
        best.append(min(known) + 1 if known else None)
    return best[amount]


class TestPieces:
    @pytest.mark.parametrize(
        ("amount", "pieces"),
        [
            (0, {}),
            (600, {500: 1, 100: 1}),
            (115, {100: 1, 10: 1, 5: 1}),
            (88, {50: 1, 20: 1, 10: 1, 5: 1, 2: 1, 1: 1}),
            (25_000, {5000: 5}),
        ],
    )
    def test_the_fewest_coins_and_notes(self, amount: int, pieces: money.Pieces) -> None:
        assert money.fewest_pieces(amount) == pieces

    def test_the_largest_comes_first(self) -> None:
        assert list(money.fewest_pieces(8888)) == sorted(money.DENOMINATIONS, reverse=True)

    def test_every_denomination_is_there_once(self) -> None:
        coins = (1, 2, 5, 10, 20, 50, 100, 200)
        assert tuple(sorted(money.COINS)) == coins
        assert tuple(sorted(money.DENOMINATIONS)) == (*coins, 500, 1000, 2000, 5000)

    @given(amounts)
    def test_they_sum_to_the_amount(self, amount: int) -> None:
        pieces = money.fewest_pieces(amount)
        assert money.total_of(pieces) == amount
        assert all(count > 0 for count in pieces.values())

    @given(some.integers(0, 600))
    def test_no_other_choice_has_fewer(self, amount: int) -> None:
        pieces = money.fewest_pieces(amount)
        assert sum(pieces.values()) == fewest(amount, money.DENOMINATIONS)

    @pytest.mark.parametrize("smallest", [1, 5, 10, 50, 100])
    @pytest.mark.parametrize("largest", [100, 200, 1000])
    def test_a_gapless_part_of_the_series_gives_the_fewest_too(
        self, smallest: int, largest: int
    ) -> None:
        part = tuple(each for each in money.DENOMINATIONS if smallest <= each <= largest)
        for amount in range(0, 1200, smallest):
            pieces = money.fewest_pieces(amount, part)
            assert sum(pieces.values()) == fewest(amount, part)

    def test_coins_only(self) -> None:
        assert money.fewest_pieces(700, money.COINS) == {200: 3, 100: 1}

    def test_what_the_pieces_cannot_make_is_never_left_out_silently(self) -> None:
        with pytest.raises(ValueError, match="7 cents"):
            money.fewest_pieces(7, (5, 10))

    def test_a_negative_amount_is_a_mistake_of_ours(self) -> None:
        with pytest.raises(ValueError):
            money.fewest_pieces(-5)

    def test_total_of(self) -> None:
        assert money.total_of({5000: 2, 200: 3, 1: 4, 20: 0}) == 10_604
        assert money.total_of({}) == 0

    @pytest.mark.parametrize("pieces", [{200: -1}, {100: 5, 1: -1}, {3: 1}, {10_000: 1}, {0: 1}])
    def test_money_that_cannot_be_is_refused(self, pieces: money.Pieces) -> None:
        with pytest.raises(BadQuantity):
            money.total_of(pieces)


class TestShares:
    @pytest.mark.parametrize(
        ("price", "weights", "parts"),
        [
            (1000, (20, 40, 40), (200, 400, 400)),
            (1001, (20, 40, 40), (200, 401, 400)),
            (1002, (20, 40, 40), (200, 401, 401)),
            (1003, (20, 40, 40), (201, 401, 401)),
            (1004, (20, 40, 40), (201, 402, 401)),
            (1, (20, 40, 40), (0, 1, 0)),
            (100, (1, 1, 1), (34, 33, 33)),
            (0, (20, 40, 40), (0, 0, 0)),
            (5, (0, 1), (0, 5)),
            (7, (3,), (7,)),
        ],
    )
    def test_largest_remainder(
        self, price: int, weights: tuple[int, ...], parts: tuple[int, ...]
    ) -> None:
        assert money.shares(price, weights) == parts

    @given(
        some.integers(0, 10**9),
        some.lists(some.integers(0, 1000), min_size=1, max_size=8).filter(any),
    )
    def test_they_sum_to_the_price_and_are_less_than_a_cent_off(
        self, price: int, weights: list[int]
    ) -> None:
        parts = money.shares(price, weights)
        whole = sum(weights)
        assert sum(parts) == price
        assert len(parts) == len(weights)
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part * whole - price * weight) < whole
            assert part == 0 or weight > 0

    @given(some.integers(0, 10**6), some.lists(some.integers(0, 100), min_size=2, max_size=5))
    def test_who_bears_more_never_gets_less(self, price: int, weights: list[int]) -> None:
        if not any(weights):
            return
        parts = money.shares(price, weights)
        for one, other in combinations(range(len(weights)), 2):
            if weights[one] > weights[other]:
                assert parts[one] >= parts[other]

    @pytest.mark.parametrize(("price", "weights"), [(-1, (1,)), (5, ()), (5, (0, 0)), (5, (2, -1))])
    def test_shares_that_cannot_be(self, price: int, weights: tuple[int, ...]) -> None:
        with pytest.raises(ValueError):
            money.shares(price, weights)


class TestParsePrice:
    @pytest.mark.parametrize(
        ("text", "cents"),
        [
            ("1,49", 149),
            ("1.49", 149),
            ("0,05", 5),
            ("0", 0),
            ("0,00", 0),
            ("2", 200),
            ("1,5", 150),
            ("007", 700),
            ("99,99", 9999),
            (" 1,49 ", 149),
            ("€ 1,49", 149),
            ("€1", 100),
            ("€\u00a01,49\n", 149),
        ],
    )
    def test_a_price(self, text: str, cents: int) -> None:
        assert money.parse_price(text) == cents

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "€",
            "abc",
            "0.001",
            "0,001",
            "-1",
            "-0,01",
            "−1",
            "+1",
            "1,4,9",
            "1.4.9",
            "1.000",
            "1.000,00",
            "1 000",
            "1,",
            ",5",
            "1e2",
            "1_0",
            "0x10",
            "nan",
            "NaN",
            "inf",
            "½",
            "１，４９",  # full width
            "１.４９",
            "٢",  # Arabic two
            "1,49 euro",
            "1\n,49",
            "€€ 1",
            "9" * 5000,
        ],
    )
    def test_no_price(self, text: str) -> None:
        with pytest.raises(BadPrice):
            money.parse_price(text)

    @pytest.mark.parametrize("text", ["100", "100,00", "10000", "10.000", "10,000", "999999999"])
    def test_too_high(self, text: str) -> None:
        with pytest.raises(BadPrice):
            money.parse_price(text)

    def test_too_high_says_how_much_is_allowed(self) -> None:
        with pytest.raises(BadPrice, match="99,99"):
            money.parse_price("10000")

    def test_another_limit(self) -> None:
        assert money.parse_price("1250,50", highest=200_000) == 125_050
        with pytest.raises(BadPrice):
            money.parse_price("2000,01", highest=200_000)

    @given(some.text())
    def test_any_text_is_a_price_or_refused(self, text: str) -> None:
        try:
            cents = money.parse_price(text)
        except KioskError as refusal:
            assert str(refusal)
        else:
            assert 0 <= cents <= money.HIGHEST_PRICE

    @given(shop_prices)
    def test_what_digits_writes_is_read_back(self, cents: int) -> None:
        assert money.parse_price(money.digits(cents)) == cents
        assert money.parse_price(money.euros(cents)) == cents


class TestStructuredCommunication:
    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (1234567890, "+++123/4567/89002+++"),
            (0, "+++000/0000/00097+++"),
            (1, "+++000/0000/00101+++"),
            (97, "+++000/0000/09797+++"),
            (9_999_999_999, "+++999/9999/99948+++"),
        ],
    )
    def test_ten_digits_and_two_check_digits(self, number: int, text: str) -> None:
        assert money.structured_communication(number) == text
        assert money.is_structured_communication(text)

    @given(some.integers(0, 9_999_999_999))
    def test_the_check_digits_are_the_remainder_by_97(self, number: int) -> None:
        text = money.structured_communication(number)
        twelve = "".join(filter(str.isdigit, text))
        assert int(twelve[:10]) == number
        assert 1 <= int(twelve[10:]) <= 97
        assert number % 97 == int(twelve[10:]) % 97
        assert money.is_structured_communication(text)

    @given(some.integers(0, 9_999_999_999), some.integers(0, 11), some.integers(1, 9))
    def test_a_wrong_digit_is_found(self, number: int, place: int, by: int) -> None:
        text = money.structured_communication(number)
        places = [index for index, character in enumerate(text) if character.isdigit()]
        at = places[place]
        wrong = f"{text[:at]}{(int(text[at]) + by) % 10}{text[at + 1 :]}"
        assert not money.is_structured_communication(wrong)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "123456789002",
            "+++123/4567/89003+++",
            "+++123/4567/89002+++\n",
            " +++123/4567/89002+++",
            "***123/4567/89002***",
            "+++１２３/4567/89002+++",
            "+++000/0000/00000+++",
        ],
    )
    def test_no_structured_communication(self, text: str) -> None:
        assert not money.is_structured_communication(text)

    @pytest.mark.parametrize("number", [-1, 10_000_000_000])
    def test_a_number_that_does_not_fit(self, number: int) -> None:
        with pytest.raises(ValueError):
            money.structured_communication(number)


class TestWriting:
    @pytest.mark.parametrize(
        ("cents", "text"),
        [
            (115, "1,15"),
            (0, "0,00"),
            (5, "0,05"),
            (600, "6,00"),
            (123456, "1234,56"),
            (-5, "−0,05"),
            (-600, "−6,00"),
        ],
    )
    def test_digits(self, cents: int, text: str) -> None:
        assert money.digits(cents) == text

    @pytest.mark.parametrize(
        ("language", "text"), [("nl", "1,15"), ("uk", "1,15"), ("en", "1.15"), ("fa", "1.15")]
    )
    def test_digits_have_the_decimal_sign_of_the_language(self, language: str, text: str) -> None:
        assert money.digits(115, language) == text

    @pytest.mark.parametrize(
        ("cents", "locale", "text"),
        [
            (600, "nl_BE", "€ 6,00"),
            (5, "nl_BE", "€ 0,05"),
            (0, "nl_BE", "€ 0,00"),
            (-600, "nl_BE", "€ −6,00"),
            (123456, "nl_BE", "€ 1.234,56"),
            (123456, "nl", "€ 1.234,56"),
            (123456, "fr", "€ 1 234,56"),
            (123456, "en", "€ 1,234.56"),
            (123456, "ar", "€ 1,234.56"),
            (123456, "fa", "€ 1,234.56"),
            (123456, "tr", "€ 1.234,56"),
            (123456, "uk", "€ 1 234,56"),
            (-123456, "pl", "€ −1 234,56"),
            (-123456, "fa", "€ −1,234.56"),
        ],
    )
    def test_euros(self, cents: int, locale: str, text: str) -> None:
        assert money.euros(cents, locale) == text.replace(" ", NO_BREAK_SPACE)

    @given(some.integers(-(10**12), 10**12), some.sampled_from(["nl_BE", "fr", "ar", "uk"]))
    def test_an_amount_never_breaks_and_always_has_two_decimals(
        self, cents: int, locale: str
    ) -> None:
        text = money.euros(cents, locale)
        assert " " not in text
        assert text.replace(NO_BREAK_SPACE, "").isprintable()
        assert text[-3] in ",."
        assert text[-2:] == f"{abs(cents) % 100:02d}"
