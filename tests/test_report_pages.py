"""The pages of a report: what stands on them, and which there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk.outside import outside
from kiosk.report import Report, Span, Taken
from kiosk.report_pages import Fact, Page, pages
from tests.test_outside import REPORT, SALE, trip

NOTHING = replace(
    REPORT, helps={}, sales=(), money=(), trips=(), boxes={}, box_moments={}, spans=()
)


def page(report: Report, title: str) -> Page:
    return next(one for one in pages(report) if one.title == title)


def facts(report: Report, title: str) -> dict[str, str]:
    return {fact.word: fact.shown for fact in page(report, title).facts}


def test_pages_without_anything_are_left_out() -> None:
    assert [one.title for one in pages(NOTHING)] == ["Wie kwam"]
    assert [one.title for one in pages(REPORT)] == [
        "Wie kwam",
        "Wie hielp",
        "Groenten en fruit",
        "Wat over was",
        "Uitstappen",
        "Geld",
        "Schatting",
    ]


def test_parts_of_the_whole_add_up_on_the_page() -> None:
    assert facts(REPORT, "Groenten en fruit") == {
        "porties": "3",
        "winkelwaarde": "€\u00a04,47",
        "betaald": "€\u00a01,70",
        "door de groep": "€\u00a02,77",
    }
    bar = page(REPORT, "Groenten en fruit").bars[0]
    assert (bar.picture, bar.word, bar.value) == ("prei", "prei bussel", 3)


def test_spans_are_named_by_month_or_year() -> None:
    spans = (
        Span(date(2025, 11, 1), date(2025, 11, 30), 1, 9),
        Span(date(2025, 12, 1), date(2026, 2, 28), 2, 9),
        Span(date(2026, 1, 1), date(2026, 12, 31), 9, 9),
    )
    bars = page(replace(REPORT, spans=spans), "Wie kwam").bars
    assert [bar.word for bar in bars] == ["nov", "dec–feb", "2026"]


def test_what_is_hidden_says_so_and_has_no_bar() -> None:
    few = outside(replace(REPORT, helps={"coffee": 9, "dishes": 2}, trips=(trip(12), trip(3))))
    shown = {bar.word: (bar.value, bar.shown) for bar in page(few, "Wie hielp").bars}
    assert shown == {"koffie": (9, "9"), "afwas": (0, "< 5")}
    assert facts(few, "Wie hielp")["hielpen"] == "< 5"
    assert facts(few, "Uitstappen")["niet getoond"] == "1"


def test_a_cancelled_outing_has_no_seats_but_money_to_return() -> None:
    gone = trip(0, cancelled=True, participants=0, group=0, town=0, to_return=800)
    told = facts(replace(REPORT, trips=(trip(12), gone)), "Uitstappen")
    assert (told["uitstappen"], told["afgelast"]) == ("1", "1")
    assert told["terug te geven"] == "€\u00a08,00"


def test_money_that_went_out_is_negative_and_has_no_bar() -> None:
    back = replace(REPORT, money=(Taken("returned", "cash", -170, -170),))
    seen = page(back, "Geld")
    assert [(bar.value, bar.shown) for bar in seen.bars] == [(0, "€\u00a0−1,70")]
    assert Fact("teruggegeven", "€\u00a0−1,70") in seen.facts


def test_a_tally_that_differed_says_by_how_much() -> None:
    told = facts(replace(REPORT, sales=(replace(SALE, difference=-2),)), "Wat over was")
    assert told == {"porties over": "1", "telverschil": "−2"}


def test_pictures_that_are_no_longer_known_are_said_to_be() -> None:
    assert page(REPORT, "Wie kwam").note == ""
    old = replace(REPORT, pictures_since=date(2026, 3, 1))
    assert page(old, "Wie kwam").note == "Prenten: alleen sinds 1 mrt 2026."
