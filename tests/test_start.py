"""What systemd starts: the kiosk that tells how it is, and the safe screen after five crashes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
START = ROOT / "deploy" / "start.sh"
PATIENCE = 60.0

CHILD = """
import sys
from kiosk import watchdog
watchdog.BEAT_SECONDS = 0.2
watchdog.WORKER_SECONDS = 1.0
import main
fault = sys.argv.pop(1)
if fault == "frozen":
    import time
    from kiosk.watchdog import Watchdog
    Watchdog.beat = lambda self: time.sleep(1000)
elif fault == "dead":
    from kiosk.spooler import Spooler
    def serve(self, woken):
        raise SystemExit
    Spooler._serve = serve
raise SystemExit(main.main(sys.argv[1:]))
"""


class Kiosk:
    """The real kiosk as a child, with a socket in the place of systemd."""

    def __init__(self, folder: Path) -> None:
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.listener.bind(str(folder / "notify"))
        self.folder = folder
        self.child: subprocess.Popen[bytes] | None = None

    def start(self, fault: str = "", prefix: tuple[str, ...] = ()) -> None:
        """Start it on an empty data folder, beating five times a second."""
        environment = os.environ | {
            "NOTIFY_SOCKET": str(self.folder / "notify"),
            "SDL_VIDEODRIVER": "offscreen",
            "SDL_AUDIODRIVER": "dummy",
        }
        words = ["--windowed", "800x480", "--data", str(self.folder / "data")]
        self.child = subprocess.Popen(
            [*prefix, sys.executable, "-c", CHILD, fault, *words], cwd=ROOT, env=environment
        )

    def hears(self, state: str, seconds: float = PATIENCE) -> bool:
        """Whether this is said in that time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.listener.settimeout(left)
            try:
                if state in self.listener.recv(4096).decode().splitlines():
                    return True
            except TimeoutError:
                return False
        return False

    def stop(self) -> int:
        """Ask it to stop, as systemd does; the exit code."""
        assert self.child
        self.child.send_signal(signal.SIGTERM)
        return self.child.wait(30)

    def close(self) -> None:
        """Whatever happened, nothing goes on."""
        self.listener.close()
        if self.child:
            self.child.kill()
            self.child.wait()


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    made = Kiosk(tmp_path)
    yield made
    made.close()


def test_ready_then_beats_then_a_clean_stop(kiosk: Kiosk) -> None:
    kiosk.start()
    assert kiosk.hears("READY=1")
    assert kiosk.hears("WATCHDOG=1")
    assert kiosk.hears("WATCHDOG=1")
    assert kiosk.stop() == 0


def test_a_frozen_screen_says_nothing_any_more(kiosk: Kiosk) -> None:
    kiosk.start("frozen")
    assert kiosk.hears("READY=1")
    assert not kiosk.hears("WATCHDOG=1", 3)


def test_a_dead_spooler_ends_the_beats(kiosk: Kiosk) -> None:
    kiosk.start("dead")
    assert kiosk.hears("WATCHDOG=1")
    while kiosk.hears("WATCHDOG=1", 3):
        assert kiosk.child
        assert kiosk.child.poll() is None


def test_damaged_data_ask_for_a_volunteer_and_systemd_hears_that_it_lives(kiosk: Kiosk) -> None:
    data = kiosk.folder / "data"
    data.mkdir()
    (data / "onthaal.db").write_bytes(b"no database at all" * 1000)
    kiosk.start()
    assert kiosk.hears("READY=1")
    assert kiosk.hears("WATCHDOG=1")
    assert kiosk.hears("WATCHDOG=1")


def test_nothing_is_written_outside_the_data_folder(kiosk: Kiosk) -> None:
    """The whole system is read only, but for the data, /dev and an empty /tmp."""
    (kiosk.folder / "data").mkdir()
    outside = shutil.which("bwrap")
    assert outside, "apt-get install bubblewrap"
    folder, data = str(kiosk.folder), str(kiosk.folder / "data")
    kiosk.start(
        prefix=(
            *(outside, "--ro-bind", "/", "/", "--dev-bind", "/dev", "/dev", "--proc", "/proc"),
            *("--tmpfs", "/tmp", "--ro-bind", folder, folder, "--bind", data, data),
            *("--ro-bind", sys.prefix, sys.prefix, "--ro-bind", str(ROOT), str(ROOT)),
            *("--setenv", "HOME", data, "--die-with-parent", "--unshare-pid", "--as-pid-1"),
        )
    )
    assert kiosk.hears("READY=1")
    assert kiosk.hears("WATCHDOG=1")


# --- start.sh ------------------------------------------------------------------------------------


class Box:
    """start.sh with a Python that only says how it was called, and a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.runtime = folder / "run"
        self.runtime.mkdir()
        self.uptime = folder / "uptime"
        self.python = folder / "python"
        self.python.write_text('#!/bin/sh\necho "$@"\n')
        self.python.chmod(0o755)

    def start(self, at: float) -> str:
        """Start at a second since the machine was switched on; what was started."""
        self.uptime.write_text(f"{at:.2f} 99.00\n")
        done = subprocess.run(
            ["sh", str(START), "--data", "/d"],
            env={
                "PATH": os.environ["PATH"],
                "RUNTIME_DIRECTORY": str(self.runtime),
                "UPTIME": str(self.uptime),
                "PYTHON": str(self.python),
            },
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        return done.stdout.split()[-3].rpartition("/")[2]


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


def test_the_safe_screen_comes_after_five_quick_crashes(box: Box) -> None:
    assert [box.start(100 + 20 * number) for number in range(5)] == ["main.py"] * 5
    assert box.start(220) == "kiosk.safe_screen"
    assert box.start(240) == "kiosk.safe_screen"


def test_slow_crashes_never_bring_it(box: Box) -> None:
    assert {box.start(200.0 * number) for number in range(1, 20)} == {"main.py"}


def test_the_kiosk_is_tried_again_when_the_crashes_are_long_ago(box: Box) -> None:
    for number in range(6):
        box.start(100 + number)
    assert box.start(900) == "main.py"


def test_what_is_damaged_in_the_count_does_not_count(box: Box) -> None:
    (box.runtime / "starts").write_text("\nabc\n-5\n12.5\n9999999\n")
    assert box.start(100) == "main.py"
    assert (box.runtime / "starts").read_text().split()[-1] == "100"
