"""Starts the kiosk: reads the command line, the settings and the data folder, then opens it.

This is the composition root. Kivy reads the environment and the command line by itself when it is
imported, so both are closed to it first: nothing here may import it, or a module that does, before
:mod:`kiosk.kivy_environment` has closed it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from db.errors import StorageError
from kiosk import ending, kivy_environment
from kiosk.command_line import CommandLine, read_command_line
from kiosk.data_folder import DiskTrouble, claimed, prepare_data
from kiosk.errors import KioskError
from kiosk.log import fault, start_log
from kiosk.settings_file import on_one_line
from kiosk.watchdog import leave_words

DONE: Final = 0
CRASHED: Final = 1
REFUSED: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the kiosk, or what else was asked for, and return the exit code.

    0 is a normal end; 1 a crash, a play-through in which a step did not happen, or a check that
    found damage; 2 something that was refused. The reason is one sentence on the standard error
    stream, never a traceback.
    """
    try:
        asked = read_command_line(sys.argv[1:] if arguments is None else arguments)
        asked = _with_its_folder(asked)
        file = start_log(asked.settings.data)
    except KioskError as refusal:
        _say(str(refusal))
        return REFUSED
    try:
        return _run(asked)
    except (KioskError, StorageError) as refusal:
        _say(str(refusal))
        return REFUSED
    except KeyboardInterrupt:
        return DONE
    except Exception as error:  # noqa: BLE001 - the last one to catch it: a sentence, no traceback
        fault("main", error)
        _say(f"De kiosk is gestopt door een fout; welke, staat in {file}.")
        return CRASHED


def _with_its_folder(asked: CommandLine) -> CommandLine:
    """Prove the data folder. A kiosk also starts on a disk in trouble, and tells the volunteers."""
    try:
        prepare_data(asked.settings.data)
    except DiskTrouble as trouble:
        if asked.command:
            raise
        return replace(asked, settings=replace(asked.settings, told=str(trouble)))
    return asked


def _say(sentence: str) -> None:
    """Why it stops: for the terminal, and for the safe screen; it may quote any name of a file."""
    sentence = on_one_line(sentence)
    print(sentence, file=sys.stderr)
    leave_words(sentence)


def _run(asked: CommandLine) -> int:
    """Import what was asked for, and only that, and run it."""
    match asked.command:
        case "backup":
            from kiosk.commands import backup

            return backup.run(asked.settings, asked.about)
        case "restore":
            from kiosk.commands import restore

            return restore.run(asked.settings, asked.about)
        case "check":
            from kiosk.commands import check

            return check.run(asked.settings, asked.about)
        case "doctor":
            from kiosk.commands import doctor

            return doctor.run(asked.settings)
    kivy_environment.close_environment(asked.settings.data, offscreen=asked.play_out is not None)
    if asked.play_out is None:
        ending.hold()
    from kiosk.widgets.window import configure

    configure(asked.settings.window)
    if asked.play_out is not None:
        from kiosk.play import play

        return play(asked.settings, asked.play_out, asked.play_language)
    with claimed(asked.settings.data):
        from kiosk.widgets import splash

        has_splash = splash.show(asked.settings)
        from kiosk.app import run_kiosk  # most of what there is to load, so after the splash

        return run_kiosk(asked.settings, has_splash=has_splash)


if __name__ == "__main__":
    ending.leave(main())
