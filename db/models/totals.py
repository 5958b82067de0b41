"""What each closed moment came to, written by the database when it is closed, and sums of those.

Every question is about the moments of some days, first and last included, as ISO dates.
"""

from __future__ import annotations

from typing import Any, Final

from peewee import CompositeKey, ForeignKeyField, IntegerField, ModelSelect, TextField, fn

from db.models.base import BaseModel, rows_of
from db.models.moments import Moment
from db.models.people import CheckIn

_NEVER: Final = 2**62
"""An id that no moment has."""


class MomentTotal(BaseModel):
    """Who came to a moment; people and visits."""

    moment = ForeignKeyField(Moment, primary_key=True)
    visits = IntegerField()
    adults = IntegerField()
    children = IntegerField()
    helping = IntegerField()

    @classmethod
    def by_month(cls, first: str, last: str) -> list[tuple[Any, ...]]:
        """Month (``2026-11``), moments, visits, adults, children and helping visits, in order."""
        month = fn.SUBSTR(Moment.day, 1, 7)
        counts = (cls.visits, cls.adults, cls.children, cls.helping)
        query = cls.select(month, fn.COUNT(cls.moment), *(fn.SUM(count) for count in counts))
        return rows_of(_of_days(query, first, last).group_by(month).order_by(month))

    @classmethod
    def last_closed(cls, before: int | None = None) -> int | None:
        """The last closed moment, or the last one before another; None when there is none."""
        query = cls.select(cls.moment).where(cls.moment < (_NEVER if before is None else before))
        found = rows_of(query.order_by(cls.moment.desc()).limit(1))
        return int(found[0][0]) if found else None


class MomentHelp(BaseModel):
    """How many visits of a moment helped with something."""

    moment = ForeignKeyField(Moment)
    help = TextField()
    visits = IntegerField()

    class Meta:
        primary_key = CompositeKey("moment", "help")

    @classmethod
    def between(cls, first: str, last: str) -> dict[str, int]:
        """Visits by kind of help."""
        query = _of_days(cls.select(cls.help, fn.SUM(cls.visits)), first, last)
        return {row[0]: row[1] for row in rows_of(query.group_by(cls.help).order_by(cls.help))}


class MomentSale(BaseModel):
    """What became of one offer, and what the sold ones were worth in cents."""

    moment = ForeignKeyField(Moment)
    product = TextField()
    portion = TextField()
    sold = IntegerField()
    soup = IntegerField()
    given = IntegerField()
    spoiled = IntegerField()
    back = IntegerField()
    difference = IntegerField()
    shop_value = IntegerField()
    our_value = IntegerField()
    on_group = IntegerField()

    class Meta:
        primary_key = CompositeKey("moment", "product", "portion")

    @classmethod
    def between(cls, first: str, last: str) -> list[tuple[Any, ...]]:
        """Product and portion, then the sums of all other columns in their order."""
        sums = (cls.sold, cls.soup, cls.given, cls.spoiled, cls.back, cls.difference)
        values = (cls.shop_value, cls.our_value, cls.on_group)
        query = cls.select(cls.product, cls.portion, *(fn.SUM(one) for one in (*sums, *values)))
        grouped = _of_days(query, first, last).group_by(cls.product, cls.portion)
        return rows_of(grouped.order_by(cls.product, cls.portion))


class MomentMoney(BaseModel):
    """The journal of one till: what it was about, by method, in cents."""

    moment = ForeignKeyField(Moment)
    about = TextField()
    method = TextField()
    total = IntegerField()
    amount = IntegerField()

    class Meta:
        primary_key = CompositeKey("moment", "about", "method")

    @classmethod
    def between(cls, first: str, last: str) -> list[tuple[Any, ...]]:
        """What it was about, method, and the sums of totals and amounts."""
        query = cls.select(cls.about, cls.method, fn.SUM(cls.total), fn.SUM(cls.amount))
        return rows_of(_of_days(query, first, last).group_by(cls.about, cls.method))


def pictures_between(first: str, last: str) -> int:
    """How many different pictures came, among visits whose tie to a picture was not cut yet."""
    query = (
        CheckIn.select(fn.COUNT(fn.DISTINCT(CheckIn.participant)))
        .join(Moment)
        .where(
            Moment.day.between(first, last)
            & (Moment.state == "closed")
            & CheckIn.participant.is_null(False)
            & CheckIn.undone_at.is_null()
        )
    )
    ((pictures,),) = rows_of(query)
    return int(pictures)


def _of_days(query: ModelSelect[Any], first: str, last: str) -> ModelSelect[Any]:
    return query.join(Moment).where(Moment.day.between(first, last))
