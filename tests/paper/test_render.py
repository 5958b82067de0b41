"""Papers with everything that a group could put in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from kiosk.paper.documents import (
    Document,
    OrderSlip,
    PaperLine,
    Receipt,
    TallyLine,
    TallyStrip,
)
from kiosk.paper.render import render
from kiosk.paper.sheet import MEASURES, Sheet

DAY = "2025-11-22"
WIDTHS = sorted(MEASURES)
LONG = "Hottentottententententoonstellingsbezoekersvereniging met nog een heel lange staart"


def _slip(group: str = "Lede", lines: int = 1, word: str = "prei", amount: int = 85) -> OrderSlip:
    line = PaperLine("prei", word, 1, amount, "bussel")
    return OrderSlip(group, DAY, 24, (line,) * lines, amount * lines)


def _receipt(**changes: object) -> Receipt:
    fields: dict[str, object] = {
        "group": "Lede",
        "day": DAY,
        "time": "14:52",
        "number": 24,
        "lines": (PaperLine("prei", "prei", 1, 85),),
        "total": 85,
        "due": 85,
        "method": "cash",
        "received": 100,
        "change": 15,
    }
    return Receipt(**{**fields, **changes})  # type: ignore[arg-type]


def _tally(**changes: object) -> TallyStrip:
    fields: dict[str, object] = {
        "group": "Lede",
        "day": DAY,
        "visits": 1,
        "adults": 2,
        "children": 3,
        "helps": 0,
        "lines": (TallyLine("prei", "prei", 20, 18, {"soep": 2}),),
        "expected_cash": 1000,
        "counted_cash": 1000,
    }
    return TallyStrip(**{**fields, **changes})  # type: ignore[arg-type]


def _within_margins(paper: Image.Image) -> bool:
    """Nothing printed in the outer 4 dots at either side, so nothing can be cut off."""
    ink = ImageChops.invert(paper.convert("L")).getbbox()
    return ink is not None and ink[0] >= 4 and ink[2] <= paper.width - 4


def _white_rows(paper: Image.Image) -> int:
    return sum(
        paper.crop((0, y, paper.width, y + 1)).getextrema() == (255, 255)
        for y in range(paper.height)
    )


HOSTILE: list[Document] = [
    _slip(LONG),
    _slip("\x1b@\x1dV\x00 <b>Lede</b> [b]x[/b] \U0001f600"),
    _slip(""),
    _slip(lines=0),
    _slip(lines=30),
    _slip(word=LONG),
    _slip(word="W" * 200),
    _slip(amount=999_999_99),
    _slip(amount=0),
    OrderSlip("Lede", DAY, 10**9, (PaperLine("prei", "prei", 9999, 85, LONG),), 85),
    OrderSlip("Lede", "not a day", -1, (PaperLine("niets", LONG, 1, 5),), 5),
    _receipt(received=999_999_99, change=999_999_14),
    _receipt(day="", time="", method="group", reason=LONG * 3),
    _receipt(time="99:99"),
    _receipt(total=88, due=90, method="coupons"),
    _tally(lines=()),
    _tally(counted_cash=0, expected_cash=999_999_99, reason=LONG),
    _tally(
        visits=10**6,
        lines=(
            TallyLine("prei", LONG, 99999, 99999, {LONG: 9999, "soep": 1, "niets": 0}, -99999),
            TallyLine("niets", "x", 0, 0),
        )
        * 15,
    ),
]


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("document", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_it_says_it_is_a_paper(document: Document, dots: int) -> None:
    paper = render(document, dots)
    assert paper.mode == "1"
    assert paper.width == dots
    assert _within_margins(paper)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40), st.integers(0, 10**6))
def test_any_text_prints(group: str, word: str, amount: int) -> None:
    assert _within_margins(render(_slip(group, 2, word, amount)))


@pytest.mark.parametrize("dots", WIDTHS)
def test_each_line_takes_its_own_room(dots: int) -> None:
    heights = [render(_slip(lines=count, amount=0), dots).height for count in range(1, 6)]
    steps = [b - a for a, b in pairwise(heights)]
    assert len(set(steps)) == 1
    assert steps[0] >= MEASURES[dots].picture


@pytest.mark.parametrize("dots", WIDTHS)
def test_a_longer_text_makes_a_longer_paper(dots: int) -> None:
    short = render(_slip(), dots)
    assert render(_slip(LONG), dots).height > short.height
    assert render(_slip(word=LONG), dots).height > short.height


def test_lines_do_not_touch() -> None:
    """Between the lines of a slip are rows without a dot."""
    for dots in WIDTHS:
        plain = _white_rows(render(_slip(lines=1, amount=0), dots))
        assert _white_rows(render(_slip(lines=2, amount=0), dots)) >= plain + 8


def test_a_missing_picture_gives_a_larger_word() -> None:
    def ink_of_line(picture: str, word: str) -> int:
        slip = OrderSlip("", DAY, 1, (PaperLine(picture, word, 1, 0),), 0)
        return render(slip).histogram()[0]

    with_picture = ink_of_line("prei", "aa") - ink_of_line("prei", "a")
    without = ink_of_line("bestaat_niet", "aa") - ink_of_line("bestaat_niet", "a")
    assert without > with_picture * 1.3


def test_rounded_cash_shows_both_totals() -> None:
    same = render(_receipt(total=605, due=605))
    rounded = render(_receipt(total=603, due=605))
    assert rounded.height > same.height


def test_a_difference_is_drawn_in_coins() -> None:
    right = render(_tally())
    short = render(_tally(counted_cash=998))
    assert short.height > right.height + MEASURES[384].coin // 2


@pytest.mark.parametrize("dots", WIDTHS)
@pytest.mark.parametrize("document", [_slip(), _slip(lines=30), _tally()], ids=range(3))
def test_practice_is_all_over_the_paper_and_hides_nothing(document: Document, dots: int) -> None:
    real, practice = render(document, dots), render(document, dots, practice=True)
    assert practice.size == real.size
    lost = ImageChops.logical_and(ImageChops.invert(real), practice)
    assert lost.getbbox() is None
    added = ImageChops.logical_and(real, ImageChops.invert(practice))
    box = added.getbbox()
    assert box is not None
    assert box[2] - box[0] > dots * 0.8
    assert box[3] - box[1] > real.height * 0.4


@pytest.mark.parametrize("dots", WIDTHS)
def test_a_copy_is_the_paper_under_a_mark(dots: int) -> None:
    first = render(_slip(), dots)
    copy = render(_slip(), dots, copy_of="van 14.52")
    below = copy.crop((0, copy.height - first.height, dots, copy.height))
    assert ImageChops.logical_xor(below, first).getbbox() is None
    band = copy.crop((0, 0, dots, copy.height - first.height))
    assert band.histogram()[0] > band.width * band.height * 0.4
    render(_slip(), dots, copy_of="")
    render(_slip(), dots, copy_of=LONG)


def test_two_drawings_are_the_same() -> None:
    assert render(_tally(), 576).tobytes() == render(_tally(), 576).tobytes()


@pytest.mark.parametrize("dots", [0, 383, 512, -1])
def test_no_roll_has_another_width(dots: int) -> None:
    with pytest.raises(ValueError, match="384 or 576"):
        Sheet(dots)


def test_digits_are_at_least_4_mm() -> None:
    """Font sizes give figures of 32 dots or more at 203 dpi, on both rolls."""
    from kiosk.paper import lettering

    for m in MEASURES.values():
        for size in (m.digit, m.total, m.number):
            top, bottom = lettering.font(size).getbbox("8")[1::2]
            assert bottom - top >= 32
