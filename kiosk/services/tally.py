"""Closing the day: crates and cash, counted against expected; never blocking, then final."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from db import models
from kiosk.errors import BadQuantity, MomentClosed, NoMoment, OpenOrders
from kiosk.paper import documents
from kiosk.produce import word
from kiosk.services.acts import act, from_ms, look, to_ms
from kiosk.services.checkins import Visits, visits
from kiosk.services.drafts import CLOSING
from kiosk.services.journal import check_reason
from kiosk.services.moments import count, require_open
from kiosk.services.orders import Order, open_orders, release_all
from kiosk.services.printing import Group, queue_job

Reason = Literal["soup", "given", "spoiled", "back"]

REASONS: Final[Mapping[Reason, str]] = {
    "soup": "soep",
    "given": "gegeven",
    "spoiled": "bedorven",
    "back": "terug",
}
"""What became of what was left, with the word for the volunteers' strip."""

MOST_LEFT: Final = 9999


@dataclass(frozen=True, slots=True)
class CrateLine:
    """One offer at the closing, in portions.

    ``left`` is what should be left (opening less sold), ``leftovers`` what was counted by reason,
    ``difference`` counted less expected: negative when some are missing.
    """

    offer: int
    product: str
    portion: str
    opening: int
    sold: int
    left: int
    leftovers: Mapping[str, int]
    difference: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What the closing starts from; without the expected cash, since cash is counted blind.

    ``open_orders`` must be settled or cancelled first, ``baskets`` will be released.
    """

    moment: int
    visits: Visits
    lines: tuple[CrateLine, ...]
    open_orders: tuple[Order, ...]
    baskets: int


@dataclass(frozen=True, slots=True)
class Tally:
    """A closed moment, in portions and cents.

    ``expected_cash`` is the float and all that was paid in cash, less what was given back;
    ``cash_difference`` is counted less expected. ``cash``, ``bank`` and ``on_group`` are what was
    paid per method, less what was given back.
    """

    moment: int
    day: date
    closed_at: datetime
    visits: Visits
    lines: tuple[CrateLine, ...]
    float_cents: int
    cash: int
    bank: int
    on_group: int
    expected_cash: int
    counted_cash: int
    cash_difference: int
    reason: str


def preview(moment: int) -> Preview:
    """How an open moment stands before it is closed. Raises NoMoment, MomentClosed."""
    with look():
        require_open(moment)
        return Preview(
            moment=moment,
            visits=visits(moment),
            lines=_crates(moment, {}),
            open_orders=tuple(open_orders()),
            baskets=len(models.Order.live("basket")),
        )


@dataclass(frozen=True, slots=True)
class CashResult:
    """What should be in the till and what was counted in it, in cents."""

    expected: int
    counted: int

    @property
    def difference(self) -> int:
        """Counted less expected: negative when some is missing."""
        return self.counted - self.expected


def weigh_cash(*, moment: int, counted: Mapping[int, int]) -> CashResult:
    """Hold a finished count against the books, just before closing. Nothing is written.

    Raises NoMoment, MomentClosed, BadQuantity.
    """
    counted_cash = count(counted)
    with look():
        found = require_open(moment)
        expected = found.float_cents + models.Money.sums(moment).get("cash", 0)
        return CashResult(expected, counted_cash)


def close_moment(
    *,
    key: str,
    moment: int,
    leftovers: Mapping[int, Mapping[str, int]],
    counted: Mapping[int, int],
    reason: str = "",
    at: datetime,
    volunteer: int | None = None,
    group: Group,
) -> Tally:
    """Close a moment for good; the same key again returns the same tally.

    ``leftovers`` maps an offer to how many were left by reason, ``counted`` the coins and notes
    in the till. Differences never block and need no reason; baskets that nobody handed in are
    released. The strip is queued in the same transaction. Make the backup afterwards
    (``kiosk.services.backups``).

    Raises OpenOrders while orders wait at the counter, MomentClosed, NoMoment, BadQuantity for a
    count that cannot be, BadReason for one that is too long.
    """
    counted_cash = count(counted)
    reason = check_reason(reason, needed=False)
    with act():
        closed = models.Moment.get_or_none(models.Moment.close_key == key)
        if closed:
            return _tally(closed)
        require_open(moment)
        if models.Order.live("open"):
            raise OpenOrders()
        release_all(at)
        for line in _crates(moment, _checked(moment, leftovers)):
            models.TallyLine.write(
                line.offer,
                opening=line.opening,
                sold=line.sold,
                difference=line.difference,
                **line.leftovers,
            )
        models.CashCount.write(moment, "closing", dict(counted))
        float_cents = models.Moment.get_by_id(moment).float_cents
        rows, head = models.Money.head()
        models.Audit.note("close_moment", "moment", moment, volunteer, to_ms(at))
        models.Moment.close(
            moment,
            close_key=key,
            closed_at=to_ms(at),
            closed_by=volunteer,
            expected_cash=float_cents + models.Money.sums(moment).get("cash", 0),
            counted_cash=counted_cash,
            close_reason=reason,
            money_rows=rows,
            money_hash=head,
        )
        tally_ = _tally(models.Moment.get_by_id(moment))
        queue_job(_strip(tally_, group), at=at, moment=moment)
        models.Draft.forget(CLOSING)
        return tally_


def tally(moment: int) -> Tally:
    """The tally of a closed moment. Raises NoMoment when it is not closed."""
    with look():
        closed = models.Moment.get_or_none(models.Moment.id == moment)
        if closed is None or closed.state != "closed":
            raise NoMoment("Die dag is nog niet afgesloten.")
        return _tally(closed)


def _checked(
    moment: int, leftovers: Mapping[int, Mapping[str, int]]
) -> Mapping[int, Mapping[str, int]]:
    offers = {offer.id for offer in models.Offer.of(moment)}
    for offer, by_reason in leftovers.items():
        if offer not in offers or set(by_reason) - set(REASONS):
            raise BadQuantity()
        if any(not 0 <= number <= MOST_LEFT for number in by_reason.values()):
            raise BadQuantity()
    return leftovers


def _crates(moment: int, leftovers: Mapping[int, Mapping[str, int]]) -> tuple[CrateLine, ...]:
    sold = models.OrderLine.sold(moment)
    return tuple(
        _crate(offer, offer.opening, sold.get(offer.id, 0), leftovers.get(offer.id, {}))
        for offer in models.Offer.of(moment)
    )


def _crate(offer: models.Offer, opening: int, sold: int, leftovers: Mapping[str, int]) -> CrateLine:
    by_reason: dict[str, int] = {reason: leftovers.get(reason, 0) for reason in REASONS}
    return CrateLine(
        offer=offer.id,
        product=offer.product,
        portion=offer.portion,
        opening=opening,
        sold=sold,
        left=opening - sold,
        leftovers=by_reason,
        difference=sum(by_reason.values()) - (opening - sold),
    )


def _tally(closed: models.Moment) -> Tally:
    if closed.closed_at is None or closed.expected_cash is None or closed.counted_cash is None:
        raise MomentClosed()
    written = models.TallyLine.of(closed.id)
    sums = models.Money.sums(closed.id)
    lines = []
    for offer in models.Offer.of(closed.id):
        row = written[offer.id]
        counted: dict[str, int] = {reason: getattr(row, reason) for reason in REASONS}
        lines.append(_crate(offer, row.opening, row.sold, counted))
    return Tally(
        moment=closed.id,
        day=date.fromisoformat(closed.day),
        closed_at=from_ms(closed.closed_at),
        visits=visits(closed.id),
        lines=tuple(lines),
        float_cents=closed.float_cents,
        cash=sums.get("cash", 0),
        bank=sums.get("bank", 0),
        on_group=sums.get("group", 0),
        expected_cash=closed.expected_cash,
        counted_cash=closed.counted_cash,
        cash_difference=closed.counted_cash - closed.expected_cash,
        reason=closed.close_reason or "",
    )


def _strip(closed: Tally, group: Group) -> documents.TallyStrip:
    return documents.TallyStrip(
        group=group.name,
        day=closed.day.isoformat(),
        visits=closed.visits.count,
        adults=closed.visits.adults,
        children=closed.visits.children,
        helps=closed.visits.helping,
        lines=tuple(
            documents.TallyLine(
                picture=line.product,
                word=word(line.product, group.language),
                opening=line.opening,
                sold=line.sold,
                leftovers={REASONS[r]: line.leftovers[r] for r in REASONS if line.leftovers[r]},
                difference=line.difference,
            )
            for line in closed.lines
        ),
        expected_cash=closed.expected_cash,
        counted_cash=closed.counted_cash,
        cash_payments=closed.cash,
        bank=closed.bank,
        on_group=closed.on_group,
        reason=closed.reason,
    )
