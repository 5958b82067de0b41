# shellcheck shell=sh
# Sets up what the kiosk needs on this machine; read by try.sh and test.sh, not run by itself.
#
# The caller sets, before reading this file:
#   root   the folder of the project
#   steps  how many steps the caller shows
# It offers:
#   step WORDS...       print the next step, such as "2/4 Bibliotheken"
#   fail WORDS...       print one sentence with the remedy and stop with exit code 3
#   set_up run|dev      do the first three steps; "dev" adds the tools for the tests
# and leaves in $python the Python of the project. Everything that it makes is in $root/.venv.

: "${root:?}" "${steps:?}"
venv=$root/.venv
at=0

step() {
    at=$((at + 1))
    printf '%s/%s %s\n' "$at" "$steps" "$*"
}

note() {
    printf '    %s\n' "$*"
}

fail() {
    printf '\n%s\n' "$*" >&2
    exit 3
}

# Nothing that happens to be set may change which Python and which libraries run.
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP VIRTUAL_ENV

set_up() {
    step 'Python zoeken'
    find_python
    step 'Systeembibliotheken nakijken'
    find_system_libraries "$1"
    find_voice "$1"
    [ "$1" = run ] || find_tools
    find_virtual_screen "$1"
    note 'in orde'
    step 'Python-bibliotheken installeren'
    make_venv "$1"
}

# --- Debian packages ---------------------------------------------------------------------------

# Run a command as root; never asks for a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1
}

# need WHAT PACKAGE...: install Debian packages, or say exactly how, when that is not allowed here.
need() {
    what=$1
    shift
    if ! may_install; then
        fail "$what ontbreekt. Voer dit uit en probeer dan opnieuw: sudo apt-get install -y $*"
    fi
    note "$what ontbreekt en wordt geïnstalleerd: $*"
    # Fresh images have no package lists yet, and old ones name files that are gone.
    apt_log=$(mktemp)
    if as_root apt-get update -q >"$apt_log" 2>&1 </dev/null &&
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends "$@" >>"$apt_log" 2>&1 </dev/null; then
        rm -f "$apt_log"
        return 0
    fi
    tail -n 15 "$apt_log" >&2
    rm -f "$apt_log"
    fail "Installeren lukte niet. Kijk of er internet is en voer dit zelf uit: sudo apt-get install -y $*"
}

# --- 1. Python -----------------------------------------------------------------------------------

