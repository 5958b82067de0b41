"""When something was last written down, and when the time was settled anew."""

from __future__ import annotations

import json
from typing import Any, Final, Self

from peewee import ForeignKeyField, IntegerField, TextField, fn

from db.models.base import Numbered
from db.models.polls import Vote
from db.models.volunteers import Volunteer

_NOT_PAST: Final = frozenset(("deadline_at",))
"""Times that were chosen, so they say nothing of when the row was written."""


class ClockMark(Numbered):
    """A settling of the time; what was written before it says nothing about the time any more."""

    source = TextField()
    at = IntegerField()
    was = IntegerField()
    boot = TextField()
    uptime = IntegerField()
    seen = TextField()
    volunteer = ForeignKeyField(Volunteer, null=True)

    @classmethod
    def last(cls) -> Self | None:
        """The last settling, or None."""
        found: Self | None = cls.select().order_by(cls.id.desc()).first()
        return found

    @classmethod
    def settle(
        cls, source: str, *, at: int, was: int, boot: str, uptime: int, volunteer: int | None
    ) -> int:
        """Settle the time from here on; returns the id. Call it within an act."""
        seen = {table: place for table, (place, _time) in _last_rows().items()}
        made = cls.create(
            source=source,
            at=at,
            was=was,
            boot=boot,
            uptime=uptime,
            seen=json.dumps(seen, sort_keys=True),
            volunteer=volunteer,
        )
        return int(made.id)


def last_record_at() -> int | None:
    """The latest time that was written down since the time was last settled, in milliseconds.

    Looks at the last row of every table, by its number and not by its time. None in an empty
    database.
    """
    mark = ClockMark.last()
    seen: dict[str, int] = json.loads(mark.seen) if mark else {}
    rows = _last_rows().items()
    return max((at for table, (place, at) in rows if place > seen.get(table, 0)), default=None)


def _last_rows() -> dict[str, tuple[int, int]]:
    """Of each table that notes time: how far it has come, and the latest time in its last row."""
    found: dict[str, tuple[int, int]] = {}
    for model in _kinds(Numbered):
        meta: Any = model._meta
        times = [
            field
            for name, field in meta.fields.items()
            if (name == "at" or name.endswith("_at")) and name not in _NOT_PAST
        ]
        row = model.select(model.id, *times).order_by(model.id.desc()).tuples().first()
        noted = [time for time in row[1:] if time is not None] if row else []
        if noted:
            found[meta.table_name] = (row[0], max(noted))
    voted = Vote.select(fn.MAX(Vote.at)).scalar()
    if voted is not None:
        found["vote"] = (voted, voted)  # without numbers: as far as its latest time
    return found


def _kinds(model: type[Numbered]) -> list[type[Numbered]]:
    return [one for kind in model.__subclasses__() for one in (kind, *_kinds(kind))]
