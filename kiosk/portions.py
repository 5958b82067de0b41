"""Portions: what they are called, and how much of a product in words ("2 zakken wortelen").

On a tile or a slip a portion is one word beside the picture. Aloud it is a phrase with the right
forms: that of the portion comes from the catalogues, with as many forms as the language has; that
of the product from the list of products, which a group may edit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kiosk.i18n import mark, mark_many, translate, translate_many
from kiosk.produce import many, word

_WORDS: Final[Mapping[str, str]] = {
    "piece": mark("stuk"),
    "bunch": mark("bussel"),
    "head": mark("krop"),
    "punnet": mark("bakje"),
    "bag_500g": mark("zak 500\u00a0g"),
    "bag_1kg": mark("zak 1\u00a0kg"),
    "bag_2kg": mark("zak 2\u00a0kg"),
}

_PHRASES: Final[Mapping[str, tuple[str, str]]] = {
    "piece": mark_many("{number} {product}", "{number} {products}"),
    "bunch": mark_many("{number} bussel {products}", "{number} bussels {products}"),
    "head": mark_many("{number} krop {products}", "{number} kroppen {products}"),
    "punnet": mark_many("{number} bakje {products}", "{number} bakjes {products}"),
    "bag_500g": mark_many(
        "{number} zak {products} van 500\u00a0g", "{number} zakken {products} van 500\u00a0g"
    ),
    "bag_1kg": mark_many(
        "{number} zak {products} van 1\u00a0kg", "{number} zakken {products} van 1\u00a0kg"
    ),
    "bag_2kg": mark_many(
        "{number} zak {products} van 2\u00a0kg", "{number} zakken {products} van 2\u00a0kg"
    ),
}

_FRENCH_VOWEL: Final = re.compile(r"\bde (?=[aàâeéèêiîoôuœ])", re.IGNORECASE)


def portion_word(portion: str, language: str) -> str:
    """What a portion is called in ``language``, in Dutch when that language is not known.

    A portion that no longer exists keeps its key as a word, because old orders still show it.
    """
    name = _WORDS.get(portion)
    return translate(name, language) if name else portion.replace("_", " ")


def amount_phrase(product: str, portion: str, count: int, language: str) -> str:
    """How much of a product: "1 zak wortelen van 1 kg", "3 worki marchwi po 1 kg".

    ``product`` is its key. Spoken as it stands: numbers are digits, for voices say them in their
    own language, and Arabic leaves out the number where the noun itself says one or two. A
    portion that no longer exists is counted by the piece.
    """
    phrase = translate_many(
        *_PHRASES.get(portion, _PHRASES["piece"]),
        count,
        language,
        product=word(product, language),
        products=many(product, language),
    )
    return _FRENCH_VOWEL.sub("d'", phrase) if language == "fr" else phrase
