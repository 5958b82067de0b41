"""The practice day: a believable Saturday, so that trying and learning need no preparation.

Everything goes through the same acts as a real day; only the data folder is another one, and it
starts anew each time.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Final

from kiosk import practice_trips, produce
from kiosk.codes import KeyRing
from kiosk.keys import new_key
from kiosk.money import PriceRule
from kiosk.services import checkins, moments, orders, papers, payments, printing, volunteers
from kiosk.services.acts import act
from kiosk.services.moments import OfferDraft
from kiosk.services.printing import Group

PIN: Final = "123456"
KINDS: Final = 12
EARLIER_CHECK_INS: Final = 24
FLOAT: Final = {1000: 2, 500: 4, 200: 8, 100: 10, 50: 10, 20: 15, 10: 15, 5: 12}

# What a shop asks for one portion, in cents, and how many portions were fetched; in the order in
# which a table is laid: what everybody takes first.
SHOP_PRICES: Final = {
    "aardappel": (249, 30),
    "ajuin": (149, 24),
    "wortel": (149, 20),
    "prei": (199, 18),
    "witloof": (229, 16),
    "champignon": (169, 14),
    "pompoen": (299, 8),
    "knolselder": (179, 10),
    "witte_kool": (169, 9),
    "spruitjes": (219, 12),
    "tomaat": (249, 18),
    "courgette": (139, 16),
    "appel": (219, 26),
    "peer": (229, 20),
    "banaan": (189, 22),
    "sinaasappel": (279, 12),
    "mandarijn": (299, 10),
    "citroen": (59, 18),
}
# The orders that wait at the counter: place in the list -> how many.
BASKETS: Final = ({0: 1, 2: 2}, {1: 1, 8: 3}, {3: 1, 4: 1, 9: 2}, {0: 2, 5: 1, 10: 1, 11: 2})


def offers(month: int) -> tuple[OfferDraft, ...]:
    """Twelve products that are in season in `month` (1 to 12), at believable prices."""
    ready = [product.key for product in produce.in_season(month) if product.is_offered(month)]
    chosen = [key for key in SHOP_PRICES if key in ready]
    chosen += [key for key in ready if key not in chosen]
    drafts = []
    for key in chosen[:KINDS]:
        price, stock = SHOP_PRICES.get(key, (199, 12))
        portion = produce.product(key).portion
        drafts.append(OfferDraft(product=key, portion=portion, shop_price=price, opening=stock))
    return tuple(drafts)


def fill(at: datetime, group: Group, rule: PriceRule, ring: KeyRing) -> None:
    """Make the practice day: open since two hours, with people and orders, one product sold out."""
    chance = random.Random(1)
    opened = at - timedelta(hours=2)
    volunteers.first_volunteer(PIN, at=opened, name="Wim")
    moment = moments.open_moment(
        key=new_key(),
        kind="produce",
        offers=offers(at.month),
        float_pieces=FLOAT,
        rule=rule,
        at=opened,
        day=at.date(),
    )
    for number in range(EARLIER_CHECK_INS):
        checkins.check_in(
            key=new_key(),
            adults=chance.choice((1, 1, 1, 2)),
            children=chance.choice((0, 0, 0, 1, 2, 3)),
            helps=frozenset(
                {"coffee"} if number % 9 == 0 else {"dishes"} if number % 7 == 3 else ()
            ),
            participant=None,
            language="nl",
            at=opened + timedelta(minutes=4 * number),
        )
    for number in range(19):
        basket = {number % KINDS: 1 + number % 2, (number * 5 + 2) % KINDS: 1}
        order = _order(moment, basket, opened + timedelta(minutes=10 + 5 * number), group)
        payments.take_payment(
            key=new_key(),
            order=order.id,
            method="bank" if number % 8 == 5 else "cash",
            received=None if number % 8 == 5 else 5000,
            at=opened + timedelta(minutes=12 + 5 * number),
            volunteer=None,
            group=group,
        )
    for number, basket in enumerate(BASKETS):
        _order(moment, basket, at - timedelta(minutes=10 - 2 * number), group)
    _sell_out(moment, KINDS - 5, at - timedelta(minutes=30), group)
    practice_trips.fill(at, group, ring)
    _print_all(opened)


def _print_all(since: datetime) -> None:
    """The papers came out when they were made; a practice day begins without news of a printer."""
    with act():
        for job in papers.papers_since(since):
            printing.mark_sending(job.id, job.made_at)
            printing.mark_printed(job.id, job.made_at)


def _order(
    moment: moments.MomentView, basket: dict[int, int], at: datetime, group: Group
) -> orders.Order:
    key = new_key()
    for position, quantity in basket.items():
        for _ in range(quantity):
            orders.add(key=key, offer=moment.offers[position].id, at=at, language="nl")
    return orders.hand_in_order(key=key, at=at, group=group)


def _sell_out(moment: moments.MomentView, position: int, at: datetime, group: Group) -> None:
    now = moments.current_moment()
    left = now.offers[position].available if now else 0
    if left:
        order = _order(moment, {position: left}, at, group)
        payments.take_payment(
            key=new_key(),
            order=order.id,
            method="group",
            reason="voor de soep",
            at=at,
            volunteer=None,
            group=group,
        )
