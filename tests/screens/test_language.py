"""Greetings, mirrored screens and help: the same kiosk for every tongue and either hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from kiosk.i18n import LANGUAGES, greeting, translate
from tests.screens.hands import Hands
from tests.screens.walk import WALK

SIZES = [(800, 480), (1280, 800), (1920, 1080), (720, 1280)]
WITH_BAR = ["home", "check_in", "my_picture", "checked_in", "produce", "order_done", "languages"]


@contextmanager
def left_handed(kiosk: Hands) -> Iterator[None]:
    """The group chose the left hand."""
    usual = kiosk.app.settings
    kiosk.app.settings = replace(usual, screen=replace(usual.screen, left_handed=True))
    kiosk.app.settle()
    kiosk.frames(3)
    yield
    kiosk.app.settings = usual
    kiosk.app.settle()
    kiosk.frames(3)


@contextmanager
def panel(kiosk: Hands, size: tuple[int, int]) -> Iterator[None]:
    """Everything is measured for another panel."""
    from kiosk.widgets.ui import ui

    ui.measure(*size)
    yield
    kiosk.app.settle()
    ui.language = kiosk.app.visit.language


def greet(kiosk: Hands, language: str) -> None:
    """Tap a greeting, behind the tile for more where it must be."""
    if not kiosk.seen("GreetingTile", language=language):
        kiosk.tap(picture="languages")
        assert kiosk.at == "languages"
    kiosk.tap("GreetingTile", language=language)
    kiosk.frames(3)


def is_left_of(kiosk: Hands, one: Any, other: Any) -> bool:
    """Whether one thing is wholly to the left of another."""
    return kiosk.place(one, 1.0)[0] < kiosk.place(other, 0.0)[0]


def basket(kiosk: Hands) -> list[Any]:
    """What is in the basket of this visit."""
    return kiosk.sql(
        "SELECT line.offer_id, line.quantity FROM order_line line JOIN orders o"
        " ON o.id = line.order_id WHERE o.state = 'basket' ORDER BY line.offer_id"
    )


@pytest.mark.parametrize("language", ["fr", "ar", "uk"])
def test_a_greeting_changes_the_words_and_keeps_screen_and_basket(
    kiosk: Hands, language: str
) -> None:
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0], times=2)
    before, offer = basket(kiosk), kiosk.tiles()[0].offer
    assert before
    greet(kiosk, language)
    assert kiosk.at == "produce"
    assert kiosk.app.visit.language == language
    assert basket(kiosk) == before
    tile = kiosk.find("ProduceTile", offer=offer)
    assert tile.count == 2
    assert kiosk.find("DoneTile").word == translate("Klaar", language)
    assert "." in tile.price if language == "ar" else "," in tile.price
    kiosk.take(kiosk.tiles()[1])
    assert len(basket(kiosk)) == len(before) + 1


def test_words_on_produce_tiles_follow_at_once(kiosk: Hands) -> None:
    kiosk.to_produce()
    dutch = [tile.word for tile in kiosk.tiles()]
    greet(kiosk, "fr")
    french = [tile.word for tile in kiosk.tiles()]
    assert len(french) == len(dutch)
    assert sum(one != other for one, other in zip(french, dutch, strict=True)) > len(dutch) / 2


def test_every_language_that_is_offered_has_its_greeting(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(picture="languages")
    tiles = kiosk.seen("GreetingTile")
    assert {tile.language: tile.word for tile in tiles} == {
        language: greeting(language) for language in LANGUAGES
    }
    assert len({tile.word for tile in tiles}) == len(LANGUAGES)


def test_only_the_languages_of_the_group_are_offered(kiosk: Hands) -> None:
    usual = kiosk.app.settings
    kiosk.app.settings = replace(usual, group=replace(usual.group, languages=("nl", "tr", "fa")))
    kiosk.app.settle()
    kiosk.wake()
    kiosk.frames(3)
    assert [tile.language for tile in kiosk.seen("GreetingTile")] == ["tr", "fa"]
    assert kiosk.seen(picture="languages") == []
    kiosk.app.settings = usual
    kiosk.app.settle()


def test_the_language_of_the_group_comes_back_after_each_person(kiosk: Hands) -> None:
    from kiosk.widgets.ui import ui

    kiosk.wake()
    greet(kiosk, "fr")
    assert kiosk.reads(translate("Welkom!", "fr"))
    kiosk.wait(kiosk.app.settings.times.idle_seconds + 2)
    assert kiosk.at == "still_there"
    kiosk.wait(kiosk.app.settings.times.warning_seconds + 2)
    assert kiosk.at == "welcome"
    assert (ui.language, kiosk.app.visit.language) == ("nl", "nl")
    kiosk.wake()
    assert kiosk.reads("Welkom!")


def test_a_volunteer_finds_the_desk_in_dutch(kiosk: Hands) -> None:
    from kiosk.widgets.ui import ui

    kiosk.wake()
    greet(kiosk, "ar")
    kiosk.hold_logo()
    assert ui.language == "nl"


@pytest.mark.parametrize("name", ["desk", "recover", "pin", "counter"])
def test_volunteers_read_dutch_from_the_left_whatever_the_group_speaks(
    kiosk: Hands, name: str
) -> None:
    from kiosk.widgets.ui import ui

    usual = kiosk.app.settings
    kiosk.app.settings = replace(usual, group=replace(usual.group, language="ar"))
    kiosk.app.end_visit()
    kiosk.frames(2)
    assert ui.mirrored
    WALK[name][0](kiosk)
    assert (kiosk.at, ui.language, ui.mirrored) == (name, "nl", False)
    kiosk.app.end_visit()
    kiosk.frames(2)
    assert (kiosk.at, ui.language, ui.mirrored) == ("welcome", "ar", True)
    kiosk.app.settings = usual


def test_the_welcome_picture_greets_in_every_other_language(kiosk: Hands) -> None:
    for language in LANGUAGES:
        assert kiosk.reads(translate("Welkom", language)), language


def test_silence_while_choosing_a_language_comes_back_there(kiosk: Hands) -> None:
    kiosk.to_produce()
    kiosk.tap(picture="languages")
    kiosk.wait(kiosk.app.settings.times.idle_seconds + 2)
    kiosk.tap(picture="more_time")
    assert kiosk.at == "languages"
    kiosk.tap("GreetingTile", language="pl")
    assert kiosk.at == "produce"


def test_arabic_turns_the_screen_around_and_a_left_hand_turns_it_back(kiosk: Hands) -> None:
    kiosk.wake()
    here, produce = kiosk.find(task="here"), kiosk.find(task="produce")
    assert is_left_of(kiosk, here, produce)
    greet(kiosk, "ar")
    assert is_left_of(kiosk, produce, here)
    with left_handed(kiosk):
        assert is_left_of(kiosk, here, produce)
        greet(kiosk, "nl")
        assert is_left_of(kiosk, produce, here)
    assert is_left_of(kiosk, here, produce)


def test_done_lies_in_the_other_corner(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    people, help_tile = kiosk.find("FigureCounter"), kiosk.find("HelpTile")
    assert is_left_of(kiosk, people, help_tile)
    kiosk.app.speak_language("ar")
    kiosk.frames(3)
    assert is_left_of(kiosk, help_tile, people)
    done, home = kiosk.find("DoneTile"), kiosk.find(picture="house")
    assert is_left_of(kiosk, done, home)
    with left_handed(kiosk):
        assert is_left_of(kiosk, home, done)
    kiosk.tap("DoneTile")
    assert kiosk.at == "checked_in"


def test_what_is_inside_a_tile_is_turned_as_well(kiosk: Hands) -> None:
    def parts(tile: Any) -> tuple[Any, Any]:
        picture = next(one for one in tile.walk() if getattr(one, "key", "") == tile.picture)
        return picture, next(one for one in tile.walk() if getattr(one, "picture", "") == "minus")

    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    kiosk.take(tile)
    assert is_left_of(kiosk, *parts(tile))
    greet(kiosk, "fa")
    picture, minus = parts(kiosk.find("ProduceTile", offer=tile.offer))
    assert is_left_of(kiosk, minus, picture)
    kiosk.touch(*kiosk.place(minus))
    assert basket(kiosk) == []


def test_the_counter_of_people_is_turned_and_still_counts(kiosk: Hands) -> None:
    kiosk.wake()
    greet(kiosk, "ar")
    kiosk.tap(picture="hand_wave")
    counter = kiosk.find("FigureCounter")
    plus = next(one for one in counter.walk() if getattr(one, "picture", "") == "plus_white")
    minus = next(one for one in counter.walk() if getattr(one, "picture", "") == "minus")
    assert is_left_of(kiosk, plus, minus)
    kiosk.touch(*kiosk.place(plus))
    assert counter.count == 2


@pytest.mark.parametrize("size", SIZES)
def test_nothing_in_the_bar_is_too_small_or_too_close(kiosk: Hands, size: tuple[int, int]) -> None:
    from kiosk import screens
    from kiosk.widgets.ui import ui

    with panel(kiosk, size):
        built = [screens.build(name, size) for name in WITH_BAR]
        for language in LANGUAGES:
            ui.language = language
            kiosk.frames(3)
            for screen in built:
                bar = next(one for one in screen.walk() if type(one).__name__ == "PersonBar")
                shown = [one for one in bar.children if min(one.size) > 1]
                assert len(shown) >= 3, screen.name
                for one in shown:
                    assert min(one.size) >= 20 * ui.mm - 0.1, (screen.name, one.size)
                    assert one.x >= bar.x, (screen.name, one.pos)
                    assert one.right <= bar.right + 0.1, (screen.name, one.pos)
                for one, other in combinations(shown, 2):
                    across = max(one.x, other.x) - min(one.right, other.right)
                    up = max(one.y, other.y) - min(one.top, other.top)
                    assert max(across, up) >= 3 * ui.mm - 0.1, (screen.name, one, other)


def test_on_a_panel_that_stands_the_hand_stays_low(kiosk: Hands) -> None:
    from kiosk import screens

    wide, high = SIZES[-1]
    with panel(kiosk, (wide, high)):
        for name in ("home", "checked_in", "order_done", "languages", "still_there"):
            screen = screens.build(name, (wide, high))
            if name == "languages":
                screen.enter()
            kiosk.frames(3)
            for one in screen.walk():
                if "Pressable" in {base.__name__ for base in type(one).__mro__}:
                    assert one.to_window(*one.center)[1] <= high * 2 / 3, (name, one)


def test_help_stays_until_it_is_tapped_and_loses_nothing(kiosk: Hands) -> None:
    heard: list[str] = []
    kiosk.to_produce()
    kiosk.take(kiosk.tiles()[0])
    before, key = basket(kiosk), kiosk.app.visit.key
    kiosk.app.play, play = heard.append, kiosk.app.play
    kiosk.tap(picture="help_hand")
    kiosk.app.play = play
    assert kiosk.at == "help"
    assert heard.count("bell") == 1
    kiosk.wait(kiosk.app.settings.times.idle_seconds + 60)
    assert kiosk.at == "help"
    kiosk.touch(*kiosk.place(kiosk.screen))
    assert kiosk.at == "produce"
    assert basket(kiosk) == before
    assert kiosk.app.visit.key == key


def test_the_bell_rings_a_few_times_and_then_is_silent(kiosk: Hands) -> None:
    heard: list[str] = []
    kiosk.wake()
    kiosk.app.play, play = heard.append, kiosk.app.play
    kiosk.tap(picture="help_hand")
    kiosk.wait(600)
    assert 2 <= heard.count("bell") <= 5
    kiosk.touch(*kiosk.place(kiosk.screen))
    heard.clear()
    kiosk.wait(30)
    kiosk.app.play = play
    assert "bell" not in heard


def test_the_tap_that_calls_help_does_not_take_it_away(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap_twice_fast(kiosk.find(picture="help_hand"), 0.1)
    assert kiosk.at == "help"


def test_help_is_not_left_by_itself_from_a_screen_that_ends_by_itself(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(picture="hand_wave")
    kiosk.tap("DoneTile")
    kiosk.wait(0.5)
    kiosk.tap(picture="help_hand")
    kiosk.wait(30)
    assert kiosk.at == "help"
    kiosk.touch(*kiosk.place(kiosk.screen))
    assert kiosk.at == "checked_in"


def test_the_ear_tile_shows_whether_it_listens(kiosk: Hands) -> None:
    from kiosk.widgets.ui import ui

    kiosk.wake()
    kiosk.tap(picture="ear")
    assert ui.ear
    assert kiosk.find(picture="ear_on").chosen
    kiosk.tap(picture="ear_on")
    assert not ui.ear
