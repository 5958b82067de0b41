"""How the machine is: read from what Linux tells in /sys, /proc and /dev, and changed by nothing.

Each answer is of this moment. What a machine does not tell is ``unknown``, not trouble: a PC has
no under-voltage alarm and a test machine no screen.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.health import HOT, TOO_HOT, Finding, of_disk
from kiosk.sound_card import has_card

_DIRECT = 1 << 1
"""INPUT_PROP_DIRECT of linux/input.h: a finger touches the picture itself."""

_SCANNER = re.compile(
    r"bar.?code|scan|symbol|honeywell|zebra|datalogic|newland|opticon", re.IGNORECASE
)
"""What scanners call themselves; all of them say that they are keyboards."""

_UNDER_VOLTAGE = "rpi_volt"
"""The sensor of the Raspberry Pi's firmware (drivers/hwmon/raspberrypi-hwmon.c)."""


@dataclass(frozen=True, slots=True)
class InputDevice:
    """Something that is touched or typed on, as /proc/bus/input/devices has it."""

    name: str
    direct: bool
    events: tuple[str, ...]


def of_machine(data: Path, volume: int, root: Path = Path("/")) -> Iterator[Finding]:
    """Every finding about the machine itself; ``volume`` is that of the settings, in percent."""
    devices = list(input_devices(root))
    yield of_screen(root)
    yield of_touch(devices, root)
    yield of_scanner(devices)
    yield of_sound(volume)
    yield of_disk(shutil.disk_usage(data).free, writable=os.access(data, os.W_OK))
    yield of_temperature(root)
    yield of_power(root)


def of_screen(root: Path) -> Finding:
    """Whether a panel says that it is connected, and how large its picture is."""
    connectors = sorted(root.glob("sys/class/drm/card*-*/status"))
    if not connectors:
        return Finding("screen", "unknown", "Dit toestel zegt niet of er een scherm aan hangt.")
    for status in connectors:
        if _read(status) == "connected":
            mode = _read(status.with_name("modes")).partition("\n")[0]
            return Finding("screen", "good", f"Er is een scherm van {mode or 'onbekende'} punten.")
    remedy = "Kijk of het scherm aan staat en of de kabel aan beide kanten goed zit."
    return Finding("screen", "bad", "Er is geen scherm aangesloten.", remedy)


def of_touch(devices: list[InputDevice], root: Path) -> Finding:
    """Whether there is something to touch, and whether the kiosk may feel it."""
    panels = [device for device in devices if device.direct]
    if not panels:
        remedy = "Steek de usb-kabel van het aanraakscherm goed in."
        return Finding("touch", "bad", "Er is geen aanraakscherm gevonden.", remedy)
    for panel in panels:
        if any(os.access(root / "dev" / "input" / event, os.R_OK) for event in panel.events):
            return Finding("touch", "good", f"Het aanraakscherm is gevonden: {panel.name}.")
    remedy = (
        "Voer de installatie nog eens uit: die geeft de kiosk het recht om aanraking te voelen."
    )
    return Finding("touch", "bad", f"{panels[0].name} mag niet gelezen worden.", remedy)


def of_scanner(devices: list[InputDevice]) -> Finding:
    """Whether a device calls itself a scanner; without one, codes are typed."""
    for device in devices:
        if _SCANNER.search(device.name):
            return Finding("scanner", "good", f"De scanner is gevonden: {device.name}.")
    remedy = "Scan een bon om het te proberen. Zonder scanner kan elke code getypt worden."
    return Finding("scanner", "unknown", "Geen toestel noemt zich een scanner.", remedy)


def of_sound(volume: int) -> Finding:
    """Whether the kiosk can be heard."""
    if not has_card():
        remedy = "Sluit een luidspreker aan. Alles werkt ook zonder."
        return Finding("sound", "care", "Er is geen geluidskaart: de kiosk is stil.", remedy)
    if volume <= 0:
        return Finding("sound", "care", "Het geluid staat uit.", "Instellingen, Geluid.")
    return Finding("sound", "good", f"Het geluid staat op {volume} %.")


def of_temperature(root: Path) -> Finding:
    """How warm the processor is."""
    degrees = [
        int(text) / 1000
        for zone in root.glob("sys/class/thermal/thermal_zone*/temp")
        if (text := _read(zone)).lstrip("-").isdigit()
    ]
    if not degrees:
        return Finding("temperature", "unknown", "Dit toestel meet zijn warmte niet.")
    told = f"De processor is {max(degrees):.0f} °C."
    if max(degrees) < HOT:
        return Finding("temperature", "good", told)
    remedy = "Geef de kiosk lucht: niet in de zon, geen doek erover, maak de opening vrij van stof."
    return Finding("temperature", "bad" if max(degrees) >= TOO_HOT else "care", told, remedy)


def of_power(root: Path) -> Finding:
    """Whether the supply gives enough: too little spoils memory cards."""
    for sensor in root.glob("sys/class/hwmon/hwmon*/name"):
        if _read(sensor) != _UNDER_VOLTAGE:
            continue
        if _read(sensor.with_name("in0_lcrit_alarm")) == "1":
            remedy = "Gebruik de voeding die bij het toestel hoort, met haar eigen kabel."
            return Finding("power", "bad", "Het toestel krijgt te weinig stroom.", remedy)
        return Finding("power", "good", "De stroom is goed.")
    return Finding("power", "unknown", "Dit toestel meet zijn stroom niet.")


def input_devices(root: Path) -> Iterator[InputDevice]:
    """Every device of the input subsystem."""
    for block in _read(root / "proc" / "bus" / "input" / "devices").split("\n\n"):
        name = re.search(r'^N: Name="(.*)"$', block, re.MULTILINE)
        bits = re.search(r"^B: PROP=([0-9a-f]+)$", block, re.MULTILINE)
        events = re.search(r"^H: Handlers=(.*)$", block, re.MULTILINE)
        if name:
            yield InputDevice(
                name[1],
                bool(bits and int(bits[1], 16) & _DIRECT),
                tuple(re.findall(r"event\d+", events[1])) if events else (),
            )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
