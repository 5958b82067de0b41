"""The real kiosk, started as systemd does, on what a kill left: how long until its first picture."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.power.cuts import ROOT

PATIENCE = 60.0
"""Seconds that a kiosk gets to show something; far more than it needs."""


@dataclass(frozen=True, slots=True)
class Start:
    """A kiosk that told systemd that its first picture stands, after so many seconds."""

    process: subprocess.Popen[bytes]
    seconds: float


@contextmanager
def started(data: Path) -> Iterator[Start]:
    """Start the kiosk on a data folder, without a screen; it is killed at the end."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        address = f"\0onthaal-{os.getpid()}-{time.monotonic_ns()}"
        systemd.bind(address)
        systemd.settimeout(PATIENCE)
        environment = os.environ | {
            "NOTIFY_SOCKET": f"@{address[1:]}",
            "SDL_VIDEODRIVER": "offscreen",
            "SDL_AUDIODRIVER": "dummy",
        }
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "main.py", "--data", str(data), "--windowed", "800x480"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            while b"READY=1" not in systemd.recv(4096):
                pass
            yield Start(process, time.monotonic() - began)
        except TimeoutError as error:
            process.kill()
            raise AssertionError(process.communicate()[1].decode()) from error
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()


def start_after_kills(folder: Path, times: int) -> tuple[float, float]:
    """Kill the driver, then the kiosk, so many times; the slowest start in seconds, and in CPU.

    The first start compiles what it reads and is not counted.
    """
    slowest = slowest_cpu = 0.0
    for number in range(times + 1):
        driver = subprocess.Popen(
            [sys.executable, "-m", "tests.power.driver", str(folder), "--seed", str(number)],
            cwd=ROOT,
        )
        time.sleep(1.5)
        driver.kill()
        driver.wait()
        before = _cpu()
        with started(folder) as start:
            pass
        if number:
            slowest = max(slowest, start.seconds)
            slowest_cpu = max(slowest_cpu, _cpu() - before)
    return slowest, slowest_cpu


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
