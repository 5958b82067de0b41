"""Choosing a setting on the screen: kept at once, so that it outlives a power cut."""

from __future__ import annotations

from typing import Any

import db
from kiosk import chosen, settings_file
from kiosk.errors import FixedSetting, NotStored
from kiosk.settings import Settings, with_choice
from kiosk.settings_file import SettingsError
from kiosk.system_errors import why


def choose(settings: Settings, *, section: str, name: str, value: Any) -> Settings:
    """Keep one choice in the data folder; returns the settings as they are from now on.

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
    return with_choice(settings, section, name, value)
