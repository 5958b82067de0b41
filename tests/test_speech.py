"""The thread that finds or makes the sound of a sentence, with a voice of stand-in and a real one."""

from __future__ import annotations

import random
import shutil
import threading
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import recordings, speech
from kiosk.i18n import LANGUAGES
from kiosk.recordings import is_sound, name_of
from kiosk.speech import LONGEST, Speech, espeak, plain

PATIENCE = 10.0


def write_sound(file: Path, frames: int = 100) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(22_050)
        sound.writeframes(bytes(2 * frames))


class Voice:
    """Records what it was asked to say; `hold` keeps it busy, `fails` keeps it silent."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.hold = threading.Event()
        self.hold.set()
        self.fails = False
        self.frames = 100

    def __call__(self, sentence: str, language: str, target: Path) -> bool:
        self.said.append((sentence, language))
        self.hold.wait(PATIENCE)
        if self.fails:
            return False
        write_sound(target, self.frames)
        return True


class Listener:
    """Waits for what the speech has to tell."""

    def __init__(self) -> None:
        self.heard: list[Path | None] = []
        self._come = threading.Event()

    def __call__(self, file: Path | None) -> None:
        self.heard.append(file)
        self._come.set()

    def wait(self) -> Path | None:
        assert self._come.wait(PATIENCE)
        return self.heard[-1]


def until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.002)


@pytest.fixture
def voice() -> Voice:
    return Voice()


@pytest.fixture
def stem(tmp_path: Path) -> Path:
    return tmp_path / "stem"


@pytest.fixture
def speaker(stem: Path, voice: Voice) -> Iterator[Speech]:
    speaker = Speech(stem, voice)
    speaker.start()
    yield speaker
    voice.hold.set()
    assert speaker.stop()


def ask(speaker: Speech, sentence: str, language: str = "nl") -> Path | None:
    listener = Listener()
    speaker.ask(sentence, language, listener)
    return listener.wait()


def test_a_sentence_becomes_a_file_once(speaker: Speech, voice: Voice, stem: Path) -> None:
    file = ask(speaker, "Wat wil je doen?")
    assert file is not None
    assert file.parent == stem / ".cache"
    assert is_sound(file)
    assert ask(speaker, "Wat wil je doen?") == file
    speaker.forget()
    assert ask(speaker, "Wat wil je doen?") == file
    assert voice.said == [("Wat wil je doen?", "nl")]
    assert ask(speaker, "Wat wil je doen?", "fr") != file
    assert list((stem / ".cache").glob("*.part")) == []


def test_a_voice_that_is_not_there_is_silence(speaker: Speech, voice: Voice, stem: Path) -> None:
    voice.fails = True
    assert ask(speaker, "Wat wil je doen?") is None
    assert list((stem / ".cache").iterdir()) == []


def test_a_voice_that_only_says_it_spoke_is_silence(stem: Path) -> None:
    speaker = Speech(stem, lambda _sentence, _language, target: bool(target.write_bytes(b"?")))
    speaker.start()
    assert ask(speaker, "een") is None
    assert list((stem / ".cache").iterdir()) == []
    assert speaker.stop()


def test_a_voice_that_breaks_does_not_end_it(stem: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken(sentence: str, language: str, target: Path) -> bool:
        if sentence == "a":
            raise RuntimeError("broken")
        write_sound(target)
        return True

    speaker = Speech(stem, broken)
    speaker.start()
    speaker.ask("a", "nl", Listener())
    until(lambda: "could not be said" in caplog.text)
    assert ask(speaker, "b") is not None
    assert speaker.stop()


def test_asking_and_preparing_never_wait(speaker: Speech, voice: Voice) -> None:
    voice.hold.clear()
    speaker.ask("een", "nl", Listener())
    until(lambda: voice.said)
    started = time.monotonic()
    first, last = Listener(), Listener()
    for number in range(1000):
        speaker.ask(f"zin {number}", "nl", first)
        speaker.prepare([f"later {number}"], "nl")
    speaker.ask("laatste", "nl", last)
    assert time.monotonic() - started < 0.5
    voice.hold.set()
    assert last.wait() is not None
    assert first.heard == []  # of those that wait only the newest is told


def test_what_is_asked_goes_before_what_is_prepared(speaker: Speech, voice: Voice) -> None:
    voice.hold.clear()
    speaker.prepare(["een", "twee", "", "drie"], "nl")
    until(lambda: voice.said)
    listener = Listener()
    speaker.ask("nu", "nl", listener)
    voice.hold.set()
    listener.wait()
    until(lambda: len(voice.said) == 4)
    assert [sentence for sentence, _ in voice.said] == ["een", "nu", "twee", "drie"]


def test_another_screen_takes_the_place_of_what_was_prepared(speaker: Speech, voice: Voice) -> None:
    voice.hold.clear()
    speaker.prepare(["een", "twee"], "nl")
    until(lambda: voice.said)
    speaker.prepare(["drie"], "nl")
    voice.hold.set()
    until(lambda: len(voice.said) == 2)
    speaker.forget()
    assert [sentence for sentence, _ in voice.said] == ["een", "drie"]


def test_it_ends_within_a_second_even_when_the_voice_hangs(stem: Path, voice: Voice) -> None:
    speaker = Speech(stem, voice)
    speaker.start()
    voice.hold.clear()
    speaker.ask("een", "nl", Listener())
    until(lambda: voice.said)
    started = time.monotonic()
    assert speaker.stop() is False
    assert time.monotonic() - started < 1.2
    voice.hold.set()
    assert Speech(stem, voice).stop()  # never begun


def test_a_half_file_is_made_again(speaker: Speech, voice: Voice) -> None:
    file = ask(speaker, "een")
    assert file is not None
    file.write_bytes(file.read_bytes()[:60])
    speaker.forget()
    assert ask(speaker, "een") == file
    assert is_sound(file)
    assert len(voice.said) == 2


def test_the_oldest_make_place(stem: Path, voice: Voice) -> None:
    voice.frames = 5000
    speaker = Speech(stem, voice, cache_bytes=45_000)
    speaker.start()
    files = []
    for number in range(8):
        files.append(ask(speaker, f"zin {number}"))
        time.sleep(0.01)
    assert [file.exists() for file in files if file] == [False] * 4 + [True] * 4
    assert speaker.stop()


def test_a_folder_that_cannot_be_written_is_silence(tmp_path: Path, voice: Voice) -> None:
    (tmp_path / "stem").write_text("not a folder")
    speaker = Speech(tmp_path / "stem", voice)
    speaker.start()
    assert ask(speaker, "een") is None
    assert speaker.stop()


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kiosk that knows one message, and in French."""
    monkeypatch.setattr(recordings, "_messages", lambda: ["Ik ben er", "nummer {number}"])
    french = {"Ik ben er": "Je suis là"}
    monkeypatch.setattr(
        recordings, "translate", lambda said, to: french.get(said, said) if to == "fr" else said
    )
    recordings.recordable.cache_clear()
    yield
    recordings.recordable.cache_clear()


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("suffix", [".wav", ".ogg"])
def test_the_groups_own_recording_comes_first(
    speaker: Speech, voice: Voice, stem: Path, suffix: str
) -> None:
    mine = stem / "fr" / f"ik-ben-er{suffix}"
    write_sound(mine)
    if suffix == ".ogg":
        mine.write_bytes(b"OggS" + bytes(100))
    assert ask(speaker, "Je suis là", "fr") == mine
    assert ask(speaker, "Ik ben er", "nl") != mine
    assert voice.said == [("Ik ben er", "nl")]


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("content", [b"", b"RIFF", b"OggS", None])
def test_a_recording_that_is_none_or_too_long_is_passed_over(
    speaker: Speech, stem: Path, content: bytes | None
) -> None:
    mine = stem / "nl" / "ik-ben-er.wav"
    write_sound(mine, frames=4_000_000)
    if content is not None:
        mine.write_bytes(content)
    found = ask(speaker, "Ik ben er")
    assert found is not None
    assert found != mine


