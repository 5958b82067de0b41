"""Numbers as words, in the eight languages: what a voice says for a price, a count or an hour.

The words are those of Belgium where a language has several (septante, nonante). A voice would read
digits as well, but in its own way; written out, a sentence is the same for every voice, and a test
can read it. Libraries that do this are no wheel, or write quatre-vingt without its s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

HIGHEST: Final = 999
"""The highest number that has words; higher ones stay digits, which every voice can read."""

Gender = Literal["m", "f", "n"]


@dataclass(frozen=True, slots=True)
class _Words:
    """How one language counts: ``low`` from zero up, as many as are irregular; ``tens`` from 20.

    ``joined`` writes what stands between tens and unit, and ``after_hundred`` between hundreds and
    the rest; ``gendered`` are other words for a unit that counts feminine or neuter things.
    """

    low: tuple[str, ...]
    tens: tuple[str, ...]
    hundreds: tuple[str, ...]
    joined: str = " "
    after_hundred: str = " "
    unit_first: bool = False
    gendered: Mapping[Gender, Mapping[int, str]] = field(default_factory=dict)


def _listed(words: str) -> tuple[str, ...]:
    """The words of a list; a low line stands for a space within one."""
    return tuple(word.replace("_", " ") for word in words.split())


_WORDS: Final[Mapping[str, _Words]] = {
    "nl": _Words(
        _listed(
            "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"
            " vijftien zestien zeventien achttien negentien"
        ),
        _listed("twintig dertig veertig vijftig zestig zeventig tachtig negentig"),
        _listed(
            "honderd tweehonderd driehonderd vierhonderd vijfhonderd zeshonderd zevenhonderd"
            " achthonderd negenhonderd"
        ),
        joined="en",
        after_hundred="",
        unit_first=True,
    ),
    "fr": _Words(
        _listed(
            "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
            " quinze seize dix-sept dix-huit dix-neuf"
        ),
        _listed("vingt trente quarante cinquante soixante septante quatre-vingts nonante"),
        _listed(
            "cent deux_cents trois_cents quatre_cents cinq_cents six_cents sept_cents huit_cents"
            " neuf_cents"
        ),
        joined="-",
        gendered={"f": {1: "une"}},
    ),
    "en": _Words(
        _listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            " fifteen sixteen seventeen eighteen nineteen"
        ),
        _listed("twenty thirty forty fifty sixty seventy eighty ninety"),
        _listed(
            "one_hundred two_hundred three_hundred four_hundred five_hundred six_hundred"
            " seven_hundred eight_hundred nine_hundred"
        ),
        joined="-",
        after_hundred=" and ",
    ),
    "ar": _Words(
        _listed(
            "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد_عشر اثنا_عشر ثلاثة_عشر"
            " أربعة_عشر خمسة_عشر ستة_عشر سبعة_عشر ثمانية_عشر تسعة_عشر"
        ),
        _listed("عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون"),
        _listed("مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة"),
        joined=" و",
        after_hundred=" و",
        unit_first=True,
        gendered={
            "f": {
                1: "واحدة",
                2: "اثنتان",
                3: "ثلاث",
                4: "أربع",
                5: "خمس",
                6: "ست",
                7: "سبع",
                8: "ثماني",
                9: "تسع",
                10: "عشر",
            }
        },
    ),
    "fa": _Words(
        _listed(
            "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده"
            " هجده نوزده"
        ),
        _listed("بیست سی چهل پنجاه شصت هفتاد هشتاد نود"),
        _listed("صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"),
        joined=" و ",
        after_hundred=" و ",
    ),
    "tr": _Words(
        _listed(
            "sıfır bir iki üç dört beş altı yedi sekiz dokuz on on_bir on_iki on_üç on_dört on_beş"
            " on_altı on_yedi on_sekiz on_dokuz"
        ),
        _listed("yirmi otuz kırk elli altmış yetmiş seksen doksan"),
        _listed("yüz iki_yüz üç_yüz dört_yüz beş_yüz altı_yüz yedi_yüz sekiz_yüz dokuz_yüz"),
    ),
    "uk": _Words(
        _listed(
            "нуль один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять"
            " тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять"
            " дев'ятнадцять"
        ),
        _listed("двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто"),
        _listed("сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот"),
        gendered={"f": {1: "одна", 2: "дві"}, "n": {1: "одне"}},
    ),
    "pl": _Words(
        _listed(
            "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście"
            " dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście"
            " dziewiętnaście"
        ),
        _listed(
            "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt"
            " osiemdziesiąt dziewięćdziesiąt"
        ),
        _listed("sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset"),
        gendered={"f": {1: "jedna", 2: "dwie"}, "n": {1: "jedno"}},
    ),
}


def number_words(number: int, language: str, gender: Gender = "m") -> str:
    """``number`` in words, agreeing with a counted thing of that ``gender``; digits above 999.

    An unknown language counts in Dutch. Raises ValueError for a negative number.
    """
    if number < 0:
        raise ValueError("only what can be counted has words here")
    if number > HIGHEST:
        return str(number)
    words = _WORDS.get(language, _WORDS["nl"])
    hundred, rest = divmod(number, 100)
    if not hundred:
        return _below_hundred(words, rest, gender, alone=True)
    front = words.hundreds[hundred - 1]
    if not rest:
        return front
    if language == "fr":
        front = front.removesuffix("s")  # deux cents, deux cent cinq
    return front + words.after_hundred + _below_hundred(words, rest, gender, alone=False)


def _below_hundred(words: _Words, number: int, gender: Gender, *, alone: bool) -> str:
    if number < len(words.low):
        # Polish counts with jedno and jedna only where 1 stands alone: sto jeden, not sto jedno.
        if words is _WORDS["pl"] and number == 1 and not alone:
            gender = "m"
        return words.gendered.get(gender, {}).get(number, words.low[number])
    ten, unit = divmod(number, 10)
    tens = words.tens[ten - 2]
    if not unit:
        return tens
    if words is _WORDS["pl"] and unit == 1:
        gender = "m"
    small = words.gendered.get(gender, {}).get(unit, words.low[unit])
    if words is _WORDS["nl"]:
        small = "een" if unit == 1 else small
        return small + ("ën" if small.endswith("e") else "en") + tens
    if words is _WORDS["fr"]:
        tens = tens.removesuffix("s")  # quatre-vingts, quatre-vingt-deux
        if unit == 1 and number != 81:
            return f"{tens} et {small}"
    return f"{small}{words.joined}{tens}" if words.unit_first else f"{tens}{words.joined}{small}"
