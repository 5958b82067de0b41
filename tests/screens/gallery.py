"""Pictures of every screen of the walk, on every panel: what a person has to look at.

    python -m tests.screens.gallery --out pictures
    python -m tests.screens.gallery --out pictures --size 800x480 --only home produce

Participants' screens are taken in Dutch and in Arabic (the other script, and mirrored), those of
the volunteers in Dutch. Beside the pictures comes a sheet per panel with all of them, small.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from tests.screens.hands import Hands, Time
from tests.screens.running import begin, end, running
from tests.screens.walk import PANELS, WALK

LANGUAGES: Final = ("nl", "ar")
PAPER_SECONDS: Final = 0.6
"""How long the printer thread gets to draw the paper that a screen shows."""

SHEET_PX: Final = 1900
SMALL_PX: Final = 460
NAME_PX: Final = 16


def take(out: Path, size: tuple[int, int], only: Sequence[str]) -> list[Path]:
    """Put the kiosk in each state in a window of this size; the pictures taken."""
    taken: list[Path] = []
    now = Time()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "day").mkdir()
        with running(folder / "day", now, size) as app:
            usual = app.settings
            for name in only or WALK:
                for number, state in enumerate(WALK[name], start=1):
                    place = folder / f"{name}{number}"
                    place.mkdir()
                    app.settings = usual
                    hands = begin(app, now, place, folder / "day" / "onthaal.db")
                    state(hands)
                    for path, picture in _shots(hands, f"{name}-{number}"):
                        taken.append(out / path)
                        picture.save(taken[-1])
                    app.spooler.stop()
                    end(hands)
    return taken


def _shots(hands: Hands, name: str) -> Iterator[tuple[str, Image.Image]]:
    hands.app.spooler.wake()
    for _ in range(12):
        time.sleep(PAPER_SECONDS / 12)
        hands.wait(0.2)
    for language in LANGUAGES[:1] if hands.screen.for_volunteers else LANGUAGES:
        hands.app.speak_language(language)
        hands.frames(6)
        yield f"{name}-{language}.png", hands.shot()


def sheet(pictures: Sequence[Path], path: Path) -> None:
    """All of these, small, with their names, on one picture."""
    with Image.open(pictures[0]) as first:
        wide, high = SMALL_PX, round(SMALL_PX * first.height / first.width)
    columns = SHEET_PX // wide
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * (wide + 8), rows * (high + NAME_PX + 8)), "#404040")
    pen = ImageDraw.Draw(whole)
    for place, one in enumerate(pictures):
        x, y = place % columns * (wide + 8), place // columns * (high + NAME_PX + 8)
        with Image.open(one) as picture:
            whole.paste(picture.resize((wide, high), Image.Resampling.LANCZOS), (x, y + NAME_PX))
        pen.text((x + 2, y), one.stem, fill="white")
    whole.save(path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Take them all; a window has one size, so each panel is a process of its own."""
    parser = argparse.ArgumentParser(prog="gallery", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, help="the folder to put them in")
    parser.add_argument("--size", help="one panel, as 800x480")
    parser.add_argument("--only", nargs="*", default=(), choices=[*WALK], metavar="SCREEN")
    given = parser.parse_args(arguments)
    if given.size is None:
        for wide, high in PANELS:
            asked = ["--out", str(given.out), "--size", f"{wide}x{high}", "--only", *given.only]
            subprocess.run([sys.executable, "-m", "tests.screens.gallery", *asked], check=True)
        return
    folder = given.out / given.size
    folder.mkdir(parents=True, exist_ok=True)
    wide, high = (int(part) for part in given.size.split("x"))
    pictures = take(folder, (wide, high), given.only)
    sheet(pictures, given.out / f"{given.size}.png")


if __name__ == "__main__":
    main()
