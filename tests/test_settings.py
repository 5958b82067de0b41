"""The settings file: its defaults, and the one sentence for everything that can be wrong in it."""

from __future__ import annotations

import os
import time
import tomllib
from dataclasses import FrozenInstanceError, asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import settings_file
from kiosk.printer import open_printer
from kiosk.printer.errors import BadPrinterUrl
from kiosk.settings import Settings, load_settings, window_size
from kiosk.settings_file import KEYS, LARGEST_FILE, SettingsError, line_of

EXAMPLE = Path(__file__).parent.parent / "deploy" / "onthaal.toml"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "eigen instellingen.toml"


def refusal(file: Path, text: str) -> str:
    """Return what is said about a file, without the name of the file in front."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(file)
    sentence = str(caught.value)
    assert sentence.startswith(f"{file}, ")
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert len(sentence) < len(str(file)) + 300
    return sentence.removeprefix(f"{file}, ")


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.data == tmp_path / "data" / "onthaal"
    assert settings.window is None
    assert settings.practice is False
    assert (settings.group.name, settings.group.language) == ("Welzijnsschakel", "nl")
    assert settings.group.account_name == "Welzijnsschakel"
    assert (settings.price.percent, settings.price.rounding) == (60, "floor5")
    assert (settings.printer.url, settings.printer.dots) == ("", 384)
    assert asdict(settings.times) == {
        "idle_seconds": 60,
        "warning_seconds": 20,
        "undo_seconds": 5,
        "volunteer_lock_seconds": 90,
    }
    assert settings.produce.file is None


def test_nothing_can_change_them_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        load_settings().practice = True  # type: ignore[misc]


def test_the_example_loads_and_is_the_default() -> None:
    assert load_settings(EXAMPLE) == load_settings()


def test_the_example_lists_every_key_with_its_default_and_explains_it() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    table = tomllib.loads(text)
    assert {section: set(keys) for section, keys in table.items()} == {
        section: set(rules) for section, rules in KEYS.items()
    }
    lines = text.split("\n")
    for section, rules in KEYS.items():
        for name in rules:
            line = line_of(text, (section, name))
            assert lines[line - 1].startswith(f"{name} = ")
            assert lines[line - 2].startswith("# "), f"{section}.{name} is not explained"


def test_every_key_is_a_field_and_every_field_a_key() -> None:
    table = asdict(Settings())
    assert {section: set(table[section]) for section in KEYS} == {
        section: set(rules) for section, rules in KEYS.items()
    }


def test_the_usual_file_is_read_when_it_is_there(tmp_path: Path) -> None:
    usual = tmp_path / "config" / "onthaal" / "onthaal.toml"
    usual.parent.mkdir(parents=True)
    usual.write_text("[sound]\nvolume = 3\n")
    assert load_settings().sound.volume == 3
    assert load_settings(EXAMPLE).sound.volume == 80


def test_a_whole_file(file: Path) -> None:
    own = file.with_name("producten.toml")
    own.write_text("")
    file.write_text(
        '[group]\nname = "De Brug"\niban = "BE68 5390 0754 7034"\naccount_name = "Brug vzw"\n'
        'bic = "GKCC BE BB"\nlanguage = "fr"\n[screen]\nwidth_mm = 217\n'
        'motion = false\n[price]\npercent = 50\nrounding = "exact"\n'
        '[printer]\nurl = "usb://04b8:0e15"\ndots = 576\n[times]\nidle_seconds = 30\n'
        '[produce]\nfile = "producten.toml"\n'
    )
    settings = load_settings(file)
    assert settings.group.iban == "BE68539007547034"
    assert settings.group.bic == "GKCCBEBB"
    assert settings.group.account_name == "Brug vzw"
    assert settings.group.language == "fr"
    assert (settings.screen.width_mm, settings.screen.motion) == (217, False)
    assert (settings.price.percent, settings.price.rounding) == (50, "exact")
    assert (settings.printer.url, settings.printer.dots) == ("usb://04b8:0e15", 576)
    assert (settings.times.idle_seconds, settings.times.warning_seconds) == (30, 20)
    assert settings.produce.file == own


def test_the_account_carries_the_name_of_the_group_unless_it_has_its_own(file: Path) -> None:
    file.write_text('[group]\nname = "De Brug"\n')
    assert load_settings(file).group.account_name == "De Brug"


def test_the_command_line_goes_before_the_file(file: Path, tmp_path: Path) -> None:
    file.write_text('[printer]\nurl = "tcp://oud"\ndots = 576\n[screen]\nwidth_mm = 100\n')
    settings = load_settings(
        file, data=tmp_path / "hier", printer="tcp://nieuw:9100", width_mm=200, window=(800, 480)
    )
    assert settings.printer.url == "tcp://nieuw:9100"
    assert settings.printer.dots == 576
    assert settings.screen.width_mm == 200
    assert settings.data == tmp_path / "hier"
    assert settings.window == (800, 480)


@pytest.mark.parametrize(("given", "key"), [({"printer": "foo"}, "url"), ({"width_mm": 5}, "mm")])
def test_what_the_command_line_gives_is_checked_too(given: dict[str, str], key: str) -> None:
    with pytest.raises(SettingsError, match=key):
        load_settings(**given)  # type: ignore[arg-type]


def test_practice_keeps_its_own_data(tmp_path: Path) -> None:
    real = load_settings(data=tmp_path)
    practice = load_settings(data=tmp_path, practice=True)
    assert practice.practice
    assert practice.data != real.data
    assert practice.data.parent == real.data


def test_a_relative_data_folder_does_not_move_with_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(data=Path("hier")).data == tmp_path / "hier"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[price]\npercentage = 60\n", 2, '"price.percentage" bestaat niet (bedoel je price.perc'),
        ("percent = 60\n", 1, '"percent" bestaat niet (bedoel je price.percent?)'),
        ("dots = 384\n", 1, "(bedoel je printer.dots?)"),
        ("[prijs]\npercent = 60\n", 1, '"prijs" bestaat niet'),
        ("\n# uitleg\n[times]\n\nidle_second = 3\n", 5, "(bedoel je times.idle_seconds?)"),
        ("[price]\nfloor5 = {a = 1}\n", 2, '"price.floor5" bestaat niet'),
        ('[group]\n"na\\nam" = 1\n', 2, '"group.na?am" bestaat niet'),
        ("price = 60\n", 1, "price is een hoofdstuk, schrijf [price] alleen op een regel"),
        ("[[price]]\npercent = 60\n", 1, "price is een hoofdstuk"),
        ("[price]\npercent = 0\n", 2, "price.percent kan niet 0 zijn, kies een geheel getal van"),
        ("[price]\npercent = 101\n", 2, "price.percent kan niet 101 zijn"),
        ("[price]\npercent = -5\n", 2, "price.percent kan niet -5 zijn"),
        ("[price]\npercent = 60.0\n", 2, "price.percent kan niet 60.0 zijn"),
        ("[price]\npercent = true\n", 2, "price.percent kan niet true zijn"),
        ('[price]\npercent = "60"\n', 2, 'price.percent kan niet "60" zijn'),
        ("[price]\npercent = [60]\n", 2, "price.percent kan niet een lijst zijn"),
        ("price.percent.x = 60\n", 1, "price.percent kan niet een hoofdstuk zijn"),
        ("[price]\npercent = 2026-11-07\n", 2, "price.percent kan niet 2026-11-07 zijn"),
        (f"[price]\npercent = 0x{'f' * 9000}\n", 2, "kan niet zo'n reusachtig getal zijn"),
        ('[price]\nrounding = "floor"\n', 2, 'kan niet "floor" zijn, kies "floor5" of "exact"'),
        ("[printer]\ndots = 380\n", 2, "printer.dots kan niet 380 zijn, kies 384 of 576"),
        ('[printer]\nurl = "tpc://x"\n', 2, 'printer.url kan niet "tpc://x" zijn'),
        ('[printer]\nurl = "usb://zz:1"\n', 2, "printer.url kan niet"),
        ('[printer]\nurl = "tcp://"\n', 2, "printer.url kan niet"),
        ('[group]\nlanguage = "de"\n', 2, 'group.language kan niet "de" zijn, kies "nl", "fr"'),
        ('[group]\nname = ""\n', 2, 'group.name kan niet "" zijn'),
        (f'[group]\nname = "{"x" * 41}"\n', 2, "group.name kan niet"),
        ('[group]\nname = "a\\nb"\n', 2, 'group.name kan niet "a?b" zijn'),
        ('[group]\niban = "BE68 5390 0754 7035"\n', 2, "group.iban kan niet"),
        ('[group]\nbic = "GKCC"\n', 2, "group.bic kan niet"),
        (f'[group]\naccount_name = "{"x" * 71}"\n', 2, "group.account_name kan niet"),
        ("[screen]\nmotion = 1\n", 2, "screen.motion kan niet 1 zijn, kies true of fal"),
        ("[screen]\nwidth_mm = 79\n", 2, "kies 0 of een geheel getal van 80 tot 2000"),
        ("[times]\nidle_seconds = 9\n", 2, "times.idle_seconds kan niet 9 zijn"),
        ("[sound]\nvolume = 101\n", 2, "sound.volume kan niet 101 zijn"),
        ('[produce]\nfile = "weg.toml"\n', 2, 'produce.file kan niet "weg.toml" zijn'),
        ('[produce]\nfile = "."\n', 2, 'produce.file kan niet "." zijn'),
        ('[produce]\nfile = "a\\u0000b"\n', 2, 'produce.file kan niet "a?b" zijn'),
    ],
)
def test_one_sentence_names_the_line_and_the_key(
    file: Path, text: str, line: int, words: str
) -> None:
    sentence = refusal(file, text)
    assert sentence.startswith(f"regel {line}: ")
    assert words in sentence


@pytest.mark.parametrize(("percent", "volume", "width"), [(1, 0, 80), (100, 100, 2000), (2, 1, 0)])
def test_the_ends_of_a_range_are_allowed(file: Path, percent: int, volume: int, width: int) -> None:
    file.write_text(
        f"price.percent = {percent}\nsound.volume = {volume}\nscreen.width_mm = {width}\n"
    )
    settings = load_settings(file)
    assert settings.price.percent == percent
    assert settings.sound.volume == volume
    assert settings.screen.width_mm == width


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[price]\npercent == 60\n", 2, '"percent == 60"'),
        ('[group]\n\nname = "De Brug\n', 3, 'name = "De Brug'),
        ("[group]\nname = De Brug\n", 2, '"name = De Brug"'),
        ("[price\npercent = 60", 1, '"[price"'),
        ("[price]\npercent = 60\npercent = 50\n", 3, '"percent = 50"'),
        ("[price]\n[price]\n", 2, '"[price]"'),
        ("[price]\npercent =", 2, '"percent ="'),
        ('[group]\nname = """\nx\n', 3, '"x"'),
        (f"[price]\npercent = {'9' * 5000}\n", 2, "percent = 999"),
        (f"\n[price]\npercent = {'[' * 20000}\n", 3, "percent = [[["),
    ],
)
def test_a_line_that_is_no_toml_is_shown(file: Path, text: str, line: int, words: str) -> None:
    sentence = refusal(file, text)
    assert sentence.startswith(f"regel {line}: ")
    assert words in sentence


