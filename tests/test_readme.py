"""The README says what is true: its paths, pictures, commands, options and words all exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

import main
from kiosk import practice, printer
from kiosk.command_line import read_command_line

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCREENS = ROOT / "kiosk" / "screens"

NOUNS = {
    "moment",
    "visit",
    "check-in",
    "participant",
    "card",
    "volunteer",
    "product",
    "portion",
    "offer",
    "shop price",
    "our price",
    "basket",
    "order",
    "counter",
    "payment",
    "undo",
    "counter-entry",
    "float",
    "tally",
    "leftover",
    "print job",
    "order slip",
    "receipt",
    "tally strip",
    "report",
    "estimate",
    "outing",
    "booking",
    "voucher",
    "waiting line",
    "vote",
}
NO_DUTCH = {"not yet", "no word"}

LABELS = re.compile(
    r"armoe|\barm(e|en|ere)\b|behoeft|hulpbehoevend|kansarm|kansengroep|kwetsbaar|leefloon|minderbedeeld"
    r"|minima\b|noodlijdend|\bocmw|\bcpas\b|kansenpas|kansentarief|uitpas|korting|verminderd"
    r"|reductie|tarief|sociale? (prijs|dienst|werk)|steuntrekker|uitkering|inkomen"
    r"|\bpoor\b|discount|reduced|poverty|pauvre|réduction",
    re.IGNORECASE,
)
"""Words that label who comes in, or that tell who pays less."""


def section(title: str) -> str:
    """What stands under a heading, up to the next one of the same or a higher level."""
    found = re.search(rf"^(#+) {re.escape(title)}$", README, re.MULTILINE)
    assert found, f"the README has no heading {title}"
    rest = README[found.end() :]
    following = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: following.start()] if following else rest


def rows(text: str) -> list[list[str]]:
    """The rows of the tables in a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    heads = {index for index, line in enumerate(lines) if re.fullmatch(r"[|\- ]+", line)}
    heads |= {index - 1 for index in heads}
    kept = [line for index, line in enumerate(lines) if index not in heads]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in kept]


def mapped() -> list[str]:
    """The paths that the code map explains, each the first cell of a row."""
    return [row[0].strip("`") for row in rows(section("Code map"))]


def modules() -> set[str]:
    """Every module and package that belongs in the code map, as a path."""
    found = {"main.py", ".ci/run", "tests/"}
    for folder in ("kiosk", "db", "deploy", "kiosk/screens", "kiosk/services"):
        for entry in (ROOT / folder).iterdir():
            path = entry.relative_to(ROOT).as_posix()
            if entry.is_dir() and entry.name != "__pycache__":
                found.add(f"{path}/")
            elif entry.is_file() and entry.suffix != ".kv" and entry.name != "__init__.py":
                found.add(path)
    return found


def pictures() -> list[str]:
    """The pictures in the README."""
    found = re.findall(r'!\[[^\]]+\]\(([^)]+)\)|<img src="([^"]+)"', README)
    return [one or other for one, other in found]


def said(text: str) -> str:
    """Text with one space between words, for sentences that go on over lines."""
    return " ".join(text.split())


def for_participants() -> list[Path]:
    """The screens that anybody can see: all but those that wait for the volunteers' desk."""
    found = []
    for screen in sorted(SCREENS.glob("*.kv")):
        code = screen.with_suffix(".py").read_text(encoding="utf-8")
        if not re.search(r'waits_for\b.*= "desk"', code):
            found += [screen, screen.with_suffix(".py")]
    return found


@pytest.fixture
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the settings of whoever runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def test_every_path_in_the_code_map_exists() -> None:
    for path in mapped():
        assert (ROOT / path).exists(), path
        assert (ROOT / path).is_dir() == path.endswith("/"), path


def test_the_code_map_is_complete_and_names_nothing_twice() -> None:
    listed = mapped()
    assert len(listed) == len(set(listed))
    assert modules() - set(listed) == set()


def test_every_row_of_the_code_map_explains() -> None:
    assert [row for row in rows(section("Code map")) if len(row) != 2 or len(row[1]) < 4] == []


def test_every_screen_is_in_the_journey() -> None:
    journey = section("The journey")
    screens = {path.stem for path in SCREENS.glob("*.kv")}
    assert len(screens) > 20
    assert {name for name in screens if not re.search(rf"\b{name}\b", journey)} == set()


def test_every_other_path_in_the_text_exists() -> None:
    starts = r"(?:kiosk|db|deploy|tests|\.ci)/"
    paths = set(re.findall(rf"(?<![\w/.-])({starts}[\w./-]*\w/?)", README))
    assert len(paths) > 60
    assert {path for path in paths if not (ROOT / path).exists()} == set()


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", README)
    assert len(links) >= 3
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_every_picture_exists_is_small_and_shown_once() -> None:
    shown = pictures()
    assert len(shown) >= 12
    assert len(shown) == len(set(shown))
    for name in shown:
        assert (ROOT / name).stat().st_size < 120_000, name
        with Image.open(ROOT / name) as image:
            assert image.size == (1280, 800) or image.mode == "1", name
    kept = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("deploy/screenshots/*")}
    assert kept == set(shown)


def test_the_script_makes_every_picture() -> None:
    script = (ROOT / "deploy" / "screenshots.sh").read_text(encoding="utf-8")
    made = re.findall(r'^    "([\w-]+)": "', script, re.MULTILINE)
    assert {f"deploy/screenshots/{name}.png" for name in made} == set(pictures())


