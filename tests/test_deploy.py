"""The two commands that set everything up, run for real against a machine of stand-ins.

Every run has a folder of its own as its whole ``PATH``: the harmless commands are the real ones,
while Python, apt-get, sudo and id are small scripts that record what they were asked and answer
from files in ``state``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"

TOOLS = ("espeak-ng", "Xvfb", "shellcheck", "systemd-analyze", "bwrap", "debootstrap", "strace")
"""What the tests need beside Python; here it is all there."""

REAL_COMMANDS = ("sh", "cat", "cksum", "dirname", "env", "mkdir", "mktemp", "rm", "tail", "true")

PYTHON = """#!/bin/sh
state='{state}'
case "$*" in
    *'(3, 11) <='*) [ ! -e "$state/unsuitable" ]; exit ;;
    *'import ensurepip'*) [ ! -e "$state/no-venv" ]; exit ;;
    *CDLL*) cat "$state/missing" 2>/dev/null; exit 0 ;;
    '-m venv '*)
        echo "venv $3" >>"$state/calls"
        [ ! -e "$state/venv-fails" ] || exit 1
        mkdir -p "$3/bin"
        cat "$state/venv-python" >"$3/bin/python"
        '{chmod}' +x "$3/bin/python"
        exit 0 ;;
esac
exec '{python}' "$@"
"""

VENV_PYTHON = """#!/bin/sh
state='{state}'
[ "$1" != -c ] || exec '{python}' "$@"
echo "python $*" >>"$state/calls"
for name in SDL_VIDEODRIVER SDL_AUDIODRIVER PYTHONPATH; do
    eval "value=\\${{$name-}}"
    [ -z "$value" ] || echo "  $name=$value" >>"$state/calls"
done
case "$*" in
    *'pip install'*) [ ! -e "$state/pip-fails" ]; exit ;;
    *main.py*) exit "$(cat "$state/code-of-main" 2>/dev/null || echo 0)" ;;
    *'-m ruff check'*) [ ! -e "$state/lint" ]; exit ;;
    *'-m pytest'*) [ ! -e "$state/red" ]; exit ;;
esac
"""

APT = """#!/bin/sh
state='{state}'
echo "apt-get $* ($DEBIAN_FRONTEND)" >>"$state/calls"
[ ! -e "$state/apt-fails" ] || {{ echo 'E: no network'; exit 100; }}
case "$*" in
    *install*-venv*) rm -f "$state/no-venv" ;;
    *install*) rm -f "$state/missing" ;;