def test_a_file_of_another_encoding(file: Path) -> None:
    file.write_bytes('[group]\nname = "Café"\n'.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"regel 2: .* geen UTF-8"):
        load_settings(file)


def test_a_file_saved_by_notepad(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbf[group]\r\nname = "Caf\xc3\xa9"\r\n')
    assert load_settings(file).group.name == "Café"


def test_a_file_that_is_far_too_large(file: Path) -> None:
    file.write_bytes(b"#" * (LARGEST_FILE + 1))
    with pytest.raises(SettingsError, match="te groot"):
        load_settings(file)
    file.write_bytes(b"#" * LARGEST_FILE)
    assert load_settings(file) == load_settings()


def test_a_file_that_is_not_there_or_is_a_folder(file: Path) -> None:
    with pytest.raises(SettingsError, match="bestaat niet"):
        load_settings(file)
    file.mkdir()
    with pytest.raises(SettingsError, match="is een map"):
        load_settings(file)


def test_what_can_never_be_read_to_its_end_is_not_opened(file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(SettingsError, match="is geen gewoon bestand"):
        load_settings(file)
    with pytest.raises(SettingsError, match="is geen gewoon bestand"):
        load_settings(Path("/dev/ptmx"))


def test_the_usual_file_is_never_passed_over_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = tmp_path / "config" / "onthaal" / "onthaal.toml"
    usual.parent.mkdir(parents=True)
    usual.symlink_to("weg.toml")
    with pytest.raises(SettingsError, match="bestaat niet"):
        load_settings()
    usual.unlink()
    usual.symlink_to(usual.name)
    with pytest.raises(SettingsError, match="verwijst naar zichzelf"):
        load_settings()
    monkeypatch.setenv("XDG_CONFIG_HOME", f"/{'x' * 300}")
    with pytest.raises(SettingsError, match="de naam is te lang"):
        load_settings()


@pytest.mark.parametrize(
    "name", ["~nobodyx/x", "x" * 300, "/".join("x" * 5000), "a\\u0000b", ".", "pijp"]
)
def test_the_list_of_products_must_be_a_file(file: Path, name: str) -> None:
    os.mkfifo(file.with_name("pijp"))
    sentence = refusal(file, f'[produce]\nfile = "{name}"\n')
    assert sentence.startswith("regel 2: produce.file kan niet ")


def test_thousands_of_empty_lines_keep_nobody_waiting(file: Path) -> None:
    begun = time.monotonic()
    text = "\n" * 30_000 + "# x\n" * 7_000 + "[group]\nnaam = 1\n"
    assert refusal(file, text).startswith('regel 37002: "group.naam" bestaat niet')
    assert refusal(file, "\n" * 60_000 + f"x = {'9' * 4400}").startswith("regel 60001: ")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("[a]\nb = 1\n", ("a", "b"), 2),
        ("[a]\nb = 1\n[c]\nb = 2\n", ("c", "b"), 4),
        ("\n\n# b = 1\n\n[a]\n# b\nb = 1", ("a", "b"), 7),
        ("a.b = 1\na.c = 2\n", ("a", "c"), 2),
        ("a = {b = 1, c = 2}\n", ("a", "c"), 1),
        ('["a"]\n\'b\' = 1\n"c" = 2\n', ("a", "c"), 3),
        ('[a]\nx = """\nb = 1\n[c]\n"""\nb = 2\n', ("a", "b"), 6),
        ("[a]\nx = [\n 1, # [c]\n 2,\n]\n\nb = [\n3]\n", ("a", "b"), 7),
        ("[a]\r\nx = 1\r\nb = 2\r\n", ("a", "b"), 3),
        ("[a.b]\nc = 1\n", ("a", "b"), 1),
        ("[a]\nx = 'x\u2028y'\nb = 1\n", ("a", "b"), 3),
    ],
)
def test_where_a_key_stands(text: str, path: tuple[str, ...], line: int) -> None:
    tomllib.loads(text)
    assert line_of(text, path) == line


