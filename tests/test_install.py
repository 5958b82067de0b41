"""What install.sh puts in place, on a machine of stand-ins and in a real bare Debian."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from deploy import lock, targets
from tests.updating import Machine

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
SYSTEM = DEPLOY / "system"
UNIT = SYSTEM / "etc" / "systemd" / "system" / "onthaal.service"
RULES = SYSTEM / "etc" / "udev" / "rules.d" / "90-onthaal.rules"

CMDLINE = "console=serial0,115200 console=tty1 root=PARTUUID=1234-02 rootwait quiet\n"
CONFIG = "dtparam=audio=on\n[cm5]\ndtoverlay=dwc2\n"


def command(name: str) -> str:
    """A program of the system that deploy/setup.sh installs."""
    found = shutil.which(name)
    assert found, name
    return found


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A Pi on which something stands already that installing replaces."""
    made = Machine(tmp_path / "machine", install=False)
    boot = made.root / "boot" / "firmware"
    boot.mkdir(parents=True)
    (boot / "cmdline.txt").write_text(CMDLINE)
    (boot / "config.txt").write_text(CONFIG)
    rules = made.root / "etc" / "udev" / "rules.d"
    rules.mkdir(parents=True)
    (rules / RULES.name).write_text("# of somebody else\n")
    return made


