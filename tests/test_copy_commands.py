"""The commands for copies: plain Dutch, exit codes, and nothing touched that should not be."""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import db as store
import main
from kiosk import sticks
from kiosk.data_folder import FolderInUse, claimed
from kiosk.services import backups, keys
from tests.services.day import at, hand_in, open_day, pay

WORDS = "soep op woensdag middag"

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def data(db: store.KioskDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with a day in it, and no sticks."""
    monkeypatch.setattr(sticks, "find_sticks", list)
    keys.load_ring(db.path.parent)
    offers = open_day().offers
    pay(hand_in(offers[0].id))
    store.close_connection()
    yield db.path.parent
    store.close_connection()


class Said:
    """What a command printed, and its exit code."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = monkeypatch

    def __call__(self, *arguments: object, typed: str = "") -> tuple[int, str, str]:
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        code = main.main([str(argument) for argument in arguments])
        shown = self._capsys.readouterr()
        assert "Traceback" not in shown.err
        return code, shown.out, shown.err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    return Said(capsys, monkeypatch)


def test_a_copy_and_a_look_at_everything(data: Path, run: Said) -> None:
    code, out, _ = run("backup", "--data", data)
    assert code == 0
    assert "gemaakt en nagelezen" in out and "1 dagen, 0 bezoeken, 1 bestellingen" in out
    assert "Er zit geen stick in" in out
    (copy,) = backups.copies_here(data)
    code, out, _ = run("check", "--data", data)
    assert (code, out.count("goed  ")) == (0, 2)
    assert run("check", copy.path.name, "--data", data)[0] == 0
    content = copy.path.read_bytes()
    copy.path.write_bytes(content[:-1] + b"?")
    code, out, _ = run("check", "--data", data)
    assert code == 1
    assert f"NIET GOED  {copy.path}: De kopie is beschadigd." in out
    store.close_connection()
    (data / "onthaal.db").write_bytes(b"x" * 5000)
    code, out, _ = run("check", "--data", data)
    assert (code, out.count("NIET GOED")) == (1, 2)


def test_with_nothing_there_it_says_so(tmp_path: Path, run: Said, data: Path) -> None:
    assert data != tmp_path
    code, out, _ = run("check", "--data", tmp_path / "new")
    assert (code, out) == (0, "Er zijn nog geen gegevens en geen kopies.\n")
    assert run("restore", "--data", tmp_path / "new")[1].startswith("Er zijn nog geen kopies")
    for command, name in (("backup", ""), ("restore", "weg.db"), ("check", "weg.db")):
        code, out, err = run(command, *([name] if name else []), "--data", tmp_path / "new")
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
    assert not (tmp_path / "new" / "onthaal.db").exists(), "looking makes nothing"


def test_to_a_stick_and_back_on_another_machine(data: Path, tmp_path: Path, run: Said) -> None:
    stick, new = tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    code, _, err = run("backup", "~nobodyx/x", "--data", data)
    assert (code, err.count("\n")) == (2, 1) and "gebruiker die niet bestaat" in err
    assert run("backup", stick, "--data", data, typed="kort\n")[0] == 2
    code, out, _ = run("backup", stick, "--data", data, typed=f"{WORDS}\n")
    assert code == 0 and "op slot meegenomen" in out
    (archive,) = stick.rglob("*.age")
    assert run("check", archive, "--data", new)[:2] == (0, f"goed       {archive}: op slot\n")
    code, out, err = run("restore", archive, "--data", new, typed="iets anders helemaal\n")
    assert (code, out, err) == (2, "", "Die wachtzin past niet.\n")
    code, out, _ = run("restore", archive, "--data", new, typed=f"{WORDS}\n")
    assert code == 0 and "Teruggezet" in out and "1 bestellingen" in out
    assert "Wat er stond" not in out
    assert keys.load_ring(new) == keys.load_ring(data)
    archive.write_bytes(archive.read_bytes()[:-1])
    code, out, _ = run("check", archive, "--data", new)
    assert (code, "NIET GOED" in out) == (1, True)
    code, _, err = run("restore", archive, "--data", new, typed=f"{WORDS}\n")
    assert (code, err) == (2, "De kopie is beschadigd.\n")


def test_a_copy_by_name_and_what_was_there_by_the_name_it_says(data: Path, run: Said) -> None:
    run("backup", "--data", data)
    (copy,) = backups.copies_here(data)
    pay(hand_in(2))
    store.close_connection()
    code, out, _ = run("restore", "--data", data)
    assert code == 0 and copy.path.name in out and "restore NAAM" in out
    code, out, _ = run("restore", copy.path.name, "--data", data)
    assert code == 0
    assert backups.counts_now().orders == 1
    store.close_connection()
    kept = out.split("restore ")[-1].strip()
    assert run("restore", kept, "--data", data)[0] == 0
    assert backups.counts_now().orders == 2


def test_a_stick_that_is_in_is_used_and_let_go(
    data: Path, tmp_path: Path, run: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    gone: list[Path] = []
    monkeypatch.setattr(sticks, "find_sticks", lambda: [stick])
    monkeypatch.setattr(sticks, "let_go", gone.append)
    code, out, _ = run("backup", "--data", data)
    assert code == 0 and "kies eerst een wachtzin" in out and gone == []
    backups.choose_passphrase(data, WORDS)
    code, out, _ = run("backup", "--data", data)
    assert code == 0 and out.endswith("Kopie klaar, de stick mag eruit.\n") and gone == [stick]
    assert "op slot" in run("restore", "--data", data)[1]
    assert run("check", "--data", data)[1].count("op slot") == 1


def test_nothing_is_put_back_under_a_running_kiosk(data: Path, run: Said) -> None:
    run("backup", "--data", data)
    (copy,) = backups.copies_here(data)
    running = os.open(data, os.O_RDONLY)  # as another program
    fcntl.flock(running, fcntl.LOCK_EX)
    code, _, err = run("restore", copy.path.name, "--data", data)
    assert (code, "draait al" in err) == (2, True)
    assert run("backup", "--data", data)[0] == run("check", "--data", data)[0] == 0
    with pytest.raises(FolderInUse), claimed(data):
        pass
    os.close(running)
    with claimed(data):
        pass
    newest = backups.copies_here(data)[0].path.name
    assert newest != copy.path.name, "of a day the last copy stays"
    assert run("restore", newest, "--data", data)[0] == 0


def test_the_time_in_the_list_is_that_of_the_hall(data: Path, run: Said) -> None:
    backups.make_backup(at(60))
    store.close_connection()
    assert "14/03/2026 15:00" in run("restore", "--data", data)[1]
