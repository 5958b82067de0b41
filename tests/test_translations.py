"""The catalogues: complete, compiled, in use, and each check can fail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from PIL import ImageFont

from deploy import translations
from kiosk import produce
from kiosk.i18n import CATALOGUES, LANGUAGES, month, short_weekday, weekday
from kiosk.script import ARABIC_FONT, LATIN_FONT, display_lines, font_of
from tests.test_readme import for_participants

ROOT = Path(__file__).parent.parent


def test_nothing_is_missing_unused_or_not_compiled() -> None:
    assert translations.check() == []


def test_the_script_and_the_kiosk_know_the_same_languages_and_folder() -> None:
    assert ("nl", *translations.LANGUAGES) == LANGUAGES
    assert translations.FOLDER == CATALOGUES
    assert set(translations.FORBIDDEN) == set(LANGUAGES)


def test_collecting_again_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for file in translations.FOLDER.rglob("onthaal.po*"):
        copy = tmp_path / file.relative_to(translations.FOLDER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    translations.build()
    first = {file: file.read_bytes() for file in sorted(tmp_path.rglob("onthaal.*o*"))}
    assert len(first) == 1 + 2 * len(translations.LANGUAGES)
    translations.build()
    assert {file: file.read_bytes() for file in first} == first
    assert not any(b"Creation-Date" in each for file, each in first.items() if ".po" in file.name)


def literal_words(kv: str) -> list[str]:
    """The words in what a kv file shows or says that are no message of a catalogue."""
    text = re.sub(r'(?<![\w.])_\(\s*"(?:[^"\\]|\\.)*"', "", kv)
    shows = re.findall(r"^\s*(?:text|word|spoken|label|aside|title):(.*)$", text, re.MULTILINE)
    # a state that is compared with, or looked up, is not shown
    shown = [re.sub(r'==\s*"\w*"|"\w*":', "", line) for line in shows]
    found = [word for line in shown for word in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]
    return [word for word in found if any(map(str.isalpha, word))]


def test_no_word_for_participants_stands_outside_the_catalogues() -> None:
    screens = [path for path in for_participants() if path.suffix == ".kv"]
    assert len(screens) > 8
    # After damage only a volunteer decides: that screen is Dutch.
    shown = [path for path in screens if path.stem != "recover"]
    assert {path.name: literal_words(path.read_text(encoding="utf-8")) for path in shown} == {
        path.name: [] for path in shown
    }


def test_a_word_outside_the_catalogues_is_found() -> None:
    kv = '    text: "Klaar"\n    word: _("Goed", ui.language) if x else "Weg"\n    name: "a"\n'
    assert literal_words(kv) == ["Klaar", "Weg"]
    assert literal_words('    text: "" if a else _("Goed", ui.language) + ":"\n') == []
    assert literal_words('    text: {"on": "Aan"}[x] if state == "full" else ""\n') == ["Aan"]


class TestCollecting:
    def test_kv_calls_are_found_under_the_names_they_are_imported_by(self) -> None:
        text = (
            "#:import _ kiosk.i18n.translate\n#:import n kiosk.i18n.translate_many\n"
            '<A>:\n    text: "" if x else _("Meer tijd", ui.language)\n'
            '    word: _(\'zeg "ja"\', ui.language) + run("geen")\n'
            '    many: n(\n        "{number} dag",\n        "{number} dagen", 2, "nl")\n'
            "    other: _(root.word, ui.language)\n"
        )
        assert list(translations.messages_in_kv(text)) == [
            ("translate", ("Meer tijd",)),
            ("translate", ('zeg "ja"',)),
            ("translate_many", ("{number} dag", "{number} dagen")),
        ]

    def test_a_kv_file_without_messages(self) -> None:
        assert list(translations.messages_in_kv('<A>:\n    text: _("geen")\n')) == []

    def test_python_and_kv_together(self, tmp_path: Path) -> None:
        (tmp_path / "kiosk").mkdir()
        (tmp_path / "kiosk" / "a.py").write_text(
            'translate("een", x)\nmark("twee")\nmark_many("dag", "dagen")\n"x".translate({})\n'
        )
        (tmp_path / "kiosk" / "a.kv").write_text(
            '#:import _ kiosk.i18n.translate\n<A>:\n    text: _("een", ui.language)\n'
        )
        found = translations.collect(tmp_path)
        assert [message.id for message in found if message.id] == ["een", "twee", ("dag", "dagen")]
        assert found["een"].locations == [("kiosk/a.py", 0), ("kiosk/a.kv", 0)]


def one(language: str, message: translations.Id, text: object, flags: tuple[str, ...] = ()) -> str:
    """The one problem of a catalogue with only this message, or nothing."""
    template, catalogue = Catalog(), Catalog(language)
    template.add(message)
    catalogue.add(message, text, flags=flags)  # type: ignore[arg-type]  # also what is too short
    found = translations.problems(language, template, catalogue)
    assert len(found) < 2
    return found[0].split(":")[0] if found else ""


class TestChecks:
    @pytest.mark.parametrize(
        ("language", "message", "text", "problem"),
        [
            ("fr", "Klaar", "Fini", ""),
            ("fr", "Klaar", "", "untranslated"),
            ("fr", "Klaar", " Fini", "spaces in ' Fini'"),
            ("fr", "Meer tijd", "Plus de temps", "more than 2 words in 'Plus de temps'"),
            ("fr", "Meer tijd dan dit", "Plus de temps", ""),
            ("fr", "Groenten & fruit", "Légumes & fruits", ""),
            ("fr", "samen {price}", "en tout {price}", ""),
            ("fr", "samen {price}", "en tout", "other {names} in 'en tout'"),
            ("fr", "samen {price}", "en tout {prix}", "other {names} in 'en tout {prix}'"),
            ("fr", "prijs", "tarif réduit", "réduit in 'tarif réduit'"),
            ("pl", "prijs", "zniżka", "zniżk in 'zniżka'"),
            ("ar", "prijs", "تخفيض", "تخفيض in 'تخفيض'"),
            ("en", ("{number} dag", "{number} dagen"), ("{number} day", "{number} days"), ""),
            ("en", ("{number} dag", "{number} dagen"), ("one day", "{number} days"), ""),
            ("en", ("{number} dag", "{number} dagen"), ("{number} day", ""), "untranslated"),
            (
                "en",
                ("{number} dag", "{number} dagen"),
                ("{number} day", "days"),
                "other {names} in 'days'",
            ),
            # In Ukrainian the first form is also that of 21, so it must say the number.
            (
                "uk",
                ("{number} dag", "{number} dagen"),
                ("день", "{number} дні", "{number} днів"),
                "other {names} in 'день'",
            ),
        ],
    )
    def test_each_can_fail(
        self, language: str, message: translations.Id, text: object, problem: str
    ) -> None:
        assert one(language, message, text) == problem

    def test_fuzzy(self) -> None:
        assert one("fr", "Klaar", "Fini", ("fuzzy",)) == "fuzzy"

    def test_missing_and_unused(self) -> None:
        template, catalogue = Catalog(), Catalog("fr")
        template.add("Klaar")
        catalogue.add("Weg", "Parti")
        found = translations.problems("fr", template, catalogue)
        assert found == ["unused: 'Weg'", "missing: 'Klaar'"]

    @pytest.fixture
    def copy(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
        for file in translations.FOLDER.rglob("*.*"):
            path = tmp_path / file.relative_to(translations.FOLDER)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.read_bytes())
        monkeypatch.setattr(translations, "FOLDER", tmp_path)
        yield tmp_path

    def test_a_source_that_was_not_compiled(self, copy: Path) -> None:
        po = copy / "fr" / "LC_MESSAGES" / "onthaal.po"
        po.write_text(po.read_text().replace('"Bonjour"', '"Salut"'))
        assert translations.main(["--check"]) == 1
        stale = "fr: the compiled catalogue is not that of its source"
        assert stale in translations.check()
        translations.build()
        assert stale not in translations.check()

    @pytest.mark.parametrize("name", [translations.SIGNS, translations.MESSAGES])
    def test_what_the_start_reads_and_the_script_would_write_otherwise(
        self, copy: Path, name: str
    ) -> None:
        stale = f"{name} is not what this script writes"
        assert stale not in translations.check()
        (copy / name).write_text("[]")
        assert stale in translations.check()
        (copy / name).unlink()
        assert stale in translations.check()
        translations.build()
        assert stale not in translations.check()

    def test_a_catalogue_that_is_gone(self, copy: Path) -> None:
        (copy / "uk" / "LC_MESSAGES" / "onthaal.mo").unlink()
        assert "uk: the compiled catalogue is not that of its source" in translations.check()
        (copy / "uk" / "LC_MESSAGES" / "onthaal.po").unlink()
        assert any(problem.startswith("uk: missing") for problem in translations.check())


def shown(language: str) -> Iterator[str]:
    """Everything that a person sees in `language`: messages, produce, days and months."""
    for message in translations.read(language) if language != "nl" else ():
        text = message.string if message.id else ""
        for form in (text,) if isinstance(text, str) else text or ():
            yield re.sub(r"\{\w*\}", "", form)
    for product in produce.catalogue():
        yield from (produce.word(product.key, language), produce.many(product.key, language))
    for number in range(12):
        day = date(2026, number + 1, number + 1)
        yield from (weekday(day, language), short_weekday(day, language), month(day, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_fonts_have_every_letter(language: str) -> None:
    files = {LATIN_FONT: "Andika-Bold.ttf", ARABIC_FONT: "NotoSansArabic-Bold.ttf"}
    fonts = ROOT / "kiosk" / "assets" / "fonts"
    faces = {name: ImageFont.truetype(str(fonts / file), 24) for name, file in files.items()}
    unknown = {name: bytes(face.getmask("\uffff")) for name, face in faces.items()}
    missing = {
        (character, text)
        for text in shown(language)
        for character in set("".join(display_lines(text))) - {" ", "\u00a0"}
        if bytes(faces[font_of(text)].getmask(character)) == unknown[font_of(text)]
    }
    assert missing == set()
