# shellcheck shell=sh
# The screen is the kiosk's: while the machine starts, and for ever after; read by system.sh, whose
# functions it uses.

: "${base?}" "${etc:?}" "${before:?}" "${dry:?}" "${changed:?}"

boot_file() {
    for folder in /boot/firmware /boot; do
        if [ -f "$base$folder/$1" ] && [ -f "$base$folder/config.txt" ]; then
            printf '%s\n' "$folder/$1"
            return 0
        fi
    done
    return 1
}

# The screen never goes blank, and nothing but the kiosk is seen on it while the Pi starts.
words='consoleblank=0 quiet loglevel=3 logo.nologo vt.global_cursor_default=0'

take_boot_words() {
    line=$(head -n 1 "$base$1")
    for word in $words; do
        case " $line " in
            *" $word "*) ;;
            *)
                line="$line $word"
                note words "$word"
                ;;
        esac
    done
    printf '%s\n' "$line" >"$scratch"
    put "$scratch" "$1"
}

# Take only our words out again: the rest of the line may have changed since (a copied card has
# another root), and with the old line the Pi would not start.
give_boot_words() {
    [ -f "$base$1" ] && [ -f "$before/words" ] || return 0
    line=" $(head -n 1 "$base$1") "
    while read -r word; do
        case $line in *" $word "*) line="${line%%" $word "*} ${line#*" $word "}" ;; esac
    done <"$before/words"
    line=${line# }
    if [ "${line% }" = "$(head -n 1 "$before/files$1")" ]; then
        put_back "$1"
    else
        [ "$dry" = yes ] || printf '%s\n' "${line% }" >"$base$1"
    fi
}

config_begin='# Onthaal: begin'
config_end='# Onthaal: einde'

take_boot_config() {
    grep -qxF "$config_begin" "$base$1" && return 0
    {
        cat "$base$1"
        printf '%s\n[all]\ndisable_splash=1\ndtparam=watchdog=on\n%s\n' "$config_begin" "$config_end"
    } >"$scratch"
    put "$scratch" "$1"
}

give_boot_config() {
    [ -f "$base$1" ] || return 0
    run sed -i "/^$config_begin\$/,/^$config_end\$/d" "$base$1"
}

grub=/etc/default/grub.d/onthaal.cfg

take_grub() {
    [ -f "$etc/default/grub" ] || return 0
    # shellcheck disable=SC2016 # grub fills it in
    printf 'GRUB_CMDLINE_LINUX_DEFAULT="$GRUB_CMDLINE_LINUX_DEFAULT %s"\nGRUB_TIMEOUT=1\n' "$words" >"$scratch"
    if ! cmp -s "$scratch" "$base$grub"; then
        put "$scratch" "$grub"
        make_grub
    fi
}

make_grub() {
    if [ -z "$base" ] && [ -f /boot/grub/grub.cfg ]; then
        run update-grub
    fi
}

take_screen() {
    scratch=$(mktemp)
    if command_line=$(boot_file cmdline.txt); then
        take_boot_words "$command_line"
        take_boot_config "$(boot_file config.txt)"
    else
        take_grub
    fi
    rm -f "$scratch"
    getty=$(state_of getty@tty1.service)
    if [ "$getty" != masked ]; then
        changed=yes
        was getty "$getty"
        run systemctl_here --quiet mask getty@tty1.service
    fi
    target=$(systemctl_here get-default 2>/dev/null || echo multi-user.target)
    if [ "$target" != multi-user.target ]; then
        changed=yes
        was target "$target"
        run systemctl_here --quiet set-default multi-user.target
    fi
}
