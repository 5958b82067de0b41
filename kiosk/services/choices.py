"""Choosing a setting on the screen: kept at once, so that it outlives a power cut."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import db
from db import models
from kiosk import chosen, settings_file
from kiosk.errors import FixedSetting, NotStored
from kiosk.services.acts import act, to_ms
from kiosk.settings import Settings, with_choice
from kiosk.settings_file import SettingsError
from kiosk.system_errors import why


def choose(
    settings: Settings,
    *,
    section: str,
    name: str,
    value: Any,
    at: datetime | None = None,
    volunteer: int | None = None,
) -> Settings:
    """Keep one choice in the data folder; returns the settings as they are from now on.

    Which one a ``volunteer`` chose is noted, not what: it may be a name.

    Raises SettingsError for a value that the settings file would not accept either, FixedSetting
    when the command line decides this, and NotStored when the disk refuses.
    """
    key = f"{section}.{name}"
    if not settings_file.KEYS[section][name].accepts(value):
        raise SettingsError(settings_file.refused(key, value))
    if key in settings.fixed:
        raise FixedSetting()
    table, _told = chosen.read(settings.data)
    table.setdefault(section, {})[name] = value
    try:
        db.write_file(settings.data / chosen.FILE, chosen.written(table).encode())
    except OSError as error:
        raise NotStored(f"Deze keuze kon niet bewaard worden ({why(error)}).") from error
    if at is not None:
        with act():
            models.Audit.note("choose", key, None, volunteer, to_ms(at))
    return with_choice(settings, section, name, value)


def reread(settings: Settings) -> Settings:
    """The settings with what stands in the data folder now: a copy may have brought choices."""
    table, _told = chosen.read(settings.data)
    for section, names in table.items():
        for name, value in names.items():
            if f"{section}.{name}" not in settings.fixed:
                settings = with_choice(settings, section, name, value)
    return settings
