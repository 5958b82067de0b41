"""A half-filled opening or closing, kept so that it survives a power cut."""

from __future__ import annotations

import json
from typing import Any, Final

from db import models
from kiosk.services.acts import act, look

OPENING: Final = "opening"
FLOAT: Final = "float"
CLOSING: Final = "closing"
"""The names of the drafts that an act takes over: opening and closing forget them themselves."""


def save_draft(name: str, data: Any) -> None:
    """Keep what is filled in so far (anything that is JSON) under a name, in place of what was."""
    text = json.dumps(data, ensure_ascii=False)
    with act():
        models.Draft.keep(name, text)


def load_draft(name: str) -> Any | None:
    """What was kept under a name, or None. Keys of JSON objects come back as text."""
    with look():
        found = models.Draft.get_or_none(models.Draft.name == name)
        return json.loads(found.data) if found else None
