"""What happened in a period, as plain data; whole cents, and sums that follow from their parts.

Only closed moments count, on the day of the moment: what they came to never changes, so a report
about days that are over is the same whenever it is made. What is given back later is in the report
of the till from which it was given. Outings count on their day, as they stand now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Count = int | None
"""How many people; None where the outside version hides that they are few."""


@dataclass(frozen=True, slots=True)
class Span:
    """A month in which there were moments, or a year of a long report; both days are included."""

    first: date
    last: date
    moments: int
    people: int


@dataclass(frozen=True, slots=True)
class Sale:
    """One kind of produce in portions by what became of them; money in cents.

    ``difference`` is counted less expected at the closings. Of what the sold ones are worth in a
    shop participants ``paid`` a part; the group ``carried`` the rest, of which ``on_group`` is what
    it paid in their place at our price.
    """

    product: str
    portion: str
    sold: int
    soup: int
    given: int
    spoiled: int
    back: int
    difference: int
    shop_value: int
    our_value: int
    on_group: int

    @property
    def paid(self) -> int:
        """What participants paid, before the legal rounding of cash."""
        return self.our_value - self.on_group

    @property
    def carried(self) -> int:
        """What the group bore of the shop value."""
        return self.shop_value - self.paid


@dataclass(frozen=True, slots=True)
class Taken:
    """The journal of the period: what the money was ``about``, how it was paid, its sums in cents.

    About ``produce``, ``returned`` (of orders of a moment that was closed before), ``outing``, or
    ``correction``. ``amount`` is what changed hands, ``total`` what it was before the legal
    rounding of cash.
    """

    about: str
    method: str
    total: int
    amount: int


@dataclass(frozen=True, slots=True)
class Trip:
    """One outing: seats that were given, and who bears which part of what they are worth.

    ``participants`` paid by themselves; the ``group`` bears its share and what it paid or gave back
    in the place of participants; the ``town`` its share. Of a cancelled outing nobody bears
    anything: what was paid is ``to_return``. ``no_shows`` is None until the day is over.
    """

    name: str
    picture: str
    day: date
    cancelled: bool
    quota: int
    seats: int
    adults: Count
    children: Count
    participants: int
    group: int
    town: int
    to_return: int
    no_shows: Count


@dataclass(frozen=True, slots=True)
class Report:
    """A period in figures.

    ``pictures`` counts different pictures of people, as far as visits are still tied to one: of the
    days since ``pictures_since`` (None: of the whole period). ``helping`` visits helped in any way,
    ``helps`` counts them by kind, in which a visit may stand more than once. ``boxes`` are estimates
    of the food-aid forms, each made on ``box_moments`` of the moments. ``small_trips`` were left out
    of the outside version.
    """

    first: date
    last: date
    outside: bool
    moments: int
    spans: tuple[Span, ...]
    visits: Count
    people: Count
    adults: Count
    children: Count
    pictures: Count
    pictures_since: date | None
    helping: Count
    helps: Mapping[str, Count]
    sales: tuple[Sale, ...]
    money: tuple[Taken, ...]
    trips: tuple[Trip, ...]
    small_trips: int
    boxes: Mapping[str, Count]
    box_moments: Mapping[str, int]

    @property
    def shop_value(self) -> int:
        """What all that was sold is worth in a shop."""
        return sum(sale.shop_value for sale in self.sales)

    @property
    def paid(self) -> int:
        """What participants paid for it, before the legal rounding of cash."""
        return sum(sale.paid for sale in self.sales)

    @property
    def carried(self) -> int:
        """What the group bore of it."""
        return sum(sale.carried for sale in self.sales)

    @property
    def rounding(self) -> int:
        """What the legal rounding of cash added, or took when negative."""
        return sum(one.amount - one.total for one in self.money)

    def taken(self, *, method: str | None = None, about: str | None = None) -> int:
        """What came in, less what was given back: by one method, about one thing, or all of it."""
        return sum(
            one.amount
            for one in self.money
            if method in (None, one.method) and about in (None, one.about)
        )

    @property
    def held(self) -> tuple[Trip, ...]:
        """The outings that were not cancelled."""
        return tuple(trip for trip in self.trips if not trip.cancelled)
