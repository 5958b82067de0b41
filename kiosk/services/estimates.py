"""The estimate of a moment for the food-aid forms: seven boxes, all of them optional.

The forms ask for persons of each kind, and an estimate is allowed (POD MI). So it is a guess of a
volunteer about a whole day, made once the day is closed, never a note about a person. It may be
put right at any later time; the audit keeps every version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from db import models
from kiosk.errors import BadQuantity, NoMoment
from kiosk.services.acts import act, look, to_ms

BOXES: Final = ("total", "up_to_15", "from_65", "women", "migrants", "disabled", "homeless")

MOST_PEOPLE: Final = 9999


@dataclass(frozen=True, slots=True)
class Estimate:
    """The boxes of one closed moment that were filled in, and how many people it counted."""

    moment: int
    day: date
    people: int
    boxes: Mapping[str, int]


def last_estimate(before: int | None = None) -> Estimate | None:
    """That of the last closed moment, or of the last one before another; None when there is none."""
    with look():
        moment = models.MomentTotal.last_closed(before)
        return None if moment is None else _view(moment)


def write(
    *, moment: int, boxes: Mapping[str, int], at: datetime, volunteer: int | None
) -> Estimate:
    """Fill in the boxes of a closed moment, in place of what was there; none at all is fine too.

    The same boxes again change nothing. Raises NoMoment while it is not closed, BadQuantity for a
    number that cannot be, also for more people in one box than in all.
    """
    if unknown := set(boxes) - set(BOXES):
        raise ValueError(f"no such box: {sorted(unknown)}")
    most = min(boxes.get("total", MOST_PEOPLE), MOST_PEOPLE)
    if any(not 0 <= people <= most for people in boxes.values()):
        raise BadQuantity("Meer mensen in een vak dan in totaal kan niet.")
    with act():
        if models.MomentTotal.get_or_none(models.MomentTotal.moment == moment) is None:
            raise NoMoment("Die dag is nog niet afgesloten.")
        if models.Estimate.of(moment) != dict(boxes):
            models.Estimate.write(moment, dict(boxes))
            models.Audit.note("estimate", "moment", moment, volunteer, to_ms(at), **boxes)
        return _view(moment)


def _view(moment: int) -> Estimate:
    found = models.Moment.get_by_id(moment)
    total = models.MomentTotal.get_by_id(moment)
    day = date.fromisoformat(found.day)
    return Estimate(moment, day, total.adults + total.children, models.Estimate.of(moment))
