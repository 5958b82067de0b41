"""The products of a group: which there are, when they are in season, and what they are called.

The list is data that a group may edit (``assets/products.toml``, or a file of its own); it is
read when it is first needed. Months are given by the caller: this module has no clock.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from db.files import read_small
from kiosk.errors import BadProducts
from kiosk.i18n import LANGUAGES
from kiosk.settings_file import shown
from kiosk.system_errors import why

PRODUCTS_FILE: Final = Path(__file__).parent / "assets" / "products.toml"
"""The list that comes with the kiosk: the seasonal calendar of Flanders and five imports."""

PORTIONS: Final = ("piece", "bunch", "head", "punnet", "bag_500g", "bag_1kg", "bag_2kg")
"""What is sold as one: one vegetable, one bunch, one bag. There are no scales."""

KINDS: Final = ("vegetable", "fruit")

LARGEST_FILE: Final = 256 * 1024
"""The most bytes that a list may have: ten times ours, which is read in no time."""

LONGEST_WORD: Final = 24
"""The most characters of a name: more does not fit on a tile or on narrow paper."""

_KEY: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_SEASON: Final = re.compile(r"[FGS.]{12}|always")
_BEST_FIRST: Final = ("F", "G", "S", "always", ".")
_MANY: Final = {language: f"{language}_many" for language in LANGUAGES}
_FIELDS: Final = ("kind", "portion", "season", "confidence", *LANGUAGES, *_MANY.values())


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of produce. ``key`` is also the name of its picture.

    ``season`` has a letter for each month from January: F open field, G glasshouse or forced, S
    storage, a point when it is not there; or it is ``always`` for imports. ``confidence`` says
    how well that was checked: A agrees with the sources that were read, B partly, C unchecked.
    ``names`` holds a word for each language that the list has one for, Dutch always; ``many`` the
    form after a number or a measure, where a language has another one ("2 zakken wortelen").
    """

    key: str
    kind: str
    portion: str
    season: str
    confidence: str
    names: Mapping[str, str] = field(hash=False)
    many: Mapping[str, str] = field(default_factory=dict, hash=False)

    def season_in(self, month: int) -> str:
        """How it is there in ``month`` (1 to 12): F, G, S, ``always``, or a point for not.

        Raises ValueError for another month.
        """
        if not 1 <= month <= 12:
            raise ValueError(f"{month} is not a month")
        return self.season if self.season == "always" else self.season[month - 1]

    def is_offered(self, month: int) -> bool:
        """Whether a shop has it in ``month`` (1 to 12) without it coming from far for the season."""
        return self.season_in(month) != "."


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products by their key, in the order in which a market lays them out."""

    products: Mapping[str, Product]

    def __iter__(self) -> Iterator[Product]:
        return iter(self.products.values())

    def in_season(self, month: int) -> tuple[Product, ...]:
        """Every product, what is best in ``month`` (1 to 12) first.

        Open field, then glasshouse, then storage, then what is always there, then the others;
        within each in the order of the list.
        """
        return tuple(sorted(self, key=lambda product: _BEST_FIRST.index(product.season_in(month))))

    def word(self, key: str, language: str) -> str:
        """What ``key`` is called in ``language``; in Dutch when there is no such word.

        A product that is no longer in the list gets its key as a word, because old orders and
        reports still show it.
        """
        known = self.products.get(key)
        if known is None:
            return key.replace("_", " ")
        return known.names.get(language) or known.names["nl"]

    def many(self, key: str, language: str) -> str:
        """What ``key`` is called after a number or a measure in ``language``.

        Its plain word where the list has no other form of that word.
        """
        known = self.products.get(key)
        if known is None:
            return self.word(key, language)
        written_in = language if language in known.names else "nl"
        return known.many.get(written_in) or self.word(key, language)


def load_products(path: Path) -> Catalogue:
    """Read a list of products.

    Raises BadProducts, with the file and the product in one Dutch sentence, when it cannot be read
    or anything in it is not as the explanation at its top says.
    """
    try:
        content = read_small(path, LARGEST_FILE)
        if len(content) > LARGEST_FILE:
            raise BadProducts(
                f"{path} is te groot voor een lijst met producten "
                f"(hoogstens {LARGEST_FILE // 1024} kB)."
            )
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise BadProducts(
            f"De lijst met producten {path} kan niet gelezen worden ({why(error)})."
        ) from error
    except UnicodeDecodeError as error:
        raise BadProducts(
            f"{path}: hier staat een teken dat geen UTF-8 is, bewaar het bestand als UTF-8."
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadProducts(_not_toml(path, str(error))) from error
    if not tables:
        raise BadProducts(f"{path}: er staat geen enkel product in.")
    return Catalogue({key: _product(path, key, table) for key, table in tables.items()})


def _not_toml(path: Path, error: str) -> str:
    twice = re.search(r"Cannot declare \('([^']*)',\) twice \(at line ([0-9]+)", error)
    if twice:
        return f"{path}, regel {twice[2]}: [{twice[1]}] staat er twee keer in."
    place = re.search(r"at line ([0-9]+)", error)
    where = f", regel {place[1]}" if place else ""
    return (
        f"{path}{where}: dit is niet goed geschreven (is er een aanhalingsteken weg, of staat er "
        "iets twee keer?)."
    )


def _product(path: Path, key: str, table: Any) -> Product:
    """Check one part of the file."""

    def refuse(problem: str) -> BadProducts:
        return BadProducts(f"{path}, [{shown(key)[1:-1]}]: {problem}")

    if not isinstance(table, dict):
        raise refuse("dit hoort bij geen product, zet er een regel met [de naam] boven.")
    if not _KEY.fullmatch(key):
        raise refuse("een product heet met kleine letters, cijfers en _, zoals rode_biet.")
    unknown = [name for name in table if name not in _FIELDS]
    if unknown:
        raise refuse(f"{shown(unknown[0])} bestaat niet, kies uit {', '.join(_FIELDS)}.")
    for name in ("kind", "portion", "season", "nl"):
        if name not in table:
            raise refuse(f"{name} ontbreekt.")
    for name, value in table.items():
        if not isinstance(value, str):
            raise refuse(f'{name} moet tussen "aanhalingstekens" staan.')
    for name, choice in (
        ("kind", KINDS),
        ("portion", PORTIONS),
        ("confidence", ("A", "B", "C")),
    ):
        if name in table and table[name] not in choice:
            raise refuse(f"{name} kan niet {shown(table[name])} zijn, kies {' of '.join(choice)}.")
    season = table["season"]
    if not _SEASON.fullmatch(season):
        raise refuse(
            f"season {shown(season)} heeft {len(season)} tekens, schrijf er twaalf met alleen "
            'F, G, S en een punt, of "always".'
        )
    for field_name in (*LANGUAGES, *_MANY.values()):
        name = table.get(field_name, "-")
        if not name.isprintable() or name != name.strip() or not 0 < len(name) <= LONGEST_WORD:
            or_else = "" if field_name == "nl" else " of laat de regel weg"
            raise refuse(
                f"{field_name} {shown(name)} kan niet, schrijf een woord van hoogstens "
                f"{LONGEST_WORD} tekens{or_else}."
            )
    return Product(
        key=key,
        kind=table["kind"],
        portion=table["portion"],
        season=season,
        confidence=table.get("confidence", "C"),
        names={language: table[language] for language in LANGUAGES if language in table},
        many={language: table[key] for language, key in _MANY.items() if key in table},
    )


_current: Catalogue | None = None


def catalogue() -> Catalogue:
    """The list in use; the one that comes with the kiosk until another is chosen.

    Raises BadProducts as :func:`load_products` does.
    """
    global _current
    if _current is None:
        _current = load_products(PRODUCTS_FILE)
    return _current


def use_catalogue(path: Path | None) -> Catalogue:
    """Use a group's own list from now on, or with None the one that comes with the kiosk.

    Raises BadProducts as :func:`load_products` does; the list in use then stays as it was.
    """
    global _current
    _current = load_products(PRODUCTS_FILE if path is None else path)
    return _current


def product(key: str) -> Product:
    """The product with this key in the list in use; raises KeyError when it is not there."""
    return catalogue().products[key]


def in_season(month: int) -> tuple[Product, ...]:
    """Every product in use, what is best in ``month`` first: see :meth:`Catalogue.in_season`."""
    return catalogue().in_season(month)


def word(product_key: str, language: str) -> str:
    """What a product is called in ``language``: see :meth:`Catalogue.word`."""
    return catalogue().word(product_key, language)


def many(product_key: str, language: str) -> str:
    """What a product is called after a number or a measure: see :meth:`Catalogue.many`."""
    return catalogue().many(product_key, language)


def own_word(product_key: str, language: str, *, beside: str) -> str:
    """What a person calls a product whose word in the language ``beside`` is already there.

    Empty when that is the same word.
    """
    own = word(product_key, language)
    return "" if own == word(product_key, beside) else own
