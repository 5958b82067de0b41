"""Closed days before the practice day, so that there is something to report about."""

from __future__ import annotations

from datetime import date, timedelta

from db import models
from kiosk.services.checkins import HELPS

PRODUCE = (
    *("aardappel", "wortel", "ajuin", "prei", "witloof", "appel", "peer", "pompoen", "spruitjes"),
    *("rode_kool", "savooikool", "champignon", "veldsla", "knolselder"),
)


def write_past(today: date, months: int = 11) -> None:
    """One closed day in each of the months before, once; what they came to, with estimates."""
    if models.Moment.get_or_none(models.Moment.key == "past-1"):
        return
    for back in range(months, 0, -1):
        day = today - timedelta(days=30 * back)
        moment = models.Moment.create(
            key=f"past-{back}",
            kind="produce",
            day=day.isoformat(),
            state="closed",
            opened_at=0,
            rule_percent=60,
            rule_rounding="floor5",
            float_cents=0,
            close_key=f"close-{back}",
            closed_at=0,
            expected_cash=0,
            counted_cash=0,
            close_reason="",
            money_rows=0,
            money_hash="",
        ).id
        adults, children = 18 + back * 5 % 17, 7 + back * 3 % 11
        visits = 15 + back * 7 % 9
        models.MomentTotal.create(
            moment=moment,
            visits=visits,
            adults=adults,
            children=children,
            helping=5,
            force_insert=True,
        )
        for place, kind in enumerate(HELPS):
            models.MomentHelp.create(moment=moment, help=kind, visits=1 + (back + place) % 4)
        for place, product in enumerate(PRODUCE):
            sold = 4 + (back * 3 + place * 5) % 23
            models.MomentSale.create(
                moment=moment,
                product=product,
                portion="bag_1kg" if place % 2 else "piece",
                sold=sold,
                soup=place % 3,
                given=back % 2,
                spoiled=int(place == 3),
                back=place % 2,
                difference=-(place == 5),
                shop_value=199 * sold,
                our_value=115 * sold,
                on_group=115 * (place == 0),
            )
        for method, amount in (("cash", 9000), ("bank", 2100), ("group", 115)):
            models.MomentMoney.create(
                moment=moment, about="produce", method=method, total=amount, amount=amount
            )
        boxes = {
            "total": adults + children,
            "women": adults // 2,
            "up_to_15": children,
            "homeless": 1,
        }
        models.Estimate.write(moment, boxes if back % 2 else {})
