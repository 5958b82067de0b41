"""The command line: what can be asked of the program, with refusals that are Dutch sentences.

Nothing here runs anything: ``main.py`` does, and only then imports what the command needs. A new
command is a row in COMMANDS here, a module in ``kiosk/commands`` and a case in ``main.py``.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NoReturn

from kiosk.data_folder import named_folder
from kiosk.settings import Settings, load_settings, window_size
from kiosk.settings_file import SettingsError

PLAY_SIZE: Final = (1280, 800)
"""The screen of a play-through in pixels, that of the 10.1 inch panel most groups have."""


@dataclass(frozen=True, slots=True)
class Command:
    """How a command is written, what it does, and whether something may stand behind its name."""

    call: str
    does: str
    takes: bool = False


COMMANDS: Final = {
    "play": Command("play --out MAP [opties]", "een hele dag laten naspelen"),
    "backup": Command("backup [MAP]", "een kopie maken, ook op de stick of in MAP", takes=True),
    "restore": Command(
        "restore [KOPIE]", "een kopie terugzetten, of zien welke er zijn", takes=True
    ),
    "check": Command("check [KOPIE]", "nakijken of de gegevens en de kopies goed zijn", takes=True),
    "doctor": Command("doctor", "nakijken wat er aan het toestel scheelt, en wat eraan te doen is"),
}
"""Every command by its name; without a command the kiosk starts."""

ABOUT: Final = """\
Onthaal: de aanraakkiosk voor het ontmoetingsmoment van een Welzijnsschakel.
Zonder opdracht start de kiosk op het volledige scherm, met de echte gegevens."""

MORE: Final = """\
voorbeelden:
  python main.py --practice --windowed 1280x800
  python main.py --printer tcp://192.168.1.50:9100
  python main.py play --out /tmp/proefdag

De uitleg bij alle instellingen staat in deploy/onthaal.toml."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What was asked for: a command ("" starts the kiosk), what it is about, and the settings.

    ``play_out`` is where the pictures of a play-through go, ``play_language`` its language.
    """

    settings: Settings
    command: str = ""
    about: str = ""
    play_out: Path | None = None
    play_language: str = ""


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals are sentences; argparse itself speaks English."""

    def error(self, message: str) -> NoReturn:
        option = message.removeprefix("argument ").partition(":")[0]
        if "expected one argument" in message:
            raise SettingsError(f"Na {option} ontbreekt er iets, kijk met --help wat.")
        if message.startswith("argument -"):
            raise SettingsError(f"Bij {option} hoort niets achter het isgelijkteken.")
        raise SettingsError("Deze opdracht is niet duidelijk, kijk met --help wat er kan.")


def read_command_line(arguments: Sequence[str]) -> CommandLine:
    """Turn the command line and the settings file into settings and a command.

    Raises SettingsError for anything that is not understood, DataFolderError for a folder that
    cannot be; ``--help`` prints and exits.
    """
    given, unknown = _parser().parse_known_args(arguments)
    _refuse(given, unknown)
    plays = given.command == "play"
    size = given.size if plays else given.windowed
    settings = load_settings(
        Path(os.path.expanduser(given.config)) if given.config else None,
        data=named_folder(given.data) if given.data else None,
        practice=given.practice or plays,
        window=window_size(size) if size is not None else (PLAY_SIZE if plays else None),
        printer=given.printer,
        width_mm=_whole_number("--mm-width", given.mm_width),
    )
    if not plays:
        return CommandLine(settings, given.command or "", given.about or "")
    out = named_folder(given.out)
    if given.data is None:
        settings = replace(settings, data=_fresh(out / "gegevens"))
    language = _offered(settings, given.language)
    return CommandLine(settings, "play", play_out=out, play_language=language)


