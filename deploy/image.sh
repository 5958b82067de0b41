#!/bin/sh
# Makes the recipe of an SD card image for rpi-image-gen, the image builder of Raspberry Pi: only
# configuration, in a folder of its own. Nothing is built here.
#
#   sh deploy/image.sh DIR onthaal-1.2.0-aarch64.tar.gz                 for a Pi 4
#   sh deploy/image.sh DIR onthaal-1.2.0-aarch64.tar.gz --device rpi5
#
# The archive is made by deploy/release.sh. Then, where rpi-image-gen is (it runs best on a Pi):
#   ./rpi-image-gen build -S DIR -c onthaal.yaml
#
# The card has no password for logging in; add what it should have in DIR/config/onthaal.yaml.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
target=
archive=
device=rpi4
while [ $# -gt 0 ]; do
    case $1 in
        --device) device=${2:?}; shift ;;
        -*) printf '%s bestaat niet.\n' "$1" >&2; exit 2 ;;
        *.tar.gz) archive=$1 ;;
        *) target=$1 ;;
    esac
    shift
done
if [ -z "$target" ] || [ -z "$archive" ]; then
    printf 'Zeg waar het recept komt en welk archief: sh deploy/image.sh MAP ARCHIEF\n' >&2
    exit 2
fi
if [ ! -f "$archive" ]; then
    printf '%s bestaat niet: maak het met deploy/release.sh.\n' "$archive" >&2
    exit 3
fi
archive=$(realpath -- "$archive")

# What install.sh knows of packages and of the line that the kernel gets.
opt=/opt/onthaal data=/var/lib/onthaal account=onthaal display=kmsdrm dry=no
export opt data account display dry
. "$root/deploy/system.sh"

mkdir -p "$target/config" "$target/layer/onthaal.d/for/linux-base/cmdline.d"

cat >"$target/config/onthaal.yaml" <<YAML
# The image of the kiosk: a small Raspberry Pi OS with Onthaal on it. Made by deploy/image.sh.
include:
  file: trixie-minbase.yaml

device:
  layer: $device
  hostname: onthaal

image:
  name: onthaal
  root_part_size: 4G

layer:
  app: onthaal

onthaal:
  archive: $archive
YAML

{
    cat <<'YAML'
# METABEGIN
# X-Env-Layer-Name: onthaal
# X-Env-Layer-Version: 1.0.0
# X-Env-Layer-Category: app
# X-Env-Layer-Desc: The kiosk, installed from its archive without network by its own install.sh.
# X-Env-Layer-Requires: device-user-admin,linux-base
#
# X-Env-VarPrefix: onthaal
#
# X-Env-Var-archive:
# X-Env-Var-archive-Desc: The archive that deploy/release.sh made
# X-Env-Var-archive-Required: y
# X-Env-Var-archive-Valid: regex:^/.+[.]tar[.]gz$
# X-Env-Var-archive-Set: y
# METAEND
---
mmdebstrap:
  packages:
YAML
    for package in $packages libasound2t64 libmtdev1t64; do
        printf '    - %s\n' "$package"
    done
    cat <<'YAML'
  customize-hooks:
    - |
      set -eu
      mkdir -p "$1/usr/src/onthaal"
      tar -x -z -f "$IGconf_onthaal_archive" -C "$1/usr/src/onthaal" --strip-components=1 --no-same-owner
      chroot "$1" sh /usr/src/onthaal/deploy/install.sh --no-start
      rm -rf "$1/usr/src/onthaal"
YAML
} >"$target/layer/onthaal.yaml"

printf '%s\n' "$words" >"$target/layer/onthaal.d/for/linux-base/cmdline.d/50-onthaal"

printf 'Klaar. Bouw het beeld met: ./rpi-image-gen build -S %s -c onthaal.yaml\n' "$target"
