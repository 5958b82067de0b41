#!/bin/sh
# Boots the Debian that deploy/try_install.sh built, in a container with a real systemd, and looks at
# the unit as it runs there, closed as it is on a Pi; only the screen is missing.
#
#   sudo sh deploy/try_boot.sh DIR
#
# Shown: READY and how long it took, the rights of the process, the end by the watchdog of a kiosk
# that is frozen, a clean stop, the safe screen after five crashes, the journal in memory. Takes two
# minutes. Needs systemd-nspawn (Debian: systemd-container) and a D-Bus; what is in DIR is changed.
# The exit code is 0 when everything went as it should.
set -eu

bare=${1:?Zeg welke map: try_boot.sh MAP}
[ -e "$bare/opt/onthaal/current" ] || { printf 'Maak eerst: sh deploy/try_install.sh %s\n' "$bare" >&2; exit 3; }
units=$bare/etc/systemd/system
mkdir -p "$units/onthaal.service.d"

# A container has no screen and no console.
cat >"$units/onthaal.service.d/zz-container.conf" <<'UNIT'
[Service]
Environment=SDL_VIDEODRIVER=offscreen SDL_AUDIODRIVER=dummy
StandardInput=null
TTYPath=
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
UNIT
cat >"$units/look.service" <<'UNIT'
[Unit]
After=onthaal.service
[Service]
Type=oneshot
ExecStart=/bin/sh /look.sh
ExecStopPost=/usr/bin/systemctl poweroff --no-block
UNIT
mkdir -p "$units/multi-user.target.wants"
ln -sf ../look.service "$units/multi-user.target.wants/look.service"

cat >"$bare/look.sh" <<'LOOK'
exec >/look.out 2>&1
of() {
    systemctl show onthaal.service -p "$1" --value
}
good() {
    printf 'goed: %s\n' "$*"
}
wrong() {
    printf 'FOUT: %s\n' "$*"
    exit 1
}
runs() {
    tr '\0' ' ' <"/proc/$(of MainPID)/cmdline"
}
wait_for() { # SECONDS COMMAND...
    left=$1
    shift
    while ! "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 1
    done
}
started_anew() {
    [ "$(of NRestarts)" -gt "$before" ] && systemctl is-active --quiet onthaal.service
}

systemctl is-active --quiet onthaal.service || wrong 'niet READY'
good "READY na $((($(of ActiveEnterTimestampMonotonic) - $(of ExecMainStartTimestampMonotonic)) / 1000)) ms"
pid=$(of MainPID)
grep -q '^CapBnd:.*0000000000000000$' "/proc/$pid/status" || wrong 'rechten van root'
grep -q '^NoNewPrivs:.*1$' "/proc/$pid/status" || wrong 'nieuwe rechten mogelijk'
[ "$(stat -c %U "/proc/$pid")" = onthaal ] || wrong 'niet als onthaal'
good 'als gebruiker onthaal, zonder rechten van root'
nsenter -t "$pid" -m touch /etc/proef 2>/dev/null && wrong 'schrijft in /etc'
nsenter -t "$pid" -m touch /var/lib/onthaal/proef || wrong 'schrijft niet bij de gegevens'
good 'schrijft alleen bij de gegevens'

before=$(of NRestarts)
begin=$(date +%s)
kill -STOP "$pid"
wait_for 90 started_anew || wrong 'een bevroren kiosk blijft staan'
good "bevroren: na $(($(date +%s) - begin)) s opnieuw gestart door de waakhond"

begin=$(date +%s%N)
systemctl stop onthaal.service
[ "$(of Result)" = success ] || wrong "gestopt met $(of Result)"
good "gestopt in $((($(date +%s%N) - begin) / 1000000)) ms"

systemctl start onthaal.service
for _ in 1 2 3 4 5; do
    case $(runs) in *main.py*) ;; *) wrong 'geen kiosk' ;; esac
    before=$(of NRestarts)
    kill -KILL "$(of MainPID)"
    wait_for 60 started_anew || wrong 'niet opnieuw gestart'
done
case $(runs) in *safe_screen*) good 'na vijf crashes: het veilige scherm' ;; *) wrong 'geen veilig scherm' ;; esac

[ -z "$(find /var/log/journal -type f 2>/dev/null)" ] || wrong 'het journaal staat op de kaart'
[ -n "$(find /run/log/journal -type f)" ] || wrong 'geen journaal'
good 'het journaal staat in het geheugen'
[ -z "$(systemctl list-units --failed --no-legend | grep -v look.service)" ] || wrong "$(systemctl list-units --failed --no-legend)"
good 'niets anders is mislukt'
echo alles goed
LOOK

rm -f "$bare/look.out"
SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 timeout 400 systemd-nspawn --quiet --directory="$bare" \
    --register=no --keep-unit --boot </dev/null >/dev/null 2>&1 || true
cat "$bare/look.out"
tail -n 1 "$bare/look.out" | grep -qx 'alles goed'
