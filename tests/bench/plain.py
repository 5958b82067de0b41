"""The plainest page of tiles that Kivy's own widgets make, to compare with.

A picture and a number on each of 18 tiles, one INSERT for an act, one total: no screen but this
one, nothing that shows a press, nothing that can be refused. No kiosk made with Kivy takes less.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

TILES = 18
PICTURE_PX = 192


def plain_environment(folder: Path, size: tuple[int, int]) -> None:
    """Let Kivy take nothing else: no settings of whoever runs this, no log, no multisampling."""
    os.environ |= {
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_HOME": str(folder / "kivy"),
    }
    from kivy.config import Config

    Config.set("graphics", "multisamples", "0")
    Config.set("graphics", "maxfps", "60")
    Config.set("graphics", "width", str(size[0]))
    Config.set("graphics", "height", str(size[1]))
    logging.disable(logging.CRITICAL)


def make_pictures(folder: Path) -> None:
    """The pictures of the page; a process of its own takes the memory for that."""
    from PIL import Image

    from kiosk import picture_atlas
    from kiosk.produce import in_season
    from tests.bench.figures import MONTH

    folder.mkdir(parents=True, exist_ok=True)
    for product in in_season(MONTH)[:TILES]:
        drawing = picture_atlas.find(product.key, PICTURE_PX)
        assert drawing is not None, product.key
        whole = picture_atlas.read(drawing)
        small = whole.resize((PICTURE_PX, PICTURE_PX), Image.Resampling.LANCZOS)
        small.save(folder / f"{product.key}.png")


def page(folder: Path) -> Widget:
    """The page of the pictures that are in `folder`; its tiles have a `count`."""
    from kivy.uix.behaviors import ButtonBehavior
    from kivy.uix.boxlayout import BoxLayout
    from kivy.uix.gridlayout import GridLayout
    from kivy.uix.image import Image
    from kivy.uix.label import Label

    sales = sqlite3.connect(folder / "plain.db", isolation_level=None)
    sales.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
        "CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, offer INTEGER, cents INTEGER)"
    )

    class Tile(ButtonBehavior, BoxLayout):  # type: ignore[misc]
        def __init__(self, offer: int, picture: str) -> None:
            super().__init__(orientation="vertical")
            self.offer, self.count = offer, 0
            self.number = Label(text="0", size_hint_y=0.3, font_size=24)
            self.add_widget(Image(source=picture))
            self.add_widget(self.number)

        def on_release(self) -> None:
            sales.execute("INSERT INTO line (offer, cents) VALUES (?, 50)", (self.offer,))
            self.count += 1
            self.number.text = str(self.count)
            total.text = f"€ {sum(tile.count for tile in grid.children) * 0.5:.2f}"

    grid, total = GridLayout(cols=6), Label(text="", size_hint_y=0.15)
    for offer, picture in enumerate(sorted(folder.glob("*.png"))):
        grid.add_widget(Tile(offer, str(picture)))
    root = BoxLayout(orientation="vertical")
    root.add_widget(grid)
    root.add_widget(total)
    return root


def taps(folder: Path, rounds: int) -> dict[str, list[float]]:
    """The CPU of each tap in milliseconds, as it comes and on a processor that never rests."""
    from tests.bench.touch import SIZE, cpu_ms, frames, touch_at, wait

    plain_environment(folder, SIZE)
    from kivy.base import runTouchApp
    from kivy.clock import Clock

    root = page(folder)
    runTouchApp(root, embedded=True)
    frames(30)
    gc.collect()
    gc.disable()
    took: dict[str, list[float]] = {}
    for name, fps in (("resting", 60), ("never resting", 0)):
        Clock._max_fps = fps
        spent = took[name] = []
        for _ in range(rounds):
            for tile in root.children[1].children:
                before = tile.count
                spent.append(cpu_ms(partial(touch_at, *tile.center)))
                if tile.count != before + 1:
                    raise SystemExit("a tap on a plain tile was not one act")
                wait()
    return took


if __name__ == "__main__":
    print(json.dumps(taps(Path(sys.argv[1]), int(sys.argv[2]))))
