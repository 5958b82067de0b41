"""What goes to the printer: a raster in strips, and nothing a text could add to it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.paper.card_documents import Unkept
from kiosk.paper.commands import CLEAN, STRIP, escpos_bytes
from kiosk.paper.documents import Document, OrderSlip, PaperLine
from kiosk.paper.render import render
from tests.paper import test_cards, test_golden, test_outing_papers
from tests.printer.escpos import AT_ONCE, commands, skeleton

GOLDEN = Path(__file__).parent / "golden"
PAPERS: dict[str, Document | Unkept] = {
    **test_golden.PAPERS,
    **test_outing_papers.PAPERS,
    **test_cards.PAPERS,
}
FREE_TEXT = {
    "group",
    "word",
    "own_word",
    "portion",
    "reason",
    "name",
    "own_name",
    "meeting_place",
    "place",
}
"""What people write themselves, or what comes from a list that a group made."""

HOSTILE = (
    "\x1b@\x1dV\x00",  # begin anew and cut
    "\x1bp\x00\x19\xfa",  # open the drawer
    "\x10\x04\x01",  # ask for the state
    "\x10\x14\x02\x01\x08",  # turn it off
    "\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08",  # throw everything away
    "\x1d(H\x06\x0000done",
    "\x1dv0\x00\xff\xff\xff\xff",
    "\x1b=\x00\x00\x1d(E\x03\x00\x01IN",
)


def written(document: Any, text: str) -> Any:
    """The same paper with ``text`` wherever somebody can write, empty places too."""
    changes: dict[str, Any] = {}
    for field in fields(document):
        value = getattr(document, field.name)
        if field.name in FREE_TEXT and isinstance(value, str):
            changes[field.name] = text
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changes[field.name] = tuple(written(one, text) for one in value)
    return replace(document, **changes)


def order_of(data: bytes) -> list[tuple[str, int]]:
    """The commands without how many strips a paper takes: that follows from its length only."""
    named = ((name, numbers[0] if numbers else 0) for name, numbers in skeleton(data))
    return [one for one, _ in groupby(named)]


@pytest.mark.parametrize("dots", [384, 576])
def test_begins_afresh_prints_in_strips_feeds_and_cuts(dots: int) -> None:
    paper = render(test_golden.SLIP, dots)
    first, *strips, feed, cut = skeleton(escpos_bytes(paper))
    assert (first, feed, cut) == (("begin", ()), ("feed", (6,)), ("cut", (0,)))
    assert {(name, numbers[0]) for name, numbers in strips} == {("raster", dots // 8)}
    assert sum(numbers[1] for _, numbers in strips) == paper.height
    assert all(numbers[1] <= STRIP for _, numbers in strips)


def test_what_is_asked_of_the_printer_stands_around_the_paper() -> None:
    data = escpos_bytes(render(test_golden.SLIP), announce=True, token=b"0042", echo=True)
    names = [name for name, _ in skeleton(data)]
    assert names[:3] == ["begin", "announce", "raster"]
    assert names[-4:] == ["feed", "cut", "tell when done", "who"]
    assert [one.data for one in commands(data)][-2] == b"0042"


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.png")), ids=lambda file: str(file.stem))
def test_every_paper_has_the_commands_of_a_white_one(file: Path) -> None:
    with Image.open(file) as picture:
        paper = picture.convert("1")
    white = Image.new("1", paper.size, 1)
    assert skeleton(escpos_bytes(paper)) == skeleton(escpos_bytes(white))


@pytest.mark.parametrize("dots", [384, 576])
@pytest.mark.parametrize("name", PAPERS)
def test_hostile_text_gives_the_bytes_of_plain_letters(name: str, dots: int) -> None:
    everything = "".join(f"a{one}" for one in HOSTILE)
    plain = "".join(letter for letter in everything if letter.isprintable())
    assert plain != everything
    hostile, harmless = (
        escpos_bytes(render(written(PAPERS[name], text), dots)) for text in (everything, plain)
    )
    assert hostile == harmless
    letters = escpos_bytes(render(written(PAPERS[name], "a"), dots))
    assert order_of(hostile) == order_of(letters)


CONTROL = st.sampled_from("\x00\x04\x05\x0a\x0c\x0d\x10\x14\x18\x1b\x1c\x1d\x7f\x9b@V!pav0(HIE")
TEXT = st.text(st.one_of(CONTROL, st.characters(codec="utf-8")), max_size=60)


@settings(max_examples=60, deadline=None)
@given(text=TEXT, name=st.sampled_from(sorted(PAPERS)), dots=st.sampled_from([384, 576]))
def test_any_text_gives_the_commands_of_plain_letters(text: str, name: str, dots: int) -> None:
    said, letters = (
        escpos_bytes(render(written(PAPERS[name], words), dots)) for words in (text, "Lede")
    )
    assert order_of(said) == order_of(letters)


def test_the_dots_are_those_of_the_paper() -> None:
    paper = Image.new("1", (384, 16), 1)
    paper.putpixel((0, 0), 0)
    paper.putpixel((383, 15), 0)
    (raster,) = (one for one in commands(escpos_bytes(paper)) if one.name == "raster")
    assert raster.data[0] == 0x80 and raster.data[-1] == 0x01
    assert not any(raster.data[1:-1])


@pytest.mark.parametrize("second", [0x04, 0x05, 0x14])
def test_dots_that_would_be_obeyed_get_one_dot_more(second: int) -> None:
    dots = bytes((0x10, second, 0x02, 0x00)) * (48 * 4)
    paper = Image.frombytes("1", (384, 16), bytes(byte ^ 0xFF for byte in dots))
    data = escpos_bytes(paper)
    assert AT_ONCE.search(dots) and not AT_ONCE.search(data)
    (raster,) = (one for one in commands(data) if one.name == "raster")
    assert raster.data == bytes((0x18, second, 0x02, 0x00)) * (48 * 4)


def test_cleaning_up_ends_in_a_fresh_start_wherever_the_printer_was() -> None:
    for missing in (0, 1, 47, 72 * STRIP):
        half = b"\x1dv0\x00\x48\x00\xc0\x00" + bytes(72 * STRIP - missing)
        names = [one.name for one in commands(half + CLEAN) if one.name != "nothing"]
        assert names[-3:] == ["begin", "feed", "cut"]


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    escpos_bytes(render(OrderSlip("Lede", "2025-11-22", 24, (PaperLine("", "a", 1, 85),), 85)))
    assert capfd.readouterr() == ("", "")


def test_python_escpos_leaves_no_folder_behind(tmp_path: Path) -> None:
    code = (
        "from kiosk.paper.commands import escpos_bytes; from PIL import Image; "
        "escpos_bytes(Image.new('1', (384, 8), 1))"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": os.getcwd()}
    environment.pop("ESCPOS_CAPABILITIES_PICKLE_DIR", None)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    assert list(tmp_path.iterdir()) == []
