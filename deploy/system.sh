# shellcheck shell=sh
# What the kiosk needs of the system, and how that is put back; read by install.sh.
#
# The files stand in deploy/system at the paths that they get. What they replace, and what was
# enabled, is kept in $opt/before. $changed says whether anything was done.

: "${root:?}" "${opt:?}" "${data:?}" "${account:?}" "${display:?}" "${dry:?}"
base=${base-}
before=$opt/before
etc=$base/etc
changed=no
. "$root/deploy/screen.sh"

# Without the network they must be there already. libgbm, libdrm and libudev are what SDL draws on
# the screen with and finds the touch panel by; libusb is for receipt printers.
packages='python3 python3-venv ca-certificates tzdata udev systemd dbus libgl1 libegl1 libgles2
libgl1-mesa-dri libgbm1 libdrm2 libudev1 libusb-1.0-0 espeak-ng'
xorg_packages='xserver-xorg-core xserver-xorg-input-libinput xinit libpam-systemd libx11-6 libxcursor1
libxext6 libxfixes3 libxi6 libxrandr2 libxss1'

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_packages() {
    [ -z "$base" ] || return 0
    wanted=$packages
    [ "$display" = kmsdrm ] || wanted="$wanted $xorg_packages"
    release_of=$(sed -n 's/^VERSION_ID="\{0,1\}\([0-9]*\).*/\1/p' /etc/os-release)
    if [ "${release_of:-12}" -ge 13 ]; then
        wanted="$wanted libasound2t64 libmtdev1t64" # Debian 13 gave them other names
    else
        wanted="$wanted libasound2 libmtdev1"
    fi
    missing=
    for package in $wanted; do
        is_installed "$package" || missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        say '    alles is er al'
        return 0
    fi
    changed=yes
    # shellcheck disable=SC2086 # one package a word
    if ! run apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 update </dev/null >&2 ||
        ! run env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
            -o Acquire::Retries=3 -o Dpkg::Options::=--force-confold \
            install --no-install-recommends $missing </dev/null >&2; then
        fail "Installeren lukte niet. Kijk of er internet is en voer dit zelf uit: sudo apt-get install -y$missing"
    fi
}

make_account() {
    if ! getent passwd "$account" >/dev/null; then
        changed=yes
        run useradd --system --user-group --home-dir /var/lib/onthaal --no-create-home \
            --shell /usr/sbin/nologin --comment 'Onthaal, de kiosk' "$account"
    fi
    if [ ! -d "$data" ]; then
        changed=yes
        run install -d -m 0700 -o "$account" -g "$account" "$data"
    fi
    if [ ! -e "$etc/onthaal/onthaal.toml" ]; then
        changed=yes
        make_folder /etc/onthaal
        run install -m 0644 "$root/deploy/onthaal.toml" "$etc/onthaal/onthaal.toml"
    fi
}

# --- Files -----------------------------------------------------------------------------------------

# The files of a tree, as paths from its root.
tree() (
    cd -- "$root/deploy/$1" && find . -type f | LC_ALL=C sort | sed 's/^\.//'
)

# note LIST WORD: add a word to a list of what was, once.
note() {
    grep -qxF -e "$2" "$before/$1" 2>/dev/null && return 0
    run mkdir -p "$before"
    [ "$dry" = yes ] || printf '%s\n' "$2" >>"$before/$1"
}

# make_folder PATH: make a folder and those above it, and remember which were not there.
make_folder() {
    [ ! -d "$base$1" ] || return 0
    make_folder "$(dirname "$1")"
    note folders "$1"
    run mkdir "$base$1"
}

# keep PATH: remember what stands there before it is ours; only once.
keep() {
    grep -qxF -e "$1" "$before/ours" 2>/dev/null && return 0
    if [ -e "$base$1" ]; then
        run mkdir -p "$(dirname "$before/files$1")"
        run cp -p "$base$1" "$before/files$1"
    fi
    note ours "$1"
}

