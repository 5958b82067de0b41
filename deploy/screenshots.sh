#!/bin/sh
# Makes the pictures of README.md anew: plays the practice day and keeps what the README shows,
# at full size with 256 colours, in deploy/screenshots.
#
#   sh deploy/screenshots.sh                       with the Python that deploy/try.sh installed
#   PYTHON=/path/to/python sh deploy/screenshots.sh
#
# The pictures that are there stay until every new one is made.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=${PYTHON:-$root/.venv/bin/python}
if ! command -v "$python" >/dev/null 2>&1; then
    printf '%s bestaat niet. Voer eerst dit uit: sh deploy/try.sh play\n' "$python" >&2
    exit 3
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/onthaal-screenshots.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

SDL_VIDEODRIVER=offscreen SDL_AUDIODRIVER=dummy \
    "$python" "$root/main.py" play --size 1280x800 --out "$work/play"

"$python" - "$work/play" "$root/deploy/screenshots" <<'PYTHON'
import shutil
import sys
from pathlib import Path

from PIL import Image

MOST_BYTES = 120_000

# The picture in the README and the one of the play-through: the last with that name.
WANTED = {
    "welcome": "[0-9][0-9]-welcome.png",
    "open-day": "[0-9][0-9]-open-day.png",
    "home": "[0-9][0-9]-home.png",
    "check-in": "[0-9][0-9]-check-in.png",
    "produce": "[0-9][0-9]-produce-picked.png",
    "order-done": "[0-9][0-9]-order-done.png",
    "counter": "[0-9][0-9]-counter-received.png",
    "paid": "[0-9][0-9]-paid.png",
    "close-cash": "[0-9][0-9]-close-cash.png",
    "close-result": "[0-9][0-9]-close-result.png",
    "order-slip": "papers/*-order_slip.png",
    "tally-strip": "papers/*-tally_strip.png",
}

play, target = map(Path, sys.argv[1:])
fresh = play / "readme"
fresh.mkdir()
for name, pattern in WANTED.items():
    found = sorted(play.glob(pattern))
    if not found:
        sys.exit(f"De proefdag maakte geen {pattern}.")
    with Image.open(found[-1]) as picture:
        if picture.mode != "1":
            picture = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        picture.save(fresh / f"{name}.png", optimize=True)
    size = (fresh / f"{name}.png").stat().st_size
    print(f"{name}.png: {size // 1000} kB")
    if size >= MOST_BYTES:
        sys.exit(f"{name}.png is te groot: {size} bytes.")

target.mkdir(exist_ok=True)
for old in target.glob("*.png"):
    old.unlink()
for file in sorted(fresh.iterdir()):
    shutil.copyfile(file, target / file.name)
PYTHON

printf 'Gelukt: de beelden staan in deploy/screenshots\n'
