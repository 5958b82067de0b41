"""The kiosk as a program: what it is told from outside, and how it ends when the system asks."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

import main
from kiosk import ending

ROOT = Path(main.__file__).parent
WITHIN = 10.0
"""Seconds, as promised."""
PATIENCE = 120.0

STARTED = """
import json, sys, main
from kiosk import kivy_environment

close = kivy_environment.close_environment

def close_then_look(*given, **more):
    close(*given, **more)
    from kivy.clock import Clock
    Clock.schedule_once(first, 0)

def first(_seconds):
    from kivy.app import App
    from kivy.clock import Clock
    opened = App.get_running_app().doors.are_open  # the practice day is filled in a thread
    Clock.schedule_once(look if opened else first, 1.0)

kivy_environment.close_environment = close_then_look
"""

LOOKING = """
def look(_seconds):
    import kivy
    from kivy.app import App
    from kivy.config import Config
    from kivy.core.window import Window
    from kivy.modules import Modules
    app = App.get_running_app()
    for code in (282, 27, 292, 293):
        Window.dispatch("on_key_down", code, 0, None, [])
        Window.dispatch("on_keyboard", code, 0, None, ["ctrl"])
    Window.dispatch("on_keyboard", 101, 0, "e", ["ctrl"])
    print(json.dumps({
        "modules": Config.items("modules"),
        "active": [name for name, mod in Modules.mods.items() if mod.get("activated")],
        "escape": Config.get("kivy", "exit_on_escape"),
        "home": kivy.kivy_home_dir,
        "size": list(Window.size),
        "rotation": Window.rotation,
        "children": len(Window.children),
        "screen": app.root.current,
    }))
    app.stop()

raise SystemExit(main.main(sys.argv[1:]))
"""

PAYING = """
from itertools import count

def look(_seconds):
    from kivy.clock import Clock
    from kivy.app import App
    from kiosk.services import orders, payments
    import time
    slow, app, numbers, queue = float(sys.argv[1]), App.get_running_app(), count(), payments.queue_job

    def half_way(*given, **more):
        print("half way", flush=True)
        time.sleep(slow)
        return queue(*given, **more)

    def pay(_seconds):
        waiting = orders.open_orders()
        if waiting:
            payments.take_payment(key=f"stop-{next(numbers)}", order=waiting[0].id, method="cash",
                                  at=app.now(), volunteer=None, group=app.group)
            app.spooler.wake()

    payments.queue_job = half_way
    Clock.schedule_interval(pay, 0)

raise SystemExit(main.main(sys.argv[2:]))
"""


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy", **more}


@contextmanager
def kiosk(program: str, *arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """The kiosk in a process of its own; gone afterwards, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED + program, *arguments],
        cwd=ROOT,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    limit = Timer(PATIENCE, process.kill)  # so that nothing waits for ever for what it says
    limit.start()
    try:
        yield process
    finally:
        limit.cancel()
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str], asked: signal.Signals) -> float:
    """Ask it to end; the seconds that it took."""
    begun = time.monotonic()
    process.send_signal(asked)
    process.wait(timeout=PATIENCE)
    return time.monotonic() - begun


def paid(data: Path) -> list[tuple[int, ...]]:
    """Of each order: whether it is paid, its payments, its receipts, and those of this test."""
    with closing(sqlite3.connect(data / "oefenen" / "onthaal.db")) as found:
        asked = """
            SELECT (state = 'paid') + 0,
                (SELECT count(*) FROM money WHERE order_id = orders.id),
                (SELECT count(*) FROM print_job WHERE order_id = orders.id AND kind = 'receipt'),
                (SELECT count(*) FROM money WHERE order_id = orders.id AND key LIKE 'stop-%')
            FROM orders WHERE state IN ('open', 'paid') ORDER BY id
        """
        return [tuple(row) for row in found.execute(asked)]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_payment_that_has_begun_is_finished_first(tmp_path: Path, asked: signal.Signals) -> None:
    practice = ("--practice", "--windowed", "800x480", "--data", str(tmp_path))
    with kiosk(PAYING, "1.5", *practice) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half way\n"
        seconds = ended(process, asked)
        assert process.returncode == main.DONE
    assert seconds < WITHIN
    rows = paid(tmp_path)
    assert (1, 1, 1, 1) in rows
    assert set(rows) <= {(1, 1, 1, 1), (1, 1, 1, 0), (0, 0, 0, 0)}
    with closing(sqlite3.connect(tmp_path / "oefenen" / "onthaal.db")) as found:
        sending = found.execute("SELECT count(*) FROM print_job WHERE state = 'sending'").fetchone()
    assert sending == (0,)


def test_a_screen_that_hangs_is_left_and_its_payment_never_was(tmp_path: Path) -> None:
    practice = ("--practice", "--windowed", "800x480", "--data", str(tmp_path))
    with kiosk(PAYING, "60", *practice) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half way\n"
        seconds = ended(process, signal.SIGTERM)
        assert process.returncode == ending.HUNG
    assert ending.PATIENCE_SECONDS <= seconds < WITHIN
    assert set(paid(tmp_path)) <= {(1, 1, 1, 0), (0, 0, 0, 0)}


