"""Typed codes: a slip of the finger is found before any look-up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotOurs
from kiosk.paper.pictures import one_bit
from kiosk.typed_code import PICTURES, TypedCode, new_typed_code, read_typed_code

CODES = st.builds(lambda _: new_typed_code(), st.integers())


def test_a_code_stored_long_ago_still_reads() -> None:
    """The order of the pictures counts in the check digit of papers that are out."""
    code = read_typed_code("00-11-23-123453")
    assert code.pictures == (PICTURES[0], PICTURES[11], PICTURES[23])
    assert (PICTURES[0], PICTURES[11], PICTURES[23]) == (
        "avatar_balloon",
        "avatar_kite",
        "avatar_umbrella",
    )


def test_there_are_24_different_pictures_which_all_print() -> None:
    drawn = {picture.tobytes() for key in PICTURES if (picture := one_bit(key, 80))}
    assert len(drawn) == len(PICTURES) == 24


@given(CODES)
def test_what_is_stored_reads_back(code: TypedCode) -> None:
    assert read_typed_code(code.text) == code
    assert len(code.digits) == 6


@given(CODES, st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_found(code: TypedCode, place: int, step: int) -> None:
    wrong = str((int(code.digits[place]) + step) % 10)
    with pytest.raises(NotOurs):
        replace(code, digits=code.digits[:place] + wrong + code.digits[place + 1 :])


@given(CODES, st.integers(0, 4))
def test_two_digits_that_changed_places_are_found(code: TypedCode, place: int) -> None:
    one, other = code.digits[place], code.digits[place + 1]
    if one != other:
        with pytest.raises(NotOurs):
            replace(code, digits=code.digits[:place] + other + one + code.digits[place + 2 :])


def test_most_wrong_pictures_are_found() -> None:
    found = tried = 0
    for _ in range(200):
        code = new_typed_code()
        for key in set(PICTURES) - {code.pictures[1]}:
            tried += 1
            try:
                replace(code, pictures=(code.pictures[0], key, code.pictures[2]))
            except NotOurs:
                found += 1
    assert found / tried > 0.85


@given(st.text(max_size=20))
def test_any_other_text_is_refused_by_name(text: str) -> None:
    with pytest.raises(NotOurs):
        read_typed_code(text)


@pytest.mark.parametrize("text", ["24-00-00-000000", "00-00-00-00000", "00-00-00-٠٠٠٠٠٠"])
def test_what_only_looks_like_a_code_is_refused(text: str) -> None:
    with pytest.raises(NotOurs):
        read_typed_code(text)


def test_pictures_of_others_are_refused() -> None:
    with pytest.raises(NotOurs):
        TypedCode(("avatar_star", "avatar_star", "wortel"), "000000")
