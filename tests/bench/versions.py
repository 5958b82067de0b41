"""The kiosk now, others to compare with and, if asked for, an earlier kiosk.

They are started in turns, so that all meet the same machine, each with data of its own.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.bench.figures import compare, figure
from tests.bench.plain import make_pictures

ROOT: Final = Path(__file__).resolve().parents[2]
WINDOW: Final = Path(__file__).with_name("window.py")
OPEN_DAY: Final = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tests.bench import figures
figures.NOW = datetime.now(UTC)  # at another time the kiosk would doubt its clock
figures.open_folder(Path(sys.argv[1]))
figures.open_day()
"""
BARE: Final = "bare"
PLAIN: Final = "plain"
NAMES: Final = {
    "now": "kiosk",
    "before": "kiosk before",
    PLAIN: "plain page of tiles",
    BARE: "bare window",
}


class Versions:
    """Starts each in turn and keeps what they said, by version and by name."""

    def __init__(self, folder: Path, commit: str = "") -> None:
        """`commit` is the earlier version; none is measured without."""
        self.said: dict[str, list[dict[str, float]]] = {"now": [], PLAIN: [], BARE: []}
        self._folder = folder
        self._roots = {"now": ROOT, PLAIN: ROOT, BARE: ROOT}
        if commit:
            self.said["before"] = []
            self._roots["before"] = _checked_out(commit, folder / "before")
        make_pictures(Path(self._data(PLAIN)))
        for version in self.said:
            if version in ("now", "before"):
                self._python(version, "-c", OPEN_DAY, self._data(version))
            self.run(
                version, 1
            )  # what it compiles, reads and keeps for a start is ready from now on
            self.said[version].clear()

    def run(self, version: str, seconds: float = 0) -> None:
        """Start one; it rests for so many seconds, or ends at once."""
        what = version if version in (PLAIN, BARE) else "kiosk"
        began = time.monotonic()
        done = self._python(version, str(WINDOW), what, self._data(version), str(seconds))
        result: dict[str, Any] = json.loads(done.splitlines()[-1])
        times = {"wall": result["at"] - began, "open_wall": result["open_at"] - began}
        self.said[version].append(result | times)

    def all(self, times: int, seconds: float = 0) -> None:
        """Start all of them, so many times."""
        for _ in range(times):
            for version in self.said:
                self.run(version, seconds)

    def show(self, name: str, unit: str, meaning: str, scale: float = 1.0) -> None:
        """The medians of one figure, and how they compare with the bare window."""
        values = {
            version: [each[name] * scale for each in said] for version, said in self.said.items()
        }
        for version, those in values.items():
            figure(median(those), unit, f"{NAMES[version]}: {meaning}")
        for version in ("before", "now", PLAIN):
            if version in values:
                times = compare(values[version], values[BARE])
                figure(times, "x", f"{NAMES[version]} against the bare window: {meaning}")

    def _data(self, version: str) -> str:
        return str(self._folder / f"data {version}")

    def _python(self, version: str, *arguments: str) -> str:
        root = self._roots[version]
        environment = os.environ | {
            "PYTHONPATH": str(root),
            "PYTHONPYCACHEPREFIX": str(self._folder / "compiled"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout


def _checked_out(commit: str, folder: Path) -> Path:
    command = ["git", "archive", "--format=tar", commit]
    archive = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def measure(part: Callable[[Versions, bool], None]) -> None:
    """Run a part of the benchmark on FOLDER [--quick] [--before=COMMIT] of the command line."""
    commit = next((one.partition("=")[2] for one in sys.argv if one.startswith("--before=")), "")
    part(Versions(Path(sys.argv[1]), commit), "--quick" in sys.argv)
