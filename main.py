"""Starts the kiosk: reads the command line, the settings and the data folder, then opens it.

This is the composition root. Kivy reads the environment and the command line by itself when it is
imported, so both are closed to it first: nothing here may import it, or a module that does, before
:func:`close_environment` has run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NoReturn

from db.errors import StorageError
from kiosk.data_folder import prepare_data
from kiosk.errors import KioskError
from kiosk.log import fault, start_log
from kiosk.settings import Settings, load_settings, window_size
from kiosk.settings_file import SettingsError

DONE: Final = 0
CRASHED: Final = 1
REFUSED: Final = 2

PLAY_SIZE: Final = (1280, 800)
"""The screen of a play-through in pixels, that of the 10.1 inch panel most groups have."""

USAGE: Final = """\
python main.py [opties]                    de kiosk starten
       python main.py play --out MAP [opties]     een hele dag laten naspelen"""

ABOUT: Final = """\
Onthaal: de aanraakkiosk voor het ontmoetingsmoment van een Welzijnsschakel.
Zonder opties start de kiosk op het volledige scherm, met de echte gegevens."""

MORE: Final = """\
voorbeelden:
  python main.py --practice --windowed 1280x800
  python main.py --printer tcp://192.168.1.50:9100
  python main.py play --out /tmp/proefdag

De uitleg bij alle instellingen staat in deploy/onthaal.toml."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """What was asked for: the settings, where the pictures of a play-through go, its language."""

    settings: Settings
    play_out: Path | None
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the kiosk or a play-through and return the exit code.

    0 is a normal end, 1 a crash or a play-through in which a step did not happen, 2 a start that
    was refused; the reason is one sentence on the standard error stream, never a traceback.
    """
    try:
        asked = read_command_line(sys.argv[1:] if arguments is None else arguments)
        prepare_data(asked.settings.data)
        file = start_log(asked.settings.data)
    except KioskError as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    try:
        return _run(asked)
    except (KioskError, StorageError) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return DONE
    except Exception as error:  # noqa: BLE001 - the last one to catch it: a sentence, no traceback
        fault("main", error)
        print(f"De kiosk is gestopt door een fout; welke, staat in {file}.", file=sys.stderr)
        return CRASHED


def read_command_line(arguments: Sequence[str]) -> CommandLine:
    """Turn the command line and the settings file into settings.

    Raises SettingsError for anything that is not understood; ``--help`` prints and exits.
    """
    given, unknown = _parser().parse_known_args(arguments)
    if unknown:
        raise SettingsError(f"{unknown[0]} bestaat niet, kijk met --help wat er kan.")
    if given.command not in (None, "play"):
        raise SettingsError(f'De opdracht "{given.command}" bestaat niet, wel "play".')
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
    size = given.size if plays else given.windowed
    settings = load_settings(
        Path(given.config).expanduser() if given.config else None,
        data=Path(given.data) if given.data else None,
        practice=given.practice or plays,
        window=window_size(size) if size is not None else (PLAY_SIZE if plays else None),
        printer=given.printer,
        width_mm=_whole_number("--mm-width", given.mm_width),
    )
    if not plays:
        return CommandLine(settings, None)
    out = Path(given.out).expanduser().absolute()
    if given.data is None:
        settings = replace(settings, data=_fresh(out / "gegevens"))
    return CommandLine(settings, out, _offered(settings, given.language))


def close_environment(data: Path, *, offscreen: bool = False) -> None:
    """Leave Kivy nothing to read but what the kiosk decides; call it before Kivy is imported.

    Kivy would otherwise take our arguments for its own, read and write a settings file in the home
    folder, log to files without limit and change with any ``KIVY_`` or ``KCFG_`` variable. Only
    ``KIVY_GL_BACKEND`` stays open, the remedy for boards with a difficult driver. ``offscreen``
    draws for real without a screen and keeps silent, unless the SDL variables say otherwise.
    """
    for name in list(os.environ):
        if name.startswith(("KIVY_", "KCFG_")) and name != "KIVY_GL_BACKEND":
            del os.environ[name]
    os.environ |= {
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_ENV_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_HOME": str(data / "kivy"),
    }
    if offscreen:
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
        os.environ.setdefault("SDL_AUDIODRIVER", "dummy")


def _run(asked: CommandLine) -> int:
    close_environment(asked.settings.data, offscreen=asked.play_out is not None)
    from kiosk.widgets.window import configure

    configure(asked.settings.window)
    if asked.play_out is None:
        from kiosk.app import run_kiosk

        return run_kiosk(asked.settings)
    from kiosk.play import play

    return play(asked.settings, asked.play_out, asked.play_language)


def _fresh(folder: Path) -> Path:
    """Return the first of folder, folder-2, folder-3 ... that is not there: a day begins empty."""
    number, free = 1, folder
    while free.exists():
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


def _parser() -> _Parser:
    parser = _Parser(
        prog="python main.py",
        usage=USAGE,
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
    day = parser.add_argument_group(
        "een dag naspelen, met echte aanrakingen op een virtueel scherm"
    )
    day.add_argument("command", nargs="?", metavar="play", help="speel de dag na en stop")
    day.add_argument("--out", metavar="MAP", help="de map voor de beelden en de papieren")
    day.add_argument("--size", metavar="BxH", help="grootte van het scherm (anders 1280x800)")
    day.add_argument(
        "--language",
        metavar="TAAL",
        help="de taal van wie binnenkomt: nl, fr, en, ar, fa, tr, uk of pl",
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
