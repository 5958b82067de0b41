"""The address of a printer: what it may be, and a sentence for what it may not."""

from __future__ import annotations

import pytest

from kiosk.printer import PrinterError, open_printer
from kiosk.printer.device import DevicePrinter
from kiosk.printer.errors import BadPrinterUrl, PrinterNotReady
from kiosk.printer_state import TROUBLE


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "begint met"),
        ("printer", "begint met"),
        ("http://192.168.1.50", "begint met"),
        ("/dev/usb/lp0", "begint met"),
        ("folder://papieren", "drie schuine strepen"),
        ("folder:///", "drie schuine strepen"),
        ("file://dev/usb/lp0", "drie schuine strepen"),
        ("serial:///dev/ttyUSB0?baud=fast", "baud=fast"),
        ("serial:///dev/ttyUSB0?baud=7", "baud=7"),
        ("serial:///dev/ttyUSB0?speed=9600", "speed ken ik niet"),
        ("tcp://192.168.1.50:9100/x", "niets meer"),
        ("tcp://192.168.1.50:ninety", "poort"),
        ("tcp://192.168.1.50:99999", "poort"),
        ("tcp://:9100", "adres van de printer"),
        ("tcp://me:secret@192.168.1.50", "adres van de printer"),
        ("tcp://192.168.1.50?dots=400", "384"),
        ("tcp://192.168.1.50?dots", "schrijf het zoals"),
        ("tcp://192.168.1.50?baud=9600", "baud ken ik niet"),
        ("tcp://[::1", "schrijf het zoals"),
        ("usb://04b8", "twee codes"),
        ("usb://04b8:zzzz", "twee codes"),
        ("usb://04b8:0e15?out=999", "out=999"),
    ],
)
def test_a_bad_address_says_what_is_wrong(url: str, why: str) -> None:
    with pytest.raises(BadPrinterUrl, match=why) as caught:
        open_printer(url)
    assert url in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "folder:///tmp/papieren",
        "tcp://printer.local",
        "tcp://192.168.1.50:9100/",
        "usb://4b8:e15?in=82&out=01",
        "serial:///dev/ttyUSB0",
        "file:///dev/usb/lp0",
    ],
)
def test_the_address_may_name_the_width(url: str) -> None:
    assert open_printer(url).dots is None
    joined = f"{url}{'&' if '?' in url else '?'}dots=576"
    assert open_printer(joined).dots == 576


def test_a_slow_line_gets_the_time_it_needs() -> None:
    slow = open_printer("serial:///dev/ttyUSB0?baud=19200")
    assert isinstance(slow, DevicePrinter)
    assert slow.speed == 1920


def test_every_trouble_is_a_plain_sentence() -> None:
    kinds: set[type[PrinterError]] = {PrinterError, *PrinterError.__subclasses__()}
    found = [kind() for kind in kinds - {PrinterNotReady}]
    found += [PrinterNotReady(state) for state in TROUBLE]
    assert len(found) >= 10
    for trouble in found:
        assert str(trouble).endswith(".")
        assert trouble.picture == "printer"
