"""Reports on the glass: the period, its pages, the two versions, the strip and the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db import models
from kiosk import sticks
from kiosk.services import estimates
from tests.screens.hands import Hands
from tests.screens.past_days import write_past

NAME = "verslag-2026-01-01-2026-12-31-binnen.csv"


def to_reports(kiosk: Hands) -> None:
    kiosk.app.unlock(1, "Wim")
    kiosk.frames(3)
    kiosk.tap(word="Verslag")
    assert kiosk.at == "reports"
    kiosk.frames(3)


def this_year(kiosk: Hands) -> None:
    write_past(kiosk.app.today())
    to_reports(kiosk)
    kiosk.tap("PeriodTile", key="this_year")
    assert kiosk.at == "report"
    kiosk.frames(3)


def facts(kiosk: Hands) -> dict[str, str]:
    """What stands on the page, by its name."""
    return {line.label: line.value for line in kiosk.seen("ShareLine")}


def test_the_year_is_shown_page_after_page(kiosk: Hands) -> None:
    this_year(kiosk)
    assert kiosk.screen.title == "Wie kwam"
    assert {"jan", "okt"} <= {bar.word for bar in kiosk.seen("ChartBar")}
    assert facts(kiosk)["dagen"] == "11"
    seen = []
    for _ in range(int(kiosk.screen.places)):
        seen.append(kiosk.screen.title)
        kiosk.tap(picture="arrow_right")
        kiosk.frames(2)
    assert kiosk.screen.title == "Wie kwam"
    assert {title.split(" 1/")[0] for title in seen} >= {"Wie hielp", "Geld", "Schatting"}
    kiosk.tap(picture="arrow_left")
    assert kiosk.screen.title == "Schatting"


def test_the_version_for_outside_hides_few_people(kiosk: Hands) -> None:
    this_year(kiosk)
    models.MomentHelp.insert(
        moment=models.MomentTotal.last_closed(), help="listening", visits=2
    ).execute()
    kiosk.tap(picture="arrow_back")
    kiosk.frames(2)
    kiosk.tap("PeriodTile", key="this_year")
    kiosk.frames(2)
    kiosk.tap(picture="arrow_right")
    assert {bar.word: bar.shown for bar in kiosk.seen("ChartBar")}["listening"] == "2"
    kiosk.tap(word="binnen")
    kiosk.frames(2)
    assert kiosk.screen.title == "Wie hielp"
    assert {bar.word: bar.shown for bar in kiosk.seen("ChartBar")}["listening"] == "< 5"
    assert facts(kiosk)["hielpen"] == "< 5"
    kiosk.tap(word="buiten")
    assert not kiosk.screen.outside


def test_other_days(kiosk: Hands) -> None:
    write_past(kiosk.app.today())
    to_reports(kiosk)
    kiosk.tap(word="Andere dagen")
    kiosk.frames(3)
    steps = {one.title: one for one in kiosk.seen("DateSteps")}
    steps["van"].turn("year", -3)
    steps["tot en met"].turn("month", -8)
    kiosk.frames(2)
    kiosk.tap(word="Toon")
    assert kiosk.at == "report"
    assert kiosk.screen._report.first == date(2022, 11, 1)
    kiosk.tap(picture="arrow_back")
    assert kiosk.at == "reports"


def test_days_in_the_wrong_order_are_turned_around(kiosk: Hands) -> None:
    to_reports(kiosk)
    kiosk.tap(word="Andere dagen")
    kiosk.frames(3)
    steps = {one.title: one for one in kiosk.seen("DateSteps")}
    steps["van"].turn("year", 5)
    kiosk.frames(2)
    kiosk.tap(word="Toon")
    report = kiosk.screen._report
    assert (report.first, report.last) == (kiosk.app.today(), date(2030, 11, 1))


def test_nothing_to_report_yet(kiosk: Hands) -> None:
    to_reports(kiosk)
    kiosk.tap("PeriodTile", key="last_year")
    kiosk.frames(3)
    assert facts(kiosk)["dagen"] == "0"


def test_a_strip_comes_out(kiosk: Hands) -> None:
    this_year(kiosk)
    kiosk.tap(word="Strook")
    kiosk.until(kiosk.printed("report_strip"))


def test_the_table_goes_to_the_stick(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "find_sticks", lambda: [tmp_path])
    this_year(kiosk)
    kiosk.tap(word="Tabel")
    kiosk.until(lambda: kiosk.app.notice == f"{NAME} staat op de stick.")
    assert "witloof stuk" in (tmp_path / NAME).read_text(encoding="utf-8-sig")
    assert kiosk.free(word="Tabel")


def test_a_stick_that_is_gone_says_so(
    kiosk: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "find_sticks", lambda: [tmp_path / "gone"])
    this_year(kiosk)
    kiosk.tap(word="Tabel")
    kiosk.until(lambda: "kon niet bewaard worden" in kiosk.app.notice)
    assert kiosk.free(word="Tabel")


def test_the_estimate_is_filled_in_and_put_right(kiosk: Hands) -> None:
    write_past(kiosk.app.today())
    to_reports(kiosk)
    kiosk.tap(word="Schatting")
    assert kiosk.at == "estimate"
    kiosk.frames(3)
    last = estimates.last_estimate()
    assert last
    kiosk.type("40")
    kiosk.tap(picture="tick")
    kiosk.tap(picture="tick")
    kiosk.frames(2)
    kiosk.type("12")
    kiosk.tap(word="Bewaar")
    assert kiosk.at == "reports"
    kept = estimates.last_estimate()
    assert kept and kept.boxes == {**last.boxes, "total": 40, "from_65": 12}


def test_an_earlier_day_and_what_cannot_be(kiosk: Hands) -> None:
    write_past(kiosk.app.today())
    to_reports(kiosk)
    kiosk.tap(word="Schatting")
    kiosk.frames(3)
    kiosk.tap(picture="history")
    kiosk.frames(2)
    last = estimates.last_estimate()
    assert last
    before = estimates.last_estimate(last.moment)
    assert before and kiosk.screen._found == before
    kiosk.type("3")
    kiosk.tap("FieldTile", label="vrouwen")
    kiosk.type("4")
    kiosk.tap(word="Bewaar")
    assert kiosk.at == "estimate"
    assert "dan in totaal" in kiosk.app.notice
    kiosk.tap(picture="backspace")
    kiosk.tap(word="Bewaar")
    assert kiosk.at == "reports"


def test_after_closing_it_is_one_tap_to_skip(kiosk: Hands) -> None:
    write_past(kiosk.app.today())
    kiosk.app.unlock(1, "Wim")
    kiosk.app.show("estimate", closing=True)
    kiosk.frames(3)
    kiosk.tap(picture="history")  # the day before has no estimate yet
    kiosk.frames(2)
    kiosk.tap(word="Overslaan")
    assert kiosk.at == "welcome"


def test_the_day_that_was_just_closed_can_be_estimated(kiosk: Hands) -> None:
    kiosk.settle_orders()
    kiosk.app.unlock(1, "Wim")
    kiosk.app.show("close_result", leftovers={}, counted={100: 3})
    kiosk.frames(3)
    assert not kiosk.free(word="Schatting")
    kiosk.tap(word="Sluiten")
    kiosk.frames(2)
    kiosk.tap(word="Schatting")
    assert kiosk.at == "estimate"
    kiosk.frames(3)
    kiosk.type("25")
    kiosk.tap(word="Bewaar")
    assert kiosk.at == "welcome"
    found = estimates.last_estimate()
    assert found and (found.day, found.boxes) == (kiosk.app.today(), {"total": 25})
