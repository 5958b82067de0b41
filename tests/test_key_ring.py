"""Keys as a file, locked for the backup, on paper."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.codes import Key, KeyRing, new_key, new_ring
from kiosk.errors import BadKeys, BadPassphrase
from kiosk.key_ring import (
    KEY_CODE_LENGTH,
    copy_code,
    copy_lines,
    from_text,
    key_from_code,
    key_from_lines,
    lock,
    to_text,
    unlock,
)

RING = new_ring().renewed(date(2026, 5, 1)).renewed(date(2026, 9, 1))
KEYS = st.builds(Key, st.integers(1, 65535), st.binary(min_size=32, max_size=32))
BAD_IDS = (f'"id": {RING.keys[0].id}', '"id": "2"', '"id": 99999', '"id": 0')
WORDS = "soep op woensdag middag"


def test_the_file_reads_back() -> None:
    assert from_text(to_text(RING)) == RING


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"what": "onthaal-sleutels", "keys": []}', to_text(RING)[:-30]]
    + [to_text(RING).replace(f'"id": {RING.active.id}', wrong) for wrong in BAD_IDS]
    + [to_text(RING).replace("2026-05-01", "morgen"), to_text(RING).replace("secret", "sacret")],
)
def test_a_damaged_file_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadKeys):
        from_text(text)


def test_only_the_passphrase_opens_the_copy() -> None:
    locked = lock(RING, WORDS)
    assert unlock(locked, "  Soep op  woensdag MIDDAG ") == RING
    with pytest.raises(BadPassphrase):
        unlock(locked, "soep op donderdag middag")
    for key in RING.keys:
        assert key.secret not in locked
        assert to_text(KeyRing((key,))).split('"')[9].encode() not in locked
    assert lock(RING, WORDS) != locked


def test_a_changed_copy_does_not_open() -> None:
    data = json.loads(lock(RING, WORDS))
    data["sealed"] = ("A" if data["sealed"][0] != "A" else "B") + data["sealed"][1:]
    with pytest.raises(BadPassphrase):
        unlock(json.dumps(data).encode(), WORDS)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"{}", b"[1]", to_text(RING).encode()])
def test_what_is_no_copy_is_refused_by_name(text: bytes) -> None:
    with pytest.raises(BadKeys):
        unlock(text, WORDS)


@pytest.mark.parametrize("words", ["", "kort", "elf letters", " " * 40])
def test_a_short_passphrase_locks_nothing(words: str) -> None:
    with pytest.raises(BadPassphrase):
        lock(RING, words)


@given(KEYS)
def test_a_key_on_paper_reads_back(key: Key) -> None:
    lines = copy_lines(key)
    assert [len(line) for line in lines] == [14] * 4
    assert key_from_lines(key.id, lines) == key
    assert key_from_lines(key.id, [f" {line[:5].lower()} {line[5:]}" for line in lines]) == key
    assert len(copy_code(key)) == KEY_CODE_LENGTH
    assert key_from_code(copy_code(key)) == key


@given(KEYS, st.integers(0, 3), st.integers(0, 13), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_a_wrong_letter_is_found_with_its_line(key: Key, line: int, place: int, to: str) -> None:
    lines = list(copy_lines(key))
    if lines[line][place] == to:
        return
    lines[line] = lines[line][:place] + to + lines[line][place + 1 :]
    with pytest.raises(BadKeys, match=f"Regel {line + 1}"):
        key_from_lines(key.id, lines)


def test_lines_in_another_order_and_another_number_are_found() -> None:
    key = Key(7, b"k" * 32)
    one, two, three, four = copy_lines(key)
    for id_, lines in ((7, [two, one, three, four]), (8, [one, two, three, four])):
        with pytest.raises(BadKeys):
            key_from_lines(id_, lines)
    with pytest.raises(BadKeys):
        key_from_lines(7, [one, two, three])


def test_a_changed_code_is_found() -> None:
    text = copy_code(new_key())
    for place in range(len(text)):
        for other in "BCV0":
            if text[place] != other:
                with pytest.raises(BadKeys):
                    key_from_code(text[:place] + other + text[place + 1 :])
