"""Measures the kiosk and prints figures: ``python -m tests.bench`` or ``python tests/bench``.

Nothing is asserted and no test runs this: a figure only means something beside another one of the
same run on the same machine, so the lines that compare say so with a ratio. Each part runs in
processes of its own, offscreen and silent, in a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PARTS = {
    "start": "From the start of the process to the first frame",
    "touch": "The produce screen, CPU only (nothing is drawn)",
    "printer": "Frames while people order and the printer is frozen, CPU only",
    "services": "The services, on a new database and on one with ten years in it",
    "reports": "Reports, out of ten years of data",
    "outings": "Bookings and vouchers, with 100 and with 100,000 old vouchers",
    "rest": "At rest on the welcome screen",
    "card": "Bytes written to the card",
    "visits": "Ten thousand visits, one after the other",
    "chromium": "Beside the same tiles in Chromium, in kiosk mode on one X screen",
}


def main() -> int:
    """Run the parts that were asked for; the exit code tells whether all of them ended well."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer runs: rougher figures")
    parser.add_argument("--before", default="", metavar="commit", help="start and rest: also this")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, ", end="")
    print(f"Python {platform.python_version()}{', quick' if asked.quick else ''}")
    results = [_run(part, quick=asked.quick, before=asked.before) for part in asked.parts or PARTS]
    return 0 if all(results) else 1


def _run(part: str, *, quick: bool, before: str) -> bool:
    print(f"\n{PARTS[part]}", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        environment = os.environ | {
            "SDL_VIDEODRIVER": "offscreen",
            "SDL_AUDIODRIVER": "dummy",
            "XDG_CONFIG_HOME": folder,  # no settings of whoever runs this
        }
        if part in ("touch", "printer"):
            environment["KIVY_GL_BACKEND"] = "mock"
        command = [sys.executable, "-m", f"tests.bench.{part}", folder]
        command += ["--quick"] * quick
        if before and part in ("start", "rest"):
            command.append(f"--before={before}")
        done = subprocess.run(command, check=False, cwd=ROOT, env=environment)
    return done.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
