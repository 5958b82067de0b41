#!/bin/sh
# Makes a release: one archive with the program and its libraries, and its checksum, for a USB stick.
#
#   sh deploy/release.sh DIR                      for a Raspberry Pi
#   sh deploy/release.sh DIR --for x86_64         for a PC
#   sh deploy/release.sh DIR --wheels FOLDER      with libraries that were downloaded before
#
# deploy/update.sh takes both files; unpacked, the archive installs by deploy/install.sh, without
# network. Twice the same source gives twice the same archive.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/deploy/place.sh"

target=
machine=aarch64
wheels=
while [ $# -gt 0 ]; do
    case $1 in
        --for) machine=${2:?}; shift ;;
        --wheels) wheels=$(CDPATH='' cd -- "${2:?}" && pwd); shift ;;
        -*) printf '%s bestaat niet.\n' "$1" >&2; exit 2 ;;
        *) target=$1 ;;
    esac
    shift
done
[ -n "$target" ] || { printf 'Zeg waar het archief komt: sh deploy/release.sh MAP\n' >&2; exit 2; }
find_python || fail 'Python 3.11 of 3.13 ontbreekt.'
mkdir -p "$target"
target=$(CDPATH='' cd -- "$target" && pwd)

work=$(mktemp -d "${TMPDIR:-/tmp}/onthaal-release.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
name=onthaal-$(version_in "$root")-$machine
mkdir -p "$work/$name/wheels"

say '1/3 Het programma'
files_in "$root" | tar -C "$root" -c -f - -T - | tar -C "$work/$name" -x -f -

say '2/3 De bibliotheken'
if [ -n "$wheels" ]; then
    cp "$wheels"/*.whl "$work/$name/wheels"
else
    for version in 3.11 3.13; do
        # shellcheck disable=SC2046 # one option a word
        "$python" -m pip download --quiet --no-input --disable-pip-version-check --no-deps \
            --require-hashes --dest "$work/$name/wheels" \
            $("$python" "$root/deploy/targets.py" "$machine" "$version") \
            -r "$root/deploy/requirements.txt" </dev/null ||
            fail 'De bibliotheken konden niet opgehaald worden. Is er internet?'
    done
fi

say '3/3 Het archief'
# Always in the same order and with the same times and owners, so that the checksum tells the content.
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-01-01 00:00Z' \
    --mode='u+rwX,go+rX,go-w' -c -f - "$name" | gzip -n >"$target/$name.tar.gz.part"
mv "$target/$name.tar.gz.part" "$target/$name.tar.gz"
(cd -- "$target" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
sync
say "Klaar: zet $name.tar.gz en $name.tar.gz.sha256 samen op een stick."
