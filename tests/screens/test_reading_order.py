"""What is read in an order is read from the right in Arabic, but for the digits themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.screens.hands import Hands
from tests.screens.walk import WALK

ARABIC = ("nl", "ar")


def see(kiosk: Hands, name: str, language: str, state: int = 0) -> Any:
    """A screen of the walk, in a language."""
    WALK[name][state](kiosk)
    kiosk.app.speak_language(language)
    kiosk.frames(3)
    return kiosk.screen


def stamps(widget: Any) -> list[Any]:
    """What a widget stamped on the glass, as it was made: picture, number, picture..."""
    return [stamp for stamp, _colour, _rectangle in widget._stamps._shown]


def drawn(kiosk: Hands, kind: str) -> Any:
    """The one of this kind that shows something."""
    return next(one for one in kiosk.seen(kind) if stamps(one))


def runs(places: list[float], language: str) -> bool:
    """Whether these are in the order of reading."""
    return places == sorted(places, reverse=language == "ar") and len(places) > 1


@pytest.mark.parametrize("language", ARABIC)
def test_the_basket_is_read_as_the_language_is(kiosk: Hands, language: str) -> None:
    from kiosk.widgets.basket import type_size
    from kiosk.widgets.ui import ui
    from kiosk.widgets.words import drawn as type_of

    see(kiosk, "produce", language, state=1)
    lines = drawn(kiosk, "BasketLines")
    (picture, number), (following, _) = (stamps(lines)[at : at + 2] for at in (0, 2))
    assert runs([one.pos[0] for one in (picture, number, following)], language)
    said = {"nl": "×1", "ar": "1×"}[language]
    assert number.texture is type_of(said, type_size(picture.size[0], lines.least_mm, ui.mm))


@pytest.mark.parametrize("language", ARABIC)
def test_the_largest_money_is_read_first(kiosk: Hands, language: str) -> None:
    see(kiosk, "outing", language)
    money = drawn(kiosk, "Money")
    assert [*money.pieces] == [2000, 500, 100]
    rows: dict[float, list[float]] = {}
    for stamp in stamps(money):
        rows.setdefault(round(stamp.pos[1] + stamp.size[1] / 2), []).append(stamp.pos[0])
    first, second = (rows[y] for y in sorted(rows, reverse=True))
    assert runs(second, language) and len(first) == 1
    assert all(money.x - 1 <= x <= money.right for x in (*first, *second))


@pytest.mark.parametrize("language", ARABIC)
def test_many_of_a_coin_have_their_count_after_them(kiosk: Hands, language: str) -> None:
    from kiosk.widgets.money import Money

    kiosk.app.speak_language(language)
    money = Money(pieces={200: 7, 100: 1}, size=(400, 80), pos=(50, 0), halign="center")
    kiosk.frames(2)
    assert runs([one.pos[0] for one in stamps(money)], language)
    left = min(one.pos[0] for one in stamps(money))
    assert left > 50, "it stands in the middle of its box"


@pytest.mark.parametrize("language", ARABIC)
def test_heads_are_read_as_the_language_is(kiosk: Hands, language: str) -> None:
    from kivy.graphics import Rectangle

    from kiosk.widgets.figures import ADULTS
    from kiosk.widgets.pictures import texture

    see(kiosk, "check_in", language)
    heads = kiosk.seen("Figures")[0]
    shown = [one for one in heads.canvas.children if isinstance(one, Rectangle)]
    places = [
        next(one.pos[0] for one in shown if one.texture is texture(key, one.size[0]))
        for key in ADULTS[:2]
    ]
    assert runs(places, language)


def test_hours_places_and_numbers_in_line_run_from_the_right(kiosk: Hands) -> None:
    def shown(ident: str) -> list[str]:
        return [words.shown for words in kiosk.seen("Words") if ident in words.text]

    see(kiosk, "outing", "nl")
    assert shown("17:00") == ["10:00 – 17:00"]
    kiosk.app.speak_language("ar")
    kiosk.frames(3)
    assert shown("17:00") == ["17:00 – 10:00"]
    assert shown("Parking") == ["Parking aan de kerk · 08:45"]
    assert shown("€") == ["€\u00a026.00"], "as CLDR has it: the sign on the left, also in Arabic"
    see(kiosk, "booked", "ar", state=2)
    assert shown("3.") == [".3"]


def test_the_columns_of_a_vote_stand_as_its_tiles_do(kiosk: Hands) -> None:
    see(kiosk, "welcome", "ar")
    bars = kiosk.seen("VoteBar")
    assert runs([bar.x for bar in reversed(bars[0].parent.children)], "ar")
