"""The models say what the SQL made: same tables, columns, types, references, unique keys."""

from __future__ import annotations

from typing import Any

import peewee
import pytest

from db.connection import KioskDatabase
from db.models import MODELS
from db.models.base import BaseModel


def test_every_table_has_a_model(db: KioskDatabase) -> None:
    tables = {table for table in db.get_tables() if not table.startswith("sqlite_")}
    assert tables == {model._meta.table_name for model in MODELS}
    for table in tables:
        (sql,) = db.sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        assert "STRICT" in sql.rsplit(")", 1)[1]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_a_model_has_the_columns_of_its_table(db: KioskDatabase, model: type[BaseModel]) -> None:
    meta = model._meta
    key: Any = meta.primary_key
    composed_key = isinstance(key, peewee.CompositeKey)
    keys = tuple(key.field_names) if composed_key else (key.name,)
    expected = {
        field.column_name: (
            "INTEGER"
            if isinstance(field, peewee.IntegerField | peewee.ForeignKeyField)
            else "TEXT",
            field.null,
            field.name in keys,
        )
        for field in meta.sorted_fields
    }
    found = {
        row[1]: (row[2], not row[3] and not row[5], bool(row[5]))
        for row in db.sql(f"PRAGMA table_info({meta.table_name})")
    }
    assert expected == found

    references = {
        (foreign.column, foreign.dest_table) for foreign in db.get_foreign_keys(meta.table_name)
    }
    assert references == {
        (field.column_name, field.rel_model._meta.table_name)
        for field in meta.sorted_fields
        if isinstance(field, peewee.ForeignKeyField)
    }

    unique = {
        tuple(index.columns)
        for index in db.get_indexes(meta.table_name)
        if index.unique and "WHERE" not in (index.sql or "") and tuple(index.columns) != keys
    }
    composed = {
        tuple(meta.fields[name].column_name for name in names)
        for names, is_unique in meta.indexes
        if is_unique
    }
    alone = {(field.column_name,) for field in meta.sorted_fields if field.unique}
    primary = {tuple(meta.fields[name].column_name for name in keys)}
    assert unique - primary == (composed | alone) - primary
