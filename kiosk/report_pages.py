"""A report as pages to look at: each with a few bars and a few figures, in Dutch.

The screen shows one page at a time, the strip has all of them below each other. What the outside
version hides is said as "< 5"; what it leaves out has no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kiosk.i18n import month
from kiosk.money import MINUS, euros
from kiosk.periods import day_named
from kiosk.portions import portion_word
from kiosk.produce import word
from kiosk.report import Count, Report, Sale, Span, Trip

FEW: Final = "< 5"

_A_YEAR: Final = timedelta(days=300)
"""No row of months that were put together is as long; each year of a long report is."""

HELPS: Final[Mapping[str, tuple[str, str]]] = {
    "coffee": ("coffee", "koffie"),
    "dishes": ("dishes", "afwas"),
    "kitchen": ("kitchen", "keuken"),
    "produce": ("crate", "groenten"),
    "driving": ("car", "rijden"),
}
"""Each kind of help with its picture and its word."""

BOXES: Final[Mapping[str, str]] = {
    "total": "in totaal",
    "up_to_15": "tot 15 jaar",
    "from_65": "65 of ouder",
    "women": "vrouwen",
    "migrants": "migranten",
    "disabled": "met handicap",
    "homeless": "dakloos",
}
"""The boxes of the food-aid forms."""

METHODS: Final[Mapping[str, tuple[str, str]]] = {
    "cash": ("cash", "cash"),
    "bank": ("bank_qr", "bank"),
    "group": ("gift_of_group", "op de groep"),
}
"""Each way of paying with its picture and its word."""

LEFT: Final[Mapping[str, tuple[str, str]]] = {
    "soup": ("soup", "soep"),
    "given": ("given", "gegeven"),
    "spoiled": ("spoiled", "bedorven"),
    "back": ("back_to_supplier", "terug"),
}
"""What became of what was left, each with its picture and its word."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a picture or, without one, only its word; as high as its value."""

    picture: str
    word: str
    value: int
    shown: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its name; ``task`` is the colour of a part of the whole, or nothing."""

    word: str
    shown: str
    task: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it is about, in the colour of its ``task``."""

    picture: str
    title: str
    task: str
    bars: tuple[Bar, ...]
    facts: tuple[Fact, ...]
    note: str = ""


def pages(report: Report) -> tuple[Page, ...]:
    """Every page on which there is something; the people always."""
    made = (_helps(report), _sales(report), _left(report), _trips(report), _money(report))
    return (_people(report), *(page for page in (*made, _boxes(report)) if page is not None))


def counted(count: Count) -> str:
    """A count of people as it is shown."""
    return FEW if count is None else str(count)


def _people(report: Report) -> Page:
    since = report.pictures_since
    facts = [
        Fact("dagen", str(report.moments)),
        Fact("bezoeken", counted(report.visits)),
        Fact("mensen", counted(report.people)),
        Fact("volwassenen", counted(report.adults)),
        Fact("kinderen", counted(report.children)),
        Fact("prenten", counted(report.pictures)),
    ]
    return Page(
        "people",
        "Wie kwam",
        "here",
        tuple(Bar("", _span(span), span.people, str(span.people)) for span in report.spans),
        tuple(facts),
        f"Prenten: alleen sinds {day_named(since)}." if since else "",
    )


def _span(span: Span) -> str:
    if span.last - span.first > _A_YEAR:
        years = dict.fromkeys((span.first.year, span.last.year))
        return "–".join(str(year) for year in years)
    months = dict.fromkeys((month(span.first, "nl"), month(span.last, "nl")))
    return "–".join(months)


def _helps(report: Report) -> Page | None:
    if not report.helps:
        return None
    bars = [
        Bar(*HELPS.get(kind, ("help_hand", kind)), count or 0, counted(count))
        for kind, count in sorted(report.helps.items(), key=lambda item: -(item[1] or 0))
    ]
    facts = (Fact("bezoeken", counted(report.visits)), Fact("hielpen", counted(report.helping)))
    return Page("volunteer", "Wie hielp", "here", tuple(bars), facts)


