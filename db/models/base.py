"""What every model shares: the database that is bound when it is opened."""

from __future__ import annotations

from typing import Any, Self

import peewee

proxy = peewee.DatabaseProxy()
"""Stands for the database of the kiosk; ``open_database`` puts the real one behind it."""


class BaseModel(peewee.Model):
    """A table. The SQL of the migrations makes it; models only read and write rows."""

    class Meta:
        database = proxy
        legacy_table_names = False

    @classmethod
    def first_of(cls, sql: str, *values: object) -> Self | None:
        """The first row that plain SQL finds, all columns of it, or None.

        What every tap asks is asked so: putting a query of peewee into words takes ten times as
        long as SQLite takes to answer it, and a row of peewee's own raw queries as long again.
        """
        cursor = proxy.obj.sql(sql, values)
        row = cursor.fetchone()
        if row is None:
            return None
        found = cls(__no_default__=1)
        fields = cls._meta.columns
        for column, value in zip(cursor.description, row, strict=True):
            found.__data__[fields[column[0]].name] = value
        return found


class Numbered(BaseModel):
    """A table whose rows have an ever growing id: the order of things, whatever the clock says."""

    id = peewee.AutoField()


def rows_of(query: Any) -> list[tuple[Any, ...]]:
    """The rows of a query on some columns, as tuples."""
    return list(query.tuples())