@pytest.mark.usefixtures("words")
def test_a_new_recording_is_heard_by_the_next_person(speaker: Speech, stem: Path) -> None:
    first = ask(speaker, "Ik ben er")
    mine = stem / "nl" / "ik-ben-er.wav"
    write_sound(mine)
    assert ask(speaker, "Ik ben er") == first
    speaker.forget()
    assert ask(speaker, "Ik ben er") == mine


@pytest.mark.usefixtures("words")
def test_the_folder_explains_itself(speaker: Speech, stem: Path) -> None:
    ask(speaker, "een")
    assert "ik-ben-er.wav" in (stem / "LEESMIJ.txt").read_text(encoding="utf-8-sig")
    french = (stem / "fr" / "zinnen.txt").read_text(encoding="utf-8-sig").splitlines()
    assert "ik-ben-er\tJe suis là" in french
    assert "wortel\tcarotte" in french
    assert not any("{" in line for line in french)
    lists = [*stem.glob("*/zinnen.txt")]
    assert {file.parent.name for file in lists} == set(LANGUAGES)
    before = [file.stat().st_mtime_ns for file in lists]
    recordings.explain(stem)
    assert [file.stat().st_mtime_ns for file in lists] == before


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("Ik ben er", "ik-ben-er"),
        ("Groenten & fruit", "groenten-fruit"),
        ("één minder", "een-minder"),
        ("Ben je er nog?", "ben-je-er-nog"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_names_are_readable(message: str, name: str) -> None:
    assert name_of(message) == name


def test_long_names_stay_short_and_differ() -> None:
    long = "dit is een heel lange zin die niet helemaal in de naam van een bestand past"
    assert name_of(f"{long} a").startswith("dit-is-een-heel-lange-zin-die-niet-helemaal-in-")
    assert name_of(f"{long} a") != name_of(f"{long} b")
    assert len(name_of(long * 9)) < 60
    assert len(name_of("x" * 500)) < 60


@given(st.text())
def test_names_are_safe(message: str) -> None:
    assert set(name_of(message)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("[[h@l'oU]] één", "h l'oU één"),
        ("<voice name='fr'>ja</voice>", "voice name 'fr' ja voice"),
        ("a\x01\x1b\0b\tc\nd", "a b c d"),
        ("zak\u00a01 kg", "zak 1 kg"),
        ("\u202bسلام\u202c", "سلام"),
        ("می\u200cشود", "می\u200cشود"),
        ("п\u02bcять", "п'ять"),
        ("--help", "--help"),
        ("Groenten & fruit", "Groenten fruit"),
        ("\ud800", ""),
    ],
)
def test_a_sentence_is_never_a_command(sentence: str, text: str) -> None:
    assert plain(sentence) == text


