"""What volunteers choose on the screen: kept, over the settings file, and never in the way."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import choosable, chosen, settings_file
from kiosk.choosable import Options, Step
from kiosk.errors import FixedSetting, NotStored
from kiosk.i18n import LANGUAGES
from kiosk.services.choices import choose
from kiosk.settings import Group, Settings, load_settings, with_choice
from kiosk.settings_file import KEYS, SettingsError


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def parts(settings: Settings) -> list[Step | Options]:
    """Everything that can be chosen on the pages of the screen."""
    return [part for page in choosable.PAGES for part in page.parts(settings)]


def test_a_choice_is_kept_and_goes_before_the_settings_file(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "onthaal.toml"
    file.write_text('[group]\nname = "Uit het bestand"\n[sound]\nvolume = 20\n')
    settings = load_settings(file, data=data)
    settings = choose(settings, section="group", name="name", value='De "Brug" \\ Zoë')
    settings = choose(settings, section="screen", name="left_handed", value=True)
    settings = choose(settings, section="group", name="languages", value=["nl", "ar"])
    assert settings.group.name == settings.group.account_name == 'De "Brug" \\ Zoë'
    assert load_settings(file, data=data) == settings
    assert settings.sound.volume == 20
    assert (data / chosen.FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in data.iterdir()] == [chosen.FILE]


def test_the_command_line_goes_before_a_choice(data: Path) -> None:
    choose(load_settings(data=data), section="screen", name="width_mm", value=217)
    assert load_settings(data=data).screen.width_mm == 217
    given_width = load_settings(data=data, width_mm=154)
    assert given_width.screen.width_mm == 154
    with pytest.raises(FixedSetting):
        choose(given_width, section="screen", name="width_mm", value=217)
    choose(given_width, section="printer", name="dots", value=576)


def test_practice_keeps_its_own_choices(data: Path) -> None:
    practice = load_settings(data=data, practice=True)
    practice.data.mkdir()
    choose(practice, section="sound", name="volume", value=0)
    assert load_settings(data=data).sound.volume == 80
    assert load_settings(data=data, practice=True).sound.volume == 0


@pytest.mark.parametrize(
    "content",
    [
        b"[sound]\nvolume = 101\n",
        b"[sound]\nvolume = \n",
        b"[sonud]\nvolume = 1\n",
        b"\xff\xfe\x00",
        b"x" * 70_000,
        b"[group]\nlanguages = []\n",
        b'[group]\nlanguages = ["nl", "nl"]\n',
        b'[group]\nlanguages = ["nl", ["fr"]]\n',
        b'[group]\nlanguages = "nl"\n',
        b'[produce]\nfile = "~nobodyx/x"\n',
        b'[produce]\nfile = "' + b"x" * 300 + b'"\n',
        b'[produce]\nfile = "gekozen.toml"\n',
    ],
)
def test_a_broken_file_is_set_aside_and_told_but_stops_nothing(data: Path, content: bytes) -> None:
    (data / chosen.FILE).write_bytes(content)
    settings = load_settings(data=data)
    assert settings == replace(load_settings(data=data), told=chosen.TOLD)
    assert (data / chosen.SET_ASIDE).read_bytes() == content
    assert not (data / chosen.FILE).exists()
    assert chosen.TOLD.endswith(".")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda file: os.symlink(file.name, file)])
def test_what_is_no_file_is_set_aside_as_well(data: Path, make: Callable[[Path], None]) -> None:
    make(data / chosen.FILE)
    settings = load_settings(data=data)
    assert settings.told == chosen.TOLD
    choose(settings, section="sound", name="volume", value=10)
    assert load_settings(data=data).told == ""


def test_a_folder_that_cannot_be_is_told_of_by_who_makes_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert load_settings(data=tmp_path / ("x" * 300)).told == ""
    assert caplog.text == ""


def test_what_cannot_even_be_set_aside_stops_nothing_either(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / chosen.FILE).write_bytes(b"kapot")

    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "rename", refuse)
    assert load_settings(data=data).told == chosen.TOLD
    assert (data / chosen.FILE).read_bytes() == b"kapot"
    (data / chosen.FILE).unlink()
    (data / chosen.FILE).mkdir()
    assert load_settings(data=data).told == chosen.TOLD


def test_a_wrong_value_is_refused_and_nothing_is_written(data: Path) -> None:
    for section, name, value in (
        ("sound", "volume", 101),
        ("sound", "volume", True),
        ("group", "name", ""),
        ("group", "name", "x" * 41),
        ("group", "languages", ["nl", "xx"]),
        ("printer", "url", "http://drukker"),
    ):
        with pytest.raises(SettingsError, match=f"{section}.{name}"):
            choose(load_settings(data=data), section=section, name=name, value=value)
    assert list(data.iterdir()) == []


def test_a_full_disk_keeps_the_old_choice(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = choose(load_settings(data=data), section="sound", name="volume", value=10)

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotStored, match="Deze keuze kon niet bewaard worden"):
        choose(settings, section="sound", name="volume", value=90)
    monkeypatch.undo()
    assert chosen.read(data)[0] == {"sound": {"volume": 10}}


def test_the_first_language_is_always_offered() -> None:
    settings = Settings(group=Group(languages=("nl", "fr")))
    settings = with_choice(settings, "group", "language", "ar")
    assert settings.group.languages == ("ar", "nl", "fr")
    settings = with_choice(settings, "group", "languages", ["fr"])
    assert settings.group.languages == ("ar", "fr")


def test_a_bank_account_of_its_own_keeps_its_name() -> None:
    settings = Settings(group=Group(name="A", account_name="A vzw"))
    assert with_choice(settings, "group", "name", "B").group.account_name == "A vzw"


@given(st.text(min_size=1, max_size=40))
def test_every_name_that_is_allowed_comes_back(name: str) -> None:
    if KEYS["group"]["name"].accepts(name):
        assert tomllib.loads(chosen.written({"group": {"name": name}}))["group"]["name"] == name


def test_every_part_of_the_screen_is_a_key_and_every_option_is_allowed() -> None:
    settings = Settings()
    seen = parts(settings)
    assert len(seen) > 10
    for part in seen:
        section, _, name = part.key.partition(".")
        rule = KEYS[section][name]
        if isinstance(part, Step):
            assert rule.accepts(part.least), part.key
            assert rule.accepts(part.most), part.key
            for direction in (-1, 1):
                assert rule.accepts(choosable.stepped(settings, part, direction))
        else:
            for one in part.options:
                value: Any = choosable.toggled(settings, part, one.value)
                assert one.value == choosable.NETWORK or rule.accepts(value), part.key


def test_steps_go_by_whole_steps_and_stop_at_the_ends() -> None:
    step = Step("sound.volume", "", "", 10, 0, 100, "%")
    for now, down, up in ((80, 70, 90), (73, 70, 80), (0, 0, 10), (100, 90, 100), (99, 90, 100)):
        settings = with_choice(Settings(), "sound", "volume", now)
        assert choosable.stepped(settings, step, -1) == down
        assert choosable.stepped(settings, step, 1) == up


def test_of_many_options_the_last_one_stays() -> None:
    (languages, _first) = parts_of("languages")
    assert isinstance(languages, Options)
    settings = with_choice(Settings(), "group", "languages", ["nl"])
    assert choosable.toggled(settings, languages, "nl") == ["nl"]
    assert choosable.toggled(settings, languages, "ar") == ["nl", "ar"]
    assert choosable.toggled(Settings(), languages, "fr") == [x for x in LANGUAGES if x != "fr"]


def parts_of(name: str) -> list[Step | Options]:
    """The parts of one page."""
    return list(next(page for page in choosable.PAGES if page.name == name).parts(Settings()))


def test_printers_on_usb_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lp0").touch()
    monkeypatch.setattr(choosable, "USB_PRINTERS", tmp_path)
    settings = with_choice(Settings(), "printer", "url", "tcp://192.168.1.50:9100")
    page = next(page for page in choosable.PAGES if page.name == "printer")
    printers = page.parts(settings)[0]
    assert isinstance(printers, Options)
    assert [one.value for one in printers.options] == [
        "",
        f"file://{tmp_path}/lp0",
        "tcp://192.168.1.50:9100",
        choosable.NETWORK,
    ]
    address = choosable.network_printer("192.168.1.50 ")
    assert settings_file.KEYS["printer"]["url"].accepts(address)
