"""The key file: made once, closed to others, never silently replaced."""

from __future__ import annotations

import logging
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from db import models
from kiosk.codes import new_serial
from kiosk.errors import BadKeys, BadPassphrase, NotOurs, NotStored
from kiosk.key_ring import key_from_code, key_from_lines, unlock
from kiosk.services import keys
from tests.services.day import DAY, GROUP, at

WORDS = "soep op woensdag middag"


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_the_first_start_makes_keys_that_stay(tmp_path: Path) -> None:
    ring = keys.load_ring(tmp_path)
    assert keys.load_ring(tmp_path) == ring
    assert mode(tmp_path / keys.FILE) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [keys.FILE]


def test_a_file_that_others_may_read_is_closed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ring = keys.load_ring(tmp_path)
    (tmp_path / keys.FILE).chmod(0o644)
    with caplog.at_level(logging.WARNING):
        assert keys.load_ring(tmp_path) == ring
    assert mode(tmp_path / keys.FILE) == 0o600
    assert "closed" in caplog.text


def test_a_damaged_file_is_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / keys.FILE
    for content in (b"{", b"\xff\xff", b""):
        file.write_bytes(content)
        with pytest.raises(BadKeys, match="beschadigd"):
            keys.load_ring(tmp_path)
        assert file.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotStored):
        keys.load_ring(tmp_path / "nowhere")


@pytest.mark.usefixtures("db")
def test_a_new_key_signs_and_the_old_one_reads_for_a_while(tmp_path: Path) -> None:
    ring = keys.load_ring(tmp_path)
    old = ring.sign("V", new_serial())
    renewed = keys.renew_key(tmp_path, ring, at=at(), today=DAY, volunteer=None)
    assert keys.load_ring(tmp_path) == renewed
    assert renewed.active.id != ring.active.id
    assert renewed.read(old, DAY + timedelta(days=1)).key_id == ring.active.id
    with pytest.raises(NotOurs):
        renewed.read(old, DAY + timedelta(days=2))


@pytest.mark.usefixtures("db")
def test_the_old_key_reads_until_after_the_last_outing(tmp_path: Path) -> None:
    last = DAY + timedelta(days=90)
    models.Outing.create(
        key="o", kind="trip", picture="bus", day=last.isoformat(), starts="10:00", transport="bus",
        quota=5, seats_free=5, regular_price=0, participant_price=0, group_share=0, town_share=0,
        state="planned", made_at=0,
    )  # fmt: skip
    ring = keys.load_ring(tmp_path)
    renewed = keys.renew_key(tmp_path, ring, at=at(), today=DAY, volunteer=None)
    assert renewed.keys[0].until == last + timedelta(days=1)


@pytest.mark.usefixtures("db")
def test_a_key_on_paper_can_be_put_back(tmp_path: Path) -> None:
    ring = keys.load_ring(tmp_path)
    paper = keys.key_copy(ring, at=at(), today=DAY, group=GROUP, volunteer=None)
    code = ring.sign("C", new_serial())
    (tmp_path / keys.FILE).unlink()
    other = keys.load_ring(tmp_path)
    with pytest.raises(NotOurs):
        other.read(code, DAY)
    assert key_from_code(paper.code) == key_from_lines(paper.number, paper.lines)
    back = keys.restore_key(
        tmp_path, other, key_from_code(paper.code), at=at(), today=DAY, volunteer=None
    )
    assert back.read(code, DAY).key_id == ring.active.id
    assert back.active == other.active
    assert keys.load_ring(tmp_path) == back


@pytest.mark.usefixtures("db")
def test_no_key_is_in_the_database(tmp_path: Path) -> None:
    ring = keys.load_ring(tmp_path)
    paper = keys.key_copy(ring, at=at(), today=DAY, group=GROUP, volunteer=None)
    notes = [note.detail + note.act + note.subject for note in models.Audit.select()]
    assert notes
    assert models.PrintJob.select().count() == 0
    assert not any(line in note for line in paper.lines for note in notes)


def test_the_copy_beside_the_backups_opens_with_the_passphrase_only(tmp_path: Path) -> None:
    ring = keys.load_ring(tmp_path)
    copy = keys.lock_copy(tmp_path, ring, WORDS)
    assert copy.parent == tmp_path / "backups"
    assert mode(copy) == 0o600
    assert unlock(copy.read_bytes(), WORDS) == ring
    with pytest.raises(BadPassphrase):
        unlock(copy.read_bytes(), WORDS + "s")