def test_the_commands_of_the_quick_start_exist() -> None:
    blocks = section("Quick start").split("```")[1::2]
    code = [line for block in blocks for line in block.splitlines()[1:]]
    lines = [line.partition("#")[0].split() for line in code]
    assert [line[:2] for line in lines[:2]] == [["sh", "deploy/try.sh"], ["sh", "deploy/test.sh"]]
    for line in lines:
        assert line[0] == "sh"
        assert (ROOT / line[1]).is_file()


@pytest.mark.usefixtures("no_settings")
def test_the_play_of_the_quick_start_is_understood() -> None:
    found = re.search(r"^sh deploy/try\.sh (play .*)$", section("Quick start"), re.MULTILINE)
    assert found
    asked = read_command_line(found[1].split())
    assert asked.play_out == Path(found[1].split()[-1])


def test_the_door_of_the_practice_day() -> None:
    start = said(section("Quick start"))
    assert f"PIN of the practice day is `{practice.PIN}`" in start
    logo = (ROOT / "kiosk" / "widgets" / "logo.py").read_text(encoding="utf-8")
    seconds = re.search(r"^HOLD_SECONDS = (\d+)\.0$", logo, re.MULTILINE)
    assert seconds
    assert f"for {seconds[1]} seconds" in start


def test_every_option_exists_and_every_option_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.main(["--help"])
    options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    text = README.replace(section("Tests"), "").replace(section("On a Raspberry Pi"), "")
    named = set(re.findall(r"--[a-z][a-z-]+", text))
    assert len(options) > 5
    assert named == options


def test_the_options_on_the_pi_exist() -> None:
    text = section("On a Raspberry Pi")
    scripts = [ROOT / "deploy" / name for name in ("install.sh", "update.sh")]
    handled = "\n".join(script.read_text(encoding="utf-8") for script in scripts)
    named = set(re.findall(r"--[a-z][a-z-]+", text))
    assert len(named) >= 6
    assert {option for option in named if not re.search(rf"{option}( \||\))", handled)} == set()


def test_the_options_of_the_benchmarks_exist() -> None:
    bench = (ROOT / "tests" / "bench" / "__main__.py").read_text(encoding="utf-8")
    named = set(re.findall(r"--[a-z][a-z-]+", section("Tests")))
    assert {option for option in named if f'"{option}"' not in bench} == set()


@pytest.mark.usefixtures("no_settings")
def test_every_printer_address_is_one() -> None:
    text = section("Papers and printers")
    addresses = re.findall(r"^\| `(\w+://[^`]+)`", text, re.MULTILINE)
    assert {address.partition(":")[0] for address in addresses} == set(printer.KINDS)
    for address in addresses:
        printer.open_printer(address)
        read_command_line(["--printer", address])


def test_the_glossary_has_one_row_for_every_noun() -> None:
    words = rows(section("Glossary"))
    assert sorted(row[0] for row in words) == sorted(NOUNS)
    assert [row for row in words if len(row) != 3 or len(row[2]) < 10] == []
    assert len({row[2] for row in words}) == len(words)


def test_no_dutch_word_means_two_things() -> None:
    dutch = [row[1] for row in rows(section("Glossary")) if row[1] not in NO_DUTCH]
    assert len(dutch) > 15
    assert len(dutch) == len(set(dutch))


def test_people_really_see_the_dutch_words() -> None:
    files = [*(ROOT / "kiosk").rglob("*.py"), *(ROOT / "kiosk").rglob("*.kv")]
    files.append(ROOT / "deploy" / "onthaal.toml")
    seen = "\n".join(path.read_text(encoding="utf-8") for path in files)
    dutch = {row[1] for row in rows(section("Glossary"))} - NO_DUTCH
    assert {word for word in dutch if not re.search(rf"\b{word}", seen, re.IGNORECASE)} == set()


def test_no_line_of_the_text_is_too_long() -> None:
    lines = [line for line in README.splitlines() if not line.startswith(("|", "<img"))]
    assert [line for line in lines if len(line) > 100] == []


def test_the_screens_of_participants_are_found() -> None:
    names = {path.name for path in for_participants()}
    assert {"welcome.kv", "home.kv", "check_in.kv", "produce.kv", "order_done.kv"} <= names
    assert not {"desk.kv", "counter.kv", "pay_group.kv", "close_cash.kv"} & names


def test_nothing_labels_people_or_tells_who_pays_less() -> None:
    paper = sorted((ROOT / "kiosk" / "paper").glob("*.py"))
    widgets = sorted((ROOT / "kiosk" / "widgets").glob("*.*"))
    files = [*for_participants(), *paper, *widgets]
    files += sorted((ROOT / "kiosk" / "assets").rglob("*.po"))
    found = [
        (path.name, match[0])
        for path in files
        for match in LABELS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "Armoede",
        "voor arme mensen",
        "de armen",
        "kansarme gezinnen",
        "het OCMW",
        "met korting",
        "Verminderd tarief",
        "sociaal tarief",
        "UiTPAS",
    ],
)
def test_the_labels_are_recognised(text: str) -> None:
    assert LABELS.search(text)


@pytest.mark.parametrize("text", ["warm", "arm's length", "Welkom!", "aanbod", "tarwe", "Betaal"])
def test_other_words_are_not_labels(text: str) -> None:
    assert not LABELS.search(text)
