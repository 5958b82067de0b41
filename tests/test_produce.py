"""The list of products that comes with the kiosk, and what happens with a group's own list."""

from __future__ import annotations

import dataclasses
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk import produce
from kiosk.errors import BadProducts
from kiosk.i18n import LANGUAGES

CALENDAR = """
aardappel;SSSSSFFFFFSS;B
ajuin;SSSSS.FFFSSS;B
andijvie;....FFFFFFF.;B
asperge;...FFF......;A
aubergine;...GGGGGGG..;B
bleekselder;....FFFFFFF.;B
bloemkool;....FFFFFFF.;B
boerenkool;FFF......FFF;A
broccoli;.....FFFFFF.;B
champignon;GGGGGGGGGGGG;B
courgette;.....FFFFF..;B
erwten;.....FF.....;B
knolselder;SSSS...FFFFS;A
komkommer;..GGGGGGGG..;B
koolrabi;....FFFFFF..;B
kropsla;..GGFFFFFF..;B
lente_ui;...FFFFFFF..;C
paprika;...GGGGGGGG.;B
pastinaak;FFF.....FFFF;A
pompoen;SS.....FFFFS;A
prei;FFFF..FFFFFF;A
prinsessenboon;.....FFFFF..;B
raap;FFF.FFF.FFFF;B
rabarber;...FFFF.....;A
radijs;..GFFFFFFF..;B
rode_biet;SSSS.FFFFFFS;A
rode_kool;SSSS..FFFFFS;A
savooikool;FFF....FFFFF;A
schorseneer;FFF......FFF;A
snijboon;......FFF...;C
spinazie;..FFFF..FFF.;B
spitskool;....FFFFFFF.;C
spruitjes;FFF.....FFFF;A
suikermais;.......FFF..;C
tomaat;..GGGGGGGGG.;B
tuinboon;.....FFF....;C
veldsla;FFFF.....FFF;A
venkel;.....FFFFFF.;B
witloof;FFFGGGGGGFFF;A
witte_kool;SSSS..FFFFFS;A
wortel;SSSSSFFFFFFS;B
aardbei;..GGFFFFFG..;A
appel;SSSSS..FFFSS;A
blauwe_bes;......FFF...;B
braam;......FFFF..;B
druif;......GGGGG.;C
framboos;.....FFFFF..;A
kers;.....FFF....;A
peer;SSSS...FFFSS;A
pruim;......FFF...;A
rode_bes;.....FFF....;A
stekelbes;.....FF.....;C
"""
"""The seasonal calendar of Flanders: January to December, and how sure each row is."""

ROWS = [tuple(line.split(";")) for line in CALENDAR.split()]
ALWAYS = {"banaan", "sinaasappel", "mandarijn", "kiwi", "citroen"}

OWN = """
[prei]
kind = "vegetable"
portion = "bunch"
season = "FFFF..FFFFFF"
nl = "prei"
fr = "poireau"

[noten]
kind = "fruit"
portion = "bag_500g"
season = "always"
nl = "noten"
"""


@pytest.fixture(autouse=True)
def back_to_our_list() -> Iterator[None]:
    """No test leaves its own list behind."""
    yield
    produce.use_catalogue(None)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "producten.toml"
    file.write_text(OWN, encoding="utf-8")
    return file


