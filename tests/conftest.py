"""What tests of several parts share."""

from __future__ import annotations

import tempfile
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


@pytest.fixture
def crowded() -> Iterator[store.KioskDatabase]:
    """A database for many threads: in memory if there is such a folder, since no disk is tested."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        opened = store.open_database(f"sqlite:///{folder}/onthaal.db")
        yield opened
        opened.close()