def _refuse(given: argparse.Namespace, unknown: Sequence[str]) -> None:
    """Raise SettingsError for what does not exist or does not belong together."""
    if unknown:
        raise SettingsError(f"{unknown[0]} bestaat niet, kijk met --help wat er kan.")
    if given.command is not None and given.command not in COMMANDS:
        known = ", ".join(f'"{name}"' for name in COMMANDS)
        raise SettingsError(f'De opdracht "{given.command}" bestaat niet, wel {known}.')
    if given.about is not None and not COMMANDS[given.command].takes:
        raise SettingsError(f"{given.about} bestaat niet, kijk met --help wat er kan.")
    plays = given.command == "play"
    if plays and not given.out:
        raise SettingsError("Zeg bij play ook waar de beelden komen: --out MAP.")
    only_plays = (("--out", given.out), ("--size", given.size), ("--language", given.language))
    for option, value in only_plays:
        if value is not None and not plays:
            raise SettingsError(f"{option} hoort bij play: python main.py play --out MAP.")
    for option, value in (("--data", given.data), ("--config", given.config)):
        if value == "":
            raise SettingsError(f"Na {option} ontbreekt er iets, kijk met --help wat.")
    if plays and given.windowed is not None:
        raise SettingsError("Kies bij play de grootte met --size in plaats van met --windowed.")


def _fresh(folder: Path) -> Path:
    """Return the first of folder, folder-2, folder-3 ... that is not there: a day begins empty."""
    number, free = 1, folder
    while os.path.lexists(free):
        number += 1
        free = folder.with_name(f"{folder.name}-{number}")
    return free


def _offered(settings: Settings, language: str | None) -> str:
    """Return the language of the participant in a play-through, that of the group if None."""
    offered = settings.group.languages
    if language is not None and language not in offered:
        raise SettingsError(f'"{language}" is geen taal van deze kiosk, wel {", ".join(offered)}.')
    return settings.group.language if language is None else language


def _whole_number(option: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise SettingsError(f"Na {option} hoort een geheel getal.")
    return int(text)


def _usage() -> str:
    """The first lines of the help: the kiosk, then a line for each command."""
    calls = [("[opties]", "de kiosk starten")]
    calls += [(command.call, command.does) for command in COMMANDS.values()]
    return "\n       ".join(f"python main.py {call:24} {does}" for call, does in calls)


def _parser() -> _Parser:
    parser = _Parser(
        prog="python main.py",
        usage=_usage(),
        description=ABOUT,
        epilog=MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    kiosk = parser.add_argument_group("opties")
    kiosk.add_argument("--help", "-h", action="help", help="deze uitleg tonen")
    kiosk.add_argument(
        "--practice",
        action="store_true",
        help="oefenen: met eigen gegevens, los van de echte, en OEFEN op elk papier",
    )
    kiosk.add_argument(
        "--windowed",
        metavar="BxH",
        help="in een venster van zoveel pixels breed en hoog, zoals 1280x800",
    )
    kiosk.add_argument(
        "--data",
        metavar="MAP",
        help="de map waarin alles bewaard wordt (anders ~/.local/share/onthaal)",
    )
    kiosk.add_argument(
        "--printer",
        metavar="ADRES",
        help="tcp://naam:9100, usb://04b8:0e15, serial:///dev/ttyUSB0?baud=19200 of "
        "file:///dev/usb/lp0 (anders komt het papier als beeld in de gegevensmap)",
    )
    kiosk.add_argument(
        "--config",
        metavar="BESTAND",
        help="het instellingenbestand (anders ~/.config/onthaal/onthaal.toml als dat bestaat)",
    )
    kiosk.add_argument(
        "--mm-width",
        metavar="MM",
        help="de breedte van het beeld op het scherm in millimeter, gemeten met een lat",
    )
    kiosk.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    kiosk.add_argument("about", nargs="?", help=argparse.SUPPRESS)
    day = parser.add_argument_group(
        "een dag naspelen, met echte aanrakingen op een virtueel scherm"
    )
    day.add_argument("--out", metavar="MAP", help="de map voor de beelden en de papieren")
    day.add_argument("--size", metavar="BxH", help="grootte van het scherm (anders 1280x800)")
    day.add_argument(
        "--language",
        metavar="TAAL",
        help="de taal van wie binnenkomt: nl, fr, en, ar, fa, tr, uk of pl",
    )
    return parser