class TestOurList:
    @pytest.mark.parametrize(("key", "season", "confidence"), ROWS)
    def test_every_row_of_the_calendar(self, key: str, season: str, confidence: str) -> None:
        product = produce.product(key)
        assert product.season == season
        assert product.confidence == confidence

    def test_nothing_else_but_what_is_always_there(self) -> None:
        assert len(ROWS) == 52
        products = set(produce.catalogue().products)
        assert products == {row[0] for row in ROWS} | ALWAYS
        assert {each.key for each in produce.catalogue() if each.season == "always"} == ALWAYS

    def test_vegetables_come_before_fruit(self) -> None:
        kinds = [each.kind for each in produce.catalogue()]
        assert kinds == ["vegetable"] * 41 + ["fruit"] * 16

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_product_has_its_own_word(self, language: str) -> None:
        words = [each.names[language] for each in produce.catalogue()]
        assert len(set(words)) == len(words)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_words_are_short_and_in_the_script_of_the_language(self, language: str) -> None:
        script = {"ar": "ARABIC", "fa": "ARABIC", "uk": "CYRILLIC"}.get(language, "LATIN")
        for each in produce.catalogue():
            word = each.names[language]
            assert len(word.split(" ")) <= (2 if language == "nl" else 3), word
            assert word == unicodedata.normalize("NFC", word)
            for letter in filter(str.isalpha, word):
                assert script in unicodedata.name(letter), word

    def test_persian_has_its_own_letters(self) -> None:
        for each in produce.catalogue():
            assert not set(each.names["fa"]) & set("يكى"), each.key
            assert not set(each.names["ar"]) & set("یکگچپژ"), each.key

    @pytest.mark.parametrize(
        ("key", "language", "word"),
        [
            # Pairs that dictionaries mix up.
            ("witloof", "fr", "chicon"),
            ("witloof", "pl", "cykoria"),
            ("andijvie", "pl", "endywia"),
            ("andijvie", "fr", "scarole"),
            ("bleekselder", "tr", "kereviz sapı"),
            ("knolselder", "tr", "kereviz"),
            ("courgette", "tr", "kabak"),
            ("pompoen", "tr", "balkabağı"),
            ("savooikool", "pl", "kapusta włoska"),
            ("koolrabi", "fa", "کلم قمری"),
            ("stekelbes", "uk", "аґрус"),
            ("rode_bes", "uk", "порічка"),
            ("pruim", "ar", "برقوق"),
            ("peer", "ar", "كمثرى"),
            ("druif", "fr", "raisin"),
            ("pruim", "fr", "prune"),
        ],
    )
    def test_words_that_are_easily_confused(self, key: str, language: str, word: str) -> None:
        assert produce.word(key, language) == word

    def test_nothing_that_the_calendar_file_explains_is_forgotten(self) -> None:
        explained = "".join(
            line
            for line in produce.PRODUCTS_FILE.read_text(encoding="utf-8").splitlines(True)
            if line.startswith("#")
        )
        many = (f"{language}_many" for language in LANGUAGES)
        fields = ("kind", "portion", "season", "confidence", *LANGUAGES, *many)
        for name in (*fields, *produce.KINDS, *produce.PORTIONS, "always"):
            assert re.search(rf"\b{name}\b", explained), name


class TestSeason:
    def test_the_best_comes_first_then_always_then_the_others(self) -> None:
        # October: from the field, then glasshouse, then storage is nearly empty.
        found = [each.season_in(10) for each in produce.in_season(10)]
        assert found == sorted(found, key=("F", "G", "S", "always", ".").index)
        assert found.count("always") == len(ALWAYS)

    @pytest.mark.parametrize("month", range(1, 13))
    def test_every_month_has_all_products_once(self, month: int) -> None:
        found = produce.in_season(month)
        assert len(found) == 57
        assert set(found) == set(produce.catalogue())
        letters = [row[1][month - 1] for row in ROWS]
        offered = sum(letter != "." for letter in letters) + len(ALWAYS)
        assert [each.is_offered(month) for each in found] == [True] * offered + [False] * (
            57 - offered
        )

    def test_january_begins_with_the_field(self) -> None:
        keys = [each.key for each in produce.in_season(1)]
        assert keys[0] == "prei"
        assert keys.index("witloof") < keys.index("champignon") < keys.index("aardappel")
        assert keys.index("appel") < keys.index("banaan") < keys.index("tomaat")

    def test_within_a_season_the_order_is_that_of_the_list(self) -> None:
        order = list(produce.catalogue().products)
        field = [each.key for each in produce.in_season(7) if each.season_in(7) == "F"]
        assert field == sorted(field, key=order.index)

    @pytest.mark.parametrize("month", [0, 13, -1])
    def test_no_month(self, month: int) -> None:
        with pytest.raises(ValueError):
            produce.in_season(month)

    @pytest.mark.parametrize(
        ("month", "season"), [(1, "S"), (5, "S"), (6, "."), (7, "F"), (9, "F"), (12, "S")]
    )
    def test_ajuin(self, month: int, season: str) -> None:
        assert produce.product("ajuin").season_in(month) == season
        assert produce.product("ajuin").is_offered(month) == (season != ".")


