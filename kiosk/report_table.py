"""A report as one table for a spreadsheet program: every figure that the version has.

One row per figure, so that it can be filtered and put in any form: which part, what, in which unit,
how much. An empty figure is one that the outside version hides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk import spreadsheet
from kiosk.portions import portion_word
from kiosk.produce import word
from kiosk.report import Count, Report, Sale, Trip
from kiosk.report_pages import BOXES, HELPS, LEFT, METHODS
from kiosk.spreadsheet import Cell

COLUMNS = ("deel", "wat", "van tot", "eenheid", "getal")

FEW: Final = "minder dan 5"

Row = tuple[Cell, ...]


def report_table(report: Report) -> bytes:
    """The table as a CSV file that no spreadsheet takes for formulas."""
    parts = (_people, _sales, _trips, _money, _boxes)
    return spreadsheet.table([COLUMNS, *(row for part in parts for row in part(report))])


def _people(report: Report) -> Iterator[Row]:
    days = f"{report.first.isoformat()}/{report.last.isoformat()}"
    yield "verslag", "buiten" if report.outside else "binnen", days, "", None
    yield "mensen", "dagen", days, "dagen", report.moments
    counts = {
        "bezoeken": report.visits,
        "mensen": report.people,
        "volwassenen": report.adults,
        "kinderen": report.children,
        "verschillende prenten": report.pictures,
        "bezoeken met hulp": report.helping,
    }
    for name, count in counts.items():
        yield "mensen", name, days, *_counted(count)
    for span in report.spans:
        each = f"{span.first.isoformat()}/{span.last.isoformat()}"
        yield "per maand", "mensen", each, *_counted(span.people)
    for kind, count in report.helps.items():
        yield "hulp", HELPS[kind][1] if kind in HELPS else kind, days, *_counted(count)


def _counted(count: Count) -> tuple[str, Cell]:
    return ("aantal", count) if count is not None else (FEW, None)


def _sales(report: Report) -> Iterator[Row]:
    for sale in report.sales:
        yield from _sale(sale)
    yield "groenten en fruit", "winkelwaarde", "", "euro", spreadsheet.cents(report.shop_value)
    yield "groenten en fruit", "betaald", "", "euro", spreadsheet.cents(report.paid)
    yield (
        "groenten en fruit",
        "gedragen door de groep",
        "",
        "euro",
        spreadsheet.cents(report.carried),
    )


def _sale(sale: Sale) -> Iterator[Row]:
    name = f"{word(sale.product, 'nl')} {portion_word(sale.portion, 'nl')}"
    counts = {"verkocht": sale.sold, **{LEFT[key][1]: getattr(sale, key) for key in LEFT}}
    for what, count in {**counts, "verschil": sale.difference}.items():
        yield name, what, "", "porties", count
    money = {"winkelwaarde": sale.shop_value, "betaald": sale.paid, "groep": sale.carried}
    for what, amount in money.items():
        yield name, what, "", "euro", spreadsheet.cents(amount)


def _trips(report: Report) -> Iterator[Row]:
    for trip in report.trips:
        yield from _trip(trip)
    if report.small_trips:
        yield "uitstappen", "te klein om te tonen", "", "uitstappen", report.small_trips


def _trip(trip: Trip) -> Iterator[Row]:
    day = trip.day.isoformat()
    if trip.cancelled:
        yield (
            trip.name,
            "afgelast, nog terug te geven",
            day,
            "euro",
            spreadsheet.cents(trip.to_return),
        )
        return
    yield trip.name, "onze plaatsen", day, "plaatsen", trip.quota
    yield trip.name, "gegeven", day, "plaatsen", trip.seats
    for name, count in (("volwassenen", trip.adults), ("kinderen", trip.children)):
        if count is not None:
            yield trip.name, name, day, "plaatsen", count
    if trip.no_shows is not None:
        yield trip.name, "niet gekomen", day, "plaatsen", trip.no_shows
    bearers = {"deelnemers": trip.participants, "groep": trip.group, "gemeente": trip.town}
    for name, amount in bearers.items():
        yield trip.name, name, day, "euro", spreadsheet.cents(amount)


def _money(report: Report) -> Iterator[Row]:
    names = {"produce": "groenten en fruit", "outing": "uitstappen", "returned": "teruggegeven"}
    for taken in report.money:
        about = names.get(taken.about, "rechtgezet")
        amount = spreadsheet.cents(taken.amount)
        yield "geld", f"{about}, {METHODS[taken.method][1]}", "", "euro", amount
    yield "geld", "waarvan afronding", "", "euro", spreadsheet.cents(report.rounding)


def _boxes(report: Report) -> Iterator[Row]:
    for box, name in BOXES.items():
        if box in report.boxes:
            yield (
                "schatting",
                name,
                f"{report.box_moments[box]} dagen",
                *_counted(report.boxes[box]),
            )
