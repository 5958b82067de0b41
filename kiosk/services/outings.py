"""Outings: adding, changing and cancelling them; what is coming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, cast

from db import models
from kiosk.errors import BadQuantity
from kiosk.outing import (
    KINDS,
    TRANSPORTS,
    Availability,
    Outing,
    Plan,
    Shares,
    Transport,
    availability,
    checked,
    copy_plan,
    give_back,
    guide,
    plan_of,
)
from kiosk.outing_errors import NoOuting, OutingCancelled
from kiosk.services import waiting_line
from kiosk.services.acts import act, from_ms, look, to_ms
from kiosk.services.journal import check_reason

__all__ = [
    "KINDS",
    "TRANSPORTS",
    "WEEKS_AHEAD",
    "Availability",
    "Outing",
    "Plan",
    "Shares",
    "add_outing",
    "all_from",
    "availability",
    "cancel_outing",
    "change_outing",
    "coming",
    "copy_plan",
    "find",
    "find_outing",
    "give_back",
    "guide",
    "plan_of",
    "view",
    "views",
]

WEEKS_AHEAD: Final = 8
"""How far participants look ahead."""


def add_outing(*, key: str, plan: Plan, at: datetime, volunteer: int | None) -> Outing:
    """Add an outing; the same key again returns the same one. Raises BadOuting."""
    plan = checked(plan)
    with act():
        added = models.Outing.with_key(key)
        if added is None:
            added = models.Outing.create(
                key=key,
                quota=plan.quota,
                seats_free=plan.quota,
                state="planned",
                copied_from=plan.copied_from,
                made_at=to_ms(at),
                **_columns(plan),
            )
            models.OutingName.write(added.id, plan.names)
            models.Audit.note("add_outing", "outing", added.id, volunteer, to_ms(at))
        return view(added)


def change_outing(*, outing: int, plan: Plan, at: datetime, volunteer: int | None) -> Outing:
    """Make an outing as in ``plan``; what was sold keeps its price, shares and seats.

    Vouchers follow when the day changes. A higher quota lets the waiting line move up. Repeating
    changes nothing more. Raises BadOuting, NoOuting, OutingCancelled, BadQuantity (fewer seats
    than were given away).
    """
    plan = checked(plan)
    with act():
        before = find(outing)
        if before.state != "planned":
            raise OutingCancelled()
        if not models.Outing.change_quota(outing, plan.quota - before.quota):
            taken = before.quota - before.seats_free
            raise BadQuantity(f"Er zijn al {taken} plaatsen gegeven. Minder kan niet.")
        models.Outing.change(outing, changed_at=to_ms(at), **_columns(plan))
        models.OutingName.write(outing, plan.names)
        if before.day != plan.day.isoformat():
            models.Voucher.move_day(outing, plan.day.isoformat())
        models.Audit.note("change_outing", "outing", outing, volunteer, to_ms(at))
        waiting_line.promote(outing, at)
        return view(find(outing))


def cancel_outing(*, outing: int, reason: str, at: datetime, volunteer: int | None) -> Outing:
    """Cancel an outing with a reason; twice is once.

    Who was not confirmed yet is cancelled too. Confirmed bookings stay, each to be given its money
    back or moved to another date; their vouchers show red. Raises NoOuting, BadReason.
    """
    reason = check_reason(reason, needed=True)
    with act():
        found = find(outing)
        if found.state == "planned":
            models.Outing.change(
                outing, state="cancelled", cancel_reason=reason, changed_at=to_ms(at)
            )
            for booking in models.Booking.of(outing, "reserved", "waiting"):
                waiting_line.leave(booking, at, reason)
            models.Audit.note("cancel_outing", "outing", outing, volunteer, to_ms(at))
        return view(find(outing))


def coming(today: date, days: int = WEEKS_AHEAD * 7) -> list[Outing]:
    """The outings from today on, in the order of their days; cancelled ones too."""
    return _between(today, today + timedelta(days=days))


def all_from(day: date) -> list[Outing]:
    """Every outing from a day on, in the order of their days."""
    return _between(day, date.max)


def find_outing(outing: int) -> Outing:
    """An outing by its id. Raises NoOuting."""
    with look():
        return view(find(outing))


def find(outing: int) -> models.Outing:
    """The row of an outing, within an act. Raises NoOuting."""
    found = models.Outing.get_or_none(models.Outing.id == outing)
    if found is None:
        raise NoOuting()
    return found


def view(found: models.Outing) -> Outing:
    """The row of an outing as plain data, within an act."""
    return views([found])[0]


def views(rows: Sequence[models.Outing]) -> list[Outing]:
    """Rows of outings as plain data, within an act."""
    ids = [row.id for row in rows]
    names, lines = models.OutingName.of(ids), models.Booking.lines(ids)
    return [_view(row, names[row.id], lines.get(row.id, 0)) for row in rows]


def _between(first: date, last: date) -> list[Outing]:
    with look():
        return views(models.Outing.between(first.isoformat(), last.isoformat()))


def _view(row: models.Outing, names: Mapping[str, str], waiting: int) -> Outing:
    return Outing(
        id=row.id,
        kind=row.kind,
        picture=row.picture,
        names=names,
        day=date.fromisoformat(row.day),
        starts=time.fromisoformat(row.starts),
        ends=time.fromisoformat(row.ends) if row.ends else None,
        meeting_place=row.meeting_place,
        meeting_time=time.fromisoformat(row.meeting_time) if row.meeting_time else None,
        transport=cast(Transport, row.transport),
        quota=row.quota,
        seats_free=row.seats_free,
        waiting=waiting,
        partner=row.partner,
        partner_seats=row.partner_seats,
        regular_price=row.regular_price,
        participant_price=row.participant_price,
        group_share=row.group_share,
        town_share=row.town_share,
        priority_day=date.fromisoformat(row.priority_day) if row.priority_day else None,
        deadline_at=None if row.deadline_at is None else from_ms(row.deadline_at),
        state="cancelled" if row.state == "cancelled" else "planned",
        cancel_reason=row.cancel_reason,
    )


def _columns(plan: Plan) -> dict[str, object]:
    """What adding and changing write alike."""
    return {
        "kind": plan.kind,
        "picture": plan.picture,
        "day": plan.day.isoformat(),
        "starts": f"{plan.starts:%H:%M}",
        "ends": plan.ends and f"{plan.ends:%H:%M}",
        "meeting_place": plan.meeting_place,
        "meeting_time": plan.meeting_time and f"{plan.meeting_time:%H:%M}",
        "transport": plan.transport,
        "partner": plan.partner,
        "partner_seats": plan.partner_seats,
        "regular_price": plan.regular_price,
        "participant_price": plan.participant_price,
        "group_share": plan.group_share,
        "town_share": plan.town_share,
        "priority_day": plan.priority_day and plan.priority_day.isoformat(),
        "deadline_at": None if plan.deadline_at is None else to_ms(plan.deadline_at),
    }
