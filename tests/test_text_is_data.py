"""Text is data: on paper, in tables, in the log and in the database, whatever somebody typed."""

from __future__ import annotations

import csv
import io
import logging
import unicodedata
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from db.connection import KioskDatabase
from kiosk import log, script
from kiosk.errors import BadReason
from kiosk.outing import Plan, checked
from kiosk.outing_errors import BadOuting
from kiosk.paper import lettering
from kiosk.paper.documents import OrderSlip, PaperLine, document_from_json
from kiosk.paper.render import render
from kiosk.services import drafts
from kiosk.services.journal import check_reason
from kiosk.spreadsheet import table
from tests.strange import INVISIBLE, STORM, STRANGE, is_control, names

MANY = 10_000
ROOM = 368
NOTHING = ("\u200b", "\u202e\u2066", "\x00\x1b", " \n\t ", "\ufeff\u00ad")


def test_ten_thousand_names_are_lines_that_fit() -> None:
    def fits(line: str) -> bool:
        return sum(not unicodedata.combining(one) for one in line) <= 12  # accents take no room

    for name in names(MANY):
        whole = script.display_lines(name)
        lines = script.bounded_lines(name, fits, 3)
        assert len(lines) <= 3 and all(map(fits, lines)), repr(name)
        assert not any(map(is_control, "".join([*whole, *lines]))), repr(name)
        kept = script.one_line(name)
        assert script.one_line(kept) == kept, repr(name)
        assert "\n" not in kept and kept == kept.strip()


@given(some.text(max_size=80), some.integers(1, 30), some.integers(1, 5))
def test_any_text_at_all_is_lines_that_fit(text: str, wide: int, most: int) -> None:
    def fits(line: str) -> bool:
        return sum(not unicodedata.combining(one) for one in line) <= wide

    lines = script.bounded_lines(text, fits, most)
    assert len(lines) <= most and all(map(fits, lines))


def test_a_word_breaks_only_where_it_must() -> None:
    def fits(line: str) -> bool:
        return len(line) <= 5

    assert script.bounded_lines("aa bb cccccccc d", fits, 9) == ["aa bb", "ccccc", "ccc d"]
    assert script.bounded_lines("aa bb cccccccc d", fits, 2) == ["aa bb", "cccc…"]
    assert script.bounded_lines("abcdefgh", lambda line: len(line) <= 1, 2) == ["a", "…"]
    marked = "abce\u0323\u0301fgh"  # a mark never leaves its letter
    assert script.bounded_lines(marked, lambda line: len(line) <= 4, 9)[0] == "abc"
    assert script.bounded_lines(marked, lambda line: len(line) <= 5, 9)[0] == "abc\u1eb9\u0301"


def test_a_storm_of_accents_is_two() -> None:
    drawn = "".join(script.display_lines(STORM))
    assert len(drawn) < 12 and drawn.replace("\u0301", "").startswith(("a", "\xe1"))


def test_ten_thousand_names_on_paper_stay_on_it() -> None:
    face = lettering.font(26)
    for name in names(MANY, seed=2):
        drawn = lettering.wrap(name, face, ROOM)
        assert not any(map(is_control, "".join(drawn))), repr(name)
        if script.font_of(name) == script.LATIN_FONT:
            assert all(face.getlength(line) <= ROOM for line in drawn), repr(name)


@pytest.mark.parametrize("name", STRANGE)
def test_a_paper_with_a_strange_name_is_a_paper(name: str) -> None:
    name = name[:60]  # no field takes more
    line = PaperLine("prei", name, 2, 110, "bunch")
    slip = OrderSlip(group=name, day="2026-11-28", number=7, lines=(line,), total=220)
    paper = render(document_from_json(slip.to_json()), 384, False, None)
    usual = (PaperLine("prei", "prei", 2, 110, "bunch"),)
    plain = OrderSlip(group="De Brug", day="2026-11-28", number=7, lines=usual, total=220)
    assert paper.width == 384
    assert paper.height <= render(plain, 384, False, None).height + 900


def test_ten_thousand_names_in_a_table_are_cells_that_nothing_calculates() -> None:
    given_names = [*STRANGE, *names(MANY, seed=3)]
    text = table([(name, 1) for name in given_names]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(rows) == len(given_names)
    for (cell, number), name in zip(rows, given_names, strict=True):
        assert cell in (name, f"'{name}"), repr(name)
        assert number == "1"
        assert cell[:1] not in set("=+-@\t\r|%") or cell.lstrip("-").isdigit(), repr(name)


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_is_one_line_of_the_log(tmp_path: Path, name: str) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        file = log.start_log(tmp_path)
        logging.getLogger("kiosk").warning("a file called %s", name)
        for handler in root.handlers:
            handler.flush()
        written = file.read_text(encoding="utf-8").removesuffix("\n")
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(False)
    assert "a file called" in written
    assert not any(map(is_control, written))


@pytest.mark.parametrize("name", STRANGE)
def test_the_database_keeps_it_as_it_was_typed(db: KioskDatabase, name: str) -> None:
    drafts.save_draft(name, {name: name})
    assert drafts.load_draft(name) == {name: name}
    assert db.sql("SELECT count(*) FROM draft").fetchone() == (1,)


def plan(**given: str) -> Plan:
    return Plan(
        kind="other",
        picture="outing_beach",
        names={"nl": given.get("name", "Zee")},
        day=date(2026, 12, 5),
        starts=time(9, 0),
        ends=None,
        meeting_place=given.get("place", ""),
        meeting_time=None,
        transport="bus",
        quota=10,
        regular_price=0,
        participant_price=0,
        group_share=0,
        town_share=0,
        partner=given.get("partner", ""),
    )


@pytest.mark.parametrize("nothing", NOTHING)
def test_a_name_that_nobody_sees_is_none(nothing: str) -> None:
    assert script.one_line(nothing) == ""
    with pytest.raises(BadReason):
        check_reason(nothing, needed=True)
    with pytest.raises(BadOuting):
        checked(plan(name=nothing))


def test_what_volunteers_write_is_kept_on_one_line_without_commands() -> None:
    kept = checked(plan(name=INVISIBLE, place=INVISIBLE, partner=INVISIBLE))
    seen = "Soep@(k mee nog"
    assert (kept.names["nl"], kept.meeting_place, kept.partner) == (seen, seen, seen)
    assert check_reason(INVISIBLE, needed=True) == seen
