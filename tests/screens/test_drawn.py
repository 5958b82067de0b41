"""Widgets that draw themselves: when they do, what they share, and what kv keeps for each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.screens.hands import Hands


def test_what_changes_is_drawn_once_before_the_next_frame(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.widgets.words import Words

    drawn: list[str] = []
    words = Words(text="prei", size=(200, 60), most=5)
    real = words.draw

    def draw(_words: Words) -> None:
        drawn.append(words.text)
        real()

    monkeypatch.setattr(Words, "draw", draw)
    kiosk.frames(1)
    drawn.clear()
    words.text, words.most, words.bold = "ajuin", 4, False
    words.pos, words.size = (10, 10), (180, 60)
    assert drawn == []
    kiosk.frames(1)
    assert drawn == ["ajuin"] and words.shown == "ajuin"
    words.text, words.most, words.bold = "ajuin", 4, False
    kiosk.frames(2)
    assert drawn == ["ajuin"], "nothing was different"


def test_equal_words_share_their_type_in_any_colour(kiosk: Hands) -> None:
    from kiosk.widgets.ui import WHITE
    from kiosk.widgets.words import Words

    one, other, longer = (Words(text=text, size=(200, 60)) for text in ("1 zak", "1 zak", "2 zak"))
    other.color = WHITE
    kiosk.frames(1)
    assert one._type.texture is other._type.texture is not longer._type.texture
    assert tuple(other._tint.rgba) == WHITE != tuple(one._tint.rgba)


def test_a_tile_is_laid_out_anew_only_for_another_place(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.widgets.produce_tile import ProduceTile
    from kiosk.widgets.ui import ui

    kiosk.to_produce()
    tile = kiosk.tiles()[0]
    laid_out: list[Any] = []
    real = ProduceTile.lay_out

    def lay_out(one: ProduceTile) -> None:
        laid_out.append(one)
        real(one)

    monkeypatch.setattr(ProduceTile, "lay_out", lay_out)
    kiosk.take(tile)
    assert tile.count == 1 and laid_out == []
    badge = tile.children[0]
    assert badge.center_x < tile.center_x
    monkeypatch.setattr(ui, "left_handed", True)
    kiosk.frames(2)
    assert tile in laid_out and badge.center_x > tile.center_x


def test_only_what_can_be_touched_stands_on_an_edge(kiosk: Hands) -> None:
    kiosk.wake()
    kiosk.tap(word="Aanwezig")
    tiles = kiosk.seen("Tile")
    flat = [face for face in kiosk.seen("Face") if face not in tiles]
    assert tiles and flat
    assert all(tile.depth > 0 and tile.edge != tile.fill for tile in tiles)
    assert all(face.depth == 0 and face.edge == face.fill for face in flat)


def test_what_cannot_be_seen_is_not_drawn_and_comes_back_where_it_was(kiosk: Hands) -> None:
    from kivy.uix.widget import Widget

    from kiosk.widgets.words import Words

    box, low, high = Widget(), Words(text="low"), Words(text="high")
    box.add_widget(low)
    box.add_widget(high)
    both = list(box.canvas.children)
    assert both == [low.canvas, high.canvas]
    for hidden, left in ((low, high), (high, low)):
        hidden.opacity = 0
        assert box.canvas.children == [left.canvas]
        hidden.opacity = 0.5
        assert box.canvas.children == both
    high.opacity = low.opacity = 0
    assert box.canvas.children == []
    high.opacity = low.opacity = 1
    assert box.canvas.children == both


def test_what_was_hidden_elsewhere_is_drawn_once(kiosk: Hands) -> None:
    from kivy.uix.widget import Widget

    from kiosk.widgets.words import Words

    box, words = Widget(), Words(text="prei", opacity=0)
    box.add_widget(words)
    words.opacity = 1
    assert box.canvas.children.count(words.canvas) == 1
    words.opacity = 0
    box.remove_widget(words)
    words.opacity = 1
    assert words.canvas not in box.canvas.children
    box.add_widget(words)
    assert box.canvas.children.count(words.canvas) == 1


def test_only_sizes_that_could_fit_are_measured(
    kiosk: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each size opens the font once more."""
    from kiosk.widgets import words

    measured: set[int] = set()
    real = words._letters.__wrapped__

    def letters(font: str, size: int, bold: bool) -> Any:
        measured.add(size)
        return real(font, size, bold)

    monkeypatch.setattr(words, "_letters", letters)
    for kept in (words._width, words._lines):
        kept.cache_clear()
    narrow = words.Words(text="veldsla en spinazie", size=(150, 40), most=12, least=2, lines=1)
    kiosk.frames(1)
    assert narrow.font_size in measured and narrow.shown == "veldsla en spinazie"
    assert len(measured) <= 3, measured


def test_an_unknown_setting_is_refused(kiosk: Hands) -> None:
    from kiosk.widgets.words import Words

    with pytest.raises(TypeError, match="colour"):
        Words(colour="red")


def test_an_expression_knows_its_own_names_before_those_of_every_file(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kivy.lang.parser import global_idmap

    from kiosk.widgets.lean import Names

    monkeypatch.setattr(Names, "everywhere", global_idmap, raising=False)
    own = Names({"root": "mine", "ui": "hides"})
    own.update(global_idmap)
    assert "INK" in global_idmap and "INK" not in own, "they are not kept twice"
    assert eval("[each for each in (root, ui, INK)]", own) == ["mine", "hides", global_idmap["INK"]]
    assert own.get("INK") is global_idmap["INK"] and own.get("nobody") is None
    with pytest.raises(NameError):
        eval("nobody", own)


@pytest.mark.parametrize("wide_mm", [37.0, 45.0, 47.0, 70.0])
def test_a_portion_stands_beside_its_picture(kiosk: Hands, wide_mm: float) -> None:
    from kiosk.widgets.produce_tile import ProduceTile
    from kiosk.widgets.ui import ui

    tile = ProduceTile(
        offer=1, picture="witloof", word="witloof", price="1,35", portion="zak 500 g"
    )
    tile.size = wide_mm * ui.mm, 30 * ui.mm
    kiosk.frames(2)
    assert tile._portion.shown
    assert tile._portion.x >= tile._picture.right


@pytest.mark.parametrize("size", [(400, 60), (90, 200), (150, 40), (60, 60), (700, 300)])
def test_money_is_as_large_as_its_box_allows_and_never_outside(
    kiosk: Hands, size: tuple[int, int]
) -> None:
    from kiosk.widgets.money import Money
    from kiosk.widgets.ui import ui

    money = Money(size=size, pos=(30, 20))
    for cents in (1, 50, 185, 399, 1203, 4688, 9999, 48650):
        money.amount = cents
        kiosk.frames(1)
        drawn = [stamp for stamp, _colour, _rectangle in money._stamps._shown]
        assert drawn
        for stamp in drawn:
            (x, y), (wide, high) = stamp.pos, stamp.size
            assert 29 <= x <= x + wide <= 31 + size[0], cents
            assert 19 <= y <= y + high <= 21 + size[1], cents
    money.amount = 200
    kiosk.frames(1)
    (coin,) = (stamp for stamp, _colour, _rectangle in money._stamps._shown)
    assert coin.size[0] > 0.92 * min(*size, money.largest_mm * ui.mm)
    money.pieces = {100: 0}
    kiosk.frames(1)
    assert money._stamps._shown == []
