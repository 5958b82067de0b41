"""A machine of stand-ins on which update.sh runs for real, to be killed at each of its steps.

A version here is the real deploy folder with a made-up kiosk, which is told by the files in it what
it can do: ``schema`` is the newest data that it knows, ``broken`` fails its first picture, and
``crashes`` fails on the screen although it passed on the copy. Data are a text file: the schema on
the first line, then what was sold.

    python -m tests.updating        kills it before and after every step, and prints the figures
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SCRIPTS: Final = ("place.sh", "system.sh", "screen.sh", "install.sh", "update.sh", "start.sh")
STEPS: Final = (
    "mv",
    "ln",
    "rm",
    "tar",
    "touch",
    "mkdir",
    "sync",
    "install",
    "systemctl",
    "runuser",
)
"""The commands that change something: the update is killed before and after each of their runs."""

PLAIN: Final = (
    *("basename", "cat", "cmp", "cp", "cut", "dirname", "dpkg-query", "env", "find", "getent"),
    *("grep", "gzip", "head", "mktemp", "readlink", "realpath", "rmdir", "sed", "sh"),
    *("sha256sum", "sort", "tr", "uname", "xargs"),
)

STEP: Final = """#!/bin/sh
# One step: counted, and the end of everything when its number is asked for.
at=$(cat '{state}/at'); at=$((at + 1)); echo "$at" >'{state}/at'
echo "$at {name} $*" >>'{state}/steps'
[ "$at" != "$KILL_BEFORE" ] || kill -9 -"$GROUP"
{does}
code=$?
[ "$at" != "$KILL_AFTER" ] || kill -9 -"$GROUP"
exit $code
"""

DOES: Final = {
    "sync": ":",
    "runuser": 'shift 3; "$@"',
    "install": """set -- "$@" --; while [ "$1" != -- ]; do
    case $1 in -o | -g) shift 2 ;; *) set -- "$@" "$1"; shift ;; esac
done; shift; '{real}' "$@" """,
    "systemctl": """exec '{python}' '{here}/updating_stands_in.py' systemctl "$@" """,
}

PYTHON: Final = """#!/bin/sh
case "$*" in
    '-m venv '*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; exit ;;
    '-m pip '* | '-m compileall '*) exit 0 ;;
    *copy_data.py* | *first_picture.py*) exec '{python}' '{here}/updating_stands_in.py' "$@" ;;
