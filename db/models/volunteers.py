"""Volunteers, the code for when a PIN is lost, and every guess at a lock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from peewee import ForeignKeyField, IntegerField, TextField

from db.models.base import Numbered


class Volunteer(Numbered):
    """Somebody behind the counter; only a hash of the PIN is kept.

    ``name`` is what others call them, or the word of the ``picture`` that is their sign.
    """

    name = TextField()
    picture = TextField(default="")
    pin_hash = TextField()
    added_at = IntegerField()
    left_at = IntegerField(null=True)

    @classmethod
    def active(cls) -> list[Self]:
        """Those who did not leave, in the order in which they came."""
        return list(cls.select().where(cls.left_at.is_null()).order_by(cls.id))

    @classmethod
    def active_one(cls, volunteer: int) -> Self | None:
        """This one, or None when they left."""
        found: Self | None = cls.get_or_none((cls.id == volunteer) & cls.left_at.is_null())
        return found

    @classmethod
    def leave(cls, volunteer: int, dead_hash: str, at: int) -> None:
        """Nothing opens for them any more; the row stays."""
        cls.update(pin_hash=dead_hash, left_at=at).where(cls.id == volunteer).execute()

    @classmethod
    def forget_names(cls, before: int, nameless: str) -> int:
        """Take the name and the picture from whoever left before then; returns how many."""
        forgotten: int = (
            cls.update(name=nameless, picture="")
            .where((cls.left_at < before) & (cls.name != nameless))
            .execute()
        )
        return forgotten


class RescueCode(Numbered):
    """The printed code that opens the volunteer area when every PIN is forgotten."""

    code_hash = TextField()
    made_at = IntegerField()
    used_at = IntegerField(null=True)

    @classmethod
    def unused(cls) -> Self | None:
        """The one that counts: the newest, if it was not used; or None."""
        newest: Self | None = cls.select().order_by(cls.id.desc()).first()
        return newest if newest and newest.used_at is None else None

    @classmethod
    def use(cls, code: int, at: int) -> bool:
        """Use it, once; False when somebody did before."""
        used: int = cls.update(used_at=at).where((cls.id == code) & cls.used_at.is_null()).execute()
        return used == 1

    @classmethod
    def renew(cls, code_hash: str, at: int) -> int:
        """From now on this one counts, and no older paper; returns its id."""
        older = cls.unused()
        if older is not None:
            cls.use(older.id, at)
        return int(cls.create(code_hash=code_hash, made_at=at).id)


class Attempt(Numbered):
    """A guess at a lock, written before it is checked; ``streak`` wrong ones in a row up to it.

    ``pause_ms`` of the pause after it were left when boot ``boot`` had run for ``ran_ms``.
    """

    lock = TextField()
    outcome = TextField()
    streak = IntegerField()
    at = IntegerField()
    volunteer = ForeignKeyField(Volunteer, null=True)
    pause_ms = IntegerField(default=0)
    boot = TextField(default="")
    ran_ms = IntegerField(default=0)

    @classmethod
    def settle(cls, attempt: int, *, right: bool, volunteer: int | None) -> None:
        """Write down whether it was right, and whose PIN; a right one ends the row of wrong ones."""
        if right:
            settled = cls.update(outcome="right", streak=0, pause_ms=0, volunteer=volunteer)
        else:
            settled = cls.update(outcome="wrong")
        settled.where(cls.id == attempt).execute()

    @classmethod
    def note_pause(cls, attempt: int, left: int, boot: str, ran: int) -> None:
        """Write down how much of the pause is left, so that a restart does not begin it anew."""
        cls.update(pause_ms=left, boot=boot, ran_ms=ran).where(cls.id == attempt).execute()

    @classmethod
    def last(cls, lock: str) -> Self | None:
        """The last guess at this lock, or None."""
        query = cls.select().where(cls.lock == lock).order_by(cls.id.desc())
        found: Self | None = query.first()
        return found

    @classmethod
    def forget_before(cls, before: int, locks: Sequence[str]) -> int:
        """Forget old guesses, but for the last at each of these locks; returns how many."""
        kept = [last.id for last in map(cls.last, locks) if last]
        forgotten: int = cls.delete().where((cls.at < before) & cls.id.not_in(kept)).execute()
        return forgotten
