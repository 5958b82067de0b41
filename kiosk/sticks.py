"""USB sticks: which are in, and letting go of one so that it may be taken out.

Nothing here may run in the thread of the screen: a worn stick answers after seconds, or never.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/mounts")
PLACES: Final = ("/media/", "/run/media/", "/mnt/")
"""Where sticks and disks are mounted, by a desktop, by udisks or by hand."""

UNMOUNT_SECONDS: Final = 30.0


def find_sticks(mounts: Path = MOUNTS) -> list[Path]:
    """Each mounted stick or disk, by name; also one that is full or may not be written to."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    disks = [line for line in lines if line.startswith("/dev/") and line.count(" ") >= 2]
    points = {_plain(line.split(" ")[1]) for line in disks}
    return [Path(point) for point in sorted(points) if point.startswith(PLACES)]


def let_go(stick: Path, mounts: Path = MOUNTS) -> bool:
    """Unmount a stick on which everything is written; whether that could be done.

    What was written must be synced before: where the kiosk may not unmount, the stick can be taken
    out all the same. Takes up to half a minute.
    """
    for command in _unmounters(stick, mounts):
        if shutil.which(command[0]) is None:
            continue
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=UNMOUNT_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False


def device_of(stick: Path, mounts: Path = MOUNTS) -> str:
    """The device that is mounted there, as ``/dev/sda1``; empty when nothing is."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in reversed(lines):
        device, _, rest = line.partition(" ")
        if _plain(rest.split(" ")[0]) == str(stick):
            return device
    return ""


def _unmounters(stick: Path, mounts: Path) -> Sequence[Sequence[str]]:
    """Ways to unmount without being root: by udisks, or where the mount allows it."""
    device = device_of(stick, mounts)
    by_udisks = [["udisksctl", "unmount", "--no-user-interaction", "-b", device]] if device else []
    return [*by_udisks, ["umount", os.fspath(stick)]]


def _plain(written: str) -> str:
    """A path as the kernel writes it, with a space as \\040, as it is."""
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), written)
