#!/bin/sh
# Brings another version from a USB stick, and goes back to the old one when that does not work.
#
#   sudo sh /opt/onthaal/current/deploy/update.sh /media/.../onthaal-1.2.0.tar.gz
#   sudo sh /opt/onthaal/current/deploy/update.sh --back      to the version before this one
#   sudo sh /opt/onthaal/current/deploy/update.sh --resume    finish what the power cut off
#
# The archive and its .sha256 are made by deploy/release.sh. The kiosk goes on until the new version
# has shown its first picture, on a copy of the data that it brought up to date; only then a backup
# is made and the versions change places, in one rename. $opt/updating says how far it is, so that
# the next start finishes it (onthaal-update.service). The exit code is 0 when the new version runs,
# 1 when the old one does, 2 for a wrong option, 3 when nothing was begun.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/deploy/place.sh"

updating=$opt/updating
incoming=$opt/incoming
trial=$opt/trial

# --- How far it is -----------------------------------------------------------------------------

# at STEP: from here on, a power cut is answered by what resume does for this step.
at() {
    printf 'step=%s\nold=%s\nnew=%s\ncopy=%s\n' "$1" "$old" "$new" "$copy" >"$updating.new"
    settle "$opt"
    mv -T "$updating.new" "$updating"
    settle "$opt"
}

field() {
    sed -n "s/^$1=//p" "$updating"
}

finished() {
    rm -f "$updating"
    settle "$opt"
    rm -rf "$incoming" "$trial"
}

# --- Steps -------------------------------------------------------------------------------------

# with_data ID COMMAND...: let a version do something with copies, as the user of the kiosk.
with_data() {
    release=$opt/releases/$1
    shift
    as_kiosk env HOME="$data" "$release/venv/bin/python" "$release/deploy/copy_data.py" "$@"
}

# A proven copy of the data among the backups, made by a version; its path is printed.
copy_by() {
    [ ! -e "$data/onthaal.db" ] || with_data "$1" make "$data"
}

# Start the new version on a copy of the data, without a screen, up to its first picture.
try_new() {
    maker=$old
    with_data "$old" suits "$data" || maker=$new
    rm -rf "$trial"
    tried=$(copy_by "$maker") || return 1
    install -d -m 0700 -o "$account" -g "$account" "$trial" || return 1
    if [ -n "$tried" ]; then
        with_data "$maker" put "$tried" "$trial" || return 1
    fi
    as_kiosk env HOME="$trial" "$opt/releases/$new/venv/bin/python" \
        "$opt/releases/$new/deploy/first_picture.py" "$trial/picture.png" --data "$trial" || return 1
    rm -rf "$trial"
}

stop_kiosk() {
    ! systemd_runs || systemctl stop onthaal.service
}

# Until it says READY: the first picture is on the screen. While the machine starts that would wait
# for ever, since the kiosk comes after this.
start_kiosk() {
    ! systemd_runs || systemctl start ${resuming:+--no-block} onthaal.service
}

# The files of the system that belong to a version, and the version itself as the one that runs.
take() {
    sh "$opt/releases/$1/deploy/install.sh" --no-start >/dev/null
}

forward() {
    at switch
    if take "$new" && start_kiosk; then
        finished
        keep_only "$new" "$old"
        say "Klaar: versie $new loopt."
        return 0
    fi
    back
}

# The old version with the data from before; those that the new version changed are kept aside.
back() {
    at back
    stop_kiosk
    if [ -n "$copy" ] && ! with_data "$old" suits "$data"; then
        with_data "$old" put "$copy" "$data"
    fi
    take "$old"
    finished
    start_kiosk || true
    keep_only "$old"
    say "Versie $old loopt weer." >&2
    return 1
}

resume() {
    [ -e "$updating" ] || exit 0
    resuming=yes
    old=$(field old)
    new=$(field new)
    copy=$(field copy)
    case $(field step) in
        switch)
            if try_new; then forward; else back; fi
            ;;
        back) back ;;
        *)
            finished
            start_kiosk
            ;;
    esac
}

update() {
    [ -f "$1" ] || fail "$1 bestaat niet. Zit de stick erin?"
    [ -f "$1.sha256" ] || fail "$1.sha256 ontbreekt: zet beide bestanden op de stick."
    old=$(linked current)
    [ -n "$old" ] || fail 'Er is nog geen kiosk geïnstalleerd: sudo sh deploy/install.sh'
    find_python || fail 'Python 3.11 of 3.13 ontbreekt.'

    say '1/5 De update nakijken'
    (cd -- "$(dirname -- "$1")" && sha256sum --status -c "$(basename -- "$1").sha256") ||
        fail 'De update is beschadigd. Zet ze opnieuw op de stick.'
    rm -rf "$incoming"
    mkdir -p "$incoming"
    tar -x -z -f "$1" -C "$incoming" --no-same-owner --strip-components=1 ||
        fail 'De update kan niet uitgepakt worden. Is er 500 MB vrij op de kaart?'

    say '2/5 De nieuwe versie naast de oude zetten'
    place "$incoming" "$incoming/wheels"
    new=$id
    if [ "$new" = "$old" ]; then
        rm -rf "$incoming"
        say "Versie $new loopt al."
        return 0
    fi

    say '3/5 De nieuwe versie proberen met een kopie van de gegevens'
    at try
    if ! try_new; then
        finished
        keep_only "$old" "$(linked previous)"
        say "De nieuwe versie werkt hier niet. Versie $old loopt gewoon verder." >&2
        return 1
    fi

    say '4/5 De gegevens veilig zetten'
    at backup
    stop_kiosk
    if ! copy=$(copy_by "$old"); then
        finished
        start_kiosk
        fail "Er kon geen kopie gemaakt worden. Versie $old loopt verder."
    fi

    say '5/5 Overschakelen'
    forward
}

# --- What is asked -------------------------------------------------------------------------------

resuming=
copy=
[ "$(id -u)" -eq 0 ] || fail 'Dit moet als root: sudo sh update.sh ARCHIEF'
case ${1-} in
    --resume) resume ;;
    --back)
        old=$(linked previous)
        new=$(linked current)
        if [ -z "$old" ] || [ ! -e "$opt/releases/$old/complete" ]; then
            fail 'Er is geen vorige versie.'
        fi
        with_data "$old" suits "$data" || fail 'De gegevens zijn al van de nieuwe versie: zet eerst een kopie van voor de update terug.'
        back || exit 0
        ;;
    '' | -*)
        printf 'sudo sh update.sh ARCHIEF, of --back, of --resume\n' >&2
        exit 2
        ;;
    *)
        [ ! -e "$updating" ] || (resume) || true
        if systemd_runs && [ -z "${ONTHAAL_INSIDE-}" ]; then
            # A service of its own: it goes on when the terminal is gone, and it ends with a kiosk.
            exec systemd-run --quiet --collect --pipe --wait --setenv=ONTHAAL_INSIDE=yes \
                --property=ExecStopPost="/bin/sh $root/deploy/update.sh --resume" \
                sh "$root/deploy/update.sh" "$(realpath -- "$1")"
        fi
        update "$1"
        ;;
esac
