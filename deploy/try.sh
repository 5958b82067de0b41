#!/bin/sh
# Tries the kiosk: sets everything up and opens the practice day.
#
#   sh deploy/try.sh               in a window; without a display it plays the day through instead
#   sh deploy/try.sh --data DIR    any option of main.py can follow (main.py --help lists them)
#   sh deploy/try.sh play          plays the day through on a virtual screen, display or not
#
# The exit code is that of main.py, 3 when something is missing.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
steps=4
. "$root/deploy/setup.sh"

set_up run

virtual=no
if [ "${1-}" = play ]; then
    shift
    virtual=asked
elif [ -z "${DISPLAY-}" ]; then
    virtual=yes # Kivy's SDL has no Wayland, so a desktop must offer X (as Xwayland does)
fi

if [ "$virtual" = no ]; then
    step 'De oefendag openen'
    exec "$python" "$root/main.py" --practice --windowed 1280x800 "$@"
fi

step 'De oefendag naspelen op een virtueel scherm'
if [ "$virtual" = yes ] && [ -n "${WAYLAND_DISPLAY-}" ]; then
    note 'een venster lukt hier niet: installeer daarvoor xwayland (sudo apt-get install xwayland)'
elif [ "$virtual" = yes ]; then
    note 'er is geen scherm; met een scherm opent de kiosk in een venster'
fi

out=
previous=
for word in "$@"; do
    case $word in
        --out=*) out=${word#--out=} ;;
        *) [ "$previous" != --out ] || out=$word ;;
    esac
    previous=$word
done
if [ -z "$out" ]; then
    out=$(mktemp -d "${TMPDIR:-/tmp}/onthaal-proefdag.XXXXXX")
    set -- --out "$out" "$@"
fi

code=0
SDL_VIDEODRIVER=offscreen "$python" "$root/main.py" play "$@" || code=$?
if [ "$code" -eq 0 ]; then
    printf '\nGelukt: de beelden en de papieren staan in %s\n' "$out"
else
    printf '\nNiet gelukt (code %s). Wat er al is, staat in %s\n' "$code" "$out" >&2
fi
exit "$code"
