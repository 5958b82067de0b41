"""Opening the day: the kind of moment, the float in the till, what is on offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from db import models
from kiosk.errors import (
    BadPrice,
    BadQuantity,
    ClockBehind,
    MomentClosed,
    MomentOpen,
    NoMoment,
    OfferTwice,
)
from kiosk.i18n import mark
from kiosk.money import PriceRule, our_price, total_of
from kiosk.services.acts import act, from_ms, look, to_ms
from kiosk.services.drafts import FLOAT, OPENING

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "produce": ("crate", mark("groenten")),
    "soup": ("soup", mark("soep")),
    "workshop": ("workshop", mark("atelier")),
    "feast": ("feast", mark("feest")),
    "other": ("other", mark("andere")),
}
"""Each kind of moment with its picture and its word."""

HIGHEST_STOCK = 9999
"""More portions of one product than a local can hold: a typing mistake."""

MOST_PIECES = 9999
"""More of one coin than a till can hold: a typing mistake."""


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """What a volunteer puts on offer: shop price in cents, ``opening`` portions in stock.

    ``free`` marks goods got for free (food aid must be given on free and unchanged): their shop
    price is 0 and ``per_order`` may limit how many portions one household takes.
    """

    product: str
    portion: str
    shop_price: int
    opening: int
    free: bool = False
    per_order: int | None = None


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer as it stands now; prices in cents, ``available`` is neither sold nor in a basket."""

    id: int
    product: str
    portion: str
    shop_price: int
    price: int
    opening: int
    available: int
    position: int
    free: bool
    per_order: int | None


@dataclass(frozen=True, slots=True)
class MomentView:
    """A moment and its offers in the order of the screen; ``float_cents`` was in the till."""

    id: int
    kind: str
    day: date
    opened_at: datetime
    float_cents: int
    rule: PriceRule
    offers: tuple[OfferView, ...]


def open_moment(
    *,
    key: str,
    kind: str,
    offers: Sequence[OfferDraft],
    float_pieces: Mapping[int, int],
    rule: PriceRule,
    at: datetime,
    day: date,
    volunteer: int | None = None,
) -> MomentView:
    """Open a moment; the same key again returns the moment that it opened.

    ``day`` is the day as the volunteer sees it; from here on it is the business day, whatever the
    clock says. A time before the last record is refused until a volunteer has settled the time.

    Raises MomentOpen, ClockBehind, OfferTwice, BadQuantity, BadPrice, PriceTooLow,
    PriceOutOfRange.
    """
    float_cents = count(float_pieces)
    drafts = list(offers)
    _check_list(drafts)
    with act():
        opened = models.Moment.get_or_none(models.Moment.key == key)
        if opened:
            return _view(opened)
        if models.Moment.current():
            raise MomentOpen()
        _check_clock(at)
        moment = models.Moment.create(
            key=key,
            kind=kind,
            day=day.isoformat(),
            state="open",
            opened_at=to_ms(at),
            opened_by=volunteer,
            rule_percent=rule.percent,
            rule_rounding=rule.rounding,
            float_cents=float_cents,
        )
        models.CashCount.write(moment.id, "opening", dict(float_pieces))
        for position, draft in enumerate(drafts):
            _add_offer(moment.id, position, draft, rule)
        models.Audit.note("open_moment", "moment", moment.id, volunteer, to_ms(at))
        for draft_of in (OPENING, FLOAT):
            models.Draft.forget(draft_of)
        return _view(moment)


def current_moment() -> MomentView | None:
    """The moment that is open, with the stock of this instant, or None."""
    with look():
        moment = models.Moment.current()
        return _view(moment) if moment else None


def last_offers() -> tuple[OfferDraft, ...]:
    """The list of the last moment that had one, to open with in one tap."""
    with look():
        return tuple(
            OfferDraft(
                offer.product,
                offer.portion,
                offer.shop_price,
                offer.opening,
                bool(offer.free),
                offer.per_order,
            )
            for offer in models.Offer.last_list()
        )


