"""What volunteers chose on the screen: a small file in the data folder, over the settings file.

It has the same keys and the same checks as the settings file. The kiosk writes it, so a mistake in
it is nobody's fault at the start: it is set aside, and the kiosk opens without it.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from db.files import give_name
from kiosk import settings_file
from kiosk.errors import KioskError

log = logging.getLogger(__name__)

FILE: Final = "gekozen.toml"
SET_ASIDE: Final = "gekozen.kapot.toml"
"""Where a file that cannot be used is kept; only the last one, so that they never pile up."""

TOLD: Final = "Wat op het scherm gekozen was, is niet meer leesbaar. Kies het opnieuw."

HEAD: Final = "# Gekozen op het scherm; gaat voor op het instellingenbestand.\n"

Table = dict[str, dict[str, Any]]


def read(data: Path) -> tuple[Table, str]:
    """What was chosen, by section, and a sentence for the volunteers when it cannot be used.

    Never raises: a file that is broken, or that cannot even be set aside, counts as none.
    """
    file = data / FILE
    if not os.path.lexists(file):
        return {}, ""
    try:
        table = settings_file.read(file)
        if products := table.get("produce", {}).get("file"):
            from kiosk.produce import load_products  # no screen chooses a list; a hand may write it

            load_products(products)
        return table, ""
    except KioskError as error:
        log.warning("%s is set aside as %s: %s", file, SET_ASIDE, error)
        try:
            give_name(file, data / SET_ASIDE)
        except OSError as refusal:
            log.warning("it stays where it is: %s", refusal)
        return {}, TOLD


def written(table: Mapping[str, Mapping[str, Any]]) -> str:
    """The file that says this; texts, numbers, switches and lists of texts, as all keys are."""
    lines = [HEAD]
    for section, names in table.items():
        lines.append(f"\n[{section}]\n")
        # What JSON writes for these kinds of values is TOML as well.
        lines += [
            f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in names.items()
        ]
    return "".join(lines)