def _sales(report: Report) -> Page | None:
    sold = sorted((sale for sale in report.sales if sale.sold), key=lambda sale: -sale.sold)
    if not sold:
        return None
    facts = (
        Fact("porties", str(sum(sale.sold for sale in sold))),
        Fact("winkelwaarde", euros(report.shop_value)),
        Fact("betaald", euros(report.paid), "here"),
        Fact("door de groep", euros(report.carried), "produce"),
    )
    bars = tuple(Bar(sale.product, _named(sale), sale.sold, str(sale.sold)) for sale in sold)
    return Page("basket", "Groenten en fruit", "produce", bars, facts)


def _named(sale: Sale) -> str:
    return f"{word(sale.product, 'nl')} {portion_word(sale.portion, 'nl')}"


def _left(report: Report) -> Page | None:
    sums = {reason: sum(getattr(sale, reason) for sale in report.sales) for reason in LEFT}
    difference = sum(sale.difference for sale in report.sales)
    if not any(sums.values()) and not difference:
        return None
    facts = [Fact("porties over", str(sum(sums.values())))]
    if difference:
        sign = MINUS if difference < 0 else "+"
        facts.append(Fact("telverschil", f"{sign}{abs(difference)}"))
    bars = tuple(Bar(*LEFT[reason], count, str(count)) for reason, count in sums.items())
    return Page("crate", "Wat over was", "produce", bars, tuple(facts))


def _trips(report: Report) -> Page | None:
    if not report.trips and not report.small_trips:
        return None
    held, cancelled = report.held, len(report.trips) - len(report.held)
    facts = [
        Fact("uitstappen", str(len(held))),
        Fact("plaatsen", str(sum(trip.seats for trip in held))),
        Fact("deelnemers", euros(sum(trip.participants for trip in held)), "here"),
        Fact("groep", euros(sum(trip.group for trip in held)), "produce"),
        Fact("gemeente", euros(sum(trip.town for trip in held)), "outings"),
        *_if("niet gekomen", sum(trip.no_shows or 0 for trip in held)),
        *_if("afgelast", cancelled),
        *_if("niet getoond", report.small_trips),
    ]
    to_return = sum(trip.to_return for trip in report.trips)
    if to_return:
        facts.append(Fact("terug te geven", euros(to_return)))
    return Page("bus", "Uitstappen", "outings", tuple(map(_trip, held)), tuple(facts))


def _trip(trip: Trip) -> Bar:
    return Bar(
        trip.picture, f"{trip.name} {trip.day.day}/{trip.day.month}", trip.seats, str(trip.seats)
    )


def _if(name: str, count: int) -> Iterator[Fact]:
    if count:
        yield Fact(name, str(count))


def _money(report: Report) -> Page | None:
    if not report.money:
        return None
    parts = {
        "groenten": report.taken(about="produce"),
        "uitstappen": report.taken(about="outing"),
        "teruggegeven": report.taken(about="returned"),
        "rechtgezet": report.taken(about="correction"),
    }
    facts = [Fact(name, euros(amount)) for name, amount in parts.items() if amount]
    if report.rounding:
        facts.append(Fact("afronding", euros(report.rounding)))
    bars = [
        Bar(*METHODS[method], max(0, taken), euros(taken))
        for method in METHODS
        if (taken := report.taken(method=method))
    ]
    return Page("till", "Geld", "here", tuple(bars), tuple(facts))


def _boxes(report: Report) -> Page | None:
    if not report.boxes:
        return None
    bars = tuple(
        Bar("", name, report.boxes[box] or 0, counted(report.boxes[box]))
        for box, name in BOXES.items()
        if box in report.boxes
    )
    days = max(report.box_moments.values(), default=0)
    facts = (Fact("geschatte dagen", f"{days} / {report.moments}"),)
    return Page("people", "Schatting", "coming", bars, facts)
