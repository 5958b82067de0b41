#!/bin/sh
# Tries the installation without a Pi: builds a bare Debian in a folder, runs the real install.sh in
# it, and starts the kiosk there without a screen, as its own user, up to its first picture.
#
#   sudo sh deploy/try_install.sh DIR                        Debian 12 for this machine
#   sudo sh deploy/try_install.sh DIR --suite trixie
#   sudo sh deploy/try_install.sh DIR --arch arm64           by qemu; slow: about half an hour
#   sudo sh deploy/try_install.sh DIR --wheels FOLDER        with libraries that are here already
#   sudo sh deploy/try_install.sh DIR --cache FOLDER         keeps the bare Debian for the next time
#
# DIR must not exist; what was built stays there. Nothing outside DIR and FOLDER is changed, except
# for mounts that are gone at the end. The settings of apt and pip of this machine (mirrors, proxies,
# certificates) are those in there too. Needs debootstrap; for arm64 qemu-user-static and binfmt too.
# The exit code is 0 when everything went well.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
suite=bookworm
arch=$(dpkg --print-architecture)
wheels=
cache=
bare=
while [ $# -gt 0 ]; do
    case $1 in
        --suite) suite=${2:?}; shift ;;
        --arch) arch=${2:?}; shift ;;
        --wheels) wheels=$(CDPATH='' cd -- "${2:?}" && pwd); shift ;;
        --cache) mkdir -p "${2:?}"; cache=$(CDPATH='' cd -- "$2" && pwd); shift ;;
        -*) printf '%s bestaat niet.\n' "$1" >&2; exit 2 ;;
        *) bare=$1 ;;
    esac
    shift
done
if [ -z "$bare" ] || [ -e "$bare" ]; then
    printf 'Zeg in welke nieuwe map: try_install.sh MAP\n' >&2
    exit 2
fi
[ "$(id -u)" -eq 0 ] || { printf 'Dit moet als root.\n' >&2; exit 3; }

begin=$(date +%s)
step() {
    printf '[%3d s] %s\n' $(($(date +%s) - begin)) "$*"
}

mkdir -p "$bare"
bare=$(CDPATH='' cd -- "$bare" && pwd -P)

leave() {
    for place in "$bare/proc" "$bare/sys" "$bare/dev" "$bare/mnt/wheels"; do
        # in a container debootstrap makes proc a link to /proc: that of this machine
        [ ! -L "$place" ] || continue
        while mountpoint -q "$place"; do umount -l "$place" || break; done
    done
}
trap leave EXIT
trap 'exit 130' INT TERM

# --- A bare Debian -----------------------------------------------------------------------------------

# The mirror that this machine uses for Debian, from either format of its lists.
mirror() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources \
        2>/dev/null | sed -n -E 's/^(URIs:|deb( \[[^]]*\])?) *(https?:[^ ]*\/debian)\/?( .*)?$/\3/p' | head -n 1
}

step "een kale Debian ($suite, $arch)"
kept=${cache:+$cache/$suite-$arch.tar}
if [ -n "$kept" ] && [ -f "$kept" ]; then
    tar -C "$bare" -x -f "$kept"
else
    found=$(mirror)
    foreign=
    [ "$arch" = "$(dpkg --print-architecture)" ] || foreign=--foreign
    debootstrap ${foreign:+"$foreign"} --arch="$arch" --variant=minbase --include=ca-certificates \
        "$suite" "$bare" "${found:-http://deb.debian.org/debian}" >"$bare.log" 2>&1 ||
        { tail -n 5 "$bare.log" >&2; exit 1; }
    if [ -n "$foreign" ]; then
        chroot "$bare" /bin/true 2>/dev/null || {
            printf 'Programma'"'"'s voor %s draaien hier niet. %s\n' "$arch" \
                'Installeer qemu: sudo apt-get install qemu-user-static binfmt-support' >&2
            exit 3
        }
        chroot "$bare" /debootstrap/debootstrap --second-stage >>"$bare.log" 2>&1 ||
            { tail -n 5 "$bare.log" >&2; exit 1; }
    fi
    rm -f "$bare.log"
    if [ -n "$kept" ]; then
        tar -C "$bare" -c -f "$kept.part" .
        mv "$kept.part" "$kept"
    fi
fi

# --- The settings of this machine --------------------------------------------------------------------

