"""What a group can choose: in one commented TOML file, and on the screen over that.

Every key has a default, so a kiosk without a file works. A mistake in the file stops the start
with one sentence that names the file, the line and the key: a setting that is silently ignored
would be found only when a participant has already paid the wrong price.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kiosk import chosen, settings_file
from kiosk.data_folder import default_data
from kiosk.i18n import LANGUAGES
from kiosk.money import PriceRule
from kiosk.settings_file import SettingsError

SHORTEST_SIDE: Final = 320
LONGEST_SIDE: Final = 7680


@dataclass(frozen=True, slots=True)
class Group:
    """Who the kiosk works for, as printed and as the bank wants it in a payment QR.

    ``languages`` are those that are offered; the kiosk begins in ``language``, always one of them.
    """

    name: str = "Welzijnsschakel"
    iban: str = ""
    account_name: str = ""
    bic: str = ""
    language: str = "nl"
    languages: tuple[str, ...] = LANGUAGES


@dataclass(frozen=True, slots=True)
class Screen:
    """The panel; ``width_mm`` 0 means: guess it from the pixels."""

    width_mm: int = 0
    motion: bool = True
    left_handed: bool = False


@dataclass(frozen=True, slots=True)
class Printer:
    """Where the paper comes out; an empty ``url`` writes pictures in the data folder.

    ``dots`` is the printed width: 384 for 58 mm paper, 576 for 80 mm (both at 203 dpi).
    """

    url: str = ""
    dots: int = 384


@dataclass(frozen=True, slots=True)
class Times:
    """How long the kiosk waits, in seconds."""

    idle_seconds: int = 60
    warning_seconds: int = 20
    undo_seconds: int = 5
    volunteer_lock_seconds: int = 90


@dataclass(frozen=True, slots=True)
class Sound:
    """How loud the kiosk is, in percent; 0 is silent."""

    volume: int = 80


@dataclass(frozen=True, slots=True)
class Produce:
    """The group's own list of products; None means the list that comes with the kiosk."""

    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the kiosk needs to know; nothing else reads the files.

    ``window`` is (width, height) in pixels, None for the full screen. ``data`` is the folder for
    everything that is kept; in practice mode it is a folder of its own inside the usual one, so
    that practising can never touch the real books. ``fixed`` names the keys (``section.name``)
    that the command line decides, ``told`` what the volunteers have to know about the files.
    """

    data: Path = field(default_factory=default_data)
    practice: bool = False
    window: tuple[int, int] | None = None
    fixed: frozenset[str] = frozenset()
    told: str = ""
    group: Group = field(default_factory=Group)
    screen: Screen = field(default_factory=Screen)
    price: PriceRule = field(default_factory=PriceRule)
    printer: Printer = field(default_factory=Printer)
    times: Times = field(default_factory=Times)
    sound: Sound = field(default_factory=Sound)
    produce: Produce = field(default_factory=Produce)


def default_file() -> Path:
    """Return where the settings file is looked for when none is named."""
    import platformdirs  # where it is said which file, a start does not wait for it

    return platformdirs.user_config_path("onthaal", appauthor=False) / "onthaal.toml"


def load_settings(
    file: Path | None = None,
    *,
    data: Path | None = None,
    practice: bool = False,
    window: tuple[int, int] | None = None,
    printer: str | None = None,
    width_mm: int | None = None,
) -> Settings:
    """Read the settings; what is given here (by the command line) goes before the files.

    What was chosen on the screen goes before the settings file; when it cannot be read it is set
    aside and the start goes on without it.

    Without ``file`` the usual place is tried and may be empty. ``width_mm`` is the width of the
    panel in millimetres, ``window`` is in pixels.

    Raises SettingsError for a file that cannot be read, a key that does not exist or a value that
    is not allowed, whether it stands in the file or is given here.
    """
    usual = default_file()
    if file is None and _is_there(usual):
        file = usual
    table = settings_file.read(file) if file is not None else {}
    folder = (default_data() if data is None else data).absolute()
    if practice:
        folder /= "oefenen"
    choices, told = chosen.read(folder)
    for section, names in choices.items():
        table.setdefault(section, {}).update(names)
    fixed = set()
    for section, name, value in (
        ("printer", "url", printer),
        ("screen", "width_mm", width_mm),
    ):
        if value is not None:
            if not settings_file.KEYS[section][name].accepts(value):
                raise SettingsError(settings_file.refused(f"{section}.{name}", value))
            table.setdefault(section, {})[name] = value
            fixed.add(f"{section}.{name}")
    return replace(
        _settings(table),
        data=folder,
        practice=practice,
        window=window,
        fixed=frozenset(fixed),
        told=told,
    )


def _is_there(file: Path) -> bool:
    """Whether anything has this name, also what cannot be looked at: reading it says why not."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def with_choice(settings: Settings, section: str, name: str, value: Any) -> Settings:
    """The settings with one checked key changed, and what follows from it."""
    part = replace(getattr(settings, section), **{name: value})
    if isinstance(part, Group):
        if part.account_name == settings.group.name:  # it followed the name and goes on doing so
            part = replace(part, account_name="")
        part = _complete(part)
    changed: Settings = replace(settings, **{section: part})
    return changed


def window_size(text: str) -> tuple[int, int]:
    """Read a size such as ``1280x800`` and return (width, height) in pixels.

    Raises SettingsError for anything that is not a size a screen can have.
    """
    match = re.fullmatch(r"([0-9]{3,4})[xX]([0-9]{3,4})", text)
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(SHORTEST_SIDE <= side <= LONGEST_SIDE for side in size):
        raise SettingsError(
            f"{settings_file.shown(text)} is geen maat, kies breedte en hoogte in pixels zoals "
            f"1280x800, elk van {SHORTEST_SIDE} tot {LONGEST_SIDE}."
        )
    return size


def _settings(table: dict[str, dict[str, Any]]) -> Settings:
    """Turn a checked table into settings."""
    return Settings(
        group=_complete(Group(**table.get("group", {}))),
        screen=Screen(**table.get("screen", {})),
        price=PriceRule(**table.get("price", {})),
        printer=Printer(**table.get("printer", {})),
        times=Times(**table.get("times", {})),
        sound=Sound(**table.get("sound", {})),
        produce=Produce(file=table.get("produce", {}).get("file") or None),
    )


def _complete(group: Group) -> Group:
    """Bank details lose their spaces, and the language that comes first is always offered."""
    offered = tuple(group.languages)
    bank = {}
    if group.iban or group.bic:
        from stdnum import bic, iban  # most groups start without

        bank = {"iban": iban.compact(group.iban), "bic": bic.compact(group.bic)}
    return replace(
        group,
        **bank,
        account_name=group.account_name or group.name,
        languages=offered if group.language in offered else (group.language, *offered),
    )