def listing(folder: Path) -> dict[str, tuple[float, bytes]]:
    """Every file and link with its content and time, and every folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = b""
        if path.is_symlink():
            content = os.readlink(path).encode()
        elif path.is_file():
            content = path.read_bytes()
        time = 0.0 if path.is_dir() else path.lstat().st_mtime
        found[str(path.relative_to(folder))] = (time, content)
    return found


def names(folder: Path) -> dict[str, bytes]:
    """The same without the times."""
    return {name: content for name, (_time, content) in listing(folder).items()}


def test_installing_puts_everything_in_its_place(machine: Machine) -> None:
    done = machine.install()
    assert done.code == 0, done.said
    for file in SYSTEM.rglob("*"):
        if file.is_file():
            placed = machine.root / file.relative_to(SYSTEM)
            assert placed.read_bytes() == file.read_bytes()
    boot = machine.root / "boot" / "firmware"
    words = boot.joinpath("cmdline.txt").read_text().split()
    assert words[:4] == CMDLINE.split()[:4]
    assert {"consoleblank=0", "quiet", "vt.global_cursor_default=0"} <= set(words)
    assert words.count("quiet") == 1
    assert boot.joinpath("config.txt").read_text().startswith(CONFIG)
    assert machine.running == "1.0"
    assert machine.enabled("onthaal.service") == "enabled"
    assert machine.enabled("onthaal-update.service") == "enabled"
    assert machine.enabled("getty@tty1.service") == "masked"
    assert (machine.root / "etc" / "onthaal" / "onthaal.toml").exists()


def test_a_second_time_changes_nothing(machine: Machine) -> None:
    machine.install()
    before = listing(machine.root)
    done = machine.install()
    assert done.code == 0
    assert "er is niets veranderd" in done.said
    assert listing(machine.root) == before


def test_a_dry_run_tells_and_does_nothing(machine: Machine) -> None:
    before = listing(machine.root)
    done = machine.install("--dry-run")
    assert done.code == 0, done.said
    assert "+ mv -T" in done.said
    assert "+ systemctl_here --quiet mask getty@tty1.service" in done.said
    assert listing(machine.root) == before


def test_uninstalling_gives_everything_back_but_the_data(machine: Machine) -> None:
    before = names(machine.root)
    machine.install()
    (machine.data / "backups").mkdir()
    done = machine.install("--uninstall")
    assert done.code == 0, done.said
    after = names(machine.root)
    assert machine.data.joinpath("onthaal.db").read_text() == "1\nsale 1\n"
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {"opt", "var/lib/onthaal/backups"}
    assert machine.enabled("onthaal.service") == "disabled"
    assert machine.enabled("getty@tty1.service") == "disabled"


def test_only_our_own_words_leave_the_boot_line(machine: Machine) -> None:
    machine.install()
    line = machine.root / "boot" / "firmware" / "cmdline.txt"
    line.write_text(line.read_text().replace("1234-02", "9999-02"))  # the card was copied
    machine.install("--uninstall")
    assert line.read_text() == CMDLINE.replace("1234-02", "9999-02")


def test_x_is_chosen_and_left_again(machine: Machine) -> None:
    drop_in = machine.root / "etc/systemd/system/onthaal.service.d/xorg.conf"
    machine.install("--display", "xorg")
    assert drop_in.read_bytes() == (DEPLOY / "xorg.conf").read_bytes()
    machine.install()
    assert not drop_in.exists()


@pytest.mark.parametrize("words", [("--wat",), ("--display", "wayland"), ("--wheels",)])
def test_a_wrong_option_is_a_sentence(machine: Machine, words: tuple[str, ...]) -> None:
    before = listing(machine.root)
    assert machine.install(*words).code == 2
    assert listing(machine.root) == before


# --- What is put there ---------------------------------------------------------------------------


def test_the_unit_is_closed_as_far_as_it_goes() -> None:
    done = subprocess.run(
        [command("systemd-analyze"), "security", "--offline=true", "--no-pager", str(UNIT)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"Overall exposure level for onthaal.service: ([0-9.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) <= 1.5


def test_the_unit_waits_watches_and_starts_again_without_end() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT)
    service = unit["Service"]
    assert service["Type"] == "notify"
    assert service["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert int(service["WatchdogSec"]) >= 5 * 5
    assert int(service["TimeoutStopSec"]) == 10
    assert service["StateDirectory"] == "onthaal"
    assert service["RuntimeDirectoryPreserve"] == "restart"


def test_every_relaxation_is_explained() -> None:
    lines = UNIT.read_text().splitlines()
    for open_one in ("SupplementaryGroups=", "MemoryDenyWriteExecute=no", "ProcSubset=all"):
        at = next(index for index, line in enumerate(lines) if line.startswith(open_one))
        assert lines[at - 1].startswith("#"), open_one
    comments = " ".join(line for line in lines if line.startswith("#"))
    for closed in (
        "PrivateDevices",
        "PrivateNetwork",
        "PrivateUsers",
        "RootDirectory",
        "MemoryDenyWriteExecute",
        "ProcSubset",
        "AF_NETLINK",
        "@resources",
    ):
        assert closed in comments, closed


def test_the_watchdogs_the_journal_and_the_printers() -> None:
    system = (SYSTEM / "etc/systemd/system.conf.d/60-onthaal.conf").read_text()
    (seconds,) = re.findall(r"^RuntimeWatchdogSec=(\d+)$", system, re.MULTILINE)
    assert int(seconds) <= 15, "the most that bcm2835 can"
    assert (
        "Storage=volatile" in (SYSTEM / "etc/systemd/journald.conf.d/60-onthaal.conf").read_text()
    )
    rules = RULES.read_text()
    for word in ("*:0701??:*", 'KERNEL=="lp[0-9]*"', "ID_INPUT_TOUCHSCREEN", "power-switch"):
        assert word in rules


def test_every_script_is_clean() -> None:
    scripts = sorted(str(path) for path in DEPLOY.glob("*.sh"))
    done = subprocess.run(
        [command("shellcheck"), "-x", *scripts],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


# --- The lock ------------------------------------------------------------------------------------


def test_the_lock_is_that_of_pyproject() -> None:
    assert lock.main(["--check"]) == 0


def test_every_library_that_is_asked_for_is_locked_with_checksums() -> None:
    text = lock.LOCK.read_text()
    locked = re.findall(
        r"^([a-z0-9-]+)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
        text,
        re.MULTILINE,
    )
    names = {name for name, _hashes in locked}
    assert text.count("==") == len(locked) > 20
    for asked in lock.asked_for():
        found = re.match(r"[A-Za-z0-9-]+", asked)
        assert found
        assert found[0].lower() in names
    compiled = dict(locked)["kivy"].count("--hash")
    assert compiled == len(targets.MACHINES) * len(targets.PYTHONS)


# --- A real Debian -------------------------------------------------------------------------------


def test_a_bare_debian_that_fails_leaves_the_mounts_of_this_machine(tmp_path: Path) -> None:
    """In a container debootstrap links proc to /proc, which once was unmounted at the end."""
    stand_ins = tmp_path / "bin"
    stand_ins.mkdir()
    for name, text in {
        "debootstrap": 'for last; do bare=$before; before=$last; done; ln -s /proc "$bare/proc"',
        "chroot": "exit 126",
        "mountpoint": "exit 0",
        "umount": f'echo "$@" >> {tmp_path}/unmounted; exit 1',
        "id": "echo 0",
    }.items():
        (stand_ins / name).write_text(f"#!/bin/sh\n{text}\n")
        (stand_ins / name).chmod(0o755)
    bare = tmp_path / "debian"
    done = subprocess.run(
        ["sh", str(DEPLOY / "try_install.sh"), str(bare), "--arch", "riscv64"],
        env=os.environ | {"PATH": f"{stand_ins}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "voor riscv64 draaien hier niet" in done.stderr and "apt-get" in done.stderr
    assert (bare / "proc").is_symlink()
    unmounted = (tmp_path / "unmounted").read_text().split()
    assert [path for path in unmounted if path.endswith("/proc")] == []


def test_in_a_bare_debian_it_comes_to_its_first_picture() -> None:
    """The real install.sh in a debootstrap, twice, then the kiosk as its own user (two minutes)."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "debian"
        done = subprocess.run(
            [*root, "sh", str(DEPLOY / "try_install.sh"), str(bare)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=1500,
        )
        print(done.stdout)
        try:
            assert done.returncode == 0, done.stdout + done.stderr
            assert "er is niets veranderd" in done.stdout
            assert "READY na" in done.stdout
        finally:
            subprocess.run([*root, "rm", "-rf", str(bare)], check=True)