@given(st.text())
def test_whatever_is_said_is_plain(sentence: str) -> None:
    text = plain(sentence)
    assert len(text) <= LONGEST
    assert not set(text) & set("<>[]{}|\\\n\t\0\x01")
    assert plain(text) == text


def test_ten_thousand_odd_sentences(tmp_path: Path) -> None:
    chance = random.Random(1)
    wrong: list[str] = []

    def engine(sentence: str, language: str, target: Path) -> bool:
        sentence.encode()
        if not sentence or len(sentence) > LONGEST or set(sentence) & set("<>[]\0"):
            wrong.append(sentence)
        return False

    speaker = Speech(tmp_path, engine)
    for _ in range(10_000):
        text = "".join(chr(chance.randrange(0x11000)) for _ in range(chance.randrange(40)))
        assert speaker._sound_of(text, chance.choice([*LANGUAGES, "xx"])) is None
    assert wrong == []
    assert len(speaker._known) <= speech.MOST_KNOWN


def test_without_espeak_there_is_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert espeak("een", "nl", tmp_path / "een.wav") is False
    assert espeak("een", "xx", tmp_path / "een.wav") is False


@pytest.mark.parametrize("behaviour", ["exit 1", "sleep 60", "exit 127"])
def test_an_espeak_that_fails_is_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: str
) -> None:
    program = tmp_path / "espeak-ng"
    program.write_text(
        f"#!/bin/sh\nexec {behaviour}\n" if "sleep" in behaviour else f"#!/bin/sh\n{behaviour}\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(speech, "ENGINE_SECONDS", 0.2)
    started = time.monotonic()
    assert espeak("een", "nl", tmp_path / "een.wav") is False
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_voice_speaks_every_language(tmp_path: Path, language: str) -> None:
    assert shutil.which("espeak-ng"), "sudo apt-get install espeak-ng"
    file = tmp_path / "een.wav"
    assert espeak("één euro zeventig, 12", language, file)
    assert is_sound(file)
    assert file.stat().st_size > 20_000
    long, short = tmp_path / "lang.wav", tmp_path / "kort.wav"
    assert espeak(plain("[[" + "a" * 250 + "]]"), language, long)
    assert espeak(plain("<break time='60s'/> ja"), language, short)
    assert short.stat().st_size < 44_100 * 10
