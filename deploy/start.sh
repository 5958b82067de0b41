#!/bin/sh
# What systemd starts: the kiosk, or the safe screen when the kiosk has crashed five times within
# ten minutes. Options go to main.py. RUNTIME_DIRECTORY (systemd makes it) keeps when it started.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
python=${PYTHON:-$root/venv/bin/python}
starts=${RUNTIME_DIRECTORY:?}/starts
most=5
seconds=600

# Seconds since the machine started: no change of the clock counts as a crash, or hides one.
read -r uptime _ <"${UPTIME:-/proc/uptime}"
now=${uptime%%.*}

recent=0
kept=
if [ -r "$starts" ]; then
    while read -r at; do
        case $at in '' | *[!0-9]*) continue ;; esac
        if [ $((now - at)) -lt "$seconds" ]; then
            recent=$((recent + 1))
            kept="$kept$at
"
        fi
    done <"$starts"
fi

if [ "$recent" -lt "$most" ]; then
    printf '%s%s\n' "$kept" "$now" >"$starts"
    exec "$python" "$root/main.py" "$@"
fi

# Nothing but this text is left when even the safe screen cannot be drawn: it stands on the console.
if [ -w /dev/tty1 ]; then
    printf '\033c\n\n   De kiosk start niet.\n\n   Roep een vrijwilliger.\n\n%s\n' \
        '   Trek de stekker uit, tel tot tien en steek hem weer in.' >/dev/tty1 || true
fi
cd -- "$root"
exec "$python" -m kiosk.safe_screen "$@"
