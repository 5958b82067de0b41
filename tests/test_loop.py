"""The main loop: asleep while nothing is to be done, and awake in time for everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PATIENCE = 120.0


@contextmanager
def screen(tmp_path: Path) -> Iterator[str]:
    """A virtual screen of X; it ends with the test."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x480x24", "-nolisten", "tcp"]
    with (tmp_path / "xvfb.log").open("w") as log:
        server = subprocess.Popen(command, pass_fds=(write,), stdout=log, stderr=log)
    os.close(write)
    try:
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def rest(tmp_path: Path, **environment: str) -> dict[str, Any]:
    """What happened to a window with this loop; see tests/resting.py."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.resting", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"SDL_AUDIODRIVER": "dummy", **environment},
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


@pytest.fixture(params=["offscreen", "x11"])
def rested(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """The same on a screen that has no touches, and on X."""
    if request.param == "offscreen":
        return rest(tmp_path, SDL_VIDEODRIVER="offscreen")
    with screen(tmp_path) as display:
        return rest(tmp_path, SDL_VIDEODRIVER="x11", DISPLAY=display)


def test_it_sleeps_and_wakes_in_time(rested: dict[str, Any]) -> None:
    # 60 times a second would be 120 rounds; a slow machine makes fewer, and never more of them
    assert rested["rounds_at_rest"] < 12
    # Asleep for up to 10 seconds: what wakes it is what was scheduled, not the end of that.
    assert rested["thread_ms"] < 3000
    assert rested["frame_ms"] < 3000
    assert rested["rounds_while_moving"] > 5
    assert rested["early_ms"] < 20  # a frame, when it is scheduled just as the loop wakes
    assert rested["late_ms"] < 3000
    if rested["driver"] == "x11":
        assert rested["touched_ms"] < 3000
