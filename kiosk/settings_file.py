"""Reads the settings file and says in one sentence what is wrong with it, and where.

The keys and what each accepts stand in one table; :mod:`kiosk.settings` turns them into data.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any, Final

from db.files import read_small
from kiosk.errors import KioskError
from kiosk.i18n import LANGUAGES
from kiosk.system_errors import why

LARGEST_FILE: Final = 64 * 1024
"""The most bytes a settings file may have; anything larger is not a settings file."""


class SettingsError(KioskError):
    """The settings cannot be used; ``str(error)`` is one sentence for who installs the kiosk."""

    sentence = "De instellingen kloppen niet."
    picture = "settings"


@dataclass(frozen=True, slots=True)
class Rule:
    """Which values a key accepts, and how to say so after the word "kies"."""

    choose: str
    accepts: Callable[[Any], bool]


def on_one_line(text: str) -> str:
    """The text without what would move the cursor, turn letters round or cannot be written."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def shown(value: object, longest: int = 40) -> str:
    """Show a value as somebody wrote it, on one line and never long enough to hide the point."""
    match value:
        case bool():
            return str(value).lower()
        case list():
            return "een lijst"
        case dict():
            return "een hoofdstuk"
        case int() if value.bit_length() > 64:
            return "zo'n reusachtig getal"
    text = on_one_line(str(value))
    short = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return f'"{short}"' if isinstance(value, str) else short


def _whole(low: int, high: int, *, or_else: int | None = None) -> Rule:
    extra = "" if or_else is None else f"{or_else} of "
    return Rule(
        f"{extra}een geheel getal van {low} tot {high}",
        lambda value: type(value) is int and (low <= value <= high or value == or_else),
    )


def _one_of(*options: str | int) -> Rule:
    names = [shown(option) for option in options]
    return Rule(
        f"{', '.join(names[:-1])} of {names[-1]}",
        lambda value: any(type(value) is type(option) and value == option for option in options),
    )


def _some_of(*options: str) -> Rule:
    return Rule(
        f"een lijst met een of meer van {', '.join(shown(option) for option in options)}",
        lambda value: (
            isinstance(value, list)
            and 0 < len(value) == len({one for one in value if isinstance(one, str)})
            and all(one in options for one in value)
        ),
    )


def _text(longest: int) -> Rule:
    return Rule(
        f"een tekst van 1 tot {longest} tekens tussen aanhalingstekens",
        lambda value: isinstance(value, str) and _printable(value) and 0 < len(value) <= longest,
    )


def _empty_or(choose: str, accepts: Callable[[str], bool]) -> Rule:
    return Rule(
        f'{choose}, of "" voor niets',
        lambda value: isinstance(value, str) and (value == "" or accepts(value)),
    )


def _printable(text: str) -> bool:
    return text.strip() == text and text.isprintable()


_LAST_PORT: Final = 65535


def _options(*also: str) -> str:
    """What may stand behind an address, as kiosk/printer/address.py reads it."""
    option = "|".join(("dots=(?:384|576)", *also))
    return rf"(?:\?(?:{option})(?:&(?:{option}))*)?"


_PRINTER: Final = re.compile(
    r"tcp://(?:[A-Za-z0-9._-]+|\[(?P<ip>[0-9A-Fa-f:.]+)\])(?::(?P<port>[0-9]{1,5}))?"
    + _options()
    + r"|usb://[0-9A-Fa-f]{4}:[0-9A-Fa-f]{4}"
    + _options("(?:in|out)=[0-9A-Fa-f]{1,2}")
    + r"|serial:///[^?#]+"
    + _options("baud=(?:[3-9][0-9]{2}|[1-9][0-9]{3,5}|1000000)")
    + r"|(?:file|folder):///[^?#]+"
    + _options()
)


def _is_printer(text: str) -> bool:
    found = _PRINTER.fullmatch(text)
    if (
        found is None
        or not text.isprintable()
        or "%00" in text
        or int(found["port"] or 0) > _LAST_PORT
    ):
        return False
    try:
        return found["ip"] is None or bool(IPv6Address(found["ip"]))
    except ValueError:
        return False


def _is_account(text: str) -> bool:
    from stdnum import iban  # a file without a bank does not wait for it

    # Without stdnum's list of Belgian banks: a new bank is missing from it for years.
    return bool(iban.is_valid(text, check_country=False))


def _is_bank(text: str) -> bool:
    from stdnum import bic

    return bool(bic.is_valid(text))


_SWITCH: Final = Rule("true of false", lambda value: type(value) is bool)

KEYS: Final[Mapping[str, Mapping[str, Rule]]] = {
    "group": {
        "name": _text(40),
        "iban": _empty_or(
            'een rekeningnummer zoals "BE68 5390 0754 7034"',
            _is_account,
        ),
        "account_name": _empty_or(
            "de naam van de rekening, hoogstens 70 tekens",
            lambda text: _printable(text) and len(text) <= 70,
        ),
        "bic": _empty_or(
            'de code van de bank zoals "GKCCBEBB"',
            _is_bank,
        ),
        "language": _one_of(*LANGUAGES),
        "languages": _some_of(*LANGUAGES),
    },
    "screen": {
        "width_mm": _whole(80, 2000, or_else=0),
        "motion": _SWITCH,
        "left_handed": _SWITCH,
    },
    "price": {"percent": _whole(1, 100), "rounding": _one_of("floor5", "exact")},
    "printer": {
        "url": _empty_or(
            'een adres zoals "tcp://192.168.1.50:9100", "usb://04b8:0e15", '
            '"serial:///dev/ttyUSB0?baud=19200" of "file:///dev/usb/lp0"',
            _is_printer,
        ),
        "dots": _one_of(384, 576),
    },
    "times": {
        "idle_seconds": _whole(10, 600),
        "warning_seconds": _whole(5, 120),
        "undo_seconds": _whole(3, 60),
        "volunteer_lock_seconds": _whole(10, 900),
    },
    "sound": {"volume": _whole(0, 100)},
    "produce": {
        "file": _empty_or(
            'de naam van een bestaand bestand zoals "producten.toml"',
            lambda text: text.isprintable(),
        )
    },
}
"""Every key of the file, by section."""


