"""The sounds of the kiosk: short, never distorted, and really in the project."""

import sys
import wave
from array import array

import pytest

from deploy import sounds


@pytest.mark.parametrize("name", ["tap", "done", "sorry", "bell"])
def test_a_kept_sound_is_what_the_script_makes(name: str) -> None:
    with wave.open(str(sounds.SOUNDS / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        assert file.getnframes() == round(sounds.ALL[name].seconds * 22_050)
        kept = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        kept.byteswap()
    fresh = sounds.samples(sounds.ALL[name])
    # Another C library may round the last bit of a sine differently.
    assert max(abs(one - other) for one, other in zip(kept, fresh, strict=True)) <= 1


@pytest.mark.parametrize("name", sorted(sounds.ALL))
def test_a_sound_neither_clicks_nor_distorts(name: str) -> None:
    values = sounds.samples(sounds.ALL[name])
    assert values[0] == 0
    assert abs(values[-1]) < 50
    assert 5_000 < max(map(abs, values)) < 26_000


def test_sorry_is_the_lower_and_softer_one() -> None:
    done, sorry = sounds.ALL["done"], sounds.ALL["sorry"]
    assert max(note.pitch for note in sorry.notes) < min(note.pitch for note in done.notes)
    assert max(map(abs, sounds.samples(sorry))) < max(map(abs, sounds.samples(done)))
