"""Volunteers, the code for when a PIN is lost, and every guess at a lock."""

from __future__ import annotations

from typing import Self

from peewee import ForeignKeyField, IntegerField, TextField

from db.models.base import Numbered


class Volunteer(Numbered):
    """Somebody behind the counter; only a hash of the PIN is kept."""

    name = TextField()
    pin_hash = TextField()
    added_at = IntegerField()
    left_at = IntegerField(null=True)

    @classmethod
    def active(cls) -> list[Self]:
        """Those who did not leave, in the order in which they came."""
        return list(cls.select().where(cls.left_at.is_null()).order_by(cls.id))


class RescueCode(Numbered):
    """The printed code that opens the volunteer area when every PIN is forgotten."""

    code_hash = TextField()
    made_at = IntegerField()
    used_at = IntegerField(null=True)


class Attempt(Numbered):
    """A guess at a lock, written before it is checked; ``streak`` wrong ones in a row up to it."""

    lock = TextField()
    outcome = TextField()
    streak = IntegerField()
    at = IntegerField()
    volunteer = ForeignKeyField(Volunteer, null=True)

    @classmethod
    def settle(cls, attempt: int, *, right: bool, volunteer: int | None) -> None:
        """Write down whether it was right, and whose PIN; a right one ends the row of wrong ones."""
        if right:
            settled = cls.update(outcome="right", streak=0, volunteer=volunteer)
        else:
            settled = cls.update(outcome="wrong")
        settled.where(cls.id == attempt).execute()

    @classmethod
    def restart_pause(cls, attempt: int, at: int) -> None:
        """Let the pause after a guess run from ``at``, since the clock was set back."""
        cls.update(at=at).where(cls.id == attempt).execute()

    @classmethod
    def last(cls, lock: str) -> Self | None:
        """The last guess at this lock, or None."""
        query = cls.select().where(cls.lock == lock).order_by(cls.id.desc())
        found: Self | None = query.first()
        return found