def read(file: Path) -> dict[str, dict[str, Any]]:
    """Return what the file sets, by section; what it leaves out is not there.

    ``produce.file`` comes back as a Path, counted from the folder of the settings file.

    Raises SettingsError when the file cannot be read or anything in it is not allowed.
    """
    text = _text_of(file)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(_not_toml(file, text, error)) from error
    for path, value in _leaves(table):
        problem = _problem(path, value)
        if problem:
            raise SettingsError(f"{file}, regel {line_of(text, path)}: {problem}")
    produce = table.get("produce", {})
    if produce.get("file"):
        own = file.absolute().parent / os.path.expanduser(produce["file"])
        if not os.path.isfile(own):
            line = line_of(text, ("produce", "file"))
            problem = refused("produce.file", produce["file"])
            raise SettingsError(f"{file}, regel {line}: {problem}")
        produce["file"] = own
    return table


def refused(key: str, value: object) -> str:
    """Say that ``key``, written as ``section.name``, cannot have this value, and what it can."""
    section, _, name = key.partition(".")
    return f"{key} kan niet {shown(value)} zijn, kies {KEYS[section][name].choose}."


def line_of(text: str, path: tuple[str, ...]) -> int:
    """Return the line (from 1) of valid TOML ``text`` where the statement setting ``path`` begins.

    tomllib keeps no places. But a file that is cut off within a statement is not valid TOML, and
    one that is cut off between two is: so the key stands right after the longest part that can be
    read and does not have it yet. Works for every way to write a key: sections, dotted and quoted
    names, inline tables, values of several lines.
    """
    lines = text.split("\n")
    begin = 0
    for end in _ends(lines):
        try:
            table = tomllib.loads("\n".join(lines[:end]) + "\n")
        except tomllib.TOMLDecodeError:
            continue
        if _has(table, path):
            break
        begin = end
    return next((end for end in _ends(lines) if end > begin), begin + 1)


def _ends(lines: list[str]) -> Iterator[int]:
    """After how many lines a statement can end: not after one that is empty or a comment alone.

    Thousands of those would otherwise keep the start waiting for minutes.
    """
    for end, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield end


def _has(table: Any, path: tuple[str, ...]) -> bool:
    for name in path:
        if not isinstance(table, dict) or name not in table:
            return False
        table = table[name]
    return True


def _text_of(file: Path) -> str:
    """Return the text of a settings file; Notepad's byte order mark is no part of it."""
    try:
        content = read_small(file, LARGEST_FILE)
    except OSError as error:
        raise SettingsError(
            f"Het instellingenbestand {file} kan niet gelezen worden ({why(error)})."
        ) from error
    if len(content) > LARGEST_FILE:
        raise SettingsError(
            f"{file} is te groot voor een instellingenbestand "
            f"(hoogstens {LARGEST_FILE // 1024} kB)."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsError(
            f"{file}, regel {line}: hier staat een teken dat geen UTF-8 is, "
            "bewaar het bestand opnieuw als UTF-8."
        ) from error


def _not_toml(file: Path, text: str, error: Exception) -> str:
    """Say which line is not TOML; what stands on it names the key better than a term can."""
    lines = text.rstrip().split("\n")
    found = re.search(r"at line ([0-9]+), column", str(error))
    number = int(found[1]) if found else _first_failure(lines)
    written = lines[min(number, len(lines)) - 1].strip()
    return (
        f"{file}, regel {number}: {shown(written, 60)} is niet goed geschreven, "
        'schrijf elke instelling als naam = waarde en een tekst tussen "aanhalingstekens".'
    )


def _first_failure(lines: list[str]) -> int:
    """Return the line that tomllib stumbles over without saying where (or the last one)."""
    for end in _ends(lines):
        try:
            tomllib.loads("\n".join(lines[:end]) + "\n")
        except tomllib.TOMLDecodeError:
            continue
        except (ValueError, RecursionError):
            return end
    return len(lines)


def _leaves(table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Walk over sections and keys in the order of the file."""
    for section, value in table.items():
        if section not in KEYS or not isinstance(value, dict):
            yield (section,), value
        else:
            yield from (((section, name), inner) for name, inner in value.items())


def _problem(path: tuple[str, ...], value: Any) -> str:
    """Say what is wrong with one key, or nothing."""
    section, key = path[0], ".".join(path)
    if section not in KEYS or (len(path) == 2 and path[1] not in KEYS[section]):
        return f"{shown(key, 60)} bestaat niet{_perhaps(key)}."
    if len(path) == 1:
        return f"{section} is een hoofdstuk, schrijf [{section}] alleen op een regel."
    return "" if KEYS[section][path[1]].accepts(value) else refused(key, value)


def _perhaps(wrong: str) -> str:
    """Guess which name was meant; a name without its section is a common slip."""
    import difflib  # only for who mistyped

    names = [f"{section}.{name}" for section in KEYS for name in KEYS[section]]
    meant = [name for name in names if name.partition(".")[2] == wrong]
    meant = meant or difflib.get_close_matches(wrong.lower(), [*KEYS, *names], n=1)
    return f" (bedoel je {meant[0]}?)" if meant else ""
