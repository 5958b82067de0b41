"""Names that nobody means well, on every screen: shown as they are, inside their boxes."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.models.base import proxy
from kiosk import produce
from kiosk.script import display_lines, one_line
from tests.screens.hands import Hands
from tests.screens.looking import (
    Glass,
    lines_high,
    text_covered,
    text_outside,
    text_overlapping,
    too_close,
    too_small,
)
from tests.screens.walk import WALK
from tests.strange import EMOJI, FORMULA, KV, MARKUP, MIXED, STORM, STRANGE, names

CHECKS = (text_outside, text_overlapping, text_covered, too_small, too_close)
MANY = int(os.environ.get("NAMES", "2000"))
"""Fitting is slow; NAMES=10000 asks for as many as paper and tables get."""

NAMED = ("outing_name.name", "outing.meeting_place", "outing.partner", "planned_moment.place")
ALL_AT_ONCE = f"[b]{'W' * 22}[/b]&bl; {STORM} \u202e{'lang ' * 6}"
LONGEST = 60
LONGEST_GROUP = 40
LONGEST_WORD = 24


def rename(kiosk: Hands, name: str) -> None:
    """Everything that has a name of its own gets this one, as it would be kept."""
    kept = one_line(name)[:LONGEST]
    for place in NAMED:
        table, column = place.split(".")
        proxy.obj.sql(f"UPDATE {table} SET {column} = ?", (kept,))
    proxy.obj.sql("UPDATE volunteer SET name = ?", (kept[:20],))
    group = replace(kiosk.app.settings.group, name=kept[:LONGEST_GROUP].strip())
    kiosk.app.settings = replace(kiosk.app.settings, group=group)
    kiosk.app.volunteer_name = kept[:20]


def wrong(screen: Any) -> list[str]:
    glass = Glass(screen)
    found = [fault for check in CHECKS for fault in check(glass)]
    bold = [words for words in glass.texts if words.text.startswith("[b]")]
    return found + [f"{one.text!r} is markup" for one in bold if not one.shown.startswith("[b]")]


@pytest.mark.parametrize("name", list(WALK))
def test_every_screen_bears_strange_names(kiosk: Hands, name: str) -> None:
    rename(kiosk, ALL_AT_ONCE)
    WALK[name][0](kiosk)
    kiosk.app.settle()
    kiosk.frames(4)
    assert kiosk.at == name
    assert wrong(kiosk.screen) == []


@pytest.mark.parametrize("strange", STRANGE)
def test_an_outing_is_called_what_it_is_called(kiosk: Hands, strange: str) -> None:
    rename(kiosk, strange)
    kiosk.wake()
    kiosk.app.show("outings")
    kiosk.frames(4)
    assert kiosk.reads(one_line(strange)[:LONGEST])
    assert not wrong(kiosk.screen)


@pytest.fixture
def _usual_list() -> Iterator[None]:
    yield
    produce.use_catalogue(None)


@pytest.mark.usefixtures("_usual_list")
@pytest.mark.parametrize("strange", [MARKUP, FORMULA, KV, EMOJI, MIXED, STORM, "W" * LONGEST_WORD])
def test_every_product_has_a_strange_word(kiosk: Hands, tmp_path: Path, strange: str) -> None:
    word = "".join(one for one in strange if one.isprintable())[:LONGEST_WORD].strip()
    quoted = word.replace("\\", "\\\\").replace('"', '\\"')
    ours = produce.PRODUCTS_FILE.read_text(encoding="utf-8")
    own = tmp_path / "products.toml"
    named = re.sub("^nl = .*$", lambda _line: f'nl = "{quoted}"', ours, flags=re.MULTILINE)
    own.write_text(named, encoding="utf-8")
    produce.use_catalogue(own)
    kiosk.to_produce()
    assert kiosk.reads(word)
    assert not wrong(kiosk.screen)
    kiosk.take(kiosk.tiles()[0])
    kiosk.tap(word="Klaar")
    assert kiosk.at == "order_done"
    kiosk.until(kiosk.printed("order_slip"))
    kiosk.app.unlock(1, "Wim")
    for name in ("counter", "open_day", "close_crates"):
        kiosk.app.show(name)
        kiosk.frames(4)
        assert not wrong(kiosk.screen)


def test_names_stay_in_their_boxes(app: Any) -> None:
    from kiosk.widgets.ui import ui
    from kiosk.widgets.words import Words, _width

    dice = random.Random(7)
    label = Words(size_hint=(None, None))
    for number, name in enumerate(names(MANY, seed=7)):
        wide, high = dice.choice(((12, 5), (20, 9), (34, 12), (60, 8), (90, 30)))
        label.size = wide * ui.mm, high * ui.mm
        label.most, label.least = dice.choice(((6, 3), (9, 4), (5, 2.8)))
        label.text = name
        drawn = label.fit()
        lines = drawn.split("\n") if drawn else []
        for line in lines:
            assert _width(line, label.font_name, label.font_size, True) <= label.width, repr(name)
        assert len(lines) <= max(1, (label.height / label.font_size + 0.6) / 1.5), repr(name)
        if lines and number % 10 == 0:  # drawing is slow
            label.draw()
            assert label._type.size[0] <= label.width + 1, repr(name)
            slack = 2 + 0.35 * label.font_size  # accents make a line higher, in what is empty
            tall = lines_high(label) - 0.55 * label.font_size
            assert tall <= max(label.height, 9) + slack, repr(name)
        if "…" not in drawn:
            whole = "".join("".join(display_lines(name)).split())
            assert len(lines) > 1 or "".join(drawn.split()) == whole, repr(name)
