"""What is sold as one, and how much of it in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import produce
from kiosk.i18n import LANGUAGES
from kiosk.portions import amount_phrase, portion_word


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """Another list; ours comes back afterwards."""
    yield tmp_path / "own.toml"
    produce.use_catalogue(None)


class TestPortionWord:
    @pytest.mark.parametrize("portion", produce.PORTIONS)
    def test_a_word_for_every_portion(self, portion: str) -> None:
        words = [portion_word(portion, language) for language in LANGUAGES]
        assert all(words)
        assert words[0] not in words[1:]
        weight = portion.removeprefix("bag_").rstrip("kg") if portion.startswith("bag_") else ""
        for word in words:
            assert re.sub(r"[^0-9]", "", word) == weight

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_bags_do_not_look_alike(self, language: str) -> None:
        bags = {portion_word(each, language) for each in produce.PORTIONS if "bag" in each}
        assert len(bags) == 3

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_weight_never_breaks(self, language: str) -> None:
        for portion in ("bag_500g", "bag_1kg", "bag_2kg"):
            assert re.search(r"[0-9]\u00a0\S", portion_word(portion, language))

    @pytest.mark.parametrize(
        ("portion", "word"),
        [
            ("piece", "stuk"),
            ("bunch", "bussel"),
            ("bag_500g", "zak 500\u00a0g"),
            ("bag_1kg", "zak 1\u00a0kg"),
            ("bag_2kg", "zak 2\u00a0kg"),
            ("punnet", "bakje"),
            ("head", "krop"),
        ],
    )
    def test_portions_in_flemish(self, portion: str, word: str) -> None:
        assert portion_word(portion, "nl") == word
        assert portion_word(portion, "xx") == word

    def test_a_portion_that_is_gone(self) -> None:
        assert portion_word("big_box", "fr") == "big box"


class TestAmount:
    @pytest.mark.parametrize(
        ("product", "portion", "count", "language", "phrase"),
        [
            ("wortel", "bag_1kg", 2, "nl", "2 zakken wortelen van 1 kg"),
            ("wortel", "bag_1kg", 1, "nl", "1 zak wortelen van 1 kg"),
            ("komkommer", "piece", 1, "nl", "1 komkommer"),
            ("komkommer", "piece", 3, "nl", "3 komkommers"),
            ("kropsla", "head", 2, "nl", "2 kroppen sla"),
            ("spinazie", "bag_500g", 2, "nl", "2 zakken spinazie van 500 g"),
            ("wortel", "bag_1kg", 2, "fr", "2 sacs de carottes de 1 kg"),
            ("ajuin", "bag_1kg", 2, "fr", "2 sacs d'oignons de 1 kg"),
            ("prinsessenboon", "bag_500g", 1, "fr", "1 sac de haricots verts de 500 g"),
            ("tomaat", "bag_1kg", 2, "en", "2 bags of tomatoes, 1 kg"),
            ("wortel", "bag_1kg", 1, "ar", "كيس جزر 1 كغ"),
            ("wortel", "bag_1kg", 2, "ar", "كيسا جزر 1 كغ"),
            ("wortel", "bag_1kg", 3, "ar", "3 أكياس جزر 1 كغ"),
            ("wortel", "bag_1kg", 2, "fa", "2 کیسه 1 کیلویی هویج"),
            ("komkommer", "piece", 2, "tr", "2 adet salatalık"),
            ("wortel", "bag_1kg", 3, "uk", "3 пакети моркви по 1 кг"),
            ("wortel", "bag_1kg", 3, "pl", "3 torby marchwi po 1 kg"),
            ("wortel", "bag_1kg", 5, "pl", "5 toreb marchwi po 1 kg"),
            ("komkommer", "piece", 1, "pl", "ogórek, 1 sztuka"),
            ("komkommer", "big_box", 2, "nl", "2 komkommers"),
            ("verdwenen", "bunch", 2, "pl", "2 pęczki verdwenen"),
        ],
    )
    def test_as_people_say_it(
        self, product: str, portion: str, count: int, language: str, phrase: str
    ) -> None:
        assert amount_phrase(product, portion, count, language).replace("\u00a0", " ") == phrase

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("portion", produce.PORTIONS)
    def test_every_portion_of_every_product_in_every_language(
        self, portion: str, language: str
    ) -> None:
        for product in produce.catalogue():
            for count in (1, 2, 3, 5, 11, 21):
                phrase = amount_phrase(product.key, portion, count, language)
                assert "{" not in phrase
                assert re.search(rf"\b{count}\b", phrase) or (language == "ar" and count < 3)

    def test_a_list_without_other_forms_uses_the_plain_word(self, own: Path) -> None:
        own.write_text(
            '[noten]\nkind = "fruit"\nportion = "bag_500g"\nseason = "always"\nnl = "noot"\n',
            encoding="utf-8",
        )
        produce.use_catalogue(own)
        assert amount_phrase("noten", "bunch", 2, "nl") == "2 bussels noot"
        assert amount_phrase("noten", "bunch", 2, "pl") == "2 pęczki noot"

    def test_a_word_in_dutch_is_counted_in_dutch(self, own: Path) -> None:
        own.write_text(
            '[noten]\nkind = "fruit"\nportion = "bag_500g"\nseason = "always"\n'
            'nl = "noot"\nnl_many = "noten"\npl_many = "orzechów"\n',
            encoding="utf-8",
        )
        produce.use_catalogue(own)
        assert produce.many("noten", "pl") == "noten"
        assert produce.many("noten", "nl") == "noten"
