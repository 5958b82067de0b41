"""The group's own voice: recordings of what the kiosk says, by name in a folder per language.

A name is the Dutch sentence in small letters with dashes, the same in every language: "Ik ben er"
is ``ik-ben-er.wav``, and in French ``fr/ik-ben-er.wav``. Sentences with a number or a price in them
are not recorded, since there would be thousands.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import unicodedata
import wave
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from db.files import make_folder, write_file
from kiosk.i18n import CATALOGUES, LANGUAGES, translate
from kiosk.produce import catalogue

LARGEST: Final = {".wav": 6_000_000, ".ogg": 1_000_000}
"""The most bytes of a recording: about half a minute, and playing it never makes a tap wait."""

LONGEST_NAME: Final = 48

EXPLANATION: Final = """\
Jullie eigen stem op de kiosk
=============================

Wie het oor aantikt, hoort wat er op het scherm staat. Zonder opnamen leest de computer dat voor.
Een stem uit de groep is fijner. Zo neem je ze op:

1. Kies de map van de taal: nl, fr, en, ar, fa, tr, uk of pl.
2. In zinnen.txt in die map staan alle zinnen, met daarvoor de naam van het bestand.
3. Neem een zin op en bewaar ze in die map, onder die naam, als .wav of .ogg.
   "Ik ben er" wordt dus nl/ik-ben-er.wav, en "I am here" wordt en/ik-ben-er.wav.
   De naam is in elke taal dezelfde.
4. Klaar: wie daarna komt, hoort de opname. De kiosk moet niet opnieuw starten.

Een opname duurt hoogstens een halve minuut (.wav hoogstens 6 MB, .ogg hoogstens 1 MB).
Wat niet opgenomen is, leest de computer voor. Bedragen en aantallen leest hij altijd zelf.
De map .cache maakt de kiosk zelf: die mag altijd weg.
"""


def name_of(message: str) -> str:
    """The name of the file for a Dutch sentence: readable, and the same on every machine.

    Small letters and digits without accents, dashes between words. A long sentence is cut after a
    whole word and gets four signs that tell it from others with the same beginning.
    """
    plain = unicodedata.normalize("NFKD", message.lower())
    words = re.findall(
        r"[a-z0-9]+", "".join(one for one in plain if not unicodedata.combining(one))
    )
    name = "-".join(words)
    if len(name) <= LONGEST_NAME:
        return name
    short = name[: LONGEST_NAME + 1].rpartition("-")[0] or name[:LONGEST_NAME]
    return f"{short}-{hashlib.sha256(name.encode()).hexdigest()[:4]}"


@lru_cache(maxsize=len(LANGUAGES))
def recordable(language: str) -> Mapping[str, str]:
    """Everything that can be recorded in a language, as it is said there, with its name.

    Those are the words of the screens that hold no number, and the products.
    """
    said = {}
    for message in _messages():
        if "{" not in message and name_of(message):
            said[translate(message, language)] = name_of(message)
    for product in catalogue():
        dutch = product.names["nl"]
        said.setdefault(product.names.get(language, dutch), name_of(dutch))
    return said


def _messages() -> list[str]:
    """All Dutch messages."""
    messages: list[str] = json.loads((CATALOGUES / "messages.json").read_bytes())
    return messages


def recording_of(folder: Path, sentence: str, language: str) -> Path | None:
    """The group's recording of a sentence, None when there is no good one.

    A file that is too large or no sound is passed over, so that something is said at least.
    """
    name = recordable(language).get(sentence)
    if name is None:
        return None
    for suffix, most in LARGEST.items():
        file = folder / language / f"{name}{suffix}"
        with contextlib.suppress(OSError):
            if file.stat().st_size <= most and _is_recording(file):
                return file
    return None


def _is_recording(file: Path) -> bool:
    if file.suffix == ".wav":
        return is_sound(file)
    with file.open("rb") as sound:
        return sound.read(4) == b"OggS"


def is_sound(file: Path) -> bool:
    """Whether a WAV file is whole; a power cut can leave a name without what belongs in it."""
    try:
        with wave.open(str(file), "rb") as sound:
            size = sound.getnframes() * sound.getnchannels() * sound.getsampwidth()
        return 0 < size <= file.stat().st_size
    except (OSError, EOFError, wave.Error):
        return False


def explain(folder: Path) -> None:
    """Put the explanation and the list of sentences in the folder; what is right already stays.

    Raises OSError when the folder cannot be written.
    """
    _write(folder / "LEESMIJ.txt", EXPLANATION)
    for language in LANGUAGES:
        names = {name: said for said, name in recordable(language).items()}
        lines = [f"{name}\t{names[name]}\n" for name in sorted(names)]
        _write(folder / language / "zinnen.txt", "".join(lines))


def _write(file: Path, text: str) -> None:
    written = text.encode("utf-8-sig")  # with its mark, the notepad of any computer reads it right
    if file.is_file() and file.read_bytes() == written:
        return
    make_folder(file.parent)
    write_file(file, written)
