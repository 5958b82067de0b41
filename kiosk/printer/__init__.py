"""The only code that opens a printer. Every call ends within its time limit.

``open_printer`` reads the address and gives a Printer: a folder of pictures, or a device at the end
of a line (network, USB, serial, device file) that is talked to in ESC/POS.
"""

from kiosk.printer.address import KINDS, folder_url, open_printer
from kiosk.printer.device import Printer, Profiles, Put
from kiosk.printer.errors import PrinterError

__all__ = (
    "KINDS",
    "Printer",
    "PrinterError",
    "Profiles",
    "Put",
    "folder_url",
    "open_printer",
)
