"""The log: what happened on which record, never who.

It rotates in the data folder and stays small. Everything of ours goes through :func:`note`, which
takes numbers only, so that no name, picture or price can end up in a file that is sent around.
What libraries and errors would quote is left out, also when somebody looks for a fault with the
level DEBUG.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import logging.handlers
import os
import re
import sys
import time
from pathlib import Path
from typing import Any, Final

from kiosk.errors import KioskError
from kiosk.system_errors import may_pass, why

FILE_NAME: Final = "onthaal.log"
LARGEST_FILE: Final = 512 * 1024
"""The bytes after which a new file begins; ``KEPT`` old ones stay."""

KEPT: Final = 4

_ABOUT_THE_PROGRAM: Final = (AttributeError, ImportError, NameError, TypeError)
_LOG: Final = logging.getLogger("onthaal")


class LogError(KioskError):
    """The log cannot be opened, so a fault could not be explained afterwards."""

    sentence = "Het logboek kan niet geopend worden."
    picture = "settings"


class _Quiet(logging.handlers.RotatingFileHandler):
    """A log file that never stops the kiosk: on a full disk the line is lost, not the sale."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the line; there is nowhere left to tell."""

    def close(self) -> None:
        """Close the file; what a full disk still held back is lost with it."""
        with contextlib.suppress(OSError):
            super().close()


class _Lines(logging.Formatter):
    """Lines with the time in UTC, since the clock of a Pi without network may change zone."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def formatMessage(self, record: logging.LogRecord) -> str:
        """One line, whatever stands in it: a name of a file cannot write a line of its own."""
        line = super().formatMessage(record)
        if line.isprintable():
            return line
        shown = (one if one.isprintable() else one.encode("unicode_escape") for one in line)
        return "".join(one if isinstance(one, str) else one.decode("ascii") for one in shown)

    def formatException(self, ei: Any) -> str:
        """Where it broke; what an error says may quote what somebody typed."""
        return _story(ei[1]) if ei[1] is not None else ""


def _without_values(record: logging.LogRecord) -> bool:
    """Peewee logs each query with what is filled in; the query alone is enough."""
    if isinstance(record.msg, tuple):
        record.msg, record.args = str(record.msg[0]), ()
    return True


def start_log(folder: Path) -> Path:
    """Send everything that is logged to a file in ``folder``, warnings to the terminal as well.

    Returns the file. Calling it again replaces what the first call set up. On a disk in trouble
    there is the terminal alone. Raises LogError when the file cannot be opened otherwise.
    """
    file = folder / FILE_NAME
    handlers: list[logging.Handler] = []
    try:
        if file.is_fifo():  # opening it would wait for somebody who reads it
            raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE))
        kept = _Quiet(file, maxBytes=LARGEST_FILE, backupCount=KEPT, encoding="utf-8")
        kept.setFormatter(_Lines())
        handlers.append(kept)
        file.chmod(0o600)
    except OSError as error:
        if not may_pass(error):
            raise LogError(f"Het logboek {file} kan niet geopend worden ({why(error)}).") from error
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(_Lines())
    logging.basicConfig(level=logging.INFO, handlers=[*handlers, terminal], force=True)
    logging.captureWarnings(True)
    logging.getLogger("PIL").setLevel(logging.WARNING)
    logging.getLogger("peewee").addFilter(_without_values)
    return file


def note(act: str, **ids: int) -> None:
    """Log that ``act`` was done, with the numbers of the records that it touched.

    Raises ValueError for an act that is not a fixed name and TypeError for anything but numbers:
    text could be about a person.
    """
    if not re.fullmatch(r"[a-z][a-z_]*", act):
        raise ValueError(f"not the name of an act: {act!r}")
    if any(type(number) is not int for number in ids.values()):
        raise TypeError(f"only numbers may be logged with {act}")
    _LOG.info("%s", " ".join([act, *(f"{name}={number}" for name, number in ids.items())]))


def fault(place: str, error: BaseException) -> None:
    """Log a crash at ``place``: what kind, and where in the code, without the values.

    The message of an error can quote what somebody typed, so it is kept only for the kinds that
    speak of the program itself.
    """
    _LOG.error("%s: %s", place, _story(error))


def _story(error: BaseException) -> str:
    steps = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    kind = type(error).__name__
    if isinstance(error, _ABOUT_THE_PROGRAM):
        kind = f"{kind} ({error})"
    return f"{kind} at {' > '.join(steps) or 'nowhere'}"
