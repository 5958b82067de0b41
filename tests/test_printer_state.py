"""What a printer says of itself, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.printer_state import (
    TROUBLE,
    Answer,
    Answers,
    PrinterState,
    Profile,
    Status,
    announced,
    answered,
)


@pytest.mark.parametrize(
    ("question", "answer", "state"),
    [
        (1, 0x12, "ok"),
        (1, 0x1A, "offline"),
        (1, 0x16, "ok"),  # the drawer
        (2, 0x12, "ok"),
        (2, 0x16, "cover"),
        (2, 0x1A, "ok"),  # somebody feeds by hand
        (2, 0x32, "out"),
        (2, 0x52, "offline"),
        (2, 0x36, "cover"),
        (4, 0x12, "ok"),
        (4, 0x1E, "low"),
        (4, 0x72, "out"),
        (4, 0x7E, "out"),
    ],
)
def test_the_answers_to_a_question(question: int, answer: int, state: PrinterState) -> None:
    assert answered(question, answer).state == state


@pytest.mark.parametrize(
    ("block", "state"),
    [
        ("10000000", "ok"),
        ("14000000", "ok"),
        ("18000000", "offline"),
        ("38000000", "cover"),
        ("18080000", "offline"),
        ("10000300", "low"),
        ("18000f00", "out"),
        ("38000f00", "cover"),
    ],
)
def test_what_is_announced(block: str, state: PrinterState) -> None:
    assert announced(bytes.fromhex(block)).state == state


def test_the_worst_of_two_counts() -> None:
    assert (Status(low=True) | Status(out=True)).state == "out"
    assert (Status() | Status(low=True)).state == "low"
    assert {"out", "cover", "offline"} == TROUBLE


def test_everything_is_told_apart_in_one_stream() -> None:
    said = b"\x12" + b"\x10\x00\x03\x00" + b"\x37\x220001\x00" + b"\x5fTM-T20\x00" + b"\x37\x25\x00"
    assert Answers().feed(said) == [
        Answer("status", b"\x12"),
        Answer("announced", b"\x10\x00\x03\x00"),
        Answer("done", b"0001"),
        Answer("text", b"TM-T20"),
    ]


def test_the_handshake_of_a_serial_line_is_no_answer() -> None:
    assert Answers().feed(b"\x11\x13\x12\x13") == [Answer("status", b"\x12")]


WHOLE = st.sampled_from(
    [b"\x12", b"\x1a", b"\x10\x00\x03\x00", b"\x38\x00\x0f\x00", b"\x37\x220001\x00", b"\x5fx\x00"]
)


@given(st.lists(WHOLE), st.integers(1, 5))
def test_in_pieces_it_is_the_same(said: list[bytes], size: int) -> None:
    stream = b"".join(said)
    answers = Answers()
    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
    found = [answer for piece in pieces for answer in answers.feed(piece)]
    assert found == Answers().feed(stream)
    assert len(found) == len(said)


@given(st.binary(max_size=300))
def test_noise_never_hides_what_comes_after_it(noise: bytes) -> None:
    answers = Answers()
    answers.feed(noise)
    found = answers.feed(b"\x00" * 120 + b"\x12")
    assert found[-1] == Answer("status", b"\x12")


def test_a_model_that_tells_nothing() -> None:
    assert Profile("x", status=False, done=False).mute
    assert not Profile("x").mute
    assert not Profile("x", status=True, done=False).mute