def amend_offers(
    *, moment: int, offers: Sequence[OfferDraft], at: datetime, volunteer: int | None = None
) -> MomentView:
    """Change the list while the moment is open; returns how it stands then.

    Only what is named changes: a product and portion that is on the list gets the given price
    (for taps from now on: what is in a basket keeps its price) and the given opening stock, any
    other is added at the end. The price rule stays that of the opening. Repeating changes nothing
    more, since every number is the one wanted and not a step towards it.

    Raises MomentClosed, NoMoment, OfferTwice, BadPrice, PriceTooLow, PriceOutOfRange, BadQuantity
    (also when less stock is given than was already taken).
    """
    drafts = list(offers)
    _check_list(drafts)
    with act():
        changed = require_open(moment)
        rule = _rule(changed)
        listed = models.Offer.of(moment)
        by_name = {(offer.product, offer.portion): offer for offer in listed}
        for position, draft in enumerate(drafts, start=len(listed)):
            offer = by_name.get((draft.product, draft.portion))
            if offer is None:
                _add_offer(moment, position, draft, rule)
            else:
                _change_offer(offer, draft, rule)
        models.Audit.note("amend_offers", "moment", moment, volunteer, to_ms(at))
        return _view(changed)


def require_open(moment: int) -> models.Moment:
    """The row of an open moment, within an act. Raises NoMoment or MomentClosed."""
    found = models.Moment.get_or_none(models.Moment.id == moment)
    if found is None:
        raise NoMoment()
    if found.state != "open":
        raise MomentClosed()
    return found


def is_exact(moment: models.Moment) -> bool:
    """Whether prices are to the cent, so that a total paid in cash is rounded as the law says."""
    return moment.rule_rounding == "exact"


def count(pieces: Mapping[int, int]) -> int:
    """What counted coins and notes are worth in cents. Raises BadQuantity."""
    if any(not 0 <= number <= MOST_PIECES for number in pieces.values()):
        raise BadQuantity()
    return total_of(dict(pieces))


def _check_list(drafts: Sequence[OfferDraft]) -> None:
    names = [(draft.product, draft.portion) for draft in drafts]
    if len(set(names)) < len(names):
        raise OfferTwice()
    for draft in drafts:
        if not 0 <= draft.opening <= HIGHEST_STOCK:
            raise BadQuantity()
        if draft.per_order is not None and draft.per_order < 1:
            raise BadQuantity()
        if draft.free and draft.shop_price != 0:
            raise BadPrice("Wat gratis is, krijgt geen prijs.")


def _price(draft: OfferDraft, rule: PriceRule) -> int:
    return 0 if draft.free else our_price(draft.shop_price, rule)


def _add_offer(moment: int, position: int, draft: OfferDraft, rule: PriceRule) -> None:
    models.Offer.create(
        moment=moment,
        position=position,
        product=draft.product,
        portion=draft.portion,
        free=int(draft.free),
        shop_price=draft.shop_price,
        price=_price(draft, rule),
        per_order=draft.per_order,
        opening=draft.opening,
        available=draft.opening,
    )


def _change_offer(offer: models.Offer, draft: OfferDraft, rule: PriceRule) -> None:
    models.Offer.update(
        free=int(draft.free),
        shop_price=draft.shop_price,
        price=_price(draft, rule),
        per_order=draft.per_order,
    ).where(models.Offer.id == offer.id).execute()
    by = draft.opening - offer.opening
    if by and not models.Offer.change_opening(offer.id, by):
        raise BadQuantity("Er is al meer verkocht of gekozen dan dat aantal.")


def _check_clock(at: datetime) -> None:
    last = models.last_record_at()
    if last is not None and to_ms(at) < last:
        now, before = at.astimezone(), from_ms(last).astimezone()
        raise ClockBehind(
            f"De klok staat op {now:%d/%m/%Y %H:%M}, maar het laatste dat bewaard is, "
            f"is van {before:%d/%m/%Y %H:%M}. Kijk datum en uur na."
        )


def _rule(moment: models.Moment) -> PriceRule:
    return PriceRule(moment.rule_percent, "exact" if is_exact(moment) else "floor5")


def _view(moment: models.Moment) -> MomentView:
    return MomentView(
        id=moment.id,
        kind=moment.kind,
        day=date.fromisoformat(moment.day),
        opened_at=from_ms(moment.opened_at),
        float_cents=moment.float_cents,
        rule=_rule(moment),
        offers=tuple(
            OfferView(
                offer.id,
                offer.product,
                offer.portion,
                offer.shop_price,
                offer.price,
                offer.opening,
                offer.available,
                offer.position,
                bool(offer.free),
                offer.per_order,
            )
            for offer in models.Offer.of(moment.id)
        ),
    )
