"""Starts the kiosk without a screen up to its first picture, and says whether all of that is well.

    python deploy/first_picture.py PICTURE.png [options of main.py]

It stands where systemd does: the kiosk must say READY, then beat, and stop when it is asked. What
it drew is kept in PICTURE and must not be empty. deploy/update.sh tries a new version with it. The
exit code is 0 when all is well, else 1 with one sentence.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from PIL import Image

ROOT: Final = Path(__file__).resolve().parent.parent
READY_SECONDS: Final = 120.0
BEAT_SECONDS: Final = 30.0
STOP_SECONDS: Final = 30.0
"""systemd gives it ten; a machine that is doing much else gets more time here."""
FEWEST_COLOURS: Final = 32
SETTLE_SECONDS: Final = 0.5


class NotWell(Exception):
    """What was expected of the kiosk did not happen; says what in Dutch."""


def wait_for(
    state: str, child: subprocess.Popen[bytes], listener: socket.socket, seconds: float
) -> None:
    """Read what the kiosk tells until it says `state`. Raises NotWell."""
    listener.settimeout(1.0)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if state in listener.recv(4096).decode().splitlines():
                return
        except TimeoutError:
            if child.poll() is not None:
                break
    raise NotWell(f"De kiosk zei niet op tijd {state}.")


def watch(child: subprocess.Popen[bytes], listener: socket.socket, picture: Path) -> None:
    """Follow a start to its first picture and a stop. Raises NotWell."""
    begun = time.monotonic()
    wait_for("READY=1", child, listener, READY_SECONDS)
    ready = time.monotonic() - begun
    wait_for("WATCHDOG=1", child, listener, BEAT_SECONDS)
    child.send_signal(signal.SIGTERM)
    asked = time.monotonic()
    try:
        code = child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        raise NotWell("De kiosk stopt niet.") from None
    if code != 0:
        raise NotWell(f"De kiosk stopte met code {code}.")
    colours = colours_in(picture)
    print(
        f"READY na {ready:.1f} s, gestopt na {time.monotonic() - asked:.1f} s, "
        f"{colours} kleuren in het eerste beeld"
    )


def colours_in(picture: Path) -> int:
    """How many colours a picture has. Raises NotWell when it is missing or as good as empty."""
    try:
        with Image.open(picture) as image:
            colours = len(image.convert("RGB").getcolors(image.width * image.height) or ())
    except OSError:
        raise NotWell("Er is geen eerste beeld.") from None
    if colours < FEWEST_COLOURS:
        raise NotWell("Het eerste beeld is leeg.")
    return colours


def main(arguments: list[str]) -> int:
    """Start the kiosk as a child and watch it."""
    picture, options = Path(arguments[0]), arguments[1:]
    with tempfile.TemporaryDirectory() as folder:
        address = f"{folder}/notify"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
            listener.bind(address)
            child = subprocess.Popen(
                [sys.executable, __file__, "--inside", str(picture), *options],
                env=os.environ
                | {
                    "NOTIFY_SOCKET": address,
                    "SDL_VIDEODRIVER": "offscreen",
                    "SDL_AUDIODRIVER": "dummy",
                },
                stdin=subprocess.DEVNULL,
            )
            try:
                watch(child, listener, picture)
            except NotWell as trouble:
                print(trouble, file=sys.stderr)
                return 1
            finally:
                child.kill()
                child.wait()
    return 0


def inside(picture: Path, options: list[str]) -> int:
    """Be the kiosk, and keep its first picture as soon as it is ready."""
    sys.path.insert(0, str(ROOT))
    import main as kiosk
    from kiosk.watchdog import Watchdog

    ready = Watchdog.ready

    def keep(_seconds: float) -> None:
        from kivy.clock import Clock

        from kiosk.widgets import pictures

        pictures.settle()  # drawn by the next frame
        Clock.schedule_once(keep_settled, SETTLE_SECONDS)

    def keep_settled(_seconds: float) -> None:
        from kivy.core.window import Window

        Path(Window.screenshot(name=str(picture))).replace(picture)

    def ready_and_keep(self: Watchdog) -> None:
        from kivy.clock import Clock

        ready(self)
        Clock.schedule_once(keep, SETTLE_SECONDS)

    # the only moment that the kiosk itself calls its first picture
    Watchdog.ready = ready_and_keep  # type: ignore[method-assign]
    return kiosk.main(["--windowed", "1280x800", *options])


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        raise SystemExit(inside(Path(sys.argv[2]), sys.argv[3:]))
    raise SystemExit(main(sys.argv[1:]))