esac
"""

SUDO = """#!/bin/sh
[ "$1" = -n ] || {{ echo 'sudo asked for a password' >>'{state}/calls'; exit 1; }}
shift
[ -e '{state}/may-sudo' ] || exit 1
echo "sudo $1" >>'{state}/calls'
exec "$@"
"""

ID = """#!/bin/sh
cat '{state}/uid'
"""


class Machine:
    """A machine with nothing on it but what a test says, and a clone in a folder with spaces."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.bin = folder / "bin"
        self.clone = folder / "een verse kloon"
        self.elsewhere = folder / "ergens anders"
        for made in (self.state, self.bin, self.clone / "deploy", self.elsewhere):
            made.mkdir(parents=True)
        for script in DEPLOY.glob("*.sh"):
            shutil.copy(script, self.clone / "deploy")
        shutil.copy(ROOT / "pyproject.toml", self.clone)
        for command in REAL_COMMANDS:
            found = shutil.which(command)
            assert found, command
            (self.bin / command).symlink_to(found)
        self.put("uid", "0\n")
        self.put("venv-python", self._filled(VENV_PYTHON))
        self.add("python3", PYTHON)
        self.add("apt-get", APT)
        for tool in TOOLS:
            self.add(tool, "#!/bin/sh\n")
        self.add("id", ID)

    def _filled(self, script: str) -> str:
        chmod = shutil.which("chmod")
        return script.format(state=self.state, python=sys.executable, chmod=chmod)

    def add(self, command: str, script: str) -> None:
        file = self.bin / command
        file.write_text(self._filled(script))
        file.chmod(0o755)

    def put(self, name: str, text: str = "") -> None:
        (self.state / name).write_text(text)

    def drop(self, name: str) -> None:
        (self.state / name).unlink()

    @property
    def calls(self) -> list[str]:
        file = self.state / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def forget(self) -> None:
        (self.state / "calls").unlink(missing_ok=True)

    def run(self, script: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.bin / "sh"), str(self.clone / "deploy" / script), *words],
            cwd=self.elsewhere,
            env={"PATH": str(self.bin), "TMPDIR": str(self.elsewhere), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def installs(machine: Machine) -> list[str]:
    return [call for call in machine.calls if "pip install" in call or call.startswith("venv")]


def test_a_fresh_clone_without_a_display_plays_the_day(machine: Machine) -> None:
    done = machine.run("try.sh")
    assert done.returncode == 0, done.stderr
    (out,) = machine.elsewhere.iterdir()
    options = "--quiet --no-input --disable-pip-version-check --only-binary :all:"
    assert machine.calls == [
        f"venv {machine.clone}/.venv",
        f"python -m pip install {options} -r {machine.clone}/.venv/requirements.txt",
        f"python {machine.clone}/main.py play --out {out}",
        "  SDL_VIDEODRIVER=offscreen",
    ]
    for number in range(1, 5):
        assert f"\n{number}/4 " in f"\n{done.stdout}"
    assert done.stdout.endswith(f"Gelukt: de beelden en de papieren staan in {out}\n")
    assert done.stderr == ""


def test_only_what_the_kiosk_needs_is_installed_to_try_it(machine: Machine) -> None:
    machine.run("try.sh")
    wanted = (machine.clone / ".venv" / "requirements.txt").read_text().splitlines()
    assert "kivy==2.3.1" in wanted
    assert not any(line.startswith("pytest") for line in wanted)


def test_with_a_display_a_window_opens(machine: Machine) -> None:
    done = machine.run("try.sh", "--data", "mijn map", DISPLAY=":0", PYTHONPATH="/elders")
    assert done.returncode == 0
    assert machine.calls[-1] == (
        f"python {machine.clone}/main.py --practice --windowed 1280x800 --data mijn map"
    )


def test_a_display_without_x_says_what_to_install_and_plays(machine: Machine) -> None:
    done = machine.run("try.sh", WAYLAND_DISPLAY="wayland-0")
    assert "sudo apt-get install xwayland" in done.stdout
    assert f"python {machine.clone}/main.py play" in machine.calls[-2]


@pytest.mark.parametrize(
    "words", [("--out", "mijn beelden"), ("--size=800x480", "--out=mijn beelden")]
)
def test_the_folder_for_the_pictures_can_be_chosen(
    machine: Machine, words: tuple[str, ...]
) -> None:
    done = machine.run("try.sh", "play", *words, DISPLAY=":0")
    assert machine.calls[-2] == f"python {machine.clone}/main.py play {' '.join(words)}"
    assert "staan in mijn beelden" in done.stdout
    assert list(machine.elsewhere.iterdir()) == []


def test_the_exit_code_is_that_of_the_play(machine: Machine) -> None:
    machine.put("code-of-main", "7")
    done = machine.run("try.sh")
    assert done.returncode == 7
    assert "Niet gelukt (code 7)" in done.stderr
    assert "Gelukt" not in done.stdout


def test_the_exit_code_is_that_of_the_window(machine: Machine) -> None:
    machine.put("code-of-main", "2")
    assert machine.run("try.sh", DISPLAY=":0").returncode == 2


def test_the_second_time_nothing_is_installed(machine: Machine) -> None:
    machine.run("try.sh")
    machine.forget()
    done = machine.run("try.sh")
    assert done.returncode == 0
    assert "al geïnstalleerd" in done.stdout
    assert installs(machine) == []


def test_the_tools_for_the_tests_are_added_without_starting_anew(machine: Machine) -> None:
    machine.run("try.sh")
    machine.forget()
    machine.run("test.sh")
    assert [call.split()[0] for call in installs(machine)] == ["python"]
    assert "pytest" in (machine.clone / ".venv" / "requirements.txt").read_text()
    machine.forget()
    machine.run("try.sh")
    machine.run("test.sh")
    assert installs(machine) == []


@pytest.mark.parametrize("change", ["pyproject", "moved", "broken", "interrupted"])
def test_it_is_made_anew_when_it_no_longer_fits(machine: Machine, change: str) -> None:
    machine.run("try.sh")
    venv = machine.clone / ".venv"
    (venv / "old").touch()
    if change == "pyproject":
        with (machine.clone / "pyproject.toml").open("a") as file:
            file.write("# changed\n")
    elif change == "moved":
        machine.clone = machine.clone.rename(machine.clone.with_name("verhuisd"))
        venv = machine.clone / ".venv"
    elif change == "broken":
        (venv / "bin" / "python").unlink()
    else:
        (venv / "ready-run").unlink()
    machine.forget()
    assert machine.run("try.sh").returncode == 0
    assert len(installs(machine)) == 2
    assert not (venv / "old").exists()


def test_somebody_elses_venv_is_left_alone(machine: Machine) -> None:
    venv = machine.clone / ".venv"
    venv.mkdir()
    (venv / "precious").touch()
    done = machine.run("try.sh")
    assert done.returncode == 3
    assert f'mv "{venv}" "{venv}.oud"' in done.stderr
    assert (venv / "precious").exists()
    assert machine.calls == []


def test_a_failed_download_says_so_and_is_tried_again(machine: Machine) -> None:
    machine.put("pip-fails")
    done = machine.run("try.sh")
    assert done.returncode == 3
    assert "Kijk of er internet is" in done.stderr
    assert not any("main.py" in call for call in machine.calls)
    machine.drop("pip-fails")
    assert machine.run("try.sh").returncode == 0


def test_a_venv_that_cannot_be_made(machine: Machine) -> None:
    machine.put("venv-fails")
    done = machine.run("try.sh")
    assert done.returncode == 3
    assert f"In {machine.clone} kan niets gemaakt worden" in done.stderr


def as_root(machine: Machine) -> list[str]:
    return []


def as_sudoer(machine: Machine) -> list[str]:
    machine.put("uid", "1000\n")
    machine.put("may-sudo")
    machine.add("sudo", SUDO)
    return ["sudo"]


@pytest.mark.parametrize("who", [as_root, as_sudoer])
def test_what_is_missing_is_installed_without_a_question(
    machine: Machine, who: Callable[[Machine], list[str]]
) -> None:
    prefix = who(machine)
    machine.put("no-venv")
    machine.put("missing", "libgl1\nlibegl1\n")
    done = machine.run("try.sh")
    assert done.returncode == 0, done.stderr
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    apt = [call for call in machine.calls if call.startswith("apt-get")]
    options = "-y -q --no-install-recommends"
    assert apt == [
        "apt-get update -q ()",
        f"apt-get install {options} python{version}-venv (noninteractive)",
        "apt-get update -q ()",
        f"apt-get install {options} libgl1 libegl1 (noninteractive)",
    ]
    assert any(call.startswith("sudo") for call in machine.calls) is bool(prefix)
    assert "sudo asked for a password" not in machine.calls


def no_rights(machine: Machine) -> None:
    machine.put("uid", "1000\n")


def sudo_with_password(machine: Machine) -> None:
    machine.put("uid", "1000\n")
    machine.add("sudo", SUDO)


def no_debian(machine: Machine) -> None:
    (machine.bin / "apt-get").unlink()


def no_network(machine: Machine) -> None:
    machine.put("apt-fails")


@pytest.mark.parametrize("trouble", [no_rights, sudo_with_password, no_debian, no_network])
def test_what_may_not_be_installed_is_said_exactly(
    machine: Machine, trouble: Callable[[Machine], None]
) -> None:
    trouble(machine)
    machine.put("missing", "libgl1\nlibmtdev1\n")
    done = machine.run("test.sh")
    assert done.returncode == 3
    assert done.stderr.endswith("sudo apt-get install -y libgl1 libmtdev1\n")
    assert "sudo asked for a password" not in machine.calls
    assert installs(machine) == []


@pytest.mark.parametrize("script", ["try.sh", "test.sh"])
def test_the_voice_is_installed(machine: Machine, script: str) -> None:
    (machine.bin / "espeak-ng").unlink()
    done = machine.run(script)
    assert done.returncode == 0, done.stderr
    assert "De stem ontbreekt en wordt geïnstalleerd: espeak-ng" in done.stdout
    apt = [call for call in machine.calls if call.startswith("apt-get install")]
    assert apt == [
        "apt-get install -y -q --no-install-recommends espeak-ng (noninteractive)",
    ]


def test_a_voice_that_may_not_be_installed_stops_the_tests_but_not_trying(
    machine: Machine,
) -> None:
    (machine.bin / "espeak-ng").unlink()
    no_rights(machine)
    done = machine.run("try.sh")
    assert done.returncode == 0, done.stderr
    assert "sudo apt-get install -y espeak-ng" in done.stdout
    done = machine.run("test.sh")
    assert done.returncode == 3
    assert done.stderr.endswith("sudo apt-get install -y espeak-ng\n")


def test_no_python_at_all(machine: Machine) -> None:
    (machine.bin / "python3").unlink()
    machine.put("uid", "1000\n")
    done = machine.run("try.sh")
    assert done.returncode == 3
    assert done.stderr.endswith("sudo apt-get install -y python3 python3-venv\n")


def test_a_python_that_is_too_old(machine: Machine) -> None:
    machine.put("unsuitable")
    done = machine.run("try.sh")
    assert done.returncode == 3
    assert "Python 3.11, 3.12 of 3.13 van 64 bits is nodig (gevonden: 3." in done.stderr
    assert machine.calls == []


def test_another_python_is_found_by_its_version(machine: Machine) -> None:
    machine.add("python3.12", PYTHON)
    machine.add("python3", "#!/bin/sh\nexit 127\n")
    done = machine.run("try.sh")
    assert done.returncode == 0
    assert f"{machine.bin}/python3.12 (" in done.stdout


def test_the_python_can_be_chosen(machine: Machine) -> None:
    machine.add("mijnpython", PYTHON)
    assert f"{machine.bin}/mijnpython (" in machine.run("try.sh", PYTHON="mijnpython").stdout
    done = machine.run("try.sh", PYTHON="/geen/python")
    assert done.returncode == 3
    assert "PYTHON=/geen/python" in done.stderr


def test_every_check_runs_in_the_clone(machine: Machine) -> None:
    done = machine.run("test.sh", "-k", "geld en munten")
    assert done.returncode == 0, done.stderr
    assert [call for call in machine.calls if "pip" not in call and "venv" not in call] == [
        "python -m ruff check .",
        "python -m ruff format --check .",
        "python -m mypy --strict",
        "python -m pytest -k geld en munten",
        "  SDL_VIDEODRIVER=offscreen",
        "  SDL_AUDIODRIVER=dummy",
    ]
    assert "7/7 Tests (pytest)" in done.stdout
    assert done.stdout.endswith("Alles in orde.\n")


@pytest.mark.parametrize("finding", ["lint", "red"])
def test_one_finding_fails_the_whole_and_stops_no_other_check(
    machine: Machine, finding: str
) -> None:
    machine.put(finding)
    done = machine.run("test.sh")
    assert done.returncode == 1
    assert "Alles in orde" not in done.stdout
    assert len([call for call in machine.calls if call.startswith("python -m")]) == 5


def test_the_dependencies_are_never_compiled_and_all_explained() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    listed = [line for line in lines if line.startswith('    "') and '", #' in line]
    pinned = [line for line in listed if "==" in line or "~=" in line]
    assert len(listed) > 15
    assert pinned == listed


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in which both commands are stand-ins that do what a test says."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    folder = tmp_path / "kloon"
    (folder / "deploy").mkdir(parents=True)
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci")
    (folder / "deploy" / "test.sh").write_text("echo tested\n")
    (folder / "deploy" / "try.sh").write_text('echo "tried $1 $2"; : >"$3/01 home.png"\n')
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def ci(clone: Path) -> subprocess.CompletedProcess[str]:
    (clone.parent / "tmp").mkdir(exist_ok=True)
    return subprocess.run(
        ["bash", str(clone / ".ci" / "run")],
        cwd=clone.parent,
        env={"PATH": os.environ["PATH"], "TMPDIR": str(clone.parent / "tmp")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_ci_tests_and_plays_and_leaves_nothing(clone: Path) -> None:
    done = ci(clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "tested\ntried play --out\n"
    assert list((clone.parent / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("test.sh", "exit 1\n"),
        ("try.sh", 'touch "$3/01.png"; exit 3\n'),
        ("try.sh", "exit 0\n"),
        ("try.sh", 'touch "$3/01.png" left-behind\n'),
    ],
)
def test_ci_fails_when_anything_does(clone: Path, script: str, text: str) -> None:
    (clone / "deploy" / script).write_text(text)
    assert ci(clone).returncode != 0
    assert list((clone.parent / "tmp").iterdir()) == []


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_shell_scripts_are_clean() -> None:
    scripts = sorted(map(str, DEPLOY.glob("*.sh")))
    subprocess.run(["shellcheck", "-x", "-P", str(ROOT), "-s", "sh", *scripts], check=True)
    subprocess.run(["shellcheck", str(ROOT / ".ci" / "run")], check=True)


@pytest.mark.parametrize("script", sorted(path.name for path in DEPLOY.glob("*.sh")))
def test_the_shell_scripts_need_no_more_than_posix(script: str) -> None:
    dash = shutil.which("dash") or "sh"
    subprocess.run([dash, "-n", str(DEPLOY / script)], check=True)
