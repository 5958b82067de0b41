"""What every model shares: the database that is bound when it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import peewee

R = TypeVar("R")

proxy = peewee.DatabaseProxy()
"""Stands for the database of the kiosk; ``open_database`` puts the real one behind it."""


class BaseModel(peewee.Model):
    """A table. The SQL of the migrations makes it; models only read and write rows."""

    class Meta:
        database = proxy
        legacy_table_names = False


class Numbered(BaseModel):
    """A table whose rows have an ever growing id: the order of things, whatever the clock says."""

    id = peewee.AutoField()


def first_of(query: Iterable[R]) -> R | None:
    """The first row of a query, or None.

    What every tap asks is asked in plain SQL (``Model.raw``): putting a query of peewee into words
    takes ten times as long as SQLite takes to answer it.
    """
    return next(iter(query), None)


def rows_of(query: Any) -> list[tuple[Any, ...]]:
    """The rows of a query on some columns, as tuples."""
    return list(query.tuples())
