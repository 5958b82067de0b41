"""Signed codes: only what we signed, letter for letter, is ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.codes import CODE_LENGTH, LETTERS, Key, KeyRing, Kind, new_key, new_ring, new_serial
from kiosk.errors import NoSuchKey, NotOurs

TODAY = date(2026, 3, 6)
RING = KeyRing((Key(1, bytes(range(32))),))
SERIAL = "BCDEFGHJKLNPRSTV"
KINDS: tuple[Kind, Kind] = ("V", "C")


def test_a_code_reads_back_as_what_was_signed() -> None:
    for kind in KINDS:
        code = RING.read(RING.sign(kind, SERIAL), TODAY)
        assert (code.kind, code.serial, code.key_id) == (kind, SERIAL, 1)


def test_codes_of_papers_that_are_out_still_read() -> None:
    """The letters of one code, kept here: when this fails, every paper at home is worthless."""
    printed = "ONVBBBCBCDEFGHJKLNPRSTVFSCTSSTHTDBELNNNJSSKSEHT"
    assert RING.sign("V", SERIAL) == printed
    assert RING.read(printed, TODAY).serial == SERIAL


def test_the_letters_stand_on_the_same_keys_of_belgian_german_and_american_keyboards() -> None:
    assert set("ONVC" + LETTERS) & set("AMQWYZ0123456789") == set()
    assert len(set(LETTERS)) == 16
    assert len(RING.sign("C", new_serial())) == CODE_LENGTH


def test_every_single_bit_flip_of_100_codes_is_refused() -> None:
    ring = new_ring()
    for number in range(100):
        text = ring.sign(KINDS[number % 2], new_serial())
        for place, letter in enumerate(text):
            for bit in range(8):
                altered = text[:place] + chr(ord(letter) ^ (1 << bit)) + text[place + 1 :]
                with pytest.raises(NotOurs):
                    ring.read(altered, TODAY)


def test_every_other_letter_in_any_place_is_refused() -> None:
    text = RING.sign("V", SERIAL)
    for place, letter in enumerate(text):
        for other in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") - {letter}:
            with pytest.raises(NotOurs):
                RING.read(text[:place] + other + text[place + 1 :], TODAY)


@given(st.text(max_size=80))
def test_any_text_is_refused_by_name(text: str) -> None:
    with pytest.raises(NotOurs):
        RING.read(text, TODAY)


def test_nothing_may_stand_around_a_code() -> None:
    text = RING.sign("V", SERIAL)
    for altered in (text + "\n", " " + text, text + text, text.lower(), text[:-1], text + "B", ""):
        with pytest.raises(NotOurs):
            RING.read(altered, TODAY)


def test_a_strangers_key_with_the_same_id_is_refused() -> None:
    with pytest.raises(NotOurs):
        RING.read(new_ring().sign("V", SERIAL), TODAY)


def test_a_voucher_is_no_card_and_a_card_no_voucher() -> None:
    voucher = RING.sign("V", SERIAL)
    with pytest.raises(NotOurs):
        RING.read(voucher.replace("ONV", "ONC"), TODAY)


def test_a_replaced_key_reads_until_its_last_voucher_had_its_day() -> None:
    voucher, card = RING.sign("V", SERIAL), RING.sign("C", SERIAL)
    ring = RING.renewed(TODAY)
    assert ring.active.id != 1
    assert ring.read(voucher, TODAY).key_id == 1
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(NotOurs):
        ring.read(voucher, tomorrow)
    assert ring.read(card, tomorrow + timedelta(days=3000)).key_id == 1
    assert ring.read(ring.sign("V", SERIAL), tomorrow).key_id == ring.active.id


def test_a_copy_of_a_paper_has_the_code_of_the_paper() -> None:
    first = RING.sign("V", SERIAL)
    ring = RING.renewed(TODAY)
    assert ring.sign("V", SERIAL, 1) == first
    assert ring.sign("V", SERIAL) != first
    with pytest.raises(NoSuchKey):
        ring.sign("V", SERIAL, 1 + ring.active.id % 65535 if ring.active.id != 65535 else 2)


def test_keys_put_back_never_replace_those_that_sign() -> None:
    same_id = Key(1, b"2" * 32)
    other = Key(2, b"3" * 32)
    ring = RING.with_keys((same_id, other))
    assert ring.keys == (other, RING.keys[0])
    assert ring.active == RING.active


def test_a_new_key_has_an_id_of_its_own() -> None:
    assert new_key(set(range(1, 65535))).id == 65535
    last = KeyRing((Key(65535, bytes(32)),))
    assert last.read(last.sign("V", SERIAL), TODAY).key_id == 65535


def test_no_key_shows_in_a_log() -> None:
    key = Key(1, b"s" * 32)
    assert "sss" not in repr(KeyRing((key,)))


@pytest.mark.parametrize("serial", ["", "short", SERIAL + "B", SERIAL.lower(), "0" * 16])
def test_only_our_serials_are_signed(serial: str) -> None:
    with pytest.raises(ValueError, match="serial"):
        RING.sign("V", serial)


def test_rings_and_keys_that_cannot_be() -> None:
    key = new_key()
    for keys in ((), (key, key)):
        with pytest.raises(ValueError, match="ring"):
            KeyRing(keys)
    for id_ in (0, 65536):
        with pytest.raises(ValueError, match="key"):
            replace(RING.keys[0], id=id_)


def test_serials_are_all_different() -> None:
    assert len({new_serial() for _ in range(10_000)}) == 10_000