# Proxies and certificates for apt and pip, wherever this machine has them; files: is a path here.
cp /etc/resolv.conf "$bare/etc/resolv.conf" 2>/dev/null || true
mkdir -p "$bare/usr/local/share/onthaal"
cp -L /etc/ssl/certs/ca-certificates.crt "$bare/usr/local/share/onthaal/ca.crt"
cp -L /etc/ssl/certs/ca-certificates.crt "$bare/etc/ssl/certs/ca-certificates.crt"
apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|Check|Retries|ftp)[:-]?' \
    >"$bare/etc/apt/apt.conf.d/99here" || true
set -- DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
set -- "$@" PIP_CERT=/usr/local/share/onthaal/ca.crt PIP_NO_CACHE_DIR=1
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
    PIP_INDEX_URL PIP_PROXY PIP_DEFAULT_TIMEOUT PIP_TRUSTED_HOST; do
    eval "value=\${$name-}"
    # shellcheck disable=SC2154 # eval gives it
    [ -z "$value" ] || set -- "$@" "$name=$value"
done
index=$(python3 -m pip config get global.index-url 2>/dev/null || true)
[ -z "$index" ] || set -- "$@" "PIP_INDEX_URL=$index"

inside() {
    env -i "$@"
}

for folder in proc sys dev; do
    [ ! -L "$bare/$folder" ] || rm "$bare/$folder"
    mkdir -p "$bare/$folder"
done
mount -t proc proc "$bare/proc"
mount --rbind /dev "$bare/dev"
mount --make-rslave "$bare/dev"
mkdir -p "$bare/mnt/onthaal"
(
    cd -- "$root"
    tar -c -f - --exclude=__pycache__ --exclude=deploy/screenshots \
        main.py pyproject.toml LICENSE README.md kiosk db deploy
) | tar -C "$bare/mnt/onthaal" -x -f - --no-same-owner
given=
if [ -n "$wheels" ]; then
    mkdir -p "$bare/mnt/wheels"
    mount --bind "$wheels" "$bare/mnt/wheels"
    mount -o remount,ro,bind "$bare/mnt/wheels"
    given='--wheels /mnt/wheels'
fi

# --- Install, twice -------------------------------------------------------------------------------------

# What is there, with checksums, times and owners; without what the checks themselves write.
listing() {
    (
        cd -- "$bare"
        find . -xdev \( -path ./tmp -o -path ./run -o -path ./var/tmp -o -path ./var/log \) -prune \
            -o -printf '%p %y %m %U %G %l %T@\n'
        find . -xdev \( -path ./tmp -o -path ./run -o -path ./var/tmp -o -path ./var/log \) -prune \
            -o -type f -exec sha256sum {} +
    ) | LC_ALL=C sort
}

step 'niets doen, enkel zeggen (--dry-run)'
listing >"$bare.before"
# shellcheck disable=SC2086 # one option a word
inside "$@" chroot "$bare" sh /mnt/onthaal/deploy/install.sh --dry-run $given >/dev/null
listing >"$bare.after"
cmp "$bare.before" "$bare.after"

step 'installeren'
# shellcheck disable=SC2086
inside "$@" chroot "$bare" sh /mnt/onthaal/deploy/install.sh $given 2>"$bare.log" ||
    { tail -n 20 "$bare.log" >&2; exit 1; }

step 'nog eens installeren: er mag niets veranderen'
listing >"$bare.before"
# shellcheck disable=SC2086
inside "$@" chroot "$bare" sh /mnt/onthaal/deploy/install.sh $given
listing >"$bare.after"
if ! diff "$bare.before" "$bare.after"; then
    printf 'De tweede keer veranderde er iets.\n' >&2
    exit 1
fi
rm -f "$bare.before" "$bare.after" "$bare.log"

# --- The first picture ----------------------------------------------------------------------------------

step 'de kiosk starten tot zijn eerste beeld, als gebruiker onthaal'
rm -rf "$bare/mnt/onthaal" # only what was installed counts
inside "$@" chroot "$bare" runuser -u onthaal -- env HOME=/var/lib/onthaal \
    /opt/onthaal/current/venv/bin/python /opt/onthaal/current/deploy/first_picture.py \
    /var/lib/onthaal/eerste-beeld.png \
    --data /var/lib/onthaal --config /etc/onthaal/onthaal.toml

step "gelukt: $bare/var/lib/onthaal/eerste-beeld.png"
