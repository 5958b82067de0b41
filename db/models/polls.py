"""Picture votes."""

from __future__ import annotations

from typing import Self

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField

from db.models.base import BaseModel, Numbered, rows_of


class Poll(Numbered):
    """A picture vote about outings or produce."""

    key = TextField(unique=True)
    about = TextField()
    opened_at = IntegerField()
    closed_at = IntegerField(null=True)
    show_results = IntegerField(default=0)

    @classmethod
    def with_key(cls, key: str) -> Self | None:
        """The vote of this key, or None."""
        return cls.get_or_none(cls.key == key)

    @classmethod
    def last(cls) -> Self | None:
        """The vote that was opened last, or None; only that one can still be open."""
        found: Self | None = cls.select().order_by(cls.id.desc()).first()
        return found

    @classmethod
    def close(cls, poll: int, at: int) -> None:
        """Close a vote that is open."""
        cls.update(closed_at=at).where((cls.id == poll) & cls.closed_at.is_null()).execute()


class PollChoice(Numbered):
    """One of up to six pictures to vote for, with its running count."""

    poll = ForeignKeyField(Poll)
    position = IntegerField()
    picture = TextField()
    votes = IntegerField(default=0)

    poll_id: int

    class Meta:
        indexes = ((("poll", "position"), True),)

    @classmethod
    def of(cls, poll: int) -> list[Self]:
        """The pictures of a vote in their order."""
        return list(cls.select().where(cls.poll == poll).order_by(cls.position))

    @classmethod
    def count(cls, choice: int, by: int) -> None:
        """One more vote for a picture, or one less."""
        cls.update(votes=cls.votes + by).where(cls.id == choice).execute()


class Vote(BaseModel):
    """One tap of one visit on one picture."""

    key = TextField()
    choice = ForeignKeyField(PollChoice)
    at = IntegerField()

    class Meta:
        primary_key = CompositeKey("key", "choice")

    @classmethod
    def add(cls, key: str, choice: int, at: int) -> bool:
        """Write a vote down; False when this visit tapped that picture before."""
        added = cls.insert(key=key, choice=choice, at=at).on_conflict_ignore()
        return bool(added.as_rowcount().execute())

    @classmethod
    def remove(cls, key: str, choice: int) -> bool:
        """Take a vote back; False when there is none."""
        removed = cls.delete().where((cls.key == key) & (cls.choice == choice))
        return bool(removed.execute())

    @classmethod
    def of(cls, key: str) -> frozenset[int]:
        """The pictures that a visit tapped."""
        return frozenset(row[0] for row in rows_of(cls.select(cls.choice).where(cls.key == key)))