# put SOURCE PATH: have the content of SOURCE at PATH, in one rename.
put() {
    if cmp -s "$1" "$base$2"; then
        return 0
    fi
    changed=yes
    say "    $2"
    make_folder "$(dirname "$2")"
    keep "$2"
    run install -m 0644 "$1" "$base$2.onthaal"
    run mv -T "$base$2.onthaal" "$base$2"
}

# put_back PATH: what stood there before, or nothing when nothing did.
put_back() {
    if [ -e "$before/files$1" ]; then
        run mv -T "$before/files$1" "$base$1"
    else
        run rm -f "$base$1"
    fi
}

put_system_files() {
    for path in $(tree system); do
        put "$root/deploy/system$path" "$path"
    done
    drop_in=/etc/systemd/system/onthaal.service.d/xorg.conf
    if [ "$display" = xorg ]; then
        put "$root/deploy/xorg.conf" "$drop_in"
    elif [ -e "$base$drop_in" ]; then
        changed=yes
        put_back "$drop_in"
    fi
    if [ "$changed" = yes ] && systemd_runs; then
        run systemctl daemon-reload
        run udevadm control --reload
        run udevadm trigger --subsystem-match=usb --subsystem-match=usbmisc --subsystem-match=input
        run systemctl try-restart systemd-journald.service
    fi
}

# --- Units ---------------------------------------------------------------------------------------------

# was NAME VALUE: remember how it was, once.
was() {
    if [ ! -e "$before/$1" ]; then
        run install -d "$before"
        [ "$dry" = yes ] || printf '%s\n' "$2" >"$before/$1"
    fi
}

state_of() {
    systemctl_here is-enabled "$1" 2>/dev/null || true
}

enable_units() {
    for unit in onthaal.service onthaal-update.service; do
        if [ "$(state_of "$unit")" != enabled ]; then
            changed=yes
            run systemctl_here --quiet enable "$unit"
        fi
    done
}

# In place of what is on the screen now; the desktop keeps it until the next start.
start_now() {
    if [ "$changed" = no ] || ! systemd_runs; then
        return 0
    fi
    if systemctl is-active --quiet display-manager.service; then
        say '    het bureaublad staat nog op het scherm; na een herstart staat de kiosk er'
    else
        # Last and without waiting: on the console it takes the place of whoever typed this.
        run systemctl restart --no-block onthaal.service
    fi
}

# --- Back ------------------------------------------------------------------------------------------

put_system_back() {
    if systemd_runs; then
        run systemctl stop onthaal.service || true
    fi
    for unit in onthaal.service onthaal-update.service; do
        [ "$(state_of "$unit")" != enabled ] || run systemctl_here --quiet disable "$unit"
    done
    if [ -e "$before/getty" ]; then
        run systemctl_here --quiet unmask getty@tty1.service
        [ "$(cat "$before/getty")" != enabled ] || run systemctl_here --quiet enable getty@tty1.service
    fi
    [ ! -e "$before/target" ] || run systemctl_here --quiet set-default "$(cat "$before/target")"
    if cmp -s "$root/deploy/onthaal.toml" "$etc/onthaal/onthaal.toml"; then
        run rm -f "$etc/onthaal/onthaal.toml"
    fi
    [ -e "$before/ours" ] || return 0
    while read -r path; do
        case $path in
            */cmdline.txt) give_boot_words "$path" ;;
            */config.txt) give_boot_config "$path" ;;
            *) put_back "$path" ;;
        esac
    done <"$before/ours"
    ! grep -qxF "$grub" "$before/ours" || make_grub
    if [ -e "$before/folders" ]; then
        # The last that was made is the deepest; one in which something else stands by now, stays.
        sed '1!G;h;$!d' "$before/folders" | while read -r folder; do
            run rmdir --ignore-fail-on-non-empty "$base$folder"
        done
    fi
    if systemd_runs; then
        run systemctl daemon-reload
        run udevadm control --reload
    fi
}
