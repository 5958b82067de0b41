"""The start: the first picture does not wait for the data, and a touch before them is not lost."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

import db
from kiosk import start
from kiosk.kiosk_clock import GivenClock, system_time
from kiosk.opening import Opening
from kiosk.settings import Settings

PATIENCE = 30.0


def test_it_says_when_the_data_are_open(tmp_path: Path) -> None:
    opening = Opening(Settings(data=tmp_path), GivenClock(system_time))
    opening.begin()
    assert opening.is_done(PATIENCE)
    assert opening.error is None
    assert (tmp_path / "onthaal.db").exists()


def test_it_does_not_wait_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = threading.Event()
    monkeypatch.setattr(start, "prepare", lambda *_given: disk.wait(PATIENCE))
    opening = Opening(Settings(data=tmp_path), GivenClock(system_time))
    opening.begin()
    assert not opening.is_done()
    disk.set()
    assert opening.is_done(PATIENCE)


def test_why_the_data_cannot_be_used_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any) -> None:
        raise db.NotOurs(tmp_path)

    monkeypatch.setattr(start, "prepare", refuse)
    opening = Opening(Settings(data=tmp_path), GivenClock(system_time))
    opening.begin()
    assert opening.is_done(PATIENCE)
    assert isinstance(opening.error, db.NotOurs)
