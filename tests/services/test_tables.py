"""Tables go to the stick that is in, or stay in the data folder; whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk import sticks
from kiosk.errors import NotStored
from kiosk.services import tables

NAME, TABLE = "verslag.csv", b"deel;wat\r\n"


def test_on_the_first_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    monkeypatch.setattr(sticks, "find_sticks", lambda: [stick, tmp_path / "other"])
    written = tables.write_table(tmp_path / "data", NAME, TABLE)
    assert (written, written.read_bytes()) == (stick / NAME, TABLE)
    assert tables.where(written, tmp_path / "data") == "verslag.csv staat op de stick."
    assert sorted(os.listdir(stick)) == [NAME]


def test_without_a_stick_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "find_sticks", list)
    for _ in range(2):
        written = tables.write_table(tmp_path, NAME, TABLE)
    assert written == tmp_path / "tabellen" / NAME
    assert tables.where(written, tmp_path) == f"Geen stick: {NAME} staat in {written.parent}."


def test_a_stick_that_cannot_take_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full, locked or pulled out: the reason is said, and what stood there stays."""
    stick = tmp_path / "STICK"
    stick.mkdir()
    (stick / NAME).write_bytes(b"old")
    monkeypatch.setattr(sticks, "find_sticks", lambda: [stick])

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotStored, match="kon niet bewaard worden"):
        tables.write_table(tmp_path, NAME, TABLE)
    assert (stick / NAME).read_bytes() == b"old"