esac
exec '{python}' "$@"
"""


@dataclass(frozen=True)
class Outcome:
    """How a run of the update ended, and after how many steps."""

    code: int
    steps: int
    said: str


class Machine:
    """A machine with version 1 installed and one sale in its data."""

    def __init__(self, folder: Path, *, install: bool = True) -> None:
        self.folder, self.state, self.bin = folder, folder / "state", folder / "bin"
        self.root = folder / "root"
        self.stick = folder / "stick"
        self.opt = self.root / "opt" / "onthaal"
        self.data = self.root / "var" / "lib" / "onthaal"
        for made in (self.state, self.bin, self.stick, self.data, self.root / "run" / "enabled"):
            made.mkdir(parents=True)
        (self.root / "run" / "systemd" / "system").mkdir(parents=True)
        for name in PLAIN:
            found = shutil.which(name)
            assert found, name
            (self.bin / name).symlink_to(found)
        for name in STEPS:
            real = shutil.which(name) or name
            does = DOES.get(name, "'{real}' \"$@\"")
            text = STEP.replace("{does}", does).replace("{real}", real)
            self._script(name, text.replace("{name}", name))
        self._script("python3", PYTHON)
        self._script("id", "#!/bin/sh\necho 0\n")
        self._script("apt-get", "#!/bin/sh\nexit 1\n")
        self._script("udevadm", "#!/bin/sh\n")
        self._script("dpkg-query", "#!/bin/sh\nprintf installed\n")
        self._script("getent", "#!/bin/sh\necho onthaal\n")
        (self.data / "onthaal.db").write_text("1\nsale 1\n")
        self.version("1.0", schema=1)
        if install:
            done = self.install("--no-start")
            assert done.code == 0, done.said

    def _script(self, name: str, text: str) -> None:
        file = self.bin / name
        file.unlink(missing_ok=True)
        here = Path(__file__).parent
        for word, value in (("state", self.state), ("python", sys.executable), ("here", here)):
            text = text.replace(f"{{{word}}}", str(value))
        file.write_text(text)
        file.chmod(0o755)

    def version(self, number: str, *, schema: int, fault: str = "") -> Path:
        """Make a version, and its archive on the stick as release.sh lays it out."""
        source = self.folder / number
        (source / "deploy").mkdir(parents=True)
        (source / "db").mkdir()
        (source / "kiosk").mkdir()
        (source / "wheels").mkdir()
        for script in SCRIPTS:
            shutil.copy(ROOT / "deploy" / script, source / "deploy")
        for name in ("onthaal.toml", "xorg.conf"):
            shutil.copy(ROOT / "deploy" / name, source / "deploy")
        shutil.copytree(ROOT / "deploy" / "system", source / "deploy" / "system")
        for name in ("main.py", "LICENSE", "README.md", "deploy/requirements.txt", "db/db.py"):
            (source / name).write_text(f"{number}\n")
        for name in ("copy_data.py", "first_picture.py"):
            (source / "deploy" / name).write_text(f"{number}\n")
        (source / "pyproject.toml").write_text(f'version = "{number}"\n')
        (source / "kiosk" / "schema").write_text(str(schema))
        if fault:
            (source / "kiosk" / fault).touch()
        archive = self.stick / f"onthaal-{number}.tar.gz"
        subprocess.run(["tar", "-C", self.folder, "-czf", archive, number], check=True)
        self.sign(archive)
        return archive

    def sign(self, archive: Path) -> None:
        """Put the checksum of an archive beside it."""
        done = subprocess.run(
            ["sha256sum", archive.name], cwd=self.stick, capture_output=True, check=True
        )
        archive.with_name(archive.name + ".sha256").write_bytes(done.stdout)

    def install(self, *words: str) -> Outcome:
        """Run install.sh of version 1."""
        return self._run("install.sh", self.folder / "1.0", words)

    def enabled(self, unit: str) -> str:
        """How systemd has a unit: enabled, disabled or masked."""
        file = self.root / "run" / "enabled" / unit
        return file.read_text() if file.exists() else "disabled"

    def update(self, *words: str, before: int = 0, after: int = 0) -> Outcome:
        """Run update.sh of the version that runs; it is killed before or after the step asked."""
        return self._run("update.sh", self.opt / "current", words, before, after)

    def start_again(self) -> str:
        """The machine starts after the power failed: what the units do; returns what then runs."""
        if (self.opt / "updating").exists():
            self.update("--resume")
            assert not (self.opt / "updating").exists()
        done = subprocess.run(
            [self.bin / "systemctl", "start", "onthaal.service"],
            env=self._environment(),
            check=False,
        )
        assert done.returncode == 0, "no version works"
        return self.running

    @property
    def steps(self) -> list[str]:
        """The steps of the last run, each with its number and its words."""
        return (self.state / "steps").read_text().splitlines()

    @property
    def running(self) -> str:
        """The number of the version that $opt/current leads to."""
        return self.opt.joinpath("current").readlink().name.partition("-")[0]

    @property
    def sold(self) -> list[str]:
        """What the data say: the schema, then the sales."""
        return (self.data / "onthaal.db").read_text().split("\n")[:-1]

    def _environment(self, before: int = 0, after: int = 0) -> dict[str, str]:
        return {
            "PATH": str(self.bin),
            "ONTHAAL_ROOT": str(self.root),
            "ONTHAAL_INSIDE": "yes",
            "TMPDIR": str(self.folder),
            "KILL_BEFORE": str(before),
            "KILL_AFTER": str(after),
        }

    def _run(
        self,
        script: str,
        source: Path,
        words: tuple[str, ...],
        before: int = 0,
        after: int = 0,
    ) -> Outcome:
        (self.state / "at").write_text("0")
        (self.state / "steps").write_text("")
        command = f'GROUP=$$ exec sh "{source}/deploy/{script}" "$@"'
        done = subprocess.run(
            [shutil.which("sh") or "sh", "-c", command, "sh", *words],
            env=self._environment(before, after),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            start_new_session=True,
        )
        steps = int((self.state / "at").read_text() or 0)
        return Outcome(done.returncode, steps, done.stdout + done.stderr)


def try_killing(folder: Path, fault: str, *, before: int = 0, after: int = 0) -> str:
    """Update, killed at a step, then start again: which version works. The sales must be there."""
    machine = Machine(folder)
    archive = machine.version("2.0", schema=2, fault=fault)
    machine.update(str(archive), before=before, after=after)
    running = machine.start_again()
    assert machine.sold[1:] == ["sale 1"], machine.sold
    assert int(machine.sold[0]) == (1 if running == "1.0" else 2)
    return running


def steps_of(folder: Path, fault: str) -> int:
    """How many steps an update takes that nobody kills."""
    machine = Machine(folder)
    return machine.update(str(machine.version("2.0", schema=2, fault=fault))).steps


def main() -> None:
    """Kill before and after every step, of an update that works and of two that do not."""
    begun = time.monotonic()
    for fault in ("", "broken", "crashes"):
        with tempfile.TemporaryDirectory() as folder:
            most = steps_of(Path(folder) / "whole", fault)
        ended: dict[str, int] = {}
        for at in range(1, most + 1):
            for when in ("before", "after"):
                with tempfile.TemporaryDirectory() as folder:
                    running = try_killing(Path(folder) / "machine", fault, **{when: at})
                ended[running] = ended.get(running, 0) + 1
        what = {"": "an update that works", "broken": "one whose first picture fails"}
        print(f"{what.get(fault, 'one that fails on the screen')}: {2 * most} kills, {ended}")
    print(f"{time.monotonic() - begun:.0f} s; each time a version worked, with every sale")


if __name__ == "__main__":
    os.nice(10)
    main()
