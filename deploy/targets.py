"""The machines the kiosk is made for, as options by which pip chooses wheels for them.

python deploy/targets.py aarch64 3.11
"""

from __future__ import annotations

import sys
from typing import Final

MACHINES: Final = ("aarch64", "x86_64")
PYTHONS: Final = ("3.11", "3.13")
"""What Debian 12 and 13, and Raspberry Pi OS, come with."""

OLDEST_GLIBC: Final = 36
"""Debian 12 has glibc 2.36; wheels for an older one run there too."""


def pip_options(machine: str, python: str) -> list[str]:
    """The options by which pip chooses wheels for another machine than this one."""
    glibcs = range(OLDEST_GLIBC, 4, -1)
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in glibcs]
    platforms += [f"manylinux2014_{machine}"]
    abi = "cp" + python.replace(".", "")
    options = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python]
    for platform in platforms:
        options += ["--platform", platform]
    return [*options, "--abi", abi, "--abi", "abi3", "--abi", "none"]


if __name__ == "__main__":
    print(*pip_options(*sys.argv[1:3]))
