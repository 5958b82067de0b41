"""How the printer is, as a small picture in a corner; volunteers have a word beside it."""

from __future__ import annotations

from kivy.properties import BooleanProperty

from kiosk.widgets.pictures import Picture
from kiosk.widgets.words import Words


class PrinterSign(Picture):
    """Shows the state of the printer as it is now; nothing happens when it is touched."""


class PrinterWord(Words):
    """The word for it, where there is room."""

    shown = BooleanProperty(True)
