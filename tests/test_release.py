"""The archive of a release and the recipe of an image, as the scripts write them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"


def run(script: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts."""
    return subprocess.run(
        ["sh", str(DEPLOY / script), *map(str, words)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with one library of nothing."""
    folder = tmp_path_factory.mktemp("release")
    (folder / "wheels").mkdir()
    (folder / "wheels" / "niets-1.0-py3-none-any.whl").write_bytes(b"niets")
    done = run("release.sh", folder / "stick", "--wheels", folder / "wheels")
    assert done.returncode == 0, done.stderr
    (made,) = (folder / "stick").glob("*.tar.gz")
    return made


def test_a_release_has_the_program_the_libraries_and_a_checksum(archive: Path) -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version
    assert archive.name == f"onthaal-{version[1]}-aarch64.tar.gz"
    told = archive.with_name(archive.name + ".sha256").read_text().split()
    assert told == [hashlib.sha256(archive.read_bytes()).hexdigest(), archive.name]
    with tarfile.open(archive) as opened:
        members = opened.getmembers()
        names = {member.name.partition("/")[2] for member in members}
    assert {
        "main.py",
        "kiosk/app.py",
        "kiosk/assets/pictures.tsv",
        "db/migrations/0001_moments.sql",
        "deploy/install.sh",
        "deploy/requirements.txt",
        "deploy/system/etc/systemd/system/onthaal.service",
        "wheels/niets-1.0-py3-none-any.whl",
    } <= names
    assert not [name for name in names if name.startswith(("tests/", ".git", ".venv"))]
    assert not [name for name in names if "__pycache__" in name or "screenshots/" in name]
    assert {(member.uid, member.gid) for member in members} == {(0, 0)}
    assert len({member.mtime for member in members}) == 1


def test_a_release_says_what_is_missing(tmp_path: Path) -> None:
    assert run("release.sh").returncode == 2
    assert run("release.sh", tmp_path, "--wat").returncode == 2


def test_the_recipe_of_an_image_is_only_configuration(archive: Path, tmp_path: Path) -> None:
    done = run("image.sh", tmp_path / "recept", archive, "--device", "rpi5")
    assert done.returncode == 0, done.stderr
    made = {str(path.relative_to(tmp_path / "recept")) for path in (tmp_path / "recept").rglob("*")}
    layer = "layer/onthaal.yaml"
    words = "layer/onthaal.d/for/linux-base/cmdline.d/50-onthaal"
    files = {name for name in made if (tmp_path / "recept" / name).is_file()}
    assert files == {"config/onthaal.yaml", layer, words}
    read = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))"

    def content(name: str) -> dict[str, dict[str, object]]:
        file = tmp_path / "recept" / name
        text = subprocess.run(
            [sys.executable, "-c", read, str(file)], capture_output=True, check=True
        ).stdout
        parsed: dict[str, dict[str, object]] = json.loads(text)
        return parsed

    config = content("config/onthaal.yaml")
    assert config["device"]["layer"] == "rpi5"
    assert config["layer"]["app"] == "onthaal"
    assert config["onthaal"]["archive"] == str(archive.resolve())
    debian = content(layer)["mmdebstrap"]
    assert "libgbm1" in str(debian["packages"])
    assert "install.sh --no-start" in str(debian["customize-hooks"])
    head = (tmp_path / "recept" / layer).read_text().partition("# METAEND")[0]
    assert head.startswith("# METABEGIN\n# X-Env-Layer-Name: onthaal\n")
    assert "# X-Env-VarPrefix: onthaal\n" in head
    line = (tmp_path / "recept" / words).read_text()
    assert line.count("\n") == 1
    assert "consoleblank=0" in line


def test_an_image_needs_an_archive(tmp_path: Path) -> None:
    assert run("image.sh", tmp_path / "recept").returncode == 2
    assert run("image.sh", tmp_path / "recept", tmp_path / "geen.tar.gz").returncode == 3
    assert not (tmp_path / "recept").exists()
