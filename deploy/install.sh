#!/bin/sh
# Makes a kiosk of this machine: Raspberry Pi OS (64 bits) or Debian, Bookworm or Trixie.
#
#   sudo sh deploy/install.sh                   install, or bring up to date what changed
#   sudo sh deploy/install.sh --wheels DIR      Python libraries from a folder, without network
#   sudo sh deploy/install.sh --display xorg    with an X server, when the screen stays black
#   sudo sh deploy/install.sh --no-start        leave starting to who calls this (update, image)
#   sudo sh deploy/install.sh --dry-run         tell what would be done, and do nothing
#   sudo sh deploy/install.sh --uninstall       put back what was there; the data stay
#
# It asks nothing and never restarts the machine. A second time it changes nothing. The exit code is
# 0 when all is in place, 2 for a wrong option, 3 when something is missing, with the remedy.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
dry=no
wheels=
display=kmsdrm
uninstall=no
start=yes

usage() {
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d'
}

while [ $# -gt 0 ]; do
    case $1 in
        --dry-run) dry=yes ;;
        --uninstall) uninstall=yes ;;
        --no-start) start=no ;;
        --wheels | --display)
            [ $# -gt 1 ] || { printf 'Na %s ontbreekt er iets.\n' "$1" >&2; exit 2; }
            case $1 in --wheels) wheels=$2 ;; --display) display=$2 ;; esac
            shift
            ;;
        --help | -h) usage; exit 0 ;;
        *) printf '%s bestaat niet, kijk met --help wat er kan.\n' "$1" >&2; exit 2 ;;
    esac
    shift
done
case $display in
    kmsdrm | xorg) ;;
    *) printf -- '--display is kmsdrm of xorg.\n' >&2; exit 2 ;;
esac

. "$root/deploy/place.sh"
. "$root/deploy/system.sh"

[ "$(id -u)" -eq 0 ] || [ "$dry" = yes ] || fail 'Dit moet als root: sudo sh deploy/install.sh'

if [ "$uninstall" = yes ]; then
    say '1/2 De kiosk stoppen en terugzetten wat er was'
    put_system_back
    say '2/2 De kiosk weghalen'
    run rm -rf "$opt"
    say ''
    say "Klaar. De gegevens staan nog in $data, van de gebruiker $account."
    say 'Wie ook die niet meer wil, voert zelf uit:'
    say "    sudo rm -r $data; sudo userdel $account"
    say 'Wat met apt geïnstalleerd werd, blijft ook staan. Herstart om het gewone scherm te zien.'
    exit 0
fi

case $(uname -m) in
    aarch64 | x86_64) ;;
    *) fail 'Er is een systeem van 64 bits nodig. Kies in Raspberry Pi Imager een OS van 64 bits.' ;;
esac
if [ -n "$wheels" ]; then
    [ -d "$wheels" ] || fail "De map $wheels bestaat niet."
    wheels=$(CDPATH='' cd -- "$wheels" && pwd)
elif [ -d "$root/wheels" ]; then
    wheels=$root/wheels # as in a release made by deploy/release.sh
fi

say '1/6 Systeempakketten'
install_packages
find_python || [ "$dry" = yes ] ||
    fail 'Python 3.11 of 3.13 van 64 bits ontbreekt: gebruik Debian 12 of 13, of Raspberry Pi OS daarvan.'

say '2/6 De gebruiker'
make_account

say '3/6 De kiosk en zijn bibliotheken'
place "$root" "$wheels"

say '4/6 Toestellen, logboek, waakhond'
put_system_files

say '5/6 Het scherm'
take_screen

say '6/6 De kiosk starten bij het opstarten'
choose "$id"
[ -e "$opt/updating" ] || keep_only "$id" "$(linked previous)"
enable_units
[ "$start" = no ] || start_now

say ''
if [ "$dry" = yes ]; then
    say 'Er is niets veranderd.'
elif [ "$changed" = no ]; then
    say 'Alles stond er al; er is niets veranderd.'
else
    say 'Klaar. Herstart als het past: daarna komt het welkomstbeeld vanzelf (sudo reboot).'
fi
