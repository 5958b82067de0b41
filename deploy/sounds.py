"""Make the four sounds of the kiosk: kiosk/assets/sounds/*.wav, 22.05 kHz, mono, 16 bit.

    python deploy/sounds.py

They are sums of decaying sine waves, written with the standard library alone, so nothing about
their licence can be in doubt. The names say when they sound:

    tap    a key went down; short and dry, under a tenth of a second
    done   something is finished: C, E and G climb, 0.8 s
    sorry  something did not work: two low soft notes, never a buzzer, 0.6 s
    bell   a volunteer is asked for, 0.9 s
"""

import math
import sys
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050
PEAK = 0.6
"""Loudest sample as a part of full scale: loud enough for a room, far from distortion."""

SOUNDS = Path(__file__).resolve().parent.parent / "kiosk" / "assets" / "sounds"


@dataclass(frozen=True, slots=True)
class Note:
    """A struck note: starts at once, rings out.

    `start` and `fade` (the time in which it falls to a third) are in seconds, `pitch` in hertz;
    `overtones` are pairs of a multiple of the pitch and a strength.
    """

    start: float
    pitch: float
    fade: float
    strength: float = 1.0
    overtones: tuple[tuple[float, float], ...] = ((2.0, 0.25), (3.0, 0.08))
    attack: float = 0.006


@dataclass(frozen=True, slots=True)
class Sound:
    """The notes of one sound, its length in seconds and its loudness beside the others."""

    seconds: float
    notes: tuple[Note, ...]
    loudness: float = 1.0


_WARM = ((2.0, 0.12),)
_BELL = ((2.0, 0.5), (2.76, 0.35), (5.4, 0.12))

ALL = {
    "tap": Sound(0.09, (Note(0.0, 880.0, 0.016, overtones=_WARM, attack=0.002),), 0.5),
    "done": Sound(
        0.8,
        (
            Note(0.0, 523.25, 0.20),
            Note(0.13, 659.25, 0.20),
            Note(0.26, 783.99, 0.22, strength=1.1),
        ),
    ),
    "sorry": Sound(
        0.6,
        (
            Note(0.0, 246.94, 0.13, overtones=_WARM, attack=0.025),
            Note(0.2, 196.0, 0.16, overtones=_WARM, attack=0.025),
        ),
        0.7,
    ),
    "bell": Sound(0.9, (Note(0.0, 1046.5, 0.24, overtones=_BELL, attack=0.002),), 0.9),
}


def samples(sound: Sound) -> "array[int]":
    """The sound as signed 16-bit samples.

    The last 30 ms are faded to nothing, because a wave that is cut off clicks.
    """
    count = round(sound.seconds * RATE)
    values = [0.0] * count
    for note in sound.notes:
        first = round(note.start * RATE)
        for index in range(first, count):
            time = (index - first) / RATE
            level = note.strength * min(1.0, time / note.attack) * math.exp(-time / note.fade)
            turn = 2 * math.pi * note.pitch * time
            wave_now = math.sin(turn)
            for multiple, strength in note.overtones:
                # Higher tones of a struck thing die sooner.
                dying = math.exp(-time * (multiple - 1) / (2 * note.fade))
                wave_now += strength * dying * math.sin(multiple * turn)
            values[index] += level * wave_now
    tail = min(count, round(0.03 * RATE))
    for step in range(tail):
        values[count - 1 - step] *= step / tail
    scale = PEAK * sound.loudness * 32_767 / max(map(abs, values))
    return array("h", (round(value * scale) for value in values))


def write(sound: Sound, path: Path) -> None:
    """Write the sound as a WAV file."""
    data = samples(sound)
    if sys.byteorder == "big":
        data.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data.tobytes())


def main(arguments: Sequence[str] | None = None) -> int:
    """Write all sounds; takes no arguments."""
    if sys.argv[1:] if arguments is None else arguments:
        print(__doc__)
        return 2
    SOUNDS.mkdir(parents=True, exist_ok=True)
    for name, sound in ALL.items():
        write(sound, SOUNDS / f"{name}.wav")
    return 0


if __name__ == "__main__":
    sys.exit(main())