@given(st.lists(st.sampled_from(["", "# b = 1", "x%s = '''\n[a]\n'''", "x%s = 1"]), max_size=12))
def test_where_a_key_stands_in_any_file(before: list[str]) -> None:
    lines = [part % number if "%" in part else part for number, part in enumerate(before)]
    text = "\n".join(["[a]", *lines, "b = 1", "y = 2"])
    assert text.split("\n")[line_of(text, ("a", "b")) - 1] == "b = 1"


@given(st.text(max_size=200))
def test_any_text_loads_or_gives_one_sentence(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        sentence = settings_file._not_toml(Path("x.toml"), text, error)
        assert sentence.startswith("x.toml, regel ")
        assert "\n" not in sentence


@pytest.mark.parametrize(
    ("text", "size"), [("1280x800", (1280, 800)), ("800X480", (800, 480)), ("320x320", (320, 320))]
)
def test_a_window_size(text: str, size: tuple[int, int]) -> None:
    assert window_size(text) == size


@pytest.mark.parametrize(
    "text", ["", "x", "1280", "1280x", "319x800", "1280x7681", "-800x480", "1280x800x2", "١٢٨٠x800"]
)
def test_not_a_window_size(text: str) -> None:
    with pytest.raises(SettingsError, match="is geen maat"):
        window_size(text)


@pytest.mark.parametrize(
    ("url", "is_fine"),
    [
        ("tcp://192.168.1.50:9100", True),
        ("tcp://[fe80::1]:9100?dots=384", True),
        ("serial:///dev/ttyUSB0?baud=19200", True),
        ("usb://04b8:0202?in=82&out=1", True),
        ("tcp://1.2.3.4:99999", False),
        ("tcp://[::::]:9100", False),
        ("serial:///dev/ttyUSB0?baud=abc", False),
        ("serial:///dev/ttyUSB0?baud=0", False),
        ("serial:///dev/ttyUSB0?foo=1", False),
        ("file:///dev/usb/lp0?dots=1", False),
        ("folder:///x?a", False),
        ("folder:///a%00b", False),
        ("file:///a%2500b", True),
    ],
)
def test_an_address_is_accepted_when_a_printer_can_be_opened_there(
    tmp_path: Path, url: str, is_fine: bool
) -> None:
    file = tmp_path / "onthaal.toml"
    file.write_text(f'[printer]\nurl = "{url}"\n')
    try:
        open_printer(url)
        assert is_fine
    except BadPrinterUrl:
        assert not is_fine
    if is_fine:
        assert load_settings(file, data=tmp_path).printer.url == url
    else:
        with pytest.raises(SettingsError, match=r"printer\.url"):
            load_settings(file, data=tmp_path)
