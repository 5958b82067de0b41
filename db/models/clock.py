"""When something was last written down, to notice a clock that stands before it."""

from __future__ import annotations

from db.models.moments import Moment
from db.models.money import Money
from db.models.orders import Order
from db.models.people import Audit, CheckIn


def last_record_at() -> int | None:
    """The latest time that was written down about the last moment or after it, in milliseconds.

    The last moment by id, not by time: once a volunteer has confirmed an earlier clock, that is
    the time, whatever older moments say. None in an empty database.
    """
    times = []
    audit = Audit.select().order_by(Audit.id.desc()).first()
    if audit:
        times.append(audit.at)
    moment = Moment.select().order_by(Moment.id.desc()).first()
    if moment:
        times.append(moment.closed_at or moment.opened_at)
        for model, column in ((CheckIn, "at"), (Order, "started_at"), (Money, "at")):
            row = model.select().order_by(model.id.desc()).first()
            if row and row.moment_id == moment.id:
                times.append(getattr(row, column))
    return max(times, default=None)
