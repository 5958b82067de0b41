"""What is coming: the moments that the volunteers plan, and the strip to take home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from db import models
from kiosk.i18n import translate
from kiosk.outing_errors import BadOuting, NothingComing
from kiosk.paper.outing_documents import ComingLine, ComingStrip
from kiosk.script import one_line
from kiosk.services.acts import act, local_day, look, to_ms
from kiosk.services.moments import KINDS
from kiosk.services.outings import WEEKS_AHEAD, coming
from kiosk.services.printing import Group, Job, job_of, queue_job

LONGEST_PLACE: Final = 60


@dataclass(frozen=True, slots=True)
class Planned:
    """A moment still to come, on the wall clock of the group."""

    id: int
    kind: str
    day: date
    starts: time
    ends: time | None
    place: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something that is coming, a moment or an outing, as a picture on a day."""

    day: date
    starts: time
    picture: str
    name: str


def plan_moment(
    *,
    kind: str,
    day: date,
    starts: time,
    ends: time | None = None,
    place: str = "",
    at: datetime,
    volunteer: int | None,
) -> Planned:
    """Plan a moment; the same kind at the same time is planned once. Raises BadOuting."""
    columns = _columns(kind, day, starts, ends, place)
    with act():
        for planned in models.PlannedMoment.between(day.isoformat(), day.isoformat()):
            if (planned.kind, planned.starts) == (kind, columns["starts"]):
                return _view(planned)
        made = models.PlannedMoment.create(**columns)
        models.Audit.note("plan_moment", "planned_moment", made.id, volunteer, to_ms(at))
        return _view(made)


def change_planned(
    *,
    planned: int,
    kind: str,
    day: date,
    starts: time,
    ends: time | None = None,
    place: str = "",
    at: datetime,
    volunteer: int | None,
) -> Planned:
    """Make a planned moment as given; twice is once. Raises BadOuting."""
    columns = _columns(kind, day, starts, ends, place)
    with act():
        models.PlannedMoment.change(planned, **columns)
        models.Audit.note("change_planned", "planned_moment", planned, volunteer, to_ms(at))
        return _view(models.PlannedMoment.get_by_id(planned))


def cancel_planned(*, planned: int, at: datetime, volunteer: int | None) -> None:
    """A planned moment does not take place; twice is once."""
    with act():
        models.PlannedMoment.cancel(planned, to_ms(at))
        models.Audit.note("cancel_planned", "planned_moment", planned, volunteer, to_ms(at))


def keep_planned(*, planned: int, at: datetime, volunteer: int | None) -> None:
    """A planned moment takes place after all; twice is once."""
    with act():
        models.PlannedMoment.change(planned, cancelled_at=None)
        models.Audit.note("keep_planned", "planned_moment", planned, volunteer, to_ms(at))


def plan_month_later(*, planned: int, at: datetime, volunteer: int | None) -> Planned:
    """Plan the same in the next month, on the same weekday: what is on a third Saturday stays so."""
    with look():
        same = _view(models.PlannedMoment.get_by_id(planned))
    return plan_moment(
        kind=same.kind,
        day=month_later(same.day),
        starts=same.starts,
        ends=same.ends,
        place=same.place,
        at=at,
        volunteer=volunteer,
    )


def month_later(day: date) -> date:
    """The same weekday of the next month; a fifth one is the last one of a month with four."""
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    first = following + timedelta(days=(day.weekday() - following.weekday()) % 7)
    found = first + timedelta(weeks=(day.day - 1) // 7)
    return found if found.month == following.month else found - timedelta(weeks=1)


def calendar(today: date) -> list[Planned]:
    """All that is planned, and what was since the month before; what was cancelled too."""
    since = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    with look():
        rows = models.PlannedMoment.between(since.isoformat(), date.max.isoformat(), cancelled=True)
        return [_view(row) for row in rows]


def planned_moments(today: date, days: int = WEEKS_AHEAD * 7) -> list[Planned]:
    """The moments planned from today on, in the order of their days."""
    with look():
        last = today + timedelta(days=days)
        rows = models.PlannedMoment.between(today.isoformat(), last.isoformat())
        return [_view(row) for row in rows]


def ahead(today: date, language: str) -> list[Ahead]:
    """The moments and outings from today on that take place, in the order of their days."""
    found = [
        Ahead(one.day, one.starts, KINDS[one.kind][0], translate(KINDS[one.kind][1], language))
        for one in planned_moments(today)
    ]
    found += [
        Ahead(going.day, going.starts, going.picture, going.name(language))
        for going in coming(today)
        if going.state == "planned"
    ]
    return sorted(found, key=lambda one: (one.day, one.starts))


def print_coming(*, at: datetime, language: str, group: Group) -> Job:
    """Print the next moments and outings in pictures, to take home. Raises NothingComing."""
    today = local_day(at, group.time_zone)
    with act():
        lines = [_moment_line(one, language, group) for one in planned_moments(today)]
        for going in coming(today):
            if going.state == "planned":
                own = going.names.get(language, "") if language != group.language else ""
                lines.append(
                    ComingLine(
                        picture=going.picture,
                        name=going.name(group.language),
                        own_name=own,
                        day=going.day.isoformat(),
                        starts=f"{going.starts:%H:%M}",
                        place=going.meeting_place,
                        transport=going.transport,
                    )
                )
        if not lines:
            raise NothingComing()
        lines.sort(key=lambda line: (line.day, line.starts))
        strip = ComingStrip(group.name, today.isoformat(), tuple(lines), language)
        return job_of(queue_job(strip, at=at))


def _moment_line(one: Planned, language: str, group: Group) -> ComingLine:
    picture, word = KINDS[one.kind]
    name, own = translate(word, group.language), translate(word, language)
    return ComingLine(
        picture=picture,
        name=name,
        own_name="" if own == name else own,
        day=one.day.isoformat(),
        starts=f"{one.starts:%H:%M}",
        place=one.place,
    )


def _columns(
    kind: str, day: date, starts: time, ends: time | None, place: str
) -> dict[str, object]:
    place = one_line(place)
    if kind not in KINDS or len(place) > LONGEST_PLACE:
        raise BadOuting("Dit kan niet voor een dag. Kijk het nog eens na.")
    return {
        "kind": kind,
        "day": day.isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": ends and f"{ends:%H:%M}",
        "place": place,
    }


def _view(row: models.PlannedMoment) -> Planned:
    return Planned(
        id=row.id,
        kind=row.kind,
        day=date.fromisoformat(row.day),
        starts=time.fromisoformat(row.starts),
        ends=time.fromisoformat(row.ends) if row.ends else None,
        place=row.place,
        cancelled=row.cancelled_at is not None,
    )
