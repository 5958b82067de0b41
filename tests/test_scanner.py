"""The scanner's grammar: our codes come through, nothing else does, and nothing breaks it."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.codes import LETTERS, new_key, new_ring, new_serial
from kiosk.errors import NotOurs
from kiosk.key_ring import copy_code
from kiosk.scanner import LONGEST_GAP, Refused, Scan, Scanner

RING = new_ring()
TODAY = date(2026, 3, 6)
FAST = 0.012

AZERTY = str.maketrans("aqwzm;,1234567890", "qazw,m;&é\"'(§è!çà")
"""What a keyboard that is set to Belgian types for the keys of an American scanner."""

QWERTZ = str.maketrans("yz-", "zyß")


def scan(scanner: Scanner, text: str, at: float = 10.0, gap: float = FAST) -> list[object]:
    """What the scanner answers while this is typed."""
    answers = [scanner.key(typed, at + gap * number) for number, typed in enumerate(text)]
    return [answer for answer in answers if answer is not None]


@pytest.mark.parametrize("end", ["\n", "\t"])
def test_our_codes_come_through(end: str) -> None:
    for text in (RING.sign("V", new_serial()), RING.sign("C", new_serial()), copy_code(new_key())):
        assert scan(Scanner(), text + end) == [Scan(text)]
        assert scan(Scanner(), text.lower() + end) == [Scan(text)]


@pytest.mark.parametrize("layout", [AZERTY, QWERTZ])
def test_the_layout_of_the_keyboard_does_not_matter(layout: dict[int, int]) -> None:
    for _ in range(50):
        text = RING.sign("V", new_serial())
        assert scan(Scanner(), text.lower().translate(layout) + "\n") == [Scan(text)]


def test_a_scan_after_a_pause_is_a_new_one() -> None:
    scanner = Scanner()
    one, other = RING.sign("V", new_serial()), RING.sign("C", new_serial())
    assert scan(scanner, one + "\n", 10.0) == [Scan(one)]
    assert scan(scanner, other + "\n", 20.0) == [Scan(other)]
    assert scan(scanner, one[:20], 30.0) == []
    assert scan(scanner, one + "\n", 40.0) == [Scan(one)]


def test_nobody_types_a_code_by_hand() -> None:
    text = RING.sign("V", new_serial())
    slow = LONGEST_GAP * 1.01
    assert Scan(text) not in scan(Scanner(), text + "\n", gap=slow)


def test_one_burst_has_one_answer() -> None:
    text = RING.sign("V", new_serial())
    assert scan(Scanner(), "x\n" * 100 + text + "\n") == [Refused.REFUSED]
    assert scan(Scanner(), text + "\n" + "rm -rf /\n" * 9 + text + "\n") == [Scan(text)]
    assert scan(Scanner(), "\n\t\n") == []


FOREIGN = (
    "https://example.org/?q=1",
    "BCD\n002\n1\nSCT\n\nDe Brug\nBE68539007547034\nEUR1.70",
    "'; DROP TABLE voucher; --",
    "<script>alert(1)</script>",
    "[b]onvb[/b]",
    "\x1b@\x1dV\x00",
    "\x00" * 45,
    "WIFI:T:WPA;S=huis;P=geheim;;",
    "5410041001204",
    "ON" * 2048,
    "A" * 4096,
    RING.sign("V", new_serial()) * 90,
    RING.sign("V", new_serial()) + " ",
    " " + RING.sign("V", new_serial()),
    RING.sign("V", new_serial())[:-1],
    "ОNVBCDEF",
    "ｏｎｖｂｃ",
    "\u202eONV",
    "K",
    "ı" * 45,
)


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_not_ours_is_one_refusal(text: str) -> None:
    assert scan(Scanner(), text + "\n") == [Refused.REFUSED]


def malformed(chance: random.Random) -> str:
    """A scan that is nearly ours, or nothing like it."""
    ours = RING.sign(chance.choice("VC"), new_serial())  # type: ignore[arg-type]
    kind = chance.randrange(7)
    if kind == 0:  # a stranger's, of the right form
        letters = "".join(chance.choice(LETTERS) for _ in range(44))
        return f"ON{chance.choice('VC')}{letters}"
    if kind == 1:
        place = chance.randrange(47)
        other = chance.choice([letter for letter in LETTERS if letter != ours[place]])
        return ours[:place] + other + ours[place + 1 :]
    if kind == 2:
        place = chance.randrange(47)
        return ours[:place] + chr(chance.randrange(32)) + ours[place:]
    if kind == 3:
        return ours[: chance.randrange(47)]
    if kind == 4:
        return ours + "".join(chance.choice(LETTERS) for _ in range(chance.randrange(1, 60)))
    if kind == 5:
        return "".join(chr(chance.randrange(1, 0x2FF)) for _ in range(chance.randrange(1, 90)))
    return chance.choice(FOREIGN[:9]) + ours


def test_100_000_malformed_scans_and_none_is_accepted() -> None:
    chance = random.Random(20260306)
    scanner = Scanner()
    at, accepted, well_formed = 0.0, 0, 0
    for _ in range(100_000):
        at += 1.0
        for answer in scan(scanner, malformed(chance) + chance.choice("\n\t"), at, 0.002):
            if isinstance(answer, Scan):
                well_formed += 1
                try:
                    RING.read(answer.text, TODAY)
                    accepted += 1
                except NotOurs:
                    pass
        at += 0.002 * 300
    assert accepted == 0
    assert well_formed > 20_000, "the signature was tried as well"


@given(st.lists(st.tuples(st.text(max_size=3), st.floats()), max_size=60))
def test_any_keys_at_any_times_never_break_it(keys: list[tuple[str, float]]) -> None:
    scanner = Scanner()
    for typed, at in keys:
        assert not isinstance(scanner.key(typed, at), Scan)


def test_it_keeps_no_more_than_one_code() -> None:
    scanner = Scanner()
    for number in range(4096):
        scanner.key("B", number * 0.001)
    assert len(scanner._letters) <= 79
