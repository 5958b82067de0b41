#!/bin/sh
# Checks the project: lint, format, types and all tests. Needs no display.
#
#   sh deploy/test.sh              everything
#   sh deploy/test.sh -k money     what follows goes to pytest
#   PYTHON=python3.13 sh deploy/test.sh
#
# The exit code is 0 only when nothing was found, 3 when something is missing.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
steps=7
. "$root/deploy/setup.sh"

set_up dev
cd -- "$root"

found=
check() {
    step "$1"
    shift
    "$@" || found=yes
}

check 'Lint (ruff check)' "$python" -m ruff check .
check 'Opmaak (ruff format)' "$python" -m ruff format --check .
check 'Types (mypy --strict)' "$python" -m mypy --strict
check 'Tests (pytest)' env SDL_VIDEODRIVER=offscreen SDL_AUDIODRIVER=dummy \
    "$python" -m pytest "$@"

if [ -n "$found" ]; then
    printf '\nNiet in orde: kijk hierboven wat er gevonden is.\n' >&2
    exit 1
fi
printf '\nAlles in orde.\n'