# Kivy 2.3.1 has wheels for these versions; 64 bits, for a Pi with a 32-bit system gets none.
suits() {
    "$1" -c '
import sys
sys.exit(not ((3, 11) <= sys.version_info[:2] < (3, 14) and sys.maxsize > 2**32))
' >/dev/null 2>&1
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

first_suitable() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && suits "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

find_python() {
    if [ -n "${PYTHON-}" ] && ! suits "$PYTHON"; then
        fail "PYTHON=$PYTHON is geen Python 3.11, 3.12 of 3.13 van 64 bits: kies een andere of laat PYTHON weg."
    fi
    base=$(first_suitable) || base=
    if [ -z "$base" ] && ! command -v python3 >/dev/null 2>&1; then
        need 'Python' python3 python3-venv
        base=$(first_suitable) || base=
    fi
    if [ -z "$base" ]; then
        found=$(python3 -c '
import platform, sys
print(platform.python_version(), "van", 64 if sys.maxsize > 2**32 else 32, "bits")
' 2>/dev/null) || found='geen'
        fail "Python 3.11, 3.12 of 3.13 van 64 bits is nodig (gevonden: $found). Gebruik Debian 12 of 13 of een 64-bit Raspberry Pi OS, of wijs zelf aan welke: PYTHON=/pad/naar/python3.11 sh deploy/try.sh"
    fi
    if ! can_make_venv "$base"; then
        version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        need 'De module venv van Python' "python$version-venv"
        can_make_venv "$base" ||
            fail "$base kan nog altijd geen venv maken. Voer dit uit en probeer dan opnieuw: sudo apt-get install -y python$version-venv"
    fi
    note "$base ($("$base" -c 'import platform; print(platform.python_version())'))"
}

# --- 2. System libraries ---------------------------------------------------------------------------

# Kivy's wheel brings SDL but not OpenGL: libGL for its graphics, libEGL to draw with or without a
# screen, libGLESv2 for the GPU of a Pi, libmtdev for touch panels. The tests read QR codes back with
# libzbar, and touch a virtual screen by libXtst. Loading them is the true test.
missing_libraries() {
    wanted='libGL.so.1=libgl1 libEGL.so.1=libegl1 libGLESv2.so.2=libgles2 libmtdev.so.1=libmtdev1'
    [ "$1" = run ] || wanted="$wanted libzbar.so.0=libzbar0 libXtst.so.6=libxtst6"
    # shellcheck disable=SC2086 # one pair a word
    "$base" -c '
import ctypes
import sys

for pair in sys.argv[1:]:
    library, package = pair.split("=")
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
' $wanted
}

find_system_libraries() {
    missing=$(missing_libraries "$1")
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086 # one package a word
        need 'Grafische software' $missing
    fi
}

# espeak-ng reads the screen out. The kiosk works without it, silently, so trying does not stop for
# a package that may not be installed here; the tests do, for they would leave out what they test.
find_voice() {
    command -v espeak-ng >/dev/null 2>&1 && return 0
    if [ "$1" = dev ] || may_install; then
        need 'De stem' espeak-ng
    else
        note 'zonder stem: daarvoor is nog nodig sudo apt-get install -y espeak-ng'
    fi
}

# On a virtual screen of X the tests see that the sleeping kiosk wakes at a touch.
find_virtual_screen() {
    [ "$1" = run ] || command -v Xvfb >/dev/null 2>&1 || need 'Het virtuele scherm' xvfb
}

# The tests look at the scripts and the units of the Pi, and install in a bare Debian; strace tells
# them every write and sync of the kiosk, which they replay with the power cut.
find_tools() {
    missing=
    for pair in shellcheck=shellcheck systemd-analyze=systemd bwrap=bubblewrap \
        debootstrap=debootstrap strace=strace; do
        # /usr/sbin is not everybody's
        PATH=$PATH:/usr/sbin:/sbin command -v "${pair%=*}" >/dev/null 2>&1 || missing="$missing ${pair#*=}"
    done
    # shellcheck disable=SC2086 # one package a word
    [ -z "$missing" ] || need 'Voor de tests' $missing
}

# --- 3. Python libraries ---------------------------------------------------------------------------

# What a finished installation depends on: any change of it means: make it anew.
fingerprint() {
    printf '%s\n' "$root" "$base"
    "$base" -c 'import sys; print(sys.version)'
    cksum <"$root/pyproject.toml"
}

# The dependencies, one a line, from pyproject.toml: it is not a package that pip could install.
requirements() {
    "$base" -c '
import sys
import tomllib

with open(sys.argv[1], "rb") as file:
    project = tomllib.load(file)["project"]
print(*project["dependencies"], sep="\n")
if sys.argv[2] == "dev":
    print(*project["optional-dependencies"]["dev"], sep="\n")
' "$root/pyproject.toml" "$1"
}

is_ready() {
    [ "$(cat "$venv/ready-$1" 2>/dev/null)" = "$now" ] &&
        "$python" -c 'import sys' >/dev/null 2>&1
}

make_venv() {
    python=$venv/bin/python
    now=$(fingerprint)
    if is_ready "$1"; then
        note 'al geïnstalleerd'
        return 0
    fi
    if ! is_ready run; then
        if [ -e "$venv" ]; then
            [ -e "$venv/made-by-setup" ] ||
                fail "De map $venv is hier niet door gemaakt en blijft dus zoals ze is. Hernoem ze en probeer opnieuw: mv \"$venv\" \"$venv.oud\""
            rm -rf "$venv" ||
                fail "De oude map $venv kan niet weg. Verwijder ze en probeer opnieuw: sudo rm -rf \"$venv\""
        fi
        { mkdir "$venv" && : >"$venv/made-by-setup" && "$base" -m venv "$venv"; } ||
            fail "In $root kan niets gemaakt worden. Zet de map van het project op een plaats waar je mag schrijven en waar 500 MB vrij is."
    fi
    note 'dit duurt een paar minuten, de eerste keer'
    requirements "$1" >"$venv/requirements.txt"
    "$python" -m pip install --quiet --no-input --disable-pip-version-check \
        --only-binary :all: -r "$venv/requirements.txt" </dev/null ||
        fail "De Python-bibliotheken konden niet geïnstalleerd worden. Kijk of er internet is en of er 500 MB vrij is op de schijf, en voer het dan opnieuw uit."
    printf '%s\n' "$now" >"$venv/ready-run"
    [ "$1" = run ] || printf '%s\n' "$now" >"$venv/ready-dev"
    note 'in orde'
}