@pytest.mark.parametrize(
    ("asked", "after"),
    [(signal.SIGTERM, 0.3), (signal.SIGTERM, 1.0), (signal.SIGINT, 0.5), (signal.SIGHUP, 0.5)],
)
def test_it_ends_while_it_starts(tmp_path: Path, asked: signal.Signals, after: float) -> None:
    with subprocess.Popen(
        [sys.executable, "main.py", "--windowed", "800x480", "--data", str(tmp_path)],
        cwd=ROOT,
        env=environment(PYTHONINSPECT="1"),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        file = tmp_path / "onthaal.log"
        while not file.exists():  # from here on it is the kiosk and no longer bare Python
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(after)
        assert ended(process, asked) < WITHIN
        assert process.returncode == main.DONE


def test_under_systemd_the_keys_of_a_console_do_not_stop_it(tmp_path: Path) -> None:
    practice = ("--practice", "--windowed", "800x480", "--data", str(tmp_path))
    with kiosk(PAYING, "1", *practice, NOTIFY_SOCKET=str(tmp_path / "none")) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half way\n"
        for typed in ending.OF_A_CONSOLE:
            process.send_signal(typed)
        for _ in range(2):  # it goes on
            assert process.stdout.readline() == "half way\n"
        assert process.poll() is None
        assert ended(process, signal.SIGTERM) < WITHIN
        assert process.returncode == main.DONE


def test_the_system_has_no_keys_of_its_own() -> None:
    system = ROOT / "deploy" / "system" / "etc"
    assert "NAutoVTs=0" in (system / "systemd/logind.conf.d/60-onthaal.conf").read_text()
    assert (
        "CtrlAltDelBurstAction=none"
        in (system / "systemd/system.conf.d/60-onthaal.conf").read_text()
    )
    target = (system / "systemd/system/ctrl-alt-del.target").read_text()
    assert "Requires" not in target and "[Install]" not in target
    assert "kernel.sysrq = 0" in (system / "sysctl.d/60-onthaal.conf").read_text()
    flags = (system / "X11/xorg.conf.d/60-onthaal.conf").read_text()
    for closed in ("DontVTSwitch", "DontZap", "DontZoom"):
        assert f'"{closed}" "true"' in flags


def test_nothing_of_kivy_is_read_from_outside(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "kivy"
    config = (
        "[kivy]\nexit_on_escape = 1\nlog_level = trace\nlog_dir = logs\n"
        "[graphics]\nwidth = 123\nrotation = 90\nfullscreen = 0\n"
        "[modules]\ninspector =\nconsole =\nmonitor =\nscreen =\nrecorder =\nkeybinding =\n"
        "touchring =\nevil =\n"
    )
    (home / ".kivy").mkdir(parents=True)
    (other / "mods").mkdir(parents=True)
    for folder in (home / ".kivy", other):
        (folder / "config.ini").write_text(config)
    (other / "mods" / "evil.py").write_text(f"open({str(home / 'evil')!r}, 'w')\n")
    before = {path: path.read_bytes() for path in tmp_path.glob("**/*") if path.is_file()}
    hostile = {
        "HOME": str(home),
        "KIVY_HOME": str(other),
        "KIVY_NO_ARGS": "0",
        "KIVY_NO_ENV_CONFIG": "0",
        "KIVY_WINDOW": "pygame",
        "KIVY_METRICS_DENSITY": "3",
        "KIVY_DPI": "400",
        "KCFG_KIVY_EXIT_ON_ESCAPE": "1",
        "KCFG_GRAPHICS_ROTATION": "90",
        "KCFG_MODULES_INSPECTOR": "",
        "KCFG_MODULES_CONSOLE": "",
        "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS": "1",
    }
    data = tmp_path / "data"
    arguments = ("--practice", "--windowed", "800x480", "--data", str(data))
    with kiosk(LOOKING, *arguments, **hostile) as process:
        out, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == main.DONE, errors
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    assert told == {
        "modules": [],
        "active": [],
        "escape": "0",
        "home": str(data / "oefenen" / "kivy"),
        "size": [800, 480],
        "rotation": 0,
        "children": 1,
        "screen": "welcome",
    }
    after = [path for path in tmp_path.glob("**/*") if path.is_file() and data not in path.parents]
    assert {path: path.read_bytes() for path in after} == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["-m", "inspector"],
        ["-m=console"],
        ["--module", "inspector"],
        ["--", "-m", "inspector"],
        ["-c", "modules:inspector:"],
        ["-c", "kivy:exit_on_escape:1"],
        ["--size=100x100"],
        ["-w"],
        ["-k"],
        ["--save"],
        ["-r", "90"],
        ["--debug"],
        ["-p", "mouse,mouse"],
        ["@arguments"],
    ],
)
def test_no_argument_of_kivy_is_one_of_the_kiosk(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(arguments) == main.REFUSED
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1
