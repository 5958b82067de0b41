"""The ear: what is said, when it stops, and that a machine without a card is just silent."""

from __future__ import annotations

import logging
import time
import wave
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.speech import Said
from tests.screens.hands import Hands


class Recorder:
    """A speech that records what it is asked and has one sound for everything."""

    def __init__(self, file: Path) -> None:
        self.file: Path | None = file
        self.asked: list[str] = []
        self.languages: list[str] = []
        self.prepared: list[str] = []
        self.forgotten = 0
        self.waiting: list[Said] = []
        self.slow = False

    def ask(self, sentence: str, language: str, said: Said) -> None:
        self.asked.append(sentence)
        self.languages.append(language)
        if self.slow:
            self.waiting.append(said)
        else:
            said(self.file)

    def prepare(self, sentences: Iterable[str], language: str) -> None:
        self.prepared = list(sentences)

    def forget(self) -> None:
        self.forgotten += 1


@pytest.fixture
def speech(kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    file = tmp_path / "een.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(22_050)
        sound.writeframes(bytes(2 * 22_050 * 5))
    recorder = Recorder(file)
    monkeypatch.setattr(kiosk.app.sounds, "_speech", recorder)
    yield recorder
    kiosk.app.sounds.hush()


def is_speaking(kiosk: Hands) -> bool:
    kiosk.frames(2)  # what another thread found is taken up by the next frame
    voice = kiosk.app.sounds._voice
    return voice is not None and voice.state == "play"


def listen(kiosk: Hands) -> None:
    """The person wakes the kiosk and wants to hear it."""
    kiosk.wake()
    kiosk.app.toggle_ear()
    kiosk.frames(2)


def test_nothing_is_ever_said_by_itself(kiosk: Hands, speech: Recorder) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    assert speech.asked == speech.prepared == []


def test_the_ear_tells_what_the_screen_asks(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    assert speech.asked == ["Wat wil je doen?"]
    assert is_speaking(kiosk)
    assert {"Ik ben er", "Groenten & fruit"} <= set(speech.prepared)


def test_each_screen_and_each_tile_says_what_it_is(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    kiosk.tap(task="here")
    assert speech.asked[1:] == ["Ik ben er", "Met hoeveel ben je? Tik daarna op klaar."]
    kiosk.tap(picture="plus_white")
    assert speech.asked[-1] == "volwassenen: twee"
    kiosk.tap(picture="plus_white")
    assert speech.asked[-1] == "volwassenen: drie"
    kiosk.tap(picture="house")
    assert speech.asked[-2:] == ["naar het begin", "Wat wil je doen?"]


def test_produce_says_what_it_costs_and_what_is_taken(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    one = tile.taken(more=1)
    assert tile.says() in speech.prepared
    assert one in speech.prepared
    kiosk.take(tile)
    assert speech.asked[-2:] == [tile.says(), one]
    two = tile.taken(more=1)
    assert two in speech.prepared
    kiosk.take(tile)
    assert speech.asked[-1] == two != one
    assert kiosk.find("DoneTile").says() in speech.prepared
    assert kiosk.find("DoneTile").says().startswith("Klaar, samen ")
    kiosk.put_back(tile)
    assert speech.asked[-2:] == ["één minder", one]
    kiosk.put_back(tile)
    assert speech.asked[-1].endswith(": nul")


def test_who_listens_only_now_hears_what_the_basket_comes_to(
    kiosk: Hands, speech: Recorder
) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.app.toggle_ear()
    kiosk.frames(2)
    assert kiosk.find("DoneTile").says().startswith("Klaar, samen ")
    assert kiosk.find("DoneTile").says() in speech.prepared


def test_what_is_sold_out_says_so(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    tile.sold_out = True
    kiosk.frames(2)
    kiosk.take(tile)
    assert speech.asked[-1].endswith(", op")
    assert not kiosk.screen.has_basket


def test_the_order_is_read_out_once_the_fanfare_is_over(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap(word="Klaar")
    assert kiosk.at == "order_done"
    assert speech.asked[-1].startswith("nummer ")
    assert speech.asked[-1].endswith("Betaal aan de toog.")
    assert not is_speaking(kiosk)
    kiosk.wait(1.0)
    assert is_speaking(kiosk)


def test_leaving_the_screen_stops_the_voice(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    voice = kiosk.app.sounds._voice
    speech.file = None
    kiosk.app.show("check_in")
    assert voice.state == "stop"
    assert not is_speaking(kiosk)


def test_only_one_voice_at_a_time(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    first = kiosk.app.sounds._voice
    kiosk.app.say("iets anders")
    assert first.state == "stop"
    assert is_speaking(kiosk)


def test_a_sound_that_comes_too_late_is_not_heard(kiosk: Hands, speech: Recorder) -> None:
    speech.slow = True
    listen(kiosk)
    kiosk.app.say("iets anders")
    late, wanted = speech.waiting
    late(speech.file)
    assert not is_speaking(kiosk)
    wanted(None)
    assert not is_speaking(kiosk)
    wanted(speech.file)
    assert is_speaking(kiosk)
    kiosk.app.toggle_ear()
    wanted(speech.file)
    assert not is_speaking(kiosk)


def test_the_ear_is_off_for_the_next_person(kiosk: Hands, speech: Recorder) -> None:
    from kiosk.widgets.ui import ui

    listen(kiosk)
    kiosk.app.end_visit()
    assert not ui.ear
    assert not is_speaking(kiosk)
    assert speech.forgotten
    before = list(speech.asked)
    kiosk.frames(3)
    kiosk.wake()
    kiosk.tap(task="here")
    assert speech.asked == before


def test_another_language_is_heard_at_once(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    kiosk.app.speak_language("fr")
    kiosk.frames(3)
    assert speech.asked[-1] == kiosk.screen.says()
    assert speech.languages[-1] == "fr"
    assert kiosk.find(task="here").says() in speech.prepared


def test_volunteers_hear_nothing(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    kiosk.touch(*kiosk.place(kiosk.find("Logo")), seconds=3.3)
    before = list(speech.asked)
    kiosk.type("123456")
    kiosk.tap(picture="tick")
    kiosk.until(lambda: kiosk.at == "desk")
    kiosk.frames(3)
    kiosk.tap(picture="till")
    assert kiosk.at == "counter"
    assert speech.asked == before
    assert not is_speaking(kiosk)


def test_silence_is_asked_about_aloud(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    kiosk.wait(62)
    assert kiosk.at == "still_there"
    assert speech.asked[-1] == "Ben je er nog?"
    kiosk.tap(picture="more_time")
    assert speech.asked[-1] == "Wat wil je doen?"


def test_the_volume_changes_what_is_being_said(kiosk: Hands, speech: Recorder) -> None:
    listen(kiosk)
    sounds = kiosk.app.sounds
    usual = sounds.volume
    try:
        sounds.volume = 30
        assert sounds._voice.volume == pytest.approx(0.3)
        sounds.volume = 0
        assert not is_speaking(kiosk)
        before = list(speech.asked)
        kiosk.app.say("iets")
        sounds.play("tap")
        assert speech.asked == before
    finally:
        sounds.volume = usual


def test_a_machine_without_a_card_is_silent(
    kiosk: Hands,
    speech: Recorder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from kiosk import sound_card

    for name in ("SDL_AUDIODRIVER", "PULSE_SERVER", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sound_card, "_DEVICES", tmp_path / "snd")
    monkeypatch.setattr(kiosk.app.sounds, "_effects", {})
    assert not sound_card.has_card()
    with caplog.at_level(logging.INFO):
        started = time.monotonic()
        for _ in range(100):
            kiosk.app.play("done")
        assert time.monotonic() - started < 0.2
        listen(kiosk)
        kiosk.tap(task="here")
    assert speech.asked == speech.prepared == []
    assert [line for line in caplog.records if line.levelno >= logging.WARNING] == []
    (tmp_path / "snd").mkdir()
    (tmp_path / "snd" / "pcmC0D0p").touch()
    assert sound_card.has_card()  # one that was plugged in later


@pytest.mark.parametrize("server", ["pulse/native", "pipewire-0"])
def test_a_sound_server_is_a_card(
    app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    from kiosk import sound_card

    for name in ("SDL_AUDIODRIVER", "PULSE_SERVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sound_card, "_DEVICES", tmp_path / "snd")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not sound_card.has_card()
    (tmp_path / server).parent.mkdir(exist_ok=True)
    (tmp_path / server).touch()
    assert sound_card.has_card()


def test_a_card_that_does_not_work_is_tried_once(
    kiosk: Hands,
    speech: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from kivy.core.audio import SoundLoader

    loaded: list[str] = []

    class Mute:
        length = 0

    def load(name: str) -> Mute:
        loaded.append(name)
        return Mute()

    monkeypatch.setattr(SoundLoader, "load", load)
    monkeypatch.setattr(kiosk.app.sounds, "_effects", {})
    monkeypatch.setattr(kiosk.app.sounds, "_broken", False)
    for name in ("tap", "done", "tap", "bell"):
        kiosk.app.play(name)
    listen(kiosk)
    assert len(loaded) == 1
    assert caplog.text.count("the sound card does not work") == 1
    assert speech.asked == []
