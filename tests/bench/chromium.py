"""The same page in Chromium: what most would build a kiosk with, beside ours on one X screen.

Chromium shows a static page of 18 produce tiles in kiosk mode; the kiosk starts as it always does.
Both draw on the same virtual X screen, in turn, with software GL.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from kiosk import picture_atlas
from kiosk.produce import catalogue
from tests.bench.figures import KINDS, compare, figure, open_day, open_folder, run_json
from tests.bench.window import SETTLE, SIZE

PATIENCE = 60.0

PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #FFFBF3; font: bold 26px sans-serif; overflow: hidden }}
main {{ display: grid; grid: repeat(3, 1fr) / repeat(6, 1fr); gap: 18px; padding: 24px;
  height: 752px }}
div {{ background: #FDE2C0; border-radius: 26px; border-bottom: 9px solid #E08A2E; padding: 12px }}
img {{ width: 140px; display: block; margin: auto }} b {{ float: right }}
</style><main>{tiles}</main><script>
Promise.all([...document.images].map(image => image.decode())).then(() =>
  requestAnimationFrame(() => requestAnimationFrame(() => fetch("/drawn"))))
</script>"""


class Page(SimpleHTTPRequestHandler):
    """Serves the page to this machine, and hears when it is drawn."""

    drawn: threading.Event

    def do_GET(self) -> None:
        if self.path == "/drawn":
            self.drawn.set()
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


def write_page(folder: Path) -> None:
    """The page and its pictures, those of the kiosk itself."""
    tiles = []
    for key in [product.key for product in catalogue()][:KINDS]:
        drawing = picture_atlas.find(key, picture_atlas.SMALL)
        if drawing is None:
            raise SystemExit(f"{key} is not in the atlas")
        picture_atlas.read(drawing).save(folder / f"{key}.png")
        tiles.append(f'<div><img src="{key}.png">{html.escape(key)}<b>1,15</b></div>')
    (folder / "index.html").write_text(PAGE.format(tiles="".join(tiles)), encoding="utf-8")


@contextmanager
def screen() -> Iterator[str]:
    """A virtual X screen of the size of the kiosk; gives its name."""
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def family(parent: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [parent, *(member for child in children for member in family(int(child)))]


def pss_mb(process: int) -> float:
    """The memory of a process, its share of what it shares included."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def browse(url: str, drawn: threading.Event) -> tuple[float, float, int]:
    """Open Chromium once: milliseconds to the drawn page, megabytes and processes at rest."""
    drawn.clear()
    with tempfile.TemporaryDirectory(prefix="chromium-") as profile:
        before = time.monotonic()
        flags = ["--kiosk", "--no-first-run", "--no-sandbox", f"--user-data-dir={profile}"]
        browser = subprocess.Popen(
            ["chromium", *flags, url],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            if not drawn.wait(PATIENCE):
                raise SystemExit("Chromium drew nothing")
            took = (time.monotonic() - before) * 1000
            time.sleep(SETTLE)
            members = family(browser.pid)
            return took, sum(map(pss_mb, members)), len(members)
        finally:
            browser.terminate()
            browser.wait()


def measure(folder: Path, *, quick: bool) -> None:
    """Start both in turn; the first start of each only warms the disk."""
    missing = [name for name in ("chromium", "Xvfb") if shutil.which(name) is None]
    if missing:
        print(f"  not measured: {' and '.join(missing)} missing (apt-get install chromium xvfb)")
        return
    site, data = folder / "site", folder / "data"
    site.mkdir()
    write_page(site)
    opened = open_folder(data)
    open_day()
    opened.close()
    Page.drawn = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Page, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float, int]] = []
    with screen() as display:
        os.environ |= {"DISPLAY": display, "SDL_VIDEODRIVER": "x11"}
        for _ in range(3 if quick else 6):
            before = time.monotonic()
            kiosk = run_json("window", "kiosk", str(data), "1")
            ours.append(((kiosk["at"] - before) * 1000, kiosk["pss"]))
            theirs.append(browse(url, Page.drawn))
    server.shutdown()
    first, memory = zip(*ours[1:], strict=True)
    their_first, their_memory, processes = zip(*theirs[1:], strict=True)
    figure(median(first), "ms", "kiosk: until the welcome screen is drawn")
    figure(median(their_first), "ms", f"Chromium: until {KINDS} tiles are drawn")
    figure(compare(first, their_first), "x", "the kiosk against Chromium, first picture")
    figure(median(memory), "MB", f"kiosk: memory (PSS) after {SETTLE:.0f} s, one process")
    figure(median(their_memory), "MB", f"Chromium: memory, {median(processes)} processes together")
    figure(compare(memory, their_memory), "x", "the kiosk against Chromium, memory")


if __name__ == "__main__":
    measure(Path(sys.argv[1]), quick="--quick" in sys.argv)
