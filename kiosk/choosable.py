"""What volunteers can choose on the screen: pages of steps and options, as plain data.

Every part names a key of the settings file; the checks are those of that file. Addresses of banks
and lists of products stay in the file: they are set once, by who installs the kiosk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from babel import Locale

from kiosk.i18n import LANGUAGES
from kiosk.settings import Settings

USB_PRINTERS: Final = Path("/dev/usb")
"""Where Linux shows printers on USB, as lp0, lp1 ..."""

NETWORK: Final = "tcp"
"""Stands for the printer on the network whose number still has to be typed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A number that goes up and down ``by`` so much at a time, from ``least`` to ``most``."""

    key: str
    word: str
    picture: str
    by: int
    least: int
    most: int
    unit: str


@dataclass(frozen=True, slots=True)
class Option:
    """One value, and how it is shown."""

    value: Any
    word: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """A few values of which one holds, or with ``many`` one or more."""

    key: str
    word: str
    picture: str
    options: tuple[Option, ...]
    many: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One tile of the settings: its value in a word or two, and what it opens.

    Without ``parts`` the tile opens something else: the keyboard or a screen of its own.
    """

    name: str
    word: str
    picture: str
    value: Callable[[Settings], str]
    parts: Callable[[Settings], Sequence[Step | Options]] = lambda settings: ()


def value_of(settings: Settings, key: str) -> Any:
    """What ``section.name`` is now."""
    section, _, name = key.partition(".")
    return getattr(getattr(settings, section), name)


def stepped(settings: Settings, step: Step, direction: int) -> int:
    """The value one step up (1) or down (-1): always a whole number of steps, never outside."""
    now = int(value_of(settings, step.key))
    steps = now // step.by if direction > 0 else -(-now // step.by)
    return max(step.least, min(step.most, (steps + direction) * step.by))


def toggled(settings: Settings, options: Options, value: Any) -> Any:
    """What a tap on an option makes of the value; of many the last one cannot go."""
    if not options.many:
        return value
    now = value_of(settings, options.key)
    kept = [one.value for one in options.options if (one.value in now) != (one.value == value)]
    return kept or list(now)


def network_printer(number: str) -> str:
    """The address of a network printer whose IP number, or name, was typed."""
    return f"tcp://{number.strip()}"


def _language(code: str) -> str:
    return str(Locale.parse(code).get_display_name("nl")).capitalize()


def _times(_settings: Settings) -> Sequence[Step | Options]:
    return (
        Step("times.idle_seconds", "Stilte", "wait", 10, 10, 600, "s"),
        Step("times.warning_seconds", "Daarna de zon", "sun", 5, 5, 120, "s"),
        Step("times.undo_seconds", "Ongedaan", "undo", 1, 3, 60, "s"),
        Step("times.volunteer_lock_seconds", "Op slot na", "lock", 10, 10, 900, "s"),
    )


def _languages(_settings: Settings) -> Sequence[Step | Options]:
    names = tuple(Option(code, _language(code)) for code in LANGUAGES)
    return (
        Options("group.languages", "Te kiezen", "languages", names, many=True),
        Options("group.language", "Eerste taal", "house", names),
    )


def _price(_settings: Settings) -> Sequence[Step | Options]:
    exact = Option("exact", "Tot op de cent", "coin_1")
    floor = Option("floor5", "Tot op 5 cent", "coin_5")
    return (
        Step("price.percent", "Van de winkelprijs", "price_tag", 5, 5, 100, "%"),
        Options("price.rounding", "Afronden", "cash", (floor, exact)),
    )


def _printer(settings: Settings) -> Sequence[Step | Options]:
    places = [Option("", "Geen printer", "folder")]
    found = sorted(USB_PRINTERS.glob("lp*"))
    places += [Option(f"file://{path}", f"USB {path.name}", "printer") for path in found]
    now = settings.printer.url
    if now not in [place.value for place in places]:
        places.append(Option(now, now.partition("://")[2], "printer"))
    places.append(Option(NETWORK, "Netwerk …", "pencil"))
    widths = (Option(384, "58 mm", "receipt"), Option(576, "80 mm", "receipt"))
    return (
        Options("printer.url", "Printer", "printer", tuple(places)),
        Options("printer.dots", "Papier", "receipt", widths),
    )


def _sound(_settings: Settings) -> Sequence[Step | Options]:
    return (Step("sound.volume", "Hoe luid", "speaker", 10, 0, 100, "%"),)


def _switch(key: str, yes: Option, no: Option) -> Callable[[Settings], Sequence[Step | Options]]:
    return lambda _settings: (Options(key, "", "", (yes, no)),)


PAGES: Final = (
    Page("name", "Naam", "pencil", lambda s: s.group.name),
    Page("languages", "Talen", "languages", lambda s: str(len(s.group.languages)), _languages),
    Page("sound", "Geluid", "speaker", lambda s: f"{s.sound.volume} %", _sound),
    Page(
        "motion",
        "Beweging",
        "motion",
        lambda s: "aan" if s.screen.motion else "uit",
        _switch(
            "screen.motion", Option(True, "Beweegt", "motion"), Option(False, "Staat stil", "wait")
        ),
    ),
    Page(
        "hand",
        "Hand",
        "left_hand",
        lambda s: "links" if s.screen.left_handed else "rechts",
        _switch(
            "screen.left_handed", Option(True, "Links", "left_hand"), Option(False, "Rechts", "tap")
        ),
    ),
    Page(
        "size",
        "Schermmaat",
        "measure_screen",
        lambda s: f"{s.screen.width_mm} mm" if s.screen.width_mm else "geschat",
    ),
    Page("times", "Tijden", "clock", lambda s: f"{s.times.idle_seconds} s", _times),
    Page("price", "Prijs", "price_tag", lambda s: f"{s.price.percent} %", _price),
    Page(
        "printer",
        "Printer",
        "printer",
        lambda s: "80 mm" if s.printer.dots == 576 else "58 mm",
        _printer,
    ),
    Page("pictures", "Eigen foto", "photo", lambda s: ""),
    Page("volunteers", "Vrijwilligers", "volunteer", lambda s: ""),
    Page("copies", "Kopie", "usb_stick", lambda s: ""),
    Page("health", "Gezondheid", "stethoscope", lambda s: ""),
)
"""The tiles, in their order."""
