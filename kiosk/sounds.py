"""Plays the kiosk's own sounds and what the ear says: one voice at a time, and never in the way.

A machine without a sound card is as good as any other: nothing is loaded then, since Kivy would log
an alarm for every sound.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kivy.clock import Clock, ClockEvent, mainthread

from kiosk.sound_card import has_card
from kiosk.speech import Speech

if TYPE_CHECKING:
    from kivy.core.audio import Sound

log = logging.getLogger(__name__)

EFFECTS: Final = Path(__file__).parent / "assets" / "sounds"
SHORT_SECONDS: Final = 0.15
"""A sound as short as the tap may go together with the voice; the voice waits for longer ones."""


class Sounds:
    """The kiosk's loudspeaker; ``volume`` is in percent, and 0 is silent."""

    def __init__(self, speech: Speech, volume: int) -> None:
        self._speech = speech
        self._volume = volume
        self._broken = False
        self._effects: dict[str, Sound | None] = {}
        self._voice: Sound | None = None
        self._wanted = 0
        self._effect_ends = 0.0
        self._waiting: ClockEvent | None = None

    @property
    def volume(self) -> int:
        """How loud, in percent."""
        return self._volume

    @volume.setter
    def volume(self, percent: int) -> None:
        self._volume = percent
        for sound in (*self._effects.values(), self._voice):
            if sound is not None:
                sound.volume = percent / 100
        if percent <= 0:
            self.hush()

    def play(self, name: str) -> None:
        """Play one of the kiosk's own sounds, if there is anything to play it on."""
        if self._volume <= 0:
            return
        if name not in self._effects:
            file = EFFECTS / f"{name}.wav"
            if not self._can_play() or not file.exists():
                return
            self._effects[name] = self._load(file)
        sound = self._effects[name]
        if sound is None:
            return
        if sound.length > SHORT_SECONDS:
            self.hush()
            self._effect_ends = Clock.get_boottime() + sound.length
        sound.volume = self._volume / 100
        sound.play()

    def say(self, sentence: str, language: str) -> None:
        """Say a sentence as soon as its sound is there; what was being said stops at once."""
        self.hush()
        if sentence and self._volume > 0 and self._can_play():
            wanted = self._wanted
            self._speech.ask(sentence, language, lambda file: self._found(wanted, file))

    def prepare(self, sentences: Iterable[str], language: str) -> None:
        """These may be said soon."""
        if self._volume > 0 and self._can_play():
            self._speech.prepare(sentences, language)

    def forget(self) -> None:
        """Nobody listens any more: nothing is made ahead."""
        self._speech.forget()

    def hush(self) -> None:
        """Be silent now, and say nothing that was asked for before."""
        self._wanted += 1
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        voice, self._voice = self._voice, None
        if voice is not None:
            voice.stop()
            voice.unload()

    @mainthread
    def _found(self, wanted: int, file: Path | None) -> None:
        """The speech has the sound; by now something else may be wanted, or nothing."""
        if wanted != self._wanted or file is None:
            return
        wait = self._effect_ends - Clock.get_boottime()
        if wait > 0:
            self._waiting = Clock.schedule_once(lambda _seconds: self._begin(file), wait)
        else:
            self._begin(file)

    def _begin(self, file: Path) -> None:
        self._waiting = None
        self._voice = self._load(file)
        if self._voice is not None:
            self._voice.volume = self._volume / 100
            self._voice.play()

    def _can_play(self) -> bool:
        return not self._broken and has_card()

    def _load(self, file: Path) -> Sound | None:
        """A sound that will really play, None for any other: Kivy gives those a length of 0.

        When even one of our own has no length, the card does not work: from then on it is silent.
        """
        from kivy.core.audio import SoundLoader  # it opens the card

        sound = SoundLoader.load(str(file))
        if sound is not None and sound.length > 0:
            return sound
        if file.parent == EFFECTS:
            self._broken = True
            log.warning("the sound card does not work: the kiosk stays silent")
        return None
