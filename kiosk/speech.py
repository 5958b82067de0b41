"""Turns a sentence into a sound file: the group's own recording, else a voice, else silence.

One thread of its own does all of it, ahead of the finger where it can be, so that no tap ever waits
for a voice. A recording lies in ``stem/<language>/<name>.wav`` (or ``.ogg``) of the data folder; the
lists in that folder say which names there are. What the voice made is kept in ``stem/.cache``.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import shutil
import subprocess
import threading
import unicodedata
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Protocol

from db.files import make_folder, put_in_place
from kiosk.recordings import explain, is_sound, recording_of

log = logging.getLogger(__name__)

VOICES: Final = {
    "nl": "nl",
    "fr": "fr-be",
    "en": "en-gb",
    "ar": "ar",
    "fa": "fa",
    "tr": "tr",
    "uk": "uk",
    "pl": "pl",
}
"""The voices of espeak-ng; that of Belgium says septante and nonante."""

WORDS_A_MINUTE: Final = 140
"""Slower than its usual 175: for who is learning the language."""

LONGEST: Final = 300
"""The most characters of one sentence; the rest is not said."""

ENGINE_SECONDS: Final = 5.0
"""A sentence takes well under a second, even on a Pi; after this the voice is hanging."""

CACHE_BYTES: Final = 40 * 1024 * 1024
"""About 400 sentences; the oldest make place."""

MOST_KNOWN: Final = 2000
BEAT_SECONDS: Final = 5.0
MOST_AHEAD: Final = 120

Said = Callable[[Path | None], object]
"""Is told where the sound is, None for silence; called from the thread of the speech."""


class Engine(Protocol):
    """A voice: writes ``sentence`` to ``target`` as WAV and says whether it did."""

    def __call__(self, sentence: str, language: str, target: Path) -> bool: ...


def espeak(sentence: str, language: str, target: Path) -> bool:
    """Let espeak-ng read a sentence out into ``target``; False when it is not there or fails.

    The text goes in by its standard input and without its markup, so it cannot become a command.
    """
    program = shutil.which("espeak-ng")
    voice = VOICES.get(language)
    if program is None or voice is None:
        return False
    command = [program, "-b", "1", "-v", voice, "-s", str(WORDS_A_MINUTE), "-z", "--stdin"]
    try:
        done = subprocess.run(
            [*command, "-w", str(target)],
            input=sentence.encode("utf-8", "ignore"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=ENGINE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def plain(sentence: str) -> str:
    """A sentence without anything a voice could take for a command, at most `LONGEST` long.

    espeak-ng obeys control characters and reads ``[[...]]`` as phonemes; only letters, digits and
    the marks of a sentence are left (it would say ``&`` in English), and what is not seen (directions, joiners but one) is gone.
    """
    # Persian joins words with U+200C; without it they would be read as one.
    shown = [
        one if one == "\u200c" or _is_sayable(one) else " "
        for one in unicodedata.normalize("NFC", sentence[: 4 * LONGEST]).replace("\u02bc", "'")
    ]
    return re.sub(r"\s+", " ", "".join(shown)).strip()[:LONGEST].strip()


def _is_sayable(one: str) -> bool:
    return unicodedata.category(one)[0] in "LMN" or one in ".,;:!?'’-،؛؟%€"


class Speech:
    """Finds or makes the sounds of sentences; `ask` and `prepare` never wait."""

    def __init__(
        self, folder: Path, engine: Engine = espeak, cache_bytes: int = CACHE_BYTES
    ) -> None:
        """``folder`` is ``stem`` in the data folder; nothing is read or made before `start`."""
        self._folder = folder
        self._cache = folder / ".cache"
        self._engine = engine
        self._cache_bytes = cache_bytes
        self._known: OrderedDict[tuple[str, str], Path | None] = OrderedDict()
        self._lock = threading.Condition()
        self._asked: tuple[str, str, Said] | None = None
        self._ahead: deque[tuple[str, str]] = deque(maxlen=MOST_AHEAD)
        self._ending = False
        self.beats = 0
        """Rises every few seconds once it has begun, as long as no voice holds it."""
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)

    def start(self) -> None:
        """Begin; the thread ends with the program."""
        self._thread.start()

    def stop(self) -> bool:
        """End within a second; False when a voice holds on longer, and ends with the program."""
        with self._lock:
            self._ending = True
            self._lock.notify()
        if self._thread.ident is not None:
            self._thread.join(0.9)
        return not self._thread.is_alive()

    def ask(self, sentence: str, language: str, said: Said) -> None:
        """Find the sound of a sentence now; of two that wait, only the newest is told."""
        with self._lock:
            self._asked = (sentence, language, said)
            self._lock.notify()

    def prepare(self, sentences: Iterable[str], language: str) -> None:
        """These may be asked for soon: make them while nothing else is, instead of earlier ones."""
        with self._lock:
            self._ahead.clear()
            self._ahead.extend((one, language) for one in sentences if one)
            self._lock.notify()

    def forget(self) -> None:
        """Nobody listens any more: what was still to be made is not."""
        with self._lock:
            self._asked = None
            self._ahead.clear()
            self._known.clear()  # a recording that was added is found by the next person

    def _run(self) -> None:
        try:
            explain(self._folder)
        except OSError as error:
            log.warning("the folder of recordings: %s", type(error).__name__)
        while True:
            with self._lock:
                while not (self._ending or self._asked or self._ahead):
                    self.beats += 1
                    self._lock.wait(BEAT_SECONDS)
                if self._ending:
                    return
                self.beats += 1
                asked, self._asked = self._asked, None
                sentence, language = asked[:2] if asked else self._ahead.popleft()
            try:
                sound = self._sound_of(sentence, language)
                if asked:
                    asked[2](sound)
            except Exception:
                log.exception("a sentence could not be said")

    def _sound_of(self, sentence: str, language: str) -> Path | None:
        """The file, from wherever it comes; once known it is not looked for again."""
        key = (sentence, language)
        if key in self._known:
            return self._known[key]
        found = recording_of(self._folder, sentence, language) or self._voice(sentence, language)
        with self._lock:
            self._known[key] = found
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return found

    def _voice(self, sentence: str, language: str) -> Path | None:
        """What the voice said earlier or says now; None when it cannot."""
        text = plain(sentence)
        if not text:
            return None
        name = hashlib.sha256(
            f"{VOICES.get(language)} {WORDS_A_MINUTE} {text}".encode()
        ).hexdigest()
        target = self._cache / f"{name[:32]}.wav"
        if is_sound(target):
            return target
        part = target.with_suffix(".part")
        try:
            make_folder(self._cache)
            if not self._engine(text, language, part) or not is_sound(part):
                return None
            self._make_room(part.stat().st_size)
            put_in_place(part, target)
        except OSError as error:
            log.warning("no room for a voice: %s", type(error).__name__)
            return None
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return target

    def _make_room(self, size: int) -> None:
        """Let the oldest go until ``size`` bytes more are within what the cache may take."""
        kept = sorted(((one.stat(), one) for one in self._cache.glob("*.wav")), key=_age)
        full = sum(stat.st_size for stat, _ in kept) + size
        for stat, oldest in kept:
            if full <= self._cache_bytes:
                return
            oldest.unlink()
            full -= stat.st_size


def _age(kept: tuple[os.stat_result, Path]) -> int:
    return kept[0].st_mtime_ns
