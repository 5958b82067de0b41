"""Collect the messages of the kiosk, compile their translations, and say what is missing.

    python deploy/translations.py            collect, update every catalogue, compile
    python deploy/translations.py --check    write nothing, say what is wrong

After a change of words on a participant's screen: run it, open the files that it names in
``kiosk/assets/translations``, write what is empty (an editor such as Poedit helps), and run it
again. The compiled catalogues are kept, so that a start compiles nothing. A message that nobody
uses any more is taken out.
"""

from __future__ import annotations

import argparse
import ast
import gettext
import io
import json
import re
import string
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

PROJECT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = PROJECT / "kiosk" / "assets" / "translations"
SIGNS: Final = "signs.json"
MESSAGES: Final = "messages.json"
LANGUAGES: Final = ("fr", "en", "ar", "fa", "tr", "uk", "pl")
"""Every language that is translated to; the messages themselves are Dutch."""

KEYWORDS: Final = {
    "_": None,
    "translate": None,
    "mark": None,
    "own": None,
    "own_words": None,
    "translate_many": (1, 2),
    "mark_many": (1, 2),
}
MOST_WORDS: Final = 2
"""A control has at most two words: where the Dutch keeps to that, so does each translation."""

FORBIDDEN: Final = {
    "nl": r"armoe|\barme?n?\b|kansarm|kansentarief|\bocmw|korting|verminderd",
    "fr": r"pauvre|démuni|précar|réduction|réduit|rabais|remise|\bcpas\b|tarif social",
    "en": r"\bpoor\b|poverty|needy|discount|reduced|welfare",
    "ar": "فقر|فقير|فقراء|محتاج|خصم|تخفيض|مخفض",
    "fa": "فقر|فقیر|نیازمند|بی.?بضاعت|تخفیف",
    "tr": r"yoksul|fakir|muhtaç|indirim",
    "uk": r"\bбідн|злиден|нужден|малозабезпеч|знижк|пільг",
    "pl": r"\bbied|\bubog|potrzebując|zniżk|rabat|ulgow|obniżk|obniżon",
}
"""Words that no participant ever sees: they label people or tell who pays less."""

Id = str | tuple[str, ...] | list[str]

_NOISE = re.compile(
    rb'"(POT-Creation|PO-Revision|Last-Translator|Language-Team|Report-Msgid|Generated-By)'
)
_STRING = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_KV_IMPORT = re.compile(r"^\s*#:\s*import\s+(\S+)\s+kiosk\.i18n\.(\w+)", re.MULTILINE)


