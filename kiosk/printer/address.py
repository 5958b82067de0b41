"""The address of a printer, as it stands in the settings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from kiosk.paper.sheet import MEASURES
from kiosk.printer.device import DevicePrinter, Printer, Profiles
from kiosk.printer.errors import BadPrinterUrl
from kiosk.printer.folder import FolderPrinter
from kiosk.printer.lines import FileLine, NetworkLine, SerialLine, UsbLine
from kiosk.printer_state import Profile

KINDS: Final = frozenset({"folder", "tcp", "usb", "serial", "file"})
"""With what an address may begin."""

_OPTIONS: Final = {"serial": {"baud"}, "usb": {"in", "out"}}


class _OfThisRun:
    """What was learned about models of printers, until the program ends."""

    def __init__(self) -> None:
        self._known: dict[str, Profile] = {}

    def find(self, model: str) -> Profile | None:
        return self._known.get(model)

    def keep(self, profile: Profile) -> None:
        self._known[profile.model] = profile


def open_printer(url: str, profiles: Profiles | None = None) -> Printer:
    """The printer at ``url``; it is looked for when a paper comes, not now.

    ``folder:///path`` (pictures in a folder), ``tcp://host:9100``, ``usb://04b8:0202`` (libusb),
    ``serial:///dev/ttyUSB0?baud=19200``, ``file:///dev/usb/lp0`` (usblp); each may end in
    ``?dots=384`` or ``?dots=576``; usb also takes ``in`` and ``out`` (end points in hex).
    ``profiles`` keeps what models can tell; without it that is learned anew in each run.

    Raises BadPrinterUrl with a sentence that names what is wrong.
    """
    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError:
        raise _bad(url, "schrijf het zoals tcp://192.168.1.50:9100") from None
    kind = parts.scheme
    if kind not in KINDS:
        raise _bad(url, "het begint met folder, tcp, usb, serial of file")
    dots = _dots(url, options)
    unknown = set(options) - {"dots"} - _OPTIONS.get(kind, set())
    if unknown:
        raise _bad(url, f"{min(unknown)} ken ik niet")
    known = _OfThisRun() if profiles is None else profiles
    if kind in ("folder", "serial", "file"):
        path = unquote(parts.path)
        if "\0" in path:
            raise _bad(url, "%00 kan in geen naam staan")
        if parts.netloc or len(path) < 2:
            raise _bad(url, f"schrijf het met drie schuine strepen: {kind}:///...")
        if kind == "folder":
            return FolderPrinter(Path(path), dots)
        if kind == "file":
            return DevicePrinter(dots, lambda seconds: FileLine(path), url, known)
        baud = _whole(url, options, "baud", 10, 300, 1_000_000) or 9600
        return DevicePrinter(dots, lambda seconds: SerialLine(path, baud), url, known, baud / 10)
    if parts.path not in ("", "/"):
        raise _bad(url, f"na {parts.netloc} komt niets meer")
    if kind == "usb":
        return _usb_printer(url, parts.netloc, options, dots, known)
    try:
        host, port = parts.hostname, parts.port or 9100
    except ValueError:
        raise _bad(url, "het getal na de dubbele punt is de poort, meestal 9100") from None
    if not host or "@" in parts.netloc:
        raise _bad(url, "na tcp:// komt het adres van de printer, zoals 192.168.1.50")
    return DevicePrinter(dots, lambda seconds: NetworkLine(host, port, seconds), url, known)


def folder_url(folder: Path) -> str:
    """The address of the printer that writes pictures in ``folder`` (absolute, any characters)."""
    return f"folder://{quote(str(folder))}"


def _usb_printer(
    url: str, netloc: str, options: dict[str, str], dots: int | None, known: Profiles
) -> DevicePrinter:
    ids = re.fullmatch(r"([0-9a-fA-F]{1,4}):([0-9a-fA-F]{1,4})", netloc)
    if ids is None:
        raise _bad(url, "na usb:// komen twee codes van vier tekens, zoals 04b8:0202 (zie lsusb)")
    vendor, product = int(ids[1], 16), int(ids[2], 16)
    ends = (_whole(url, options, "in", 16, 0, 255), _whole(url, options, "out", 16, 0, 255))
    return DevicePrinter(dots, lambda seconds: UsbLine(vendor, product, ends), url, known)


def _dots(url: str, options: dict[str, str]) -> int | None:
    if "dots" not in options:
        return None
    dots = int(options["dots"]) if options["dots"].isdecimal() else 0
    if dots not in MEASURES:
        raise _bad(url, "dots is 384 (papier van 58 mm) of 576 (80 mm)")
    return dots


def _whole(
    url: str, options: dict[str, str], name: str, base: int, low: int, high: int
) -> int | None:
    if name not in options:
        return None
    try:
        number = int(options[name], base)
    except ValueError:
        number = -1
    if not low <= number <= high:
        raise _bad(url, f"{name}={options[name]} kan niet")
    return number


def _bad(url: str, why: str) -> BadPrinterUrl:
    return BadPrinterUrl(f"Het adres van de printer klopt niet ({url}): {why}.")
