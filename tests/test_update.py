"""Updating: to the new version, or back to the old one, and never half."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.updating import Machine, try_killing


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")


def test_a_new_version_takes_over_with_the_data(machine: Machine) -> None:
    archive = machine.version("2.0", schema=2)
    done = machine.update(str(archive))
    assert done.code == 0, done.said
    assert machine.running == "2.0"
    assert machine.sold == ["2", "sale 1"]
    assert len(list((machine.data / "backups").iterdir())) == 2
    assert not (machine.opt / "updating").exists()
    assert not (machine.opt / "trial").exists()
    assert {path.name[:3] for path in (machine.opt / "releases").iterdir()} == {"1.0", "2.0"}
    assert "loopt al" in machine.update(str(archive)).said
    assert machine.start_again() == "2.0"


def test_one_whose_first_picture_fails_never_runs(machine: Machine) -> None:
    done = machine.update(str(machine.version("2.0", schema=2, fault="broken")))
    assert done.code == 1
    assert "werkt hier niet" in done.said
    assert machine.running == "1.0"
    assert machine.sold == ["1", "sale 1"]
    assert len(list((machine.opt / "releases").iterdir())) == 1


def test_one_that_fails_on_the_screen_gives_the_data_back_too(machine: Machine) -> None:
    done = machine.update(str(machine.version("2.0", schema=2, fault="crashes")))
    assert done.code == 1
    assert machine.running == "1.0"
    assert machine.sold == ["1", "sale 1"]
    assert machine.start_again() == "1.0"


def test_an_older_version_that_does_not_know_the_data_is_refused(machine: Machine) -> None:
    assert machine.update(str(machine.version("2.0", schema=2))).code == 0
    done = machine.update(str(machine.version("0.9", schema=1)))
    assert done.code == 1
    assert machine.running == "2.0"
    back = machine.update("--back")
    assert back.code == 3
    assert "van de nieuwe versie" in back.said
    assert machine.running == "2.0"


def test_back_to_the_version_before_when_the_data_allow_it(machine: Machine) -> None:
    assert machine.update(str(machine.version("1.1", schema=1))).code == 0
    assert machine.update("--back").code == 0
    assert machine.running == "1.0"
    assert machine.sold == ["1", "sale 1"]


def test_a_damaged_archive_changes_nothing(machine: Machine) -> None:
    archive = machine.version("2.0", schema=2)
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    done = machine.update(str(archive))
    assert done.code == 3
    assert "beschadigd" in done.said
    archive.with_name(archive.name + ".sha256").unlink()
    assert machine.update(str(archive)).code == 3
    assert machine.update(str(machine.stick / "niets.tar.gz")).code == 3
    assert machine.running == "1.0"


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The steps of an update that works, and of one that fails on the screen."""
    found = {}
    for fault in ("", "crashes"):
        machine = Machine(tmp_path_factory.mktemp("steps") / "machine")
        machine.update(str(machine.version("2.0", schema=2, fault=fault)))
        found[fault] = machine.steps
    return found


@pytest.mark.parametrize(
    ("fault", "when", "step"),
    [
        ("", "before", r"touch .*/complete"),
        ("", "before", r"mv -T .*/next .*/current"),
        ("", "after", r"mv -T .*/next .*/current"),
        ("", "after", r"systemctl start"),
        ("crashes", "before", r"runuser .* put .*/var/lib/onthaal$"),
        ("crashes", "after", r"runuser .* put .*/var/lib/onthaal$"),
        ("crashes", "before", r"mv -T .*/next .*/current$"),
    ],
)
def test_the_power_fails_and_a_version_works_with_every_sale(
    tmp_path: Path, steps: dict[str, list[str]], fault: str, step: str, when: str
) -> None:
    number = [int(line.split()[0]) for line in steps[fault] if re.search(step, line)][-1]
    running = try_killing(tmp_path / "machine", fault, **{when: number})
    assert running in ("1.0", "2.0")
