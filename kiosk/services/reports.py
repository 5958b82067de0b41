"""The report of a period: read from what closed moments came to, and printed as a strip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from db import models
from kiosk.outside import outside
from kiosk.paper.report_documents import ReportLine, ReportStrip
from kiosk.periods import Period
from kiosk.report import Report, Sale, Span, Taken, Trip
from kiosk.report_pages import Page, pages
from kiosk.report_table import report_table
from kiosk.services.acts import act, look, to_ms
from kiosk.services.people import REMEMBERED
from kiosk.services.printing import Group, Job, job_of, queue_job

__all__ = ["Report", "outside", "print_report", "report", "report_table", "table_name"]

BY_MONTH: Final = timedelta(days=2 * 366)
"""A report of a longer period has a span for each year, not for each month."""


def report(period: Period, today: date, group: Group) -> Report:
    """What happened in a period; the inside version. Outings carry their names for the group."""
    first, last = period.first.isoformat(), period.last.isoformat()
    with look():
        months = models.MomentTotal.by_month(first, last)
        visits, adults, children, helping = (
            sum(row[place] for row in months) for place in (2, 3, 4, 5)
        )
        boxes = models.Estimate.between(first, last)
        untied = today - REMEMBERED
        return Report(
            first=period.first,
            last=period.last,
            outside=False,
            moments=sum(row[1] for row in months),
            spans=_spans(months, period),
            visits=visits,
            people=adults + children,
            adults=adults,
            children=children,
            pictures=models.pictures_between(first, last),
            pictures_since=untied if period.first < untied else None,
            helping=helping,
            helps=models.MomentHelp.between(first, last),
            sales=tuple(Sale(*row) for row in models.MomentSale.between(first, last)),
            money=_money(period, group.time_zone),
            trips=tuple(
                _trip(sums, today, group.language) for sums in models.outings_between(first, last)
            ),
            small_trips=0,
            boxes={box: people for box, (people, _) in boxes.items()},
            box_moments={box: moments for box, (_, moments) in boxes.items()},
        )


def print_report(found: Report, *, at: datetime, group: Group, volunteer: int | None = None) -> Job:
    """Print a report, the inside or the outside version, as a strip."""
    with act():
        strip = ReportStrip(
            group.name,
            found.first.isoformat(),
            found.last.isoformat(),
            found.outside,
            tuple(line for page in pages(found) for line in _lines(page)),
        )
        job = queue_job(strip, at=at)
        models.Audit.note("print_report", "print_job", job, volunteer, to_ms(at))
        return job_of(job)


def table_name(found: Report) -> str:
    """The file of a report as a table, named after its period and its version."""
    version = "buiten" if found.outside else "binnen"
    return f"verslag-{found.first.isoformat()}-{found.last.isoformat()}-{version}.csv"


def _lines(page: Page) -> Iterator[ReportLine]:
    yield ReportLine(True, page.picture, page.title, "")
    for fact in page.facts:
        yield ReportLine(False, "", fact.word, fact.shown)
    for bar in page.bars:
        yield ReportLine(False, bar.picture, bar.word, bar.shown)


def _spans(months: list[tuple[int, ...]], period: Period) -> tuple[Span, ...]:
    by_year = period.last - period.first > BY_MONTH
    spans: dict[str, tuple[int, int]] = {}
    for month, moments, _, adults, children, _ in months:
        name = str(month)[:4] if by_year else str(month)
        counted, people = spans.get(name, (0, 0))
        spans[name] = counted + moments, people + adults + children
    return tuple(
        Span(max(_start(name), period.first), min(_end(name), period.last), moments, people)
        for name, (moments, people) in spans.items()
    )


def _start(name: str) -> date:
    return date.fromisoformat(f"{name}-01-01" if len(name) == 4 else f"{name}-01")


def _end(name: str) -> date:
    after = _start(name) + timedelta(days=366 if len(name) == 4 else 31)
    return after.replace(month=1 if len(name) == 4 else after.month, day=1) - timedelta(days=1)


def _money(period: Period, zone: str) -> tuple[Taken, ...]:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    rows = models.MomentMoney.between(period.first.isoformat(), period.last.isoformat())
    since, before = (
        to_ms(datetime.combine(day, time(0), ZoneInfo(zone)))
        for day in (period.first, period.last + timedelta(days=1))
    )
    for of_booking, of_order, method, total, amount in models.Money.outside(since, before):
        about = "outing" if of_booking else "returned" if of_order else "correction"
        rows.append((about, method, total, amount))
    for about, method, total, amount in rows:
        before_total, before_amount = sums.get((about, method), (0, 0))
        sums[about, method] = before_total + total, before_amount + amount
    return tuple(Taken(*key, *value) for key, value in sorted(sums.items()))


def _trip(sums: models.OutingSums, today: date, language: str) -> Trip:
    day, cancelled = date.fromisoformat(sums.day), sums.state == "cancelled"
    given = models.SeatSums() if cancelled else sums.seats
    seats = given.adults + given.children
    paid = sum(total for method, (total, _) in sums.money.items() if method != "group")
    return Trip(
        name=sums.names.get(language) or next(iter(sums.names.values()), ""),
        picture=sums.picture,
        day=day,
        cancelled=cancelled,
        quota=sums.quota,
        seats=seats,
        adults=given.adults,
        children=given.children,
        participants=0 if cancelled else paid,
        group=0 if cancelled else given.participants - paid + given.group,
        town=given.town,
        to_return=paid if cancelled else 0,
        no_shows=None if cancelled or day >= today else seats - sums.redeemed,
    )
