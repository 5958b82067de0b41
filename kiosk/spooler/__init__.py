"""The one thread that prints: see kiosk.spooler.thread."""

from kiosk.spooler.news import EventKind, SpoolEvent
from kiosk.spooler.thread import Spooler

__all__ = ("EventKind", "SpoolEvent", "Spooler")
