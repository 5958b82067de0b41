"""What tests of several parts share."""

from __future__ import annotations

import logging
import os
import signal
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


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Folders, a log and an environment of this test alone, for who runs ``main.main``."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    environment = dict(os.environ)
    signals = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()  # pytest's own, which start_log would close
    yield
    logging.captureWarnings(False)
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    signal.pthread_sigmask(signal.SIG_SETMASK, signals)
    os.environ.clear()
    os.environ.update(environment)
