"""What tests of several parts share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import db as store


@pytest.fixture
def db(tmp_path: Path) -> Iterator[store.KioskDatabase]:
    """A new, empty database of this test alone."""
    opened = store.open_database(f"sqlite:///{tmp_path / 'data' / 'onthaal.db'}")
    yield opened
    opened.close()
