# shellcheck shell=sh
# Puts versions of the kiosk in place and chooses the one that runs; read by install.sh and update.sh.
#
#   $opt/releases/ID   one version: the program, its own venv, and "complete" when it is whole
#   $opt/current       a link to the version that runs, replaced in one step
#
# An ID is the version, a checksum of the program and the Python that it is for. The caller sets
# $dry to "yes" to have everything told and nothing done. ONTHAAL_ROOT is put before every path, to
# install in a folder (for the tests, and to look at what would come).

base=${ONTHAAL_ROOT-}
opt=$base/opt/onthaal
data=$base/var/lib/onthaal
: "$data"
account=onthaal
dry=${dry:-no}

# What a version consists of.
parts='main.py pyproject.toml LICENSE README.md kiosk db deploy'

# Nothing that happens to be set may change which Python and which libraries are used.
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP VIRTUAL_ENV
umask 022

say() {
    printf '%s\n' "$*"
}

fail() {
    printf '\n%s\n' "$*" >&2
    exit 3
}

# Do a command, or only tell it.
run() {
    if [ "$dry" = yes ]; then
        printf '    + %s\n' "$*"
    else
        "$@"
    fi
}

# What is written is on the card before anything goes on, so that a power cut finds it there.
settle() {
    run sync -f "$1"
}

as_kiosk() {
    run runuser -u "$account" -- "$@"
}

# --- Python ----------------------------------------------------------------------------------------

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c '
import sys
sys.exit(not (sys.version_info[:2] in ((3, 11), (3, 13)) and sys.maxsize > 2**32))
' 2>/dev/null; then
            python=$(command -v "$candidate")
            return 0
        fi
    done
    return 1
}

# --- Versions --------------------------------------------------------------------------------------

version_in() {
    sed -n 's/^version = "\([0-9A-Za-z.+-]*\)"$/\1/p' "$1/pyproject.toml" | head -n 1
}

# Every file of a version, one a line, sorted; without what Python or the README's pictures make of it.
files_in() (
    cd -- "$1" || exit
    # shellcheck disable=SC2086 # one part a word
    find $parts -type f ! -path '*/__pycache__/*' ! -path 'deploy/screenshots/*' | LC_ALL=C sort
)

id_of() {
    for_python=$("$python" -c 'import sys; print("py%d%d" % sys.version_info[:2])')
    sum=$(cd -- "$1" && files_in . | tr '\n' '\0' | xargs -0 sha256sum | sha256sum)
    printf '%s-%.12s-%s\n' "$(version_in "$1")" "$sum" "$for_python"
}

# place SOURCE [WHEELS]: have the version in SOURCE beside the others; leaves its name in $id. The
# libraries come from the folder WHEELS, or else from the network; only what the lock names.
place() {
    if [ -z "${python-}" ]; then
        id=nieuw # only told, and Python is yet to come
    else
        id=$(id_of "$1")
    fi
    release=$opt/releases/$id
    if [ -e "$release/complete" ]; then
        say "    $id staat er al"
        return 0
    fi
    say "    $id wordt geplaatst (een paar minuten)"
    run rm -rf "$release"
    run mkdir -p "$release"
    [ "$dry" = yes ] || files_in "$1" | tar -C "$1" -c -f - -T - | tar -C "$release" -x -f - --no-same-owner
    run "${python:-python3}" -m venv "$release/venv"
    set -- "$1" ${2:+--no-index --find-links "$2"}
    shift
    run "$release/venv/bin/python" -m pip install --quiet --no-input --no-cache-dir \
        --disable-pip-version-check --only-binary :all: --require-hashes \
        "$@" -r "$release/deploy/requirements.txt" </dev/null ||
        fail 'De Python-bibliotheken konden niet geïnstalleerd worden. Is er internet, of een map met wheels (--wheels MAP), en 500 MB vrij op de kaart?'
    # Compiled now, since the kiosk may not write there later.
    run "$release/venv/bin/python" -m compileall -q -j 0 "$release/kiosk" "$release/db" "$release/main.py"
    settle "$opt"
    run touch "$release/complete"
    settle "$opt"
}

# linked NAME: the version that $opt/NAME leads to: current, or previous.
linked() {
    target=$(readlink "$opt/$1" 2>/dev/null) || return 0
    printf '%s\n' "${target##*/}"
}

# link NAME ID: let $opt/NAME lead to a version, in one rename, so that it always leads to one.
link() {
    run ln -sfn "releases/$2" "$opt/next"
    run mv -T "$opt/next" "$opt/$1"
    settle "$opt"
}

# choose ID: let this version be the one that runs, and remember which one did.
choose() {
    running=$(linked current)
    [ "$running" != "$1" ] || return 0
    [ -z "$running" ] || link previous "$running"
    link current "$1"
}

# Remove the versions other than those that are named.
keep_only() {
    for found in "$opt"/releases/*; do
        keep=no
        for name in "$@"; do
            [ "${found##*/}" != "$name" ] || keep=yes
        done
        if [ "$keep" = no ] && [ -d "$found" ]; then
            run rm -f "$found/complete"
            run rm -rf "$found"
        fi
    done
}

# --- Services --------------------------------------------------------------------------------------

# Whether systemd runs here; in a chroot or while an image is built it does not.
systemd_runs() {
    [ -d "$base/run/systemd/system" ]
}

# Change or ask which units are enabled; that works without a running systemd too.
systemctl_here() {
    if [ -n "$base" ] && ! systemd_runs; then
        systemctl --root="$base" "$@"
    else
        systemctl "$@"
    fi
}
