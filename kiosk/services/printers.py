"""What models of printers can tell, learned while they print."""

from __future__ import annotations

from db import models
from kiosk.printer_state import Profile
from kiosk.services.acts import act, look


def find(model: str) -> Profile | None:
    """What is known of a model, None for one that was never met."""
    with look():
        row = models.PrinterProfile.get_or_none(models.PrinterProfile.model == model)
    if row is None:
        return None
    return Profile(row.model, _known(row.tells_status), _known(row.tells_done))


def keep(profile: Profile) -> None:
    """Remember what was learned of a model."""
    with act():
        models.PrinterProfile.keep(profile.model, profile.status, profile.done)


def _known(column: int | None) -> bool | None:
    return None if column is None else bool(column)
