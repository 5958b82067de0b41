"""The command line: what it accepts, what it answers, and that Kivy hears nothing of it."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

import kiosk.commands
import main
from db.errors import StorageError
from kiosk.command_line import COMMANDS, read_command_line
from kiosk.errors import KioskError
from kiosk.i18n import LANGUAGES
from kiosk.kivy_environment import close_environment
from kiosk.settings_file import SettingsError

ROOT = Path(main.__file__).parent

pytestmark = pytest.mark.usefixtures("own_home")


class Opened:
    """Stands where the kiosk and the play-through are, and remembers what it was given."""

    def __init__(self, code: int = 0, error: BaseException | None = None) -> None:
        self.code = code
        self.error = error
        self.calls: list[tuple[object, ...]] = []
        self.windows: list[object] = []
        self.environment: dict[str, str] = {}

    def __call__(self, *given: object, **_named: object) -> int:
        self.calls.append(given)
        self.environment = dict(os.environ)
        if self.error:
            raise self.error
        return self.code


def stand_in(monkeypatch: pytest.MonkeyPatch, **result: object) -> Opened:
    opened = Opened(**result)  # type: ignore[arg-type]
    for module, name, double in (
        ("kiosk.widgets", "ASSETS", None),
        ("kiosk.widgets.window", "configure", opened.windows.append),
        ("kiosk.widgets.splash", "show", lambda _settings: False),
        ("kiosk.app", "run_kiosk", opened),
        ("kiosk.play", "play", opened),
    ):
        stand = types.ModuleType(module)
        setattr(stand, name, double)
        monkeypatch.setitem(sys.modules, module, stand)
    return opened


def test_without_options_it_is_the_kiosk_on_the_full_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = stand_in(monkeypatch, code=0)
    assert main.main([]) == 0
    (settings,) = opened.calls[0]
    assert settings == read_command_line([]).settings
    assert opened.windows == [None]
    assert (tmp_path / "data" / "onthaal" / "onthaal.log").exists()


def test_every_option_arrives(tmp_path: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[group]\nname = "De Brug"\n[printer]\nurl = "tcp://oud"\n')
    asked = read_command_line(
        [
            "--practice",
            "--windowed=1280x800",
            f"--data={tmp_path / 'd'}",
            "--printer=usb://04b8:0e15",
            "--config",
            str(config),
            "--mm-width=217",
        ]
    )
    settings = asked.settings
    assert settings.practice
    assert settings.window == (1280, 800)
    assert settings.data == tmp_path / "d" / "oefenen"
    assert settings.printer.url == "usb://04b8:0e15"
    assert settings.group.name == "De Brug"
    assert settings.screen.width_mm == 217
    assert asked.play_out is None


def test_the_last_of_two_wins() -> None:
    asked = read_command_line(["--windowed", "1280x800", "--windowed=800x480"])
    assert asked.settings.window == (800, 480)


@pytest.mark.parametrize("order", [["play", "--out", "OUT"], ["--out", "OUT", "play"]])
def test_play_is_practice_on_a_day_that_begins_empty(tmp_path: Path, order: list[str]) -> None:
    out = tmp_path / "beelden"
    arguments = [str(out) if word == "OUT" else word for word in order]
    asked = read_command_line(arguments)
    assert asked.play_out == out
    assert asked.settings.practice
    assert asked.settings.window == (1280, 800)
    assert asked.settings.data == out / "gegevens"
    (out / "gegevens").mkdir(parents=True)
    assert read_command_line(arguments).settings.data == out / "gegevens-2"
    (out / "gegevens-2").mkdir()
    assert read_command_line(arguments).settings.data == out / "gegevens-3"


def test_play_in_another_size_and_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked = read_command_line(["play", "--out", "o", "--size", "800x480", "--data", "d"])
    assert asked.settings.window == (800, 480)
    assert asked.settings.data == tmp_path / "d" / "oefenen"
    assert asked.play_out == tmp_path / "o"


def test_the_participant_of_a_play_speaks_a_language_that_the_group_offers(tmp_path: Path) -> None:
    out = str(tmp_path / "o")
    assert read_command_line(["play", "--out", out]).play_language == "nl"
    for language in LANGUAGES:
        asked = read_command_line(["play", "--out", out, f"--language={language}"])
        assert asked.play_language == language
    config = tmp_path / "c.toml"
    config.write_text('[group]\nlanguage = "fr"\nlanguages = ["fr", "ar"]\n')
    asked = read_command_line(["play", "--out", out, "--config", str(config)])
    assert asked.play_language == "fr"
    with pytest.raises(SettingsError, match='"nl" is geen taal van deze kiosk, wel fr, ar'):
        read_command_line(["play", "--out", out, "--config", str(config), "--language", "nl"])


def test_play_gives_its_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = stand_in(monkeypatch, code=7)
    for name in ("SDL_VIDEODRIVER", "SDL_AUDIODRIVER"):
        monkeypatch.delenv(name, raising=False)
    assert main.main(["play", "--out", str(tmp_path / "o")]) == 7
    assert opened.calls[0][1:] == (tmp_path / "o", "nl")
    assert opened.windows == [(1280, 800)]
    assert opened.environment["SDL_VIDEODRIVER"] == "offscreen"
    assert opened.environment["SDL_AUDIODRIVER"] == "dummy"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--foo"], "--foo bestaat niet"),
        (["--pract"], "--pract bestaat niet"),
        (["dans"], 'De opdracht "dans" bestaat niet, wel "play", "backup", "restore"'),
        (["backup", "hier", "daar"], "daar bestaat niet"),
        (["restore", "--out", "x"], "--out hoort bij play"),
        (["play"], "--out MAP"),
        (["play", "--out"], "Na --out ontbreekt er iets"),
        (["play", "--out", ""], "--out MAP"),
        (["play", "--out", "x", "extra"], "extra bestaat niet"),
        (["play", "--out", "x", "--windowed", "800x480"], "--size"),
        (["--out", "x"], "--out hoort bij play"),
        (["--size", "800x480"], "--size hoort bij play"),
        (["--language", "ar"], "--language hoort bij play"),
        (
            ["play", "--out", "x", "--language", "de"],
            '"de" is geen taal van deze kiosk, wel nl, fr',
        ),
        (["play", "--out", "x", "--language", ""], '"" is geen taal van deze kiosk'),
        (["--windowed", "groot"], '"groot" is geen maat'),
        (["--windowed"], "Na --windowed ontbreekt er iets"),
        (["--windowed", ""], '"" is geen maat'),
        (["play", "--out", "x", "--size", "1x1"], '"1x1" is geen maat'),
        (["--practice=ja"], "--practice"),
        (["--data", ""], "Na --data ontbreekt er iets"),
        (["--config="], "Na --config ontbreekt er iets"),
        (["--config", "/is/er/niet.toml"], "/is/er/niet.toml kan niet gelezen worden"),
        (["--printer", "lpt1"], 'printer.url kan niet "lpt1" zijn'),
        (["--mm-width", "breed"], "Na --mm-width hoort een geheel getal"),
        (["--mm-width", "٣٠٠"], "Na --mm-width hoort een geheel getal"),
        (["--mm-width", "10"], "screen.width_mm kan niet 10 zijn"),
        (["--data", "/proc/onthaal"], "De map /proc/onthaal kan geen gegevens bewaren"),
        (["--data", "~nobodyx/x"], "De map ~nobodyx/x is van een gebruiker die niet bestaat"),
        (["--config", "~nobodyx/x"], "~nobodyx/x kan niet gelezen worden (bestaat niet)"),
        (["--data", f"/tmp/{'x' * 300}"], "(de naam is te lang)"),
        (["--data", "/proc/\udcff"], "heeft een teken dat geen UTF-8 is"),
        (["--config", f"/tmp/{'x' * 300}"], "(de naam is te lang)"),
        (["--config", "/tmp/a\n\x1b[31mb"], "/tmp/a??[31mb kan niet gelezen worden"),
        (["play", "--out", "~nobodyx/x"], "De map ~nobodyx/x is van een gebruiker die"),
        (["play", "--out", f"/tmp/{'x' * 300}"], "(de naam is te lang)"),
        (["check", "~nobodyx/x"], "~nobodyx/x is er niet."),
        (["check", "x" * 300], f"{'x' * 300} is er niet."),
        (["restore", "~nobodyx/x"], "~nobodyx/x is er niet."),
        (["restore", "x" * 300], f"{'x' * 300} is er niet."),
    ],
)
def test_a_start_that_is_refused(
    arguments: list[str],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened = stand_in(monkeypatch)
    assert main.main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err
    assert shown.err.count("\n") == 1
    assert opened.calls == []


@pytest.mark.parametrize("error", [KioskError("Dat kan niet."), StorageError("Dat kan niet.")])
def test_a_refusal_by_the_kiosk_is_one_sentence(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, error=error)
    assert main.main([]) == 2
    assert capsys.readouterr().err == "Dat kan niet.\n"


def test_a_crash_is_logged_and_shows_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(monkeypatch, error=ValueError("Fatima"))
    assert main.main([]) == 1
    shown = capsys.readouterr().err
    assert "De kiosk is gestopt door een fout" in shown
    assert "Traceback" not in shown
    assert "Fatima" not in shown
    log = (tmp_path / "data" / "onthaal" / "onthaal.log").read_text()
    assert "ERROR onthaal: main: ValueError at main.py" in log


def test_control_c_is_a_normal_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, error=KeyboardInterrupt())
    assert main.main([]) == 0


def test_help_is_dutch_and_complete(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        read_command_line(["--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    for option in ("--practice", "--windowed", "--data", "--printer", "--config", "--mm-width"):
        assert f"\n  {option} " in text
    assert "play --out MAP" in text
    for english in ("show this", "optional", "positional", "Usage", "options:"):
        assert english not in text


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"play"}))
def test_a_command_runs_without_a_screen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = stand_in(monkeypatch)
    asked: list[tuple[object, str]] = []

    def run(settings: object, about: str = "") -> int:
        asked.append((settings, about))
        return 1

    stand = types.ModuleType(f"kiosk.commands.{name}")
    stand.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"kiosk.commands.{name}", stand)
    monkeypatch.setattr(kiosk.commands, name, stand, raising=False)
    assert main.main([name]) == 1
    assert main.main([name, "iets"] if COMMANDS[name].takes else [name]) == 1
    assert [about for _, about in asked] == ["", "iets" if COMMANDS[name].takes else ""]
    assert asked[0][0] == read_command_line([]).settings
    assert opened.calls == []


def test_every_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_command_line(["--help"])
    text = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert command.call.startswith(name)
        assert f"python main.py {command.call} " in text
        assert command.does in text
        assert ("[" in command.call.split("--")[0]) is command.takes


def test_the_environment_is_closed_to_kivy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("KIVY_", "KCFG_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KIVY_NO_CONSOLELOG", "1")
    monkeypatch.setenv("KIVY_METRICS_DENSITY", "3")
    monkeypatch.setenv("KCFG_GRAPHICS_WIDTH", "10")
    monkeypatch.setenv("KIVY_GL_BACKEND", "mock")
    close_environment(tmp_path)
    found = {name: value for name, value in os.environ.items() if name.startswith(("KIVY", "KCFG"))}
    assert found == {
        "KIVY_GL_BACKEND": "mock",
        "KIVY_HOME": str(tmp_path / "kivy"),
        "KIVY_LOG_MODE": "PYTHON",
        "KIVY_NO_ARGS": "1",
        "KIVY_NO_CONFIG": "1",
        "KIVY_NO_ENV_CONFIG": "1",
        "KIVY_NO_FILELOG": "1",
    }


def test_offscreen_leaves_a_chosen_driver_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "x11")
    monkeypatch.delenv("SDL_AUDIODRIVER", raising=False)
    close_environment(tmp_path, offscreen=True)
    assert os.environ["SDL_VIDEODRIVER"] == "x11"
    assert os.environ["SDL_AUDIODRIVER"] == "dummy"


def test_nothing_is_asked_of_kivy_before_the_command_line_is_read(tmp_path: Path) -> None:
    program = "import sys, main; main.read_command_line([]); print('kivy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "False\n"


def test_it_runs_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--windowed", "0x0"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith('"0x0" is geen maat')
