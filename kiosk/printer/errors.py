"""Why a paper was not printed, in sentences for a volunteer."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import ClassVar, Final

from kiosk.errors import KioskError
from kiosk.printer_state import PrinterState


class PrinterError(KioskError):
    """A paper that was not printed. ``begun``: perhaps a part of it came out."""

    sentence = "De printer doet het niet. Kijk of hij aan staat en of er papier in zit."
    picture = "printer"
    state: PrinterState = "offline"
    """What the printer is found to be by it."""

    def __init__(self, sentence: str | None = None, *, begun: bool = False) -> None:
        super().__init__(sentence)
        self.begun = begun


class BadPrinterUrl(PrinterError):
    """The address of the printer in the settings cannot be one."""

    sentence = "Het adres van de printer klopt niet."


class PrinterNotFound(PrinterError):
    """There is no printer at that address, or it refuses."""

    sentence = "De printer is niet gevonden. Kijk of hij aan staat en of de kabel goed zit."


class PrinterSilent(PrinterError):
    """The printer did not take the paper in time, or does not answer as it used to."""

    sentence = "De printer antwoordt niet. Kijk of er papier in zit en of het deksel dicht is."


class PrinterGone(PrinterError):
    """The printer disappeared in the middle of a paper."""

    sentence = "De printer viel weg tijdens het printen. Kijk naar de kabel en het papier."


class PrinterNotReady(PrinterError):
    """The printer says itself why nothing can come out; not a byte of the paper went."""

    sentences: ClassVar[dict[PrinterState, str]] = {
        "out": "Het papier van de printer is op. Leg er een nieuwe rol in.",
        "cover": "Het deksel van de printer staat open. Duw het dicht.",
        "offline": "De printer is niet klaar. Kijk of er een lampje brandt.",
    }

    def __init__(self, state: PrinterState) -> None:
        super().__init__(self.sentences[state])
        self.state = state


class NoPrinterDriver(PrinterError):
    """A library that this kind of printer needs is not on this computer."""

    sentence = (
        "Voor deze printer ontbreekt een stuk software. Installeer libusb-1.0-0 (usb) of "
        "python3-serial (serieel)."
    )


class FolderNotWritable(PrinterError):
    """The folder that stands in for a printer cannot take another picture."""

    sentence = "De map voor de papieren kan niet beschreven worden."


_NO_DRIVER: Final = frozenset({"NoBackendError", "ModuleNotFoundError"})


@contextlib.contextmanager
def plainly(begun: bool) -> Iterator[None]:
    """Turn what libraries raise into a PrinterError with a sentence for a volunteer."""
    try:
        yield
    except PrinterError as error:
        error.begun = begun
        raise
    except Exception as error:  # sockets, pyusb and pyserial share no base class
        name = type(error).__name__
        if name in _NO_DRIVER:
            raise NoPrinterDriver(begun=begun) from error
        late = isinstance(error, TimeoutError) or "Timeout" in name
        gone = PrinterGone if begun else PrinterNotFound
        raise (PrinterSilent if late and begun else gone)(begun=begun) from error
