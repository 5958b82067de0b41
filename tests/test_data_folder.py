"""The data folder: made, proved, and refused with a sentence when it cannot keep a day."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.data_folder import LEAST_FREE, DataFolderError, named_folder, prepare_data


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody can reach, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Nobody in particular: for root no folder is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_it_is_made_for_the_eyes_of_its_owner_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "groep" / "gegevens"
    prepare_data(folder)
    prepare_data(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


def test_a_read_only_folder(open_folder: Path, ordinary_user: None) -> None:
    with pytest.raises(DataFolderError, match="geen toelating"):
        prepare_data(open_folder)
    with pytest.raises(DataFolderError, match="geen toelating"):
        prepare_data(open_folder / "nieuw")


def test_a_file_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("van iemand anders")
    with pytest.raises(DataFolderError, match="is een bestand, geen map"):
        prepare_data(tmp_path / "x")
    with pytest.raises(DataFolderError, match="is een bestand, geen map"):
        prepare_data(tmp_path / "x" / "y")
    assert (tmp_path / "x").read_text() == "van iemand anders"


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "x").symlink_to("stick")
    with pytest.raises(DataFolderError, match="bestaat niet"):
        prepare_data(tmp_path / "x")
    (tmp_path / "y").symlink_to("y")
    with pytest.raises(DataFolderError, match="verwijst naar zichzelf"):
        prepare_data(tmp_path / "y" / "z")
    (tmp_path / "stick").mkdir()
    prepare_data(tmp_path / "x")


@pytest.mark.parametrize(("name", "why"), [("x" * 300, "te lang"), ("\udcff", "geen UTF-8")])
def test_a_name_that_cannot_be(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(DataFolderError, match=why):
        prepare_data(tmp_path / name)


def test_a_name_counts_from_a_folder_that_is_still_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "hier"
    here.mkdir()
    monkeypatch.chdir(here)
    assert named_folder("x") == here / "x"
    here.rmdir()
    with pytest.raises(DataFolderError, match="is er niet meer"):
        named_folder("x")
    assert named_folder(str(tmp_path)) == tmp_path


def test_a_disk_that_is_full_when_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataFolderError, match="de schijf is vol"):
        prepare_data(tmp_path)


@pytest.mark.parametrize(("free", "room"), [(LEAST_FREE - 1, False), (LEAST_FREE, True)])
def test_a_disk_without_room_for_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, room: bool
) -> None:
    known = os.statvfs(tmp_path)
    fields = list(known)
    fields[1], fields[4] = 1, free  # f_frsize, f_bavail
    monkeypatch.setattr(os, "statvfs", lambda _folder: os.statvfs_result(fields))
    if room:
        prepare_data(tmp_path)
    else:
        with pytest.raises(DataFolderError, match="is vol, maak minstens 20 MB vrij"):
            prepare_data(tmp_path)
