"""How the kiosk is, part by part: what was found, and what a volunteer can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from kiosk.clock_guard import Doubt
from kiosk.printer_state import PrinterState

Verdict = Literal["good", "care", "bad", "unknown"]
"""``care``: it works, but somebody must look at it. ``unknown``: this machine cannot tell."""

PARTS: Final = {
    "screen": ("Scherm", "screen"),
    "touch": ("Aanraken", "tap"),
    "printer": ("Printer", "printer"),
    "scanner": ("Scanner", "scan"),
    "sound": ("Geluid", "speaker"),
    "clock": ("Klok", "clock"),
    "disk": ("Kaart", "memory_card"),
    "database": ("Gegevens", "data"),
    "copies": ("Kopies", "usb_stick"),
    "temperature": ("Warmte", "thermometer"),
    "power": ("Stroom", "power"),
}
"""Everything that is looked at, in this order: its word and its picture."""

VERDICTS: Final = {
    "good": ("goed", "check"),
    "care": ("let op", "warning"),
    "bad": ("niet goed", "state_stop"),
    "unknown": ("niet te meten", ""),
}
"""Each verdict in words, with its mark; what cannot be told has none."""

LEAST_FREE: Final = 500 * 2**20
"""Bytes on the disk below which somebody must make room: years of days fit in it."""

HOT: Final = 70.0
TOO_HOT: Final = 80.0
"""Degrees Celsius: from the second on a Raspberry Pi slows itself down."""

COPY_AGE: Final = timedelta(days=8)
"""The kiosk copies itself each day that it is on, and groups meet weekly at most: older than this,
the copy is of before the last meeting."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one part; ``remedy`` is what to do, empty when nothing is."""

    part: str
    verdict: Verdict
    told: str
    remedy: str = ""

    @property
    def word(self) -> str:
        """What the part is called."""
        return PARTS[self.part][0]

    @property
    def picture(self) -> str:
        """The key of the picture of the part."""
        return PARTS[self.part][1]


def of_printer(state: PrinterState) -> Finding:
    """What the printer says of itself, as a finding."""
    told: dict[PrinterState, tuple[Verdict, str, str]] = {
        "ok": ("good", "De printer is klaar.", ""),
        "low": ("care", "De rol papier is bijna op.", "Leg een nieuwe rol klaar."),
        "out": ("bad", "Het papier is op.", "Open het deksel en leg een nieuwe rol in."),
        "cover": ("bad", "Het deksel van de printer staat open.", "Druk het deksel dicht."),
        "offline": (
            "bad",
            "De printer antwoordt niet.",
            "Kijk of hij aan staat, of de kabel goed zit, en naar Instellingen, Printer.",
        ),
        "unknown": (
            "unknown",
            "Deze printer zegt niet hoe het met hem gaat.",
            "Druk een testpagina af en kijk of alles erop staat.",
        ),
    }
    return Finding("printer", *told[state])


def of_clock(now: datetime, *, doubt: Doubt | None, proven: bool) -> Finding:
    """Whether the time may be believed; ``now`` is what the wall clock of the group says."""
    shown = f"Het is {now:%d/%m/%Y %H:%M}"
    if doubt is not None:
        remedy = "Zet de klok juist: de kiosk vraagt het bij het openen van de dag."
        return Finding("clock", "bad", f"{shown}, maar dat kan niet kloppen.", remedy)
    if not proven:
        remedy = "Vergelijk met een andere klok. Verkeerd? Instellingen, Klok."
        return Finding("clock", "care", f"{shown}. Niemand heeft dat bevestigd.", remedy)
    return Finding("clock", "good", f"{shown}, en dat klopt.")


def of_disk(free: int, *, writable: bool) -> Finding:
    """Whether the disk takes more; ``free`` in bytes."""
    room = f"{free / 2**30:.1f}".replace(".", ",")
    if not writable:
        remedy = (
            "Zet de kiosk uit en weer aan. Blijft het zo, dan is de kaart versleten: vervang ze."
        )
        return Finding("disk", "bad", "Er kan niets meer geschreven worden.", remedy)
    if free < LEAST_FREE:
        remedy = "Haal oude papieren en tabellen uit de gegevensmap, of neem een grotere kaart."
        return Finding("disk", "bad", f"Er is nog maar {room} GB vrij.", remedy)
    return Finding("disk", "good", f"Er is {room} GB vrij.")


def of_copies(newest: datetime | None, now: datetime, *, closes: bool) -> Finding:
    """Whether there is a fresh copy, and whether one can go along on a stick (``closes``)."""
    if newest is None or now - newest > COPY_AGE:
        told = (
            "Er is nog geen kopie." if newest is None else f"De laatste is van {newest:%d/%m/%Y}."
        )
        return Finding("copies", "care", told, "Maak er een: Instellingen, Kopie.")
    told = f"De laatste is van {newest:%d/%m/%Y %H:%M}."
    if not closes:
        remedy = "Kies een wachtzin bij Instellingen, Kopie, en steek een stick in."
        return Finding("copies", "care", f"{told} Op een stick staat er nog geen.", remedy)
    return Finding("copies", "good", told)
