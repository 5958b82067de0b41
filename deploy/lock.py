"""Locks the libraries of the kiosk: versions and checksums, in deploy/requirements.txt.

    python -m deploy.lock            choose the newest versions that pyproject.toml allows
    python -m deploy.lock --check    say whether the lock is that of pyproject.toml

A Raspberry Pi and a PC, with Debian 12 or 13, get the same versions, and only wheels: the script
stops when one of the four has none, or when a wheel comes from a folder of this machine (as pip's
own settings may have it). Every checksum is that of a wheel that one of the four installs.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

from deploy.targets import MACHINES, PYTHONS, pip_options

ROOT: Final = Path(__file__).resolve().parent.parent
LOCK: Final = ROOT / "deploy" / "requirements.txt"

HEADER: Final = """\
# The libraries of the kiosk with the checksums of their wheels, for {machines} and
# Python {pythons}. Made by: python -m deploy.lock
# Asked for: {asked}
"""

Wheels = dict[tuple[str, str], set[str]]
"""The checksums of the wheels by (name, version)."""


class NotLocked(Exception):
    """No lock can be made; says why."""


def asked_for() -> list[str]:
    """The libraries that pyproject.toml asks for."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        asked: list[str] = tomllib.load(file)["project"]["dependencies"]
    return sorted(asked)


def fingerprint(asked: list[str]) -> str:
    """A short checksum of what is asked for, by which an old lock is recognised."""
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:16]


def resolve(asked: list[str], machine: str, python: str) -> list[dict[str, Any]]:
    """What pip would install there, without doing it. Raises NotLocked."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pip += ["--dry-run", "--ignore-installed", "--target", folder, "--report", str(report)]
        done = subprocess.run(
            [*pip, *pip_options(machine, python), *asked],
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise NotLocked(f"Niet alles heeft een wheel voor {machine} met Python {python}.")
        installed: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
    return installed


def refuse_other_pythons(installed: list[dict[str, Any]]) -> None:
    """pip asks the Python it runs in which libraries the other needs. Raises NotLocked if it errs."""
    for package in installed:
        for text in package["metadata"].get("requires_dist", []):
            marker = Requirement(text).marker
            if marker is None:
                continue
            needed = {
                marker.evaluate({"python_version": one, "python_full_version": one, "extra": ""})
                for one in PYTHONS
            }
            if len(needed) > 1:
                raise NotLocked(f"{package['metadata']['name']}: {text} hangt van Python af.")


def lock(asked: list[str]) -> str:
    """The lock, as it is written. Raises NotLocked."""
    wheels: Wheels = defaultdict(set)
    for machine in MACHINES:
        for python in PYTHONS:
            installed = resolve(asked, machine, python)
            refuse_other_pythons(installed)
            for package in installed:
                if package["download_info"]["url"].startswith("file:"):
                    raise NotLocked(f"{package['metadata']['name']} komt uit een map van hier.")
                name = package["metadata"]["name"].lower().replace("_", "-").replace(".", "-")
                key = (name, package["metadata"]["version"])
                wheels[key].add(package["download_info"]["archive_info"]["hashes"]["sha256"])
    names = [name for name, _version in wheels]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise NotLocked(f"Niet overal dezelfde versie: {', '.join(sorted(twice))}.")
    lines = [
        HEADER.format(
            machines=" and ".join(MACHINES),
            pythons=" and ".join(PYTHONS),
            asked=fingerprint(asked),
        )
    ]
    for (name, version), sums in sorted(wheels.items()):
        hashes = " \\\n".join(f"    --hash=sha256:{one}" for one in sorted(sums))
        lines.append(f"{name}=={version} \\\n{hashes}\n")
    return "".join(lines)


def main(arguments: list[str]) -> int:
    """Write the lock, or only check it; the exit code."""
    asked = asked_for()
    if arguments == ["--check"]:
        if f"# Asked for: {fingerprint(asked)}\n" in LOCK.read_text(encoding="utf-8"):
            return 0
        print("deploy/requirements.txt is ouder dan pyproject.toml: python -m deploy.lock")
        return 1
    try:
        text = lock(asked)
    except NotLocked as refusal:
        print(refusal, file=sys.stderr)
        return 1
    LOCK.write_text(text, encoding="utf-8")
    print(f"{LOCK.relative_to(ROOT)}: {text.count('==')} bibliotheken")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