def messages_in_kv(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The function and the literal messages of each call in a kv file, in their order.

    A kv file gives the functions of ``kiosk.i18n`` a name of its own, so its imports are read.
    """
    names = {name: function for name, function in _KV_IMPORT.findall(text) if function in KEYWORDS}
    if not names:
        return
    call = re.compile(
        rf"(?<![\w.])({'|'.join(map(re.escape, names))})\(\s*{_STRING}(?:\s*,\s*{_STRING})?"
    )
    for found in call.finditer(text):
        function = names[found[1]]
        literals = (found[2], found[3]) if KEYWORDS[function] else (found[2],)
        yield function, tuple(str(ast.literal_eval(each)) for each in literals if each)


def collect(project: Path = PROJECT) -> Catalog:
    """Every message of the project with the files that use it."""
    template = _catalogue(None)
    for path in sorted((project / "kiosk").rglob("*.py")):
        with path.open("rb") as source:
            found = [message for _, message, _, _ in extract("python", source, KEYWORDS)]
        _add(template, found, path.relative_to(project))
    for path in sorted((project / "kiosk").rglob("*.kv")):
        text = path.read_text(encoding="utf-8")
        kv: list[Id] = [each if len(each) > 1 else each[0] for _, each in messages_in_kv(text)]
        _add(template, kv, path.relative_to(project))
    return template


def _add(template: Catalog, messages: Sequence[Id], path: Path) -> None:
    for message in messages:
        template.add(message, locations=[(path.as_posix(), 0)])


def _catalogue(language: str | None) -> Catalog:
    """An empty catalogue, the same on every machine and at any time."""
    long_ago = datetime.fromtimestamp(0, UTC)
    return Catalog(
        language,
        header_comment="# Translations of Onthaal: see deploy/translations.py",
        project="Onthaal",
        version="1",
        creation_date=long_ago,
        revision_date=long_ago,
        fuzzy=False,
    )


def _po(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "onthaal.po"


def read(language: str) -> Catalog:
    """The translations as they stand in the file; empty when there is none."""
    if not _po(language).exists():
        return _catalogue(language)
    with _po(language).open("rb") as file:
        return read_po(file, language, abort_invalid=True)


def updated(language: str, template: Catalog, known: Catalog) -> Catalog:
    """The messages of `template`, in its order, with what is known of them."""
    catalogue = _catalogue(language)
    for message in _messages(template):
        old = known.get(message.id)
        same = old is not None and old.id == message.id
        catalogue.add(
            message.id,
            old.string if same and old else None,
            message.locations,
            old.flags & {"fuzzy"} if same and old else (),
            user_comments=old.user_comments if old else (),
        )
    return catalogue


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _po_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as a file without dates and names, which would only make noise."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, include_lineno=False)
    return b"".join(line for line in file.getvalue().splitlines(True) if not _NOISE.match(line))


def mo_bytes(catalogue: Catalog) -> bytes:
    """A catalogue compiled, without what is not translated."""
    language = str(catalogue.locale)
    file = io.BytesIO()
    write_mo(file, updated(language, catalogue, catalogue))
    return file.getvalue()


def signs_bytes() -> bytes:
    """Names of days and months, and how numbers are written, of each language, out of Babel.

    Babel itself takes longer to load than all else that the first picture needs.
    """
    signs = {}
    for language in ("nl", *LANGUAGES):
        locale = Locale.parse(language)
        days = [date(2024, 1, day) for day in range(1, 8)]  # a Monday to a Sunday
        months = [date(2024, month, 1) for month in range(1, 13)]
        short = "cccccc" if language == "nl" else "ccc"
        numbers = locale.number_symbols["latn"]
        signs[language] = {
            "weekdays": [format_date(day, "cccc", locale=language) for day in days],
            "short_weekdays": [format_date(day, short, locale=language) for day in days],
            "months": [format_date(month, "LLL", locale=language) for month in months],
            "decimal": str(numbers["decimal"]),
            "group": str(numbers["group"]),
            "rtl": locale.text_direction == "rtl",
        }
    return json.dumps(signs, ensure_ascii=False, indent=1).encode() + b"\n"


def messages_bytes(template: Catalog) -> bytes:
    """The messages themselves, of each the singular: Babel takes long to load here as well."""
    messages = sorted(_forms(message.id)[0] for message in _messages(template))
    return json.dumps(messages, ensure_ascii=False, indent=1).encode() + b"\n"


def build() -> None:
    """Write the template and, for each language, its catalogue and what is compiled of it."""
    template = collect()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / SIGNS).write_bytes(signs_bytes())
    (FOLDER / MESSAGES).write_bytes(messages_bytes(template))
    (FOLDER / "onthaal.pot").write_bytes(_po_bytes(template))
    for language in LANGUAGES:
        catalogue = updated(language, template, read(language))
        path = _po(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_po_bytes(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))


def check() -> list[str]:
    """What is wrong, in a sentence each; nothing when the kiosk speaks all its languages."""
    template = collect()
    wrong = [
        f"nl: {forbidden} in {message.id!r}"
        for message in _messages(template)
        for forbidden in _forbidden("nl", " ".join(_forms(message.id)))
    ]
    for language in LANGUAGES:
        catalogue = read(language)
        wrong += [f"{language}: {problem}" for problem in problems(language, template, catalogue)]
        compiled = _po(language).with_suffix(".mo")
        if not compiled.exists() or _read_mo(compiled.read_bytes()) != _read_mo(
            mo_bytes(catalogue)
        ):
            wrong.append(f"{language}: the compiled catalogue is not that of its source")
    for name, needed in ((SIGNS, signs_bytes()), (MESSAGES, messages_bytes(template))):
        if not (FOLDER / name).exists() or (FOLDER / name).read_bytes() != needed:
            wrong.append(f"{name} is not what this script writes")
    return wrong


def _read_mo(compiled: bytes) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What a compiled catalogue says; the rest of it depends on the version of Babel."""
    catalogue = read_mo(io.BytesIO(compiled))
    return {_forms(message.id): _forms(message.string) for message in _messages(catalogue)}


def problems(language: str, template: Catalog, catalogue: Catalog) -> list[str]:
    """What is wrong with one catalogue, message by message."""
    wanted = {message.id for message in _messages(template)}
    found = {message.id: message for message in _messages(catalogue)}
    wrong = [f"unused: {message!r}" for message in found if message not in wanted]
    wrong += [f"missing: {message!r}" for message in wanted - set(found)]
    for message in found.values():
        if message.id not in wanted:
            continue
        forms = _forms(message.string)
        if message.fuzzy:
            wrong.append(f"fuzzy: {message.id!r}")
        if not all(forms):
            wrong.append(f"untranslated: {message.id!r}")
            continue
        wrong += [f"{problem}: {message.id!r}" for problem in _of_one(language, message, forms)]
    return wrong


def _of_one(language: str, message: Message, forms: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with the translation of one message."""
    dutch = _forms(message.id)
    allowed = _singular(set().union(*map(_names, dutch)))
    for index, form in enumerate(forms):
        needed = _names(dutch[min(index, len(dutch) - 1)])
        if message.pluralizable and _says_the_number(language, index):
            needed = needed - {"number"}
        if not _singular(needed) <= _singular(_names(form)) <= allowed:
            yield f"other {{names}} in {form!r}"
        if form != form.strip() or form != form.replace("  ", " "):
            yield f"spaces in {form!r}"
        if max(map(_words, dutch)) <= MOST_WORDS < _words(form):
            yield f"more than {MOST_WORDS} words in {form!r}"
        for forbidden in _forbidden(language, form):
            yield f"{forbidden} in {form!r}"


def _forms(text: Id | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _singular(names: set[str]) -> set[str]:
    """A translation chooses which form of the product it needs."""
    return {"product" if name == "products" else name for name in names}


@cache
def _says_the_number(language: str, form: int) -> bool:
    """Whether a plural form is used for one number only, as the Arabic dual."""
    form_for = gettext.c2py(Catalog(language).plural_expr)
    return [form_for(number) for number in range(300)].count(form) == 1


def _words(text: str) -> int:
    return sum(any(map(str.isalpha, word)) for word in re.sub(r"\{\w*\}", "", text).split())


def _forbidden(language: str, text: str) -> list[str]:
    return re.findall(FORBIDDEN[language], text, re.IGNORECASE)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; the exit code is 1 when something is wrong."""
    parser = argparse.ArgumentParser(description="Translations of the kiosk.")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is wrong")
    options = parser.parse_args(arguments)
    if not options.check:
        build()
    wrong = check()
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