class TestWords:
    def test_a_word_in_every_language(self) -> None:
        assert produce.word("rode_biet", "nl") == "rode biet"
        assert produce.word("rode_biet", "uk") == "буряк"

    def test_dutch_when_there_is_no_such_word(self, own: Path) -> None:
        own.write_text(OWN.replace('nl = "prei"', 'nl = "porei"'), encoding="utf-8")
        produce.use_catalogue(own)
        assert produce.word("prei", "fr") == "poireau"
        assert produce.word("prei", "ar") == "porei"
        assert produce.word("prei", "xx") == "porei"

    def test_a_product_that_is_gone_keeps_its_key_as_a_word(self, own: Path) -> None:
        produce.use_catalogue(own)
        assert produce.word("rode_biet", "fr") == "rode biet"
        with pytest.raises(KeyError):
            produce.product("rode_biet")


class TestOwnList:
    def test_it_takes_the_place_of_ours(self, own: Path) -> None:
        assert produce.use_catalogue(own) is produce.catalogue()
        assert [each.key for each in produce.in_season(5)] == ["noten", "prei"]
        assert produce.product("noten") == produce.Product(
            key="noten",
            kind="fruit",
            portion="bag_500g",
            season="always",
            confidence="C",
            names={"nl": "noten"},
        )
        produce.use_catalogue(None)
        assert len(produce.in_season(5)) == 57

    def test_notepad_may_have_saved_it(self, own: Path) -> None:
        own.write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
        assert list(produce.load_products(own).products) == ["prei", "noten"]

    def test_a_wrong_list_leaves_the_one_in_use(self, own: Path, tmp_path: Path) -> None:
        produce.use_catalogue(own)
        with pytest.raises(BadProducts):
            produce.use_catalogue(tmp_path / "weg.toml")
        assert list(produce.catalogue().products) == ["prei", "noten"]

    @pytest.mark.parametrize(
        ("wrong", "right", "sentence"),
        [
            ('nl = "prei"', "", "[prei]: nl ontbreekt."),
            ('kind = "vegetable"', "", "[prei]: kind ontbreekt."),
            ('portion = "bunch"', "", "[prei]: portion ontbreekt."),
            ('season = "always"', "", "[noten]: season ontbreekt."),
            (
                '"FFFF..FFFFFF"',
                '"FFFF..FFFFF"',
                '[prei]: season "FFFF..FFFFF" heeft 11 tekens, schrijf er twaalf met alleen F, G,',
            ),
            ('"FFFF..FFFFFF"', '"FFFF..FFFFFFF"', 'season "FFFF..FFFFFFF" heeft 13 tekens'),
            ('"FFFF..FFFFFF"', '"FFFF..FFFFFX"', 'season "FFFF..FFFFFX" heeft 12 tekens'),
            ('"always"', '"altijd"', 'season "altijd"'),
            (
                '"bunch"',
                '"kilo"',
                '[prei]: portion kan niet "kilo" zijn, kies piece of bunch of head of punnet of bag',
            ),
            (
                '"vegetable"',
                '"groente"',
                'kind kan niet "groente" zijn, kies vegetable of fruit.',
            ),
            ('nl = "noten"', 'nl = "noten"\nconfidence = "D"', 'confidence kan niet "D" zijn'),
            ('nl = "noten"', 'nl = ""', '[noten]: nl "" kan niet'),
            ('nl = "noten"', 'nl = " "', '[noten]: nl " " kan niet'),
            ('nl = "noten"', 'nl = "no\\nten"', '[noten]: nl "no?ten" kan niet'),
            ('nl = "noten"', f'nl = "{"n" * 25}"', "hoogstens 24 tekens."),
            ('fr = "poireau"', 'fr = ""', "of laat de regel weg."),
            ('nl = "noten"', "nl = 5", '[noten]: nl moet tussen "aanhalingstekens" staan.'),
            ('season = "always"', "season = [1]", 'season moet tussen "aanhalingstekens" staan.'),
            ('fr = "poireau"', 'seson = "x"', '[prei]: "seson" bestaat niet, kies uit kind,'),
            ('fr = "poireau"', 'de = "Lauch"', '"de" bestaat niet'),
            ("[noten]", "[Noten]", "[Noten]: een product heet met kleine letters"),
            ("[noten]", '["no ten"]', "[no ten]: een product heet met kleine letters"),
            ("[noten]", '["../x"]', "[../x]: een product heet met kleine letters"),
            ("[noten]", "[[noten]]", "[noten]: dit hoort bij geen product"),
            ("\n[prei]", 'nl = "los"\n[prei]', "[nl]: dit hoort bij geen product"),
            ("[noten]", "[prei]", "regel 9: [prei] staat er twee keer in."),
            ('nl = "prei"', 'nl = "prei"\nnl = "poor"', "regel 7: dit is niet goed geschreven"),
            ('"poireau"', '"poireau', "regel 7: dit is niet goed geschreven"),
            ('"poireau"', "poireau", "regel 7: dit is niet goed geschreven"),
        ],
    )
    def test_a_mistake_is_told_with_file_and_product(
        self, own: Path, wrong: str, right: str, sentence: str
    ) -> None:
        assert wrong in OWN
        own.write_text(OWN.replace(wrong, right), encoding="utf-8")
        with pytest.raises(BadProducts) as refusal:
            produce.load_products(own)
        assert str(refusal.value).startswith(str(own))
        assert sentence in str(refusal.value)
        assert "\n" not in str(refusal.value)

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "er staat geen enkel product in"),
            (b"# niets\n", "er staat geen enkel product in"),
            (b'[prei]\nnl = "pr\xe9i"\n', "UTF-8"),
            (b"\x00\x01\x02", "niet goed geschreven"),
            (b"a = " + b"[" * 5000, "niet goed geschreven"),
        ],
    )
    def test_what_is_no_list_at_all(self, own: Path, content: bytes, sentence: str) -> None:
        own.write_bytes(content)
        with pytest.raises(BadProducts, match=sentence) as refusal:
            produce.load_products(own)
        assert str(own) in str(refusal.value)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(
            BadProducts, match=r"weg\.toml kan niet gelezen worden \(bestaat niet\)"
        ):
            produce.load_products(tmp_path / "weg.toml")
        with pytest.raises(BadProducts, match="is een map"):
            produce.load_products(tmp_path)
        os.mkfifo(tmp_path / "pijp")
        with pytest.raises(BadProducts, match="is geen gewoon bestand"):
            produce.load_products(tmp_path / "pijp")

    def test_a_list_that_is_far_too_large(self, own: Path) -> None:
        own.write_bytes(b"#" * (produce.LARGEST_FILE + 1))
        with pytest.raises(BadProducts, match="te groot voor een lijst met producten"):
            produce.load_products(own)

    @given(content=some.binary() | some.text().map(lambda text: text.encode(errors="replace")))
    def test_anything_is_a_list_or_refused(
        self, tmp_path_factory: pytest.TempPathFactory, content: bytes
    ) -> None:
        file = tmp_path_factory.getbasetemp() / "willekeurig.toml"
        file.write_bytes(content)
        try:
            produce.load_products(file)
        except BadProducts as refusal:
            assert str(file) in str(refusal)


def test_a_product_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        produce.product("prei").season = "always"  # type: ignore[misc]
