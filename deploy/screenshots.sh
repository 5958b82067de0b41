#!/bin/sh
# Makes the pictures of README.md anew: plays the practice day, in Dutch and in Arabic, and keeps
# what the README shows, at full size with 256 colours, in deploy/screenshots.
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

for language in nl ar; do
    SDL_VIDEODRIVER=offscreen SDL_AUDIODRIVER=dummy "$python" "$root/main.py" \
        play --size 1280x800 --language "$language" --out "$work/$language"
done

"$python" - "$work" "$root/deploy/screenshots" <<'PYTHON'
import shutil
import sys
from pathlib import Path

from PIL import Image

MOST_BYTES = 120_000

# The picture in the README and the one of a play-through: the last with that name.
WANTED = {
    "welcome": "nl/[0-9][0-9]-welcome.png",
    "open-day": "nl/[0-9][0-9]-open-day.png",
    "home": "nl/[0-9][0-9]-home.png",
    "check-in": "nl/[0-9][0-9]-check-in.png",
    "produce": "nl/[0-9][0-9]-produce-picked.png",
    "produce-arabic": "ar/[0-9][0-9]-produce-picked.png",
    "order-done": "nl/[0-9][0-9]-order-done.png",
    "outings": "nl/[0-9][0-9]-outings.png",
    "outing": "nl/[0-9][0-9]-outing-paid.png",
    "counter": "nl/[0-9][0-9]-counter-received.png",
    "paid": "nl/[0-9][0-9]-paid.png",
    "redeem": "nl/[0-9][0-9]-redeem.png",
    "close-cash": "nl/[0-9][0-9]-close-cash.png",
    "close-result": "nl/[0-9][0-9]-close-result.png",
    "order-slip": "nl/papers/*-order_slip.png",
    "voucher": "nl/papers/*-voucher.png",
    "tally-strip": "nl/papers/*-tally_strip.png",
}

plays, target = map(Path, sys.argv[1:])
fresh = plays / "readme"
fresh.mkdir()
for name, pattern in WANTED.items():
    found = sorted(plays.glob(pattern))
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
