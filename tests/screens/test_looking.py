"""The checks of the glass find what is wrong, each of them, and nothing on a screen that is right.

Every test makes one thing wrong on the home screen (or the produce) and looks again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.screens import looking
from tests.screens.hands import Hands
from tests.screens.looking import CHECKS, Check, Glass
from tests.screens.walk import WALK


@pytest.fixture
def home(kiosk: Hands) -> Iterator[Hands]:
    """The home screen; what a test does to it is undone by building it anew."""
    kiosk.wake()
    kiosk.frames(3)
    yield kiosk
    kiosk.app.end_visit()
    kiosk.frames(2)
    kiosk.app.root.remove_widget(kiosk.app.root.get_screen("home"))


def tile(hands: Hands, task: str = "here") -> Any:
    return hands.find("TaskTile", idle_task=task)


def words(widget: Any) -> Any:
    return next(one for one in widget.children if "Words" in looking.kinds(one))


def found(hands: Hands, check: Check) -> list[str]:
    hands.frames(2)
    return [*check(Glass(hands.screen))]


def shrink_it(hands: Hands) -> None:
    one = tile(hands)
    one.size_hint, one.size = (None, None), (15 * ui_mm(), 40 * ui_mm())


def ui_mm() -> float:
    from kiosk.widgets.ui import ui

    return float(ui.mm)


def move_off(hands: Hands) -> None:
    tile(hands).x = -10


def move_words_out(hands: Hands) -> None:
    words(tile(hands)).y -= 30 * ui_mm()


def move_tile_over_words(hands: Hands) -> None:
    tile(hands).pos = tile(hands, "coming").pos


def move_words_over_words(hands: Hands) -> None:
    words(tile(hands)).pos = words(tile(hands, "produce")).pos


def shrink_words(hands: Hands) -> None:
    words(tile(hands)).most = words(tile(hands)).least = 4


def force_words(hands: Hands) -> None:
    words(tile(hands)).width = 12 * ui_mm()


def draw_over_words(hands: Hands) -> None:
    from kiosk.widgets.pictures import Picture

    one = words(tile(hands))
    tile(hands).add_widget(Picture(key="bus", size_hint=(None, None), size=one.size, pos=one.pos))


def break_a_price(hands: Hands) -> None:
    price = words(tile(hands))
    price.text, price.width = "€ 17,05", 13 * ui_mm()


def say_what_no_font_has(hands: Hands) -> None:
    words(tile(hands)).text = "漢"


def move_close(hands: Hands) -> None:
    tile(hands).x = tile(hands, "produce").x - tile(hands).width - 2 * ui_mm()


def say_three_words(hands: Hands) -> None:
    tile(hands).word = "Ik ben hier"


def empty_it(hands: Hands) -> None:
    tile(hands).picture = tile(hands).word = ""


def take_the_picture(hands: Hands) -> None:
    tile(hands).picture = ""


def take_the_word(hands: Hands) -> None:
    tile(hands).word = ""


def take_the_speech(hands: Hands) -> None:
    one = hands.find("BarTile", picture="help_hand")
    one.spoken = ""


WRONG: list[tuple[Check, Callable[[Hands], None], str]] = [
    (looking.text_outside, move_words_out, "sticks out"),
    (looking.text_overlapping, move_tile_over_words, "overlaps"),
    (looking.text_overlapping, move_words_over_words, "overlaps"),
    (looking.text_covered, draw_over_words, "is covered"),
    (looking.text_too_small, shrink_words, "may become 4"),
    (looking.text_too_small, force_words, "mm high"),
    (looking.price_wrapped, break_a_price, "is broken"),
    (looking.glyph_missing, say_what_no_font_has, "lacks"),
    (looking.too_small, shrink_it, "is 15.0 x"),
    (looking.off_the_glass, move_off, "is not wholly on"),
    (looking.too_close, move_close, "are 2.0 mm apart"),
    (looking.too_wordy, say_three_words, "has 3 words"),
    (looking.unsaid, empty_it, "shows nothing"),
    (looking.unsaid, take_the_picture, "has no picture"),
    (looking.unsaid, take_the_word, "has no word"),
    (looking.unsaid, take_the_speech, "has nothing to say"),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_screen_that_is_right(home: Hands, check: Check) -> None:
    assert not found(home, check)


@pytest.mark.parametrize(
    ("check", "spoil", "said"), WRONG, ids=lambda one: getattr(one, "__name__", None)
)
def test_what_is_wrong_is_found(
    home: Hands, check: Check, spoil: Callable[[Hands], None], said: str
) -> None:
    spoil(home)
    assert any(said in fault for fault in found(home, check))


def test_every_check_is_seen_to_fail() -> None:
    assert {check for check, _, _ in WRONG} | {looking.forbidden} == set(CHECKS)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("nl", "kansentarief"),
        ("fr", "tarif réduit"),
        ("en", "discount"),
        ("ar", "خصم"),
        ("fa", "تخفیف"),
        ("tr", "indirim"),
        ("uk", "знижка"),
        ("pl", "zniżka"),
    ],
)
def test_a_forbidden_word_is_found(home: Hands, language: str, word: str) -> None:
    home.app.speak_language(language)
    home.frames(2)
    assert not found(home, looking.forbidden)
    words(tile(home)).text = word
    assert found(home, looking.forbidden)


def test_pale_words_are_found(home: Hands) -> None:
    assert not [*looking.too_pale(Glass(home.screen), home.shot())]
    words(tile(home)).color = (0.6, 0.6, 0.6, 1)
    home.frames(2)
    assert [*looking.too_pale(Glass(home.screen), home.shot())]


def test_volunteers_may_have_more_words_and_smaller_tiles(kiosk: Hands) -> None:
    WALK["desk"][0](kiosk)
    kiosk.frames(3)
    glass = Glass(kiosk.screen)
    assert glass.of_desk
    assert not [*looking.too_wordy(glass), *looking.unsaid(glass), *looking.too_small(glass)]
