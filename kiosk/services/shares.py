"""Who bore what of an outing: participants, group and town; on screen, as a strip and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from db import models
from kiosk import spreadsheet
from kiosk.outing import Outing
from kiosk.paper.outing_documents import SharesLine, SharesStrip
from kiosk.services import outings
from kiosk.services.acts import act, look, to_ms
from kiosk.services.printing import Group, Job, job_of, queue_job
from kiosk.services.tables import TABLES, write_into

__all__ = [
    "TABLES",
    "OutingShares",
    "print_shares",
    "shares_between",
    "shares_of",
    "shares_table",
    "write_table",
]

COLUMNS = (
    "dag",
    "uitstap",
    "plaatsen",
    "gegeven",
    "volwassenen",
    "kinderen",
    "deelnemers",
    "groep voor deelnemers",
    "groep",
    "gemeente",
    "afronding",
    "binnengelaten",
    "niet gekomen",
)


@dataclass(frozen=True, slots=True)
class OutingShares:
    """One outing in figures; money in cents, people in seats.

    ``paid`` is what participants gave (cash and bank), of which ``rounding`` by the law on cash;
    ``on_group`` is what the group paid in their place. ``group`` and ``town`` are their shares
    beside that. ``seats`` were given of our ``quota``, ``redeemed`` of them let in; ``no_shows``
    is the rest, None until the day is over.
    """

    outing: int
    name: str
    picture: str
    day: date
    quota: int
    seats: int
    adults: int
    children: int
    paid: int
    on_group: int
    group: int
    town: int
    rounding: int
    redeemed: int
    no_shows: int | None


def shares_of(outing: int, today: date, language: str = "nl") -> OutingShares:
    """The figures of one outing. Raises NoOuting."""
    with look():
        return _shares(outings.view(outings.find(outing)), today, language)


def shares_between(
    first: date, last: date, today: date, language: str = "nl"
) -> list[OutingShares]:
    """The figures of every outing of a period, in the order of their days."""
    with look():
        rows = models.Outing.between(first.isoformat(), last.isoformat())
        return [_shares(going, today, language) for going in outings.views(rows)]


def print_shares(
    *,
    first: date,
    last: date,
    at: datetime,
    today: date,
    group: Group,
    volunteer: int | None = None,
) -> Job:
    """Print the shares of a period as a strip."""
    with act():
        lines = tuple(
            SharesLine(
                picture=one.picture,
                name=one.name,
                day=one.day.isoformat(),
                seats=one.seats,
                paid=one.paid,
                on_group=one.on_group,
                group=one.group,
                town=one.town,
                no_shows=one.no_shows,
            )
            for one in shares_between(first, last, today, group.language)
        )
        strip = SharesStrip(group.name, first.isoformat(), last.isoformat(), lines)
        job = queue_job(strip, at=at)
        models.Audit.note("print_shares", "print_job", job, volunteer, to_ms(at))
        return job_of(job)


def shares_table(shares: Sequence[OutingShares]) -> bytes:
    """The figures as a CSV file that no spreadsheet takes for formulas."""
    rows = [
        (
            one.day.isoformat(),
            one.name,
            one.quota,
            one.seats,
            one.adults,
            one.children,
            *(
                spreadsheet.cents(amount)
                for amount in (one.paid, one.on_group, one.group, one.town, one.rounding)
            ),
            one.redeemed,
            one.no_shows,
        )
        for one in shares
    ]
    return spreadsheet.table([COLUMNS, *rows])


def write_table(folder: Path, first: date, last: date, shares: Sequence[OutingShares]) -> Path:
    """Write the table into a folder, such as a USB stick; whole, or not at all.

    Takes as long as the stick does, so not in the thread of the screen. Returns the file, named
    after the period. Raises NotStored with the reason.
    """
    name = f"uitstappen-{first.isoformat()}-{last.isoformat()}.csv"
    return write_into(folder, name, shares_table(shares))


def _shares(going: Outing, today: date, language: str) -> OutingShares:
    takes_place = going.state != "cancelled"
    none = 0, 0, 0, 0
    adults, children, group, town = models.Booking.totals(going.id) if takes_place else none
    by_method = models.Money.sums_of_outing(going.id)
    sold = [by_method.get(method, (0, 0)) for method in ("cash", "bank")]
    redeemed = models.Voucher.redeemed_of(going.id)
    paid = sum(amount for _, amount in sold)
    seats = adults + children
    return OutingShares(
        outing=going.id,
        name=going.name(language),
        picture=going.picture,
        day=going.day,
        quota=going.quota,
        seats=seats,
        adults=adults,
        children=children,
        paid=paid,
        on_group=by_method.get("group", (0, 0))[1],
        group=group,
        town=town,
        rounding=paid - sum(total for total, _ in sold),
        redeemed=redeemed,
        no_shows=seats - redeemed if takes_place and going.day < today else None,
    )
